import { createHash } from 'node:crypto';
import { existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { diff } from '../../src/diff/diff.js';
import { sidesOfRevision } from '../../src/diff/of-revision.js';
import { DEFAULT_SETTINGS } from '../../src/lint/settings.js';
import type { Report } from '../../src/report/report.js';
import { folderWith, policy } from '../project/folder.js';
import { document, inline, role, template, told } from './compare-files.js';
import { type Repository, repositoryWith } from './repository.js';

const READ = policy('s3:GetObject');
const WRITE = policy('s3:PutObject');

interface Asked {
  readonly base?: string;
  readonly paths?: readonly string[];
  /** Below the root of the repository. */
  readonly from?: string;
}

async function sinceBase({ root }: Pick<Repository, 'root'>, asked: Asked = {}): Promise<Report> {
  const { base = 'HEAD', paths = ['.'], from = '' } = asked;
  const cwd = join(root, from);
  const sides = await sidesOfRevision(base, paths, { cwd });
  if ('problem' in sides) throw new Error(sides.problem);
  return (await diff(sides, DEFAULT_SETTINGS, '0.0.0', cwd)).report;
}

async function problemOf({ root }: Pick<Repository, 'root'>, { base = 'HEAD', paths = ['.'] }: Asked): Promise<string> {
  const sides = await sidesOfRevision(base, paths, { cwd: root });
  return 'problem' in sides ? sides.problem : '';
}

describe('the working tree', () => {
  it('is compared with a revision, whether its changes are committed or not', async () => {
    const repository = repositoryWith({ 'a.json': READ, 'b.json': READ, 'deep/c.json': READ });
    expect(told(await sinceBase(repository))).toEqual([]);
    repository.write({ 'a.json': WRITE, 'new.json': WRITE });
    const expected = ['a.json', 'new.json'];
    expect((await sinceBase(repository)).findings.map(({ file }) => file)).toEqual(expected);
    repository.commit();
    expect(told(await sinceBase(repository))).toEqual([]);
    expect((await sinceBase(repository, { base: 'HEAD~1' })).findings.map(({ file }) => file)).toEqual(expected);
    expect((await sinceBase(repository, { base: 'main~1', paths: ['a.json', 'deep'] })).findings).toHaveLength(1);
  });

  it('reads no more than what has changed', async () => {
    const repository = repositoryWith({ 'a.json': READ, 'b.json': READ });
    repository.write({ 'a.json': WRITE });
    expect((await sinceBase(repository)).summary).toMatchObject({ policies: 1, comparedWith: 1 });
  });

  it('may have files renamed, with and without changes', async () => {
    const stack = (content: object) => template({ App: role({ Policies: [inline('a', content)] }) });
    const repository = repositoryWith({ 'a.json': READ, 'stack.json': stack(READ) });
    repository.write({ 'a.json': undefined, 'stack.json': undefined, 'x/b.json': READ, 'x/stack.json': stack(READ) });
    expect(told(await sinceBase(repository))).toEqual([]);
    repository.write({ 'x/stack.json': stack(WRITE) });
    expect(told(await sinceBase(repository))).toHaveLength(1);
  });

  it('is compared from any folder of it', async () => {
    const repository = repositoryWith({ 'infra/a.json': READ, 'other/b.json': READ });
    repository.write({ 'infra/a.json': WRITE, 'other/b.json': WRITE });
    expect((await sinceBase(repository, { from: 'infra' })).findings.map(({ file }) => file)).toEqual(['a.json']);
    const both = await sinceBase(repository, { from: 'infra', paths: ['..'] });
    expect(both.findings.map(({ file }) => file)).toEqual(['../other/b.json', 'a.json']);
  });

  it('may lack a file that is named, if the revision has it', async () => {
    const repository = repositoryWith({ 'a.json': READ });
    repository.write({ 'a.json': undefined });
    expect(told(await sinceBase(repository, { paths: ['a.json'] }))).toEqual([]);
    expect(await problemOf(repository, { paths: ['b.json'] })).toContain('b.json: no such file or folder');
  });

  it.each([[['policies/*.json']], [['policies']], [['**/*.json', '!other/**']]])('is searched by %j', async (paths) => {
    const repository = repositoryWith({ 'policies/a.json': READ, 'policies/gone.json': WRITE, 'other/b.json': READ });
    repository.write({ 'policies/a.json': undefined, 'policies/gone.json': undefined, 'policies/z.json': WRITE });
    repository.write({ 'other/b.json': undefined });
    const report = await sinceBase(repository, { paths });
    expect([told(report), report.summary.comparedWith]).toEqual([[], 2]);
  });

  it('leaves out on both sides what its ignore files name', async () => {
    const repository = repositoryWith({ '.gitignore': 'out/\n', 'out/a.json': READ, 'b.json': READ });
    repository.write({ 'out/a.json': WRITE, 'out/new.json': WRITE });
    expect(told(await sinceBase(repository))).toEqual([]);
    expect(told(await sinceBase(repository, { paths: ['out'] }))).toHaveLength(2);
  });

  it('has links taken for what they lead to', async () => {
    const repository = repositoryWith({ 'real/a.txt': JSON.stringify(READ) });
    symlinkSync('real/a.txt', join(repository.root, 'link.json'));
    repository.commit();
    expect(told(await sinceBase(repository))).toEqual([]);
    repository.write({ 'real/a.txt': WRITE });
    expect((await sinceBase(repository)).findings.map(({ file }) => file)).toEqual(['link.json']);
  });

  it('takes a file for changed where what it includes has', async () => {
    const include = { 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: 'statements.yaml' } } };
    const stack = template({ App: role({ Policies: [inline('a', { Version: '2012-10-17', Statement: [include] })] }) });
    const statement = (action: string) => `Effect: Allow\nAction: ${action}\nResource: '*'\n`;
    const repository = repositoryWith({ 'stack.json': stack, 'statements.yaml': statement('s3:GetObject') });
    expect(told(await sinceBase(repository))).toEqual([]);
    repository.write({ 'statements.yaml': statement('s3:PutObject') });
    expect(told(await sinceBase(repository))).toEqual([expect.stringContaining('`s3:PutObject`')]);
  });

  it('takes a template for changed where the stack that it makes has', async () => {
    const nested = (content: object) => template({ App: role({ Policies: [inline('a', content)] }) });
    const parent = template({
      Nested: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: './child.txt' } },
    });
    const repository = repositoryWith({ 'parent.json': parent, 'child.txt': JSON.stringify(nested(READ)) });
    expect(told(await sinceBase(repository))).toEqual([]);
    repository.write({ 'child.txt': nested(WRITE) });
    expect((await sinceBase(repository)).findings.map(({ file }) => file)).toEqual(['child.txt']);
  });
});

describe('what cannot be compared', () => {
  it('is told of, and the rest is compared', async () => {
    const repository = repositoryWith({
      'a.json': '{"Statement": [{"Effect": "Allow" "Action": "*"}]}',
      'b.json': READ,
    });
    repository.write({ 'a.json': WRITE, 'b.json': WRITE });
    const { failures, findings } = await sinceBase(repository);
    expect(failures).toEqual([
      { file: 'a.json', line: 1, column: expect.any(Number), message: expect.stringMatching(/^at HEAD: /) },
    ]);
    expect(findings.map(({ file }) => file)).toEqual(['b.json']);
  });

  it('is a file that Git LFS keeps elsewhere, where it has changed', async () => {
    const text = JSON.stringify(READ);
    const oid = createHash('sha256').update(text).digest('hex');
    const pointer = (hash: string) =>
      `version https://git-lfs.github.com/spec/v1\noid sha256:${hash}\nsize ${text.length}\n`;
    const repository = repositoryWith({ 'a.json': pointer(oid), 'b.json': pointer(oid) });
    expect((await sinceBase(repository)).failures).toEqual([]);
    // What `git lfs pull` puts in its place is the same file.
    repository.write({ 'a.json': text });
    expect(await sinceBase(repository)).toMatchObject({ failures: [], findings: [] });
    repository.write({ 'a.json': JSON.stringify(WRITE), 'b.json': pointer('0'.repeat(64)) });
    const { failures, findings } = await sinceBase(repository);
    expect(failures.map(({ file, message }) => [file, message.includes('git lfs pull')])).toEqual([
      ['a.json', true],
      ['b.json', true],
    ]);
    expect(findings).toEqual([]);
  });
});

describe('a revision', () => {
  it.each([
    ['nothing', 'no such revision'],
    ['', 'no such revision'],
    ['--output=owned', 'no such revision'],
    ['-h', 'no such revision'],
    ['HEAD:a.json', 'no such revision'],
    ['HEAD\0', 'no such revision'],
    ['$(touch owned)', 'no such revision'],
  ])('that is none is refused: %j', async (base, words) => {
    const repository = repositoryWith({ 'a.json': READ });
    expect(await problemOf(repository, { base })).toContain(words);
    expect(existsSync(join(repository.root, 'owned'))).toBe(false);
  });

  it('is named in any way that git knows', async () => {
    const repository = repositoryWith({ 'a.json': READ });
    repository.git('tag', 'v1');
    repository.write({ 'a.json': WRITE });
    repository.commit();
    const id = repository.git('rev-parse', 'HEAD~1');
    for (const base of ['v1', 'main^', id, id.slice(0, 10), '@~1']) {
      expect(told(await sinceBase(repository, { base }))).toHaveLength(1);
    }
  });

  it('needs a repository', async () => {
    const root = folderWith({ 'a.json': READ });
    expect(await problemOf({ root }, {})).toMatch(/^--base needs a git repository|working tree/);
  });

  it('says what to fetch where the clone is shallow', async () => {
    const repository = repositoryWith({ 'a.json': READ });
    repository.commit();
    const root = folderWith({});
    repository.git('clone', '--quiet', '--depth', '1', `file://${repository.root}`, join(root, 'clone'));
    expect(await problemOf({ root: join(root, 'clone') }, { base: 'HEAD~1' })).toContain('git fetch');
  });

  it('of which a partial clone lacks a file is told of, and nothing is fetched', async () => {
    const repository = repositoryWith({ 'a.json': READ, 'b.json': policy('s3:GetObjectAcl') });
    repository.git('config', 'uploadpack.allowFilter', 'true');
    repository.write({ 'a.json': WRITE });
    repository.commit();
    const root = join(folderWith({}), 'clone');
    repository.git('clone', '--quiet', '--filter=blob:none', `file://${repository.root}`, root);
    const { failures, findings } = await sinceBase({ root }, { base: 'HEAD~1' });
    expect(failures).toEqual([
      { file: 'a.json', message: expect.stringContaining('at HEAD~1: cannot be read: git has not got it') },
    ]);
    expect(findings).toEqual([]);
  });

  it('is found from within a hook, where git says itself where the repository is', async () => {
    const repository = repositoryWith({ 'a.json': READ, 'b/c.json': READ });
    repository.write({ 'b/c.json': WRITE });
    vi.stubEnv('GIT_DIR', '.git');
    vi.stubEnv('GIT_INDEX_FILE', '.git/index');
    onTestFinished(() => void vi.unstubAllEnvs());
    expect((await sinceBase(repository)).findings.map(({ file }) => file)).toEqual(['b/c.json']);
  });

  it('has submodules, which are compared with what it has of them', async () => {
    const inner = repositoryWith({ 'p.json': READ });
    const outer = repositoryWith({ 'a.json': READ });
    outer.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.root, 'sub');
    outer.commit();
    expect(told(await sinceBase(outer))).toEqual([]);
    outer.write({ 'sub/p.json': WRITE });
    expect((await sinceBase(outer)).findings.map(({ file }) => file)).toEqual(['sub/p.json']);
  });

  it('runs nothing that the repository sets to be run', async () => {
    const repository = repositoryWith({ 'a.json': READ, '.gitattributes': '*.json filter=evil diff=evil\n' });
    const touch = `touch ${join(repository.root, 'owned')}`;
    for (const key of [
      'filter.evil.clean',
      'filter.evil.smudge',
      'diff.evil.textconv',
      'diff.external',
      'core.pager',
    ]) {
      repository.git('config', key, touch);
    }
    repository.git('config', 'core.fsmonitor', touch);
    repository.write({ 'a.json': WRITE, '.git/hooks/post-checkout': `#!/bin/sh\n${touch}\n` });
    expect(told(await sinceBase(repository))).toHaveLength(1);
    expect(existsSync(join(repository.root, 'owned'))).toBe(false);
  });

  it('may have names of files that no shell would like', async () => {
    const name = ' a\n"b\t$(x).json';
    const repository = repositoryWith({ [name]: READ });
    repository.write({ [name]: WRITE });
    expect((await sinceBase(repository)).findings.map(({ file }) => file)).toEqual([name]);
  });
});

describe('a document', () => {
  it('that is the same but for its layout has nothing new', async () => {
    const content = document('s3:GetObject', 'sqs:SendMessage');
    const repository = repositoryWith({ 'a.json': content });
    repository.write({ 'a.json': JSON.stringify(content).replaceAll('{', '{\r\n') });
    expect(told(await sinceBase(repository))).toEqual([]);
  });
});
