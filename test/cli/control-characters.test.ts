import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { folderWith } from '../project/folder.js';
import { leastwise } from './in-process.js';

/** What steers a terminal, reorders what it shows, or cannot be seen: nothing of an input may come through as it is. */
const DANGEROUS = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

const characters = [
  ...[
    '\u0000',
    '\u0007',
    '\u0008',
    '\u001b',
    '\u001b[31m',
    '\u001b]8;;https://example.com\u001b\\',
    '\u007f',
    '\r',
    '\t',
    '\n',
  ],
  ...[
    '\u0080',
    '\u0085',
    '\u009b',
    '\u009d',
    '\u00ad',
    '\u061c',
    '\u200b',
    '\u200d',
    '\u200e',
    '\u200f',
    '\u2028',
    '\u2029',
  ],
  ...['\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069', '\ufeff', '\u{e0041}'],
  ...[
    'a',
    'Z',
    ' ',
    '*',
    ':',
    '`',
    '"',
    "'",
    '\\',
    '<',
    '‹',
    'é',
    '漢',
    '\u{1f600}',
    'e\u0301',
    '${x}',
    '|',
    '::error::',
  ],
];
const text = fc.array(fc.constantFrom(...characters), { maxLength: 8 }).map((parts) => parts.join(''));

/** A name that a file may have. */
const fileName = text.map((name) => `f${name.replace(/[\0/\\]/g, '')}.json`);

const policy = fc
  .record({ sid: text, action: text, resource: text, principal: text, operator: text, key: text, value: text })
  .map(({ sid, action, resource, principal, operator, key, value }) => ({
    Version: '2012-10-17',
    Statement: [
      { Sid: sid, Effect: 'Allow', Action: ['s3:*', action], Resource: ['*', resource] },
      { Effect: 'Allow', Principal: { AWS: principal, [value]: '*' }, Action: 'sts:AssumeRole' },
      {
        Effect: sid,
        Action: `s3:${action}`,
        Resource: resource,
        Condition: { [operator]: { [key]: value } },
        [key]: 1,
      },
    ],
  }));

const template = fc
  .record({ id: text, type: text, policy, name: text })
  .map(({ id, type, policy: document, name }) => ({
    Resources: {
      [`A${id}`]: {
        Type: 'AWS::IAM::User',
        Properties: { UserName: name, Policies: [{ PolicyName: name, PolicyDocument: document }] },
      },
      [`B${id}`]: {
        Type: 'AWS::IAM::Role',
        Properties: { RoleName: { Ref: name }, AssumeRolePolicyDocument: document },
      },
      [`C${id}`]: { Type: type, Properties: { PolicyDocument: { 'Fn::If': [name, document, { Ref: type }] } } },
    },
  }));

const document = fc.oneof(policy, template);

/** All that is printed; line ends are the one thing that may steer. */
async function printed(args: readonly string[], cwd: string, stdin = ''): Promise<string> {
  const { stdout, stderr } = await leastwise(args, { cwd, stdin, isTerminal: true, env: { NO_COLOR: '1' } });
  return (stdout + stderr).replaceAll('\n', '');
}

/** The first such character; the whole text would be too long to read. */
function dangerousIn(shown: string): string | undefined {
  return DANGEROUS.exec(shown)?.[0];
}

function folder(files: Readonly<Record<string, unknown>>): string {
  return folderWith(files);
}

const runs = { numRuns: 60 };

describe('what is scanned cannot steer the terminal', () => {
  it.each([
    ['check', ['--verbose', '.']],
    ['check, short', ['--quiet', '.']],
    ['check as Markdown', ['--format', 'markdown', '.']],
    ['check, a line each', ['--format', 'concise', '.']],
    ['check as annotations', ['--format', 'github', '.']],
    ['can', ['can', 's3:GetObject', '.']],
    ['diff', ['diff', 'empty.json', '.']],
  ])('by %s', async (_, args) => {
    await fc.assert(
      fc.asyncProperty(document, fileName, fc.boolean(), async (content, name, isIndented) => {
        const source = JSON.stringify(content, null, isIndented ? 2 : 0);
        const cwd = folder({ [name]: source, 'b.yaml': source, 'empty.json': '{}' });
        const file = args.at(-1) === '.' && args[0] === 'diff' ? [...args.slice(0, -1), name] : args;
        expect(dangerousIn(await printed(file, cwd))).toBeUndefined();
      }),
      runs,
    );
  });

  it('by what stands in it as it is, or breaks it', async () => {
    await fc.assert(
      fc.asyncProperty(text, text, fileName, async (before, inside, name) => {
        const json = `{ "Statement": [ { "Effect": "Allow",${before} "Action": "s3:*${inside}", "Resource": "*" } ] }`;
        const yaml = `Statement:\n  - Effect: Allow\n    Action: "s3:*"${before}\n    Resource: "*${inside}"\n`;
        const cwd = folder({ [name]: json, 'b.yaml': yaml });
        for (const format of ['text', 'markdown', 'concise', 'github'])
          expect(dangerousIn(await printed(['--format', format, '-v'], cwd))).toBeUndefined();
      }),
      runs,
    );
  });

  it('by what is typed', async () => {
    const cwd = folder({ 'a.json': '{}' });
    await fc.assert(
      fc.asyncProperty(text, async (word) => {
        for (const args of [
          [word],
          ['--', word],
          [`./${word}/x`],
          ['expand', word],
          ['expand', `s3:${word}`],
          ['explain', word],
          ['can', word],
          ['can', 's3:GetObject', word],
          ['can', 's3:GetObject', '--resource', word, '.'],
          ['can', 's3:GetObject', '--principal', word, '.'],
          ['diff', word, word],
          ['diff', '--base', word],
          ['--config', word],
          ['--format', word],
          ['--output', word],
          ['--output', `json=${word}/x`],
          ['--rule', word],
          ['--policy-type', word],
          [`--${word}`],
          ['--stdin-filename', word, '-'],
        ]) {
          const shown = await printed(args, cwd, '{ "Statement": [ { "Effect": "Allow" "Action": "*" } ] }');
          expect([args, dangerousIn(shown)]).toEqual([args, undefined]);
        }
      }),
      runs,
    );
  });

  it('by a config file', async () => {
    await fc.assert(
      fc.asyncProperty(text, text, async (key, value) => {
        const cwd = folder({
          'a.json': '{}',
          'leastwise.json': { [`x${key}`]: value, preset: value, extends: value, plugins: [value] },
        });
        expect(dangerousIn(await printed(['.'], cwd))).toBeUndefined();
        const other = folder({
          'a.json': '{}',
          'leastwise.json': { ignore: [value], overrides: [{ files: [key, 'x'] }] },
        });
        expect(dangerousIn(await printed(['.', '-v'], other))).toBeUndefined();
      }),
      runs,
    );
  });
});
