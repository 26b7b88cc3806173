import { describe, expect, it } from 'vitest';
import { leastwise } from '../../cli/in-process.js';
import { folderWith, policy } from '../../project/folder.js';

const WIDE = policy('s3:*', '*');
const ROLE = {
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Statement: { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' },
    },
    Policies: [
      {
        PolicyName: 'p',
        PolicyDocument: {
          Statement: [
            { Sid: 'Old', Effect: 'Allow', Action: 's3:*', Resource: '*' },
            { Sid: 'New', Effect: 'Allow', Action: 'sqs:*', Resource: '*' },
          ],
        },
      },
    ],
  },
};

interface Run {
  readonly config: string;
  readonly files?: Readonly<Record<string, unknown>>;
  readonly args?: readonly string[];
  readonly today?: string;
  readonly cwd?: string;
}

/** A run with `leastwise.yaml`: `file:line rule`, those that are suppressed in brackets. */
async function judged({ config, files = { 'a.json': WIDE }, args = [], today = '2026-06-15', cwd = '' }: Run) {
  const root = folderWith({ '.git/HEAD': '', 'leastwise.yaml': config, ...files });
  const { code, stdout, stderr } = await leastwise([...args, '--format', 'json'], {
    cwd: `${root}/${cwd}`.replace(/\/$/, ''),
    today,
  });
  if (stdout === '') return { code, lines: stderr.trim().split('\n') };
  const report = JSON.parse(stdout);
  const line = (one: { file: string; line: number; rule: string }) => `${one.file}:${one.line} ${one.rule}`;
  return { code, lines: [...report.findings.map(line), ...report.suppressed.map((one: never) => `(${line(one)})`)] };
}

describe('a suppression of the config', () => {
  it('takes in a rule everywhere', async () => {
    const config = 'suppressions:\n  - rule: wildcard-action\n    reason: known\n';
    expect(await judged({ config })).toEqual({ code: 0, lines: ['(a.json:6 wildcard-action)'] });
  });

  it('takes in files by patterns, seen from the config', async () => {
    const config = "suppressions:\n  - { rule: wildcard-action, files: 'old/**', reason: known }\n";
    const files = { 'old/a.json': WIDE, 'new/old/a.json': WIDE };
    expect((await judged({ config, files })).lines).toEqual([
      'new/old/a.json:6 wildcard-action',
      '(old/a.json:6 wildcard-action)',
    ]);
    expect((await judged({ config, files, cwd: 'old' })).lines).toEqual(['(a.json:6 wildcard-action)']);
  });

  it('takes in resources and Sids by patterns', async () => {
    const files = { 't.json': { Resources: { AppRole: ROLE, OtherRole: ROLE } } };
    const entry = (more: string) => `suppressions:\n  - { rule: wildcard-action, reason: known, ${more} }\n`;
    const of = async (more: string) =>
      (await judged({ config: entry(more), files })).lines.filter((line) => line.startsWith('('));
    expect(await of("resource: 'App*'")).toHaveLength(2);
    expect(await of("resource: 'app*'")).toHaveLength(0);
    expect(await of('resource: [AppRole, OtherRole], sid: New')).toHaveLength(2);
    expect(await of("resource: AppRole, sid: 'N?w'")).toHaveLength(1);
    expect(await of('sid: Statement1')).toHaveLength(0);
  });

  it('takes in nothing of a policy without a resource or Sid where it names one', async () => {
    const config =
      "suppressions:\n  - { rule: wildcard-action, reason: known, resource: '*' }\n  - { rule: wildcard-action, reason: known, sid: '*' }\n";
    expect((await judged({ config })).lines).toEqual([
      'a.json:6 wildcard-action',
      'leastwise.yaml:2 unused-suppression',
      'leastwise.yaml:3 unused-suppression',
    ]);
  });

  it('holds until its last day', async () => {
    const config = 'suppressions:\n  - rule: wildcard-action\n    reason: known\n    expires: 2026-06-15\n';
    expect((await judged({ config })).code).toBe(0);
    expect(await judged({ config, today: '2026-06-16' })).toEqual({
      code: 1,
      lines: ['a.json:6 wildcard-action', 'leastwise.yaml:2 expired-suppression'],
    });
  });

  it('wants a reason', async () => {
    const config = 'suppressions:\n  - rule: [wildcard-action]\n';
    expect((await judged({ config })).lines).toEqual([
      'leastwise.yaml:2 suppression-without-reason',
      '(a.json:6 wildcard-action)',
    ]);
  });

  it.each([
    [
      'a rule that does not exist',
      'rule: wildcard-acton',
      'leastwise.yaml:2:13: `wildcard-acton` is no rule (did you mean `wildcard-action`?)',
    ],
    ['no rule', 'reason: x', 'expected the key "rule"'],
    [
      'a day that is none',
      "rule: wildcard-action, expires: '2026-02-30'",
      'expected a date, as in 2027-03-31, and not "2026-02-30"',
    ],
    ['a key that it has not', 'rule: wildcard-action, until: 2026-01-01', 'unknown key "until"'],
  ])('is refused with %s', async (_, entry, message) => {
    const { code, lines } = await judged({ config: `suppressions:\n  - { ${entry} }\n` });
    expect(code).toBe(2);
    expect(lines.join('\n')).toContain(message);
  });

  it('never hides what cannot be read', async () => {
    const config = 'suppressions:\n  - { rule: malformed-policy, reason: no }\n';
    const broken = '{ "Statement": [ { "Effect": "Allow" "Action": "s3:GetObject", "Resource": "*" } ] }';
    const { code, lines } = await judged({ config, files: { 'a.json': broken } });
    expect(code).toBe(2);
    expect(lines).toContain('a.json:1 malformed-policy');
  });

  it('is shown by --print-config, in a form that can be read again', async () => {
    const config =
      "suppressions:\n  - { rule: wildcard-action, files: 'a*', reason: known }\nsuppressionsOf: [trivy]\n";
    const cwd = folderWith({ 'leastwise.yaml': config, 'a.json': WIDE });
    const { stdout } = await leastwise(['--print-config'], { cwd });
    expect(stdout).toContain('// leastwise.yaml:2\n    {"rule":["wildcard-action"],"files":["a*"],"reason":"known"}');
    const again = folderWith({ 'leastwise.jsonc': stdout, 'a.json': WIDE });
    expect((await leastwise([], { cwd: again })).code).toBe(0);
  });
});

describe('a suppression of no use', () => {
  const files = { 'a/fine.json': policy('s3:GetObject'), 'b/fine.json': policy('s3:GetObject') };
  const of = (entry: string) => `suppressions:\n  - { rule: wildcard-action, reason: known${entry} }\n`;
  const unused = ['leastwise.yaml:2 unused-suppression'];

  it.each<[string, string, readonly string[], readonly string[]]>([
    ['all files, of all', '', [], unused],
    ['all files, of a folder', '', ['a'], []],
    ['all files, of a file', '', ['a/fine.json'], []],
    ['a folder, of that', ', files: a/**', ['a'], unused],
    ['a folder, of another', ', files: a/**', ['b'], []],
    ['a file, of that', ', files: a/fine.json', ['a/fine.json'], unused],
    ['a file, of another', ', files: a/fine.json', ['b/fine.json'], []],
    ['a file that is gone', ', files: gone.json', [], unused],
    ['two files, of one', ', files: [a/fine.json, b/fine.json]', ['a/fine.json'], []],
    ['all files, without its rule', '', ['--no-rule', 'wildcard-action'], []],
    ['all files, with remarks turned off', '', ['--no-rule', 'unused-suppression'], []],
    ['all files, where remarks are below what is shown', '', ['--min-severity', 'medium'], []],
  ])('for %s', async (_, entry, args, lines) => {
    expect((await judged({ config: of(entry), files, args })).lines).toEqual(lines);
  });

  it('is told apart from another one in the same words', async () => {
    const config = `${of('')}${of('').split('\n').slice(1).join('\n')}`;
    const cwd = folderWith({ 'leastwise.yaml': config, ...files });
    const { findings } = JSON.parse((await leastwise(['--format', 'json'], { cwd })).stdout);
    expect(new Set(findings.map(({ fingerprint }: { fingerprint: string }) => fingerprint)).size).toBe(2);
  });

  it('is none where what it takes in is not shown, or listed under another finding', async () => {
    const config = of('');
    expect((await judged({ config, args: ['--min-severity', 'critical'] })).lines).toEqual([]);
    const admin = { 'a.json': policy('*', '*') };
    expect((await judged({ config, files: admin })).lines).toEqual(['a.json:6 admin-access']);
  });
});

describe('what templates include', () => {
  const role = JSON.stringify({ AppRole: ROLE }, null, 1);
  const template = (location: string) => ({
    Resources: {
      X: { Type: 'AWS::SNS::Topic' },
      'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: location } },
    },
  });

  it('is suppressed by comments of its own', async () => {
    const text = role.replace('"AppRole"', '// leastwise-ignore wildcard-action -- known\n"AppRole"');
    const files = { 't.json': template('./part.jsonc'), 'part.jsonc': text };
    const { lines } = await judged({ config: 'failOn: none', files });
    expect(lines.filter((line) => line.includes('suppression'))).toEqual([]);
    expect(lines.filter((line) => line.startsWith('(part.jsonc'))).toHaveLength(2);
    const alone = await judged({ config: 'failOn: none', files, args: ['part.jsonc'] });
    expect(alone.lines).toEqual([]);
  });
});
