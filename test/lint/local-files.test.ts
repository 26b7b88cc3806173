import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.js';
import { memberOf } from '../../src/document/document.js';
import { createLinter } from '../../src/lint/lint.js';
import { openLocalFiles } from '../../src/lint/local-files.js';
import { readText } from '../../src/lint/read-file.js';
import { DEFAULT_SETTINGS } from '../../src/lint/settings.js';
import type { Report } from '../../src/report/report.js';

let root: string;
let cwd: string;

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'leastwise-local-')));
  cwd = join(root, 'repository');
  mkdirSync(join(cwd, '.git'), { recursive: true });
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), text);
  }
}

describe('files beside a template', () => {
  const read = async (path: string, from = 'templates/a.yaml', prepared = true): Promise<boolean> => {
    const files = openLocalFiles(cwd);
    if (prepared) await files.prepare();
    const document = files.read(path, { path: from, text: '' });
    return document !== undefined && memberOf(document, 0, 'found') !== undefined;
  };

  beforeEach(() => {
    write({
      'templates/a.yaml': '',
      'templates/b.yaml': 'found: 1',
      'templates/b.json': '{"found": 1}',
      'up.yaml': 'found: 1',
      'broken.json': '{"found": ',
      'large.yaml': `found: ${'x'.repeat(2_000_001)}`,
      '../outside.yaml': 'found: 1',
    });
    symlinkSync('../../outside.yaml', join(cwd, 'templates/link.yaml'));
    symlinkSync(root, join(cwd, 'templates/folder'));
    symlinkSync('b.yaml', join(cwd, 'templates/inside.yaml'));
  });

  it.each(['b.yaml', './b.yaml', 'b.json', '../up.yaml', 'x/../b.yaml', 'inside.yaml'])(
    'are read: %s',
    async (path) => {
      if (path.startsWith('x/')) mkdirSync(join(cwd, 'templates/x'));
      expect(await read(path)).toBe(true);
    },
  );

  it.each([
    '',
    '.',
    '..',
    'none.yaml',
    '../../outside.yaml',
    'link.yaml',
    'folder/outside.yaml',
    '../broken.json',
    '../large.yaml',
    'b.yaml\0',
    'https://example.com/b.yaml',
    's3://bucket/b.yaml',
    'file:b.yaml',
  ])('are not read: %j', async (path) => {
    expect(await read(path)).toBe(false);
  });

  it('are not read by absolute paths, nor YAML before it is prepared, nor beside what does not exist', async () => {
    expect(await read(join(cwd, 'up.yaml'))).toBe(false);
    expect(await read('b.yaml', 'templates/a.yaml', false)).toBe(false);
    expect(await read('b.json', 'templates/a.yaml', false)).toBe(true);
    expect(await read('b.json', 'templates/gone.yaml')).toBe(false);
  });

  it('are those of the folder alone where there is no repository', async () => {
    rmSync(join(cwd, '.git'), { recursive: true });
    expect(await read('../up.yaml')).toBe(true);
    expect(await read('../repository/up.yaml', '../outside.yaml')).toBe(false);
    expect(await read('repository/up.yaml', '../outside.yaml')).toBe(true);
  });
});

async function lint(...paths: readonly string[]): Promise<Report> {
  const linter = createLinter(rules, DEFAULT_SETTINGS, '0.0.0', cwd, openLocalFiles(cwd));
  for (const path of paths) await linter.add(path, readText(join(cwd, path)));
  return linter.report();
}

describe('a template that includes files', () => {
  const include = (location: string) => `{Name: AWS::Include, Parameters: {Location: ${location}}}`;
  const policy = (action: string) => `{Statement: {Effect: Allow, Action: '${action}', Resource: '*'}}`;
  const managed = (action: string) =>
    `{Type: AWS::IAM::ManagedPolicy, Properties: {PolicyDocument: ${policy(action)}}}`;

  it('is judged with them, and findings stand where the text stands', async () => {
    write({
      'template.yaml': [
        'AWSTemplateFormatVersion: "2010-09-09"',
        `Transform: [AWS::LanguageExtensions, ${include('sections.yaml')}]`,
        'Resources:',
        `  Fn::Transform: ${include('parts/resources.yaml')}`,
        '  Own:',
        '    Type: AWS::IAM::ManagedPolicy',
        '    Properties:',
        `      PolicyDocument: !Transform ${include('parts/policy.json')}`,
      ].join('\n'),
      'sections.yaml': `# A comment to move the lines.\nResources:\n  Merged: ${managed('sns:*')}\n`,
      'parts/resources.yaml': `\n\nFirst: ${managed('sqs:*')}\nFn::Transform: ${include('more.yaml')}\n`,
      'parts/more.yaml': `Second: ${managed('kms:*')}\n`,
      'parts/policy.json':
        '{\n  "Statement": {\n    "Effect": "Allow",\n    "Action": "s3:*",\n    "Resource": "*"\n  }\n}\n',
    });
    const { findings, unresolved } = await lint('template.yaml');
    const shown = findings.map(({ rule, file, line, column, resource, frame, path }) => ({
      rule,
      at: `${file}:${line}:${column}`,
      of: resource?.name,
      shown:
        frame.lines[line - frame.startLine]?.includes(":*'") || frame.lines[line - frame.startLine]?.includes('s3:*'),
      path: path.join('.'),
    }));
    expect(shown).toEqual([
      {
        rule: 'wildcard-action',
        at: 'parts/more.yaml:1:106',
        of: 'Second',
        shown: true,
        path: 'Second.Properties.PolicyDocument.Statement.Action',
      },
      { rule: 'wildcard-action', at: 'parts/policy.json:4:15', of: 'Own', shown: true, path: 'Statement.Action' },
      {
        rule: 'wildcard-action',
        at: 'parts/resources.yaml:3:105',
        of: 'First',
        shown: true,
        path: 'First.Properties.PolicyDocument.Statement.Action',
      },
      {
        rule: 'wildcard-action',
        at: 'sections.yaml:3:108',
        of: 'Merged',
        shown: true,
        path: 'Resources.Merged.Properties.PolicyDocument.Statement.Action',
      },
    ]);
    expect(new Set(findings.map(({ lineHash }) => lineHash)).size).toBe(4);
    expect(unresolved).toEqual([]);
  });

  it('is judged once with what is found by itself as well', async () => {
    write({
      'a.yaml': `AWSTemplateFormatVersion: x\nTransform: ${include('b.yaml')}\n`,
      'b.yaml': `Resources:\n  Policy: ${managed('sqs:*')}\n`,
    });
    const { findings } = await lint('a.yaml', 'b.yaml');
    expect(findings.map(({ file, rule }) => `${file} ${rule}`)).toEqual(['b.yaml wildcard-action']);
  });

  it.each([
    ['itself', 'a.yaml'],
    ['what includes it', 'circle.yaml'],
    ['what is not there', 'gone.yaml'],
    ['what is kept elsewhere', 's3://bucket/b.yaml'],
    ['what is outside', '../../etc/passwd'],
    ['what a function tells', '!Sub "b.yaml"'],
    ['nothing', '[]'],
  ])('leaves as it is: %s', async (_, location) => {
    write({ 'circle.yaml': `Fn::Transform: ${include('a.yaml')}\n` });
    write({ 'a.yaml': `AWSTemplateFormatVersion: x\nResources:\n  Fn::Transform: ${include(location)}\n` });
    const { unresolved } = await lint('a.yaml');
    expect(unresolved.map(({ message }) => message)).toEqual(['`Fn::Transform` is not expanded']);
  });

  it('that is included again and again ends', async () => {
    const again = (name: string) =>
      `[${Array(20)
        .fill(`{Fn::Transform: ${include(name)}}`)
        .join(', ')}]`;
    const names = Array.from({ length: 9 }, (_, i) => `f${i}.yaml`);
    for (const [i, name] of names.entries()) write({ [name]: i === 8 ? '{a: 1}' : again(names[i + 1] ?? '') });
    write({
      'a.yaml': `AWSTemplateFormatVersion: x\nResources: {A: {Type: AWS::IAM::Role, Properties: {Policies: ${again('f0.yaml')}}}}\n`,
    });
    expect((await lint('a.yaml')).unresolved.length).toBeGreaterThan(0);
  });

  it('reads nothing where the text is no file, or nobody opened the files', async () => {
    write({ 'a.yaml': `AWSTemplateFormatVersion: x\nTransform: ${include('b.yaml')}\n` });
    write({ 'b.yaml': `Resources:\n  Policy: ${managed('sqs:*')}\n` });
    const text = readText(join(cwd, 'a.yaml'));
    const alone = createLinter(rules, DEFAULT_SETTINGS, '0.0.0', cwd, openLocalFiles(cwd));
    await alone.add('a.yaml', text, { isAlone: true });
    const without = createLinter(rules, DEFAULT_SETTINGS, '0.0.0', cwd);
    await without.add('a.yaml', text);
    for (const linter of [alone, without]) expect(linter.report().findings).toEqual([]);
  });
});

describe('a service that names files', () => {
  const service = (statements: string, rest = '') =>
    `service: shop\nprovider:\n  name: aws\n  iam:\n    role:\n      statements:\n${statements}${rest}`;

  it('is judged with them, and findings stand where the text stands', async () => {
    write({
      'api/serverless.yml': service(
        '        - ${file(./iam/reader.yml)}\n        - ${file(iam/all.yml):writer.${self:custom.which}}\n',
        'functions: ${file(functions.json)}\ncustom: {which: 0, name: orders}\nresources:\n  - ${file(../resources.yml)}\n',
      ),
      'api/iam/reader.yml': "Effect: Allow\nAction: 's3:*'\nResource: '*'\n",
      'api/iam/all.yml':
        "writer:\n  - Effect: Allow\n    Action: 'sqs:*'\n    Resource: arn:aws:sqs:::${self:custom.name}\n",
      'api/functions.json':
        '{"f": {"handler": "a.b", "iamRoleStatements": [{"Effect": "Allow", "Action": "kms:*", "Resource": "*"}]}}',
      'resources.yml': `Resources:\n  Policy: ${'{Type: AWS::IAM::ManagedPolicy, Properties: {PolicyDocument: {Statement: {Effect: Allow, Action: "sns:*", Resource: "*"}}}}'}\n`,
    });
    const { findings, unresolved } = await lint('api/serverless.yml');
    expect(findings.map(({ rule, file, line, resource }) => `${file}:${line} ${rule} ${resource?.name}`)).toEqual([
      'api/functions.json:1 wildcard-action FIamRoleLambdaExecution',
      'api/iam/all.yml:3 wildcard-action-scoped IamRoleLambdaExecution',
      'api/iam/reader.yml:2 wildcard-action IamRoleLambdaExecution',
      'resources.yml:2 wildcard-action Policy',
    ]);
    expect(findings[1]?.message).toContain('arn:aws:sqs:::orders');
    expect(unresolved).toEqual([]);
  });

  it('answers for the policies of files that make no sense by themselves', async () => {
    write({
      'serverless.yml': service('        - ${file(part.yml):a.b}\n'),
      'part.yml':
        "a: {b: {Effect: Allow, Action: 's3:*', Resource: '*'}, c: {Statement: [{Effect: Allow, Action: 'a:*'}]}}\n",
    });
    expect((await lint('part.yml')).unresolved).toHaveLength(1);
    for (const paths of [
      ['part.yml', 'serverless.yml'],
      ['serverless.yml', 'part.yml'],
    ]) {
      const { findings, unresolved } = await lint(...paths);
      expect(findings.map(({ file, rule }) => `${file} ${rule}`)).toEqual(['part.yml wildcard-action']);
      expect(unresolved).toEqual([]);
    }
  });

  it.each(['gone.yml', 'code.js', '../../outside.yml', 'circle.yml', 'empty.yml'])(
    'tells what it does not know: %s',
    async (path) => {
      write({
        'code.js': 'module.exports = {}',
        '../outside.yml': 'a: 1',
        'circle.yml': '${file(circle.yml)}',
        'empty.yml': '',
      });
      write({ 'serverless.yml': service(`        - \${file(${path})}\n`) });
      const { unresolved } = await lint('serverless.yml');
      expect(unresolved).toHaveLength(1);
      expect(unresolved[0]?.message).toMatch(/is not known$/);
    },
  );
});
