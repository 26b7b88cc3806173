import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type Repository, repositoryIn, repositoryWith } from '../diff/repository.js';
import { folderWith, policy } from '../project/folder.js';
import { leastwise } from './in-process.js';

const WIDE = policy('s3:*', '*');
const OTHER = policy('sqs:*', '*');
const FINE = policy('s3:GetObject');
const BROKEN = '{ "Statement": [ { "Effect": "Allow", "Action": ';

interface Told {
  readonly code: number;
  /** The files with findings. */
  readonly files: readonly string[];
  readonly stderr: string;
}

async function told(cwd: string, ...args: readonly string[]): Promise<Told> {
  const { code, stdout, stderr } = await leastwise(['--format', 'json', ...args], { cwd });
  const findings: readonly { file: string }[] = stdout === '' ? [] : JSON.parse(stdout).findings;
  return { code, files: findings.map(({ file }) => file), stderr };
}

/** A repository whose remote has all that is committed so far, and knows its default branch. */
function cloned(files: Readonly<Record<string, unknown>>): Repository {
  const repository = repositoryWith(files);
  repository.git('remote', 'add', 'origin', repository.root);
  repository.git('fetch', '--quiet', 'origin');
  repository.git('remote', 'set-head', 'origin', 'main');
  repository.git('switch', '--quiet', '--create', 'work');
  return repository;
}

describe('--changed', () => {
  it('reports what has changed since the work began, committed or not', async () => {
    const { root, write, commit, git } = cloned({ 'old.json': WIDE, 'edited.json': FINE, 'again.json': WIDE });
    expect(await told(root, '--changed')).toEqual({ code: 0, files: [], stderr: '' });
    write({ 'edited.json': WIDE, 'committed.json': WIDE });
    commit();
    write({ 'untracked.json': OTHER, 'again.json': { ...WIDE, Id: 'x' } });
    git('add', 'again.json');
    const files = ['again.json', 'committed.json', 'edited.json', 'untracked.json'];
    expect(await told(root, '--changed')).toMatchObject({ code: 1, files });
    expect((await told(root, '--changed=HEAD')).files).toEqual(['again.json', 'untracked.json']);
    expect((await told(root, '--changed', 'HEAD', '.')).files).toEqual(['again.json', 'untracked.json']);
  });

  it('counts from where the work began, whatever the other branch has got since', async () => {
    const { root, write, commit, git } = repositoryWith({ 'a.json': WIDE, 'b.json': FINE });
    git('switch', '--quiet', '--create', 'work');
    write({ 'b.json': WIDE });
    commit();
    git('switch', '--quiet', 'main');
    write({ 'a.json': FINE });
    commit();
    git('switch', '--quiet', 'work');
    expect((await told(root, '--changed=main')).files).toEqual(['b.json']);
  });

  it('takes what is no revision for a path', async () => {
    const { root, write } = cloned({ 'infra/a.json': FINE, 'b.json': FINE });
    write({ 'infra/a.json': WIDE, 'b.json': WIDE });
    expect((await told(root, '--changed', 'infra')).files).toEqual(['infra/a.json']);
    expect((await told(join(root, 'infra'), '--changed')).files).toEqual(['a.json']);
    expect((await told(join(root, 'infra'), '--changed', '..')).files).toEqual(['../b.json', 'a.json']);
  });

  it('passes over a renamed file that is the same, and not a copy', async () => {
    const { root, write, git } = cloned({ 'a.json': WIDE, 'b.json': OTHER });
    git('mv', 'a.json', 'renamed.json');
    write({ 'copy.json': OTHER });
    expect((await told(root, '--changed')).files).toEqual(['copy.json']);
  });

  it('has nothing to say of a deleted file, even where it is named', async () => {
    const { root, write } = cloned({ 'a.json': WIDE, 'b.json': FINE });
    write({ 'a.json': undefined });
    expect(await told(root, '--changed', '--', 'a.json', 'b.json')).toMatchObject({ code: 0, files: [] });
    expect(await told(root, '--changed', '--', 'never.json')).toMatchObject({ code: 2 });
  });

  it('judges with knowledge of the rest', async () => {
    const template = {
      Resources: {
        X: { Type: 'AWS::SNS::Topic' },
        'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: './part.json' } },
      },
    };
    const part = (action: string) => ({
      P: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: policy(action, '*') } },
    });
    const { root, write } = cloned({ 't.json': template, 'part.json': part('s3:GetObject') });
    write({ 'part.json': part('s3:*') });
    expect((await told(root, '--changed')).files).toEqual(['part.json']);
  });

  it('leaves out what cannot be read and has not changed, and says so', async () => {
    const { root, write } = cloned({ 'old.json': BROKEN, 'a.json': FINE });
    write({ 'a.json': WIDE });
    const { code, files, stderr } = await told(root, '--changed');
    expect({ code, files }).toEqual({ code: 1, files: ['a.json'] });
    expect(stderr).toContain('1 file that has not changed could not be read; a run without --changed says why');
    write({ 'old.json': `${BROKEN} ` });
    expect((await told(root, '--changed')).code).toBe(2);
  });

  it('tells how many files it is about', async () => {
    const { root, write } = cloned({ 'a.json': WIDE, 'b.json': FINE, 'c.json': FINE });
    const clean = await leastwise(['--changed'], { cwd: root });
    expect(clean.stdout).toContain('3 policies in 3 files, no findings in 0 changed files');
    write({ 'b.json': WIDE, 'c.json': { ...FINE, Id: 'x' } });
    const { stdout } = await leastwise(['--changed'], { cwd: root });
    expect(stdout).toContain('1 finding (1 high) in 1 of 2 changed files; 3 policies checked\n');
  });

  it('goes with a baseline, of which all is compared', async () => {
    const { root, write } = cloned({ 'a.json': WIDE, 'b.json': OTHER });
    await leastwise(['--write-baseline', 'base.json'], { cwd: root });
    write({ 'b.json': { ...OTHER, Id: 'x' }, 'c.json': WIDE, 'a.json': FINE });
    const { stdout, code } = await leastwise(['--changed', '--baseline', 'base.json'], { cwd: root });
    expect(code).toBe(1);
    expect(stdout).toContain('--> c.json');
    expect(stdout).toContain('1 new, 1 in the baseline, 1 fixed');
  });
});

describe('--staged', () => {
  it('reads what is staged, whatever the working tree has', async () => {
    const { root, write, git } = repositoryWith({ 'a.json': FINE, 'b.json': FINE, 'old.json': WIDE });
    write({ 'a.json': WIDE, 'b.json': WIDE, 'new.json': WIDE, 'untracked.json': WIDE });
    git('add', 'a.json', 'new.json');
    write({ 'a.json': FINE, 'new.json': undefined });
    expect(await told(root, '--staged')).toMatchObject({ code: 1, files: ['a.json', 'new.json'] });
    git('add', '--all');
    expect((await told(root, '--staged')).files).toEqual(['b.json', 'untracked.json']);
    expect((await told(root, '--staged', 'b.json', 'a.json')).files).toEqual(['b.json']);
  });

  it('includes what is staged of other files', async () => {
    const template = {
      Resources: {
        X: { Type: 'AWS::SNS::Topic' },
        'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: './part.json' } },
      },
    };
    const part = (action: string) => ({
      P: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: policy(action, '*') } },
    });
    const { root, write, git } = repositoryWith({ 't.json': template, 'part.json': part('s3:GetObject') });
    write({ 'part.json': part('s3:*') });
    git('add', 'part.json');
    write({ 'part.json': part('s3:GetObject') });
    expect((await told(root, '--staged')).files).toEqual(['part.json']);
    expect((await told(root, '--changed=HEAD')).files).toEqual([]);
  });

  it('reports all of a first commit', async () => {
    const cwd = folderWith({ 'a.json': WIDE, 'b.json': WIDE });
    const { git } = repositoryIn(cwd);
    git('init', '--quiet');
    expect((await told(cwd, '--staged')).files).toEqual([]);
    git('add', 'a.json');
    expect((await told(cwd, '--staged')).files).toEqual(['a.json']);
  });

  it('passes over what is renamed and deleted', async () => {
    const { root, git } = repositoryWith({ 'a.json': WIDE, 'b.json': WIDE, 'c.json': FINE });
    git('mv', 'a.json', 'renamed.json');
    git('rm', '--quiet', 'b.json');
    expect(await told(root, '--staged')).toMatchObject({ code: 0, files: [] });
  });

  it('is trouble where a merge is not resolved, or a named file is not staged', async () => {
    const { root, write, commit, git } = repositoryWith({ 'a.json': FINE });
    git('switch', '--quiet', '--create', 'other');
    write({ 'a.json': WIDE });
    commit();
    git('switch', '--quiet', 'main');
    write({ 'a.json': OTHER, 'b.json': FINE });
    commit();
    expect(() => git('merge', 'other')).toThrow();
    const { code, stderr } = await told(root, '--staged');
    expect(code).toBe(2);
    expect(stderr).toContain('a.json: its merge is not resolved, so it is not known what is staged');
    write({ 'loose.json': WIDE });
    const named = await told(root, '--staged', 'loose.json');
    expect(named.code).toBe(2);
    expect(named.stderr).toContain('loose.json: is not staged; `git add` it, or leave out --staged');
  });

  it('works from below the root, and in a hook with an index of its own', async () => {
    const { root, write, git } = repositoryWith({ 'infra/a.json': FINE, 'b.json': FINE });
    write({ 'infra/a.json': WIDE, 'b.json': WIDE });
    git('add', '--all');
    expect((await told(join(root, 'infra'), '--staged')).files).toEqual(['a.json']);
    git('reset', '--quiet');
    expect((await told(root, '--staged')).files).toEqual([]);
    git('rm', '--quiet', '--cached', '-r', '.');
    expect((await leastwise(['--staged'], { cwd: root })).stdout).toBe('nothing is staged that could hold IAM\n');
    vi.stubEnv('GIT_INDEX_FILE', '.git/next-index');
    onTestFinished(() => void vi.unstubAllEnvs());
    const hook = repositoryIn(root);
    hook.git('read-tree', 'HEAD');
    hook.git('add', 'infra/a.json');
    expect((await told(root, '--staged')).files).toEqual(['infra/a.json']);
    expect((await told(join(root, 'infra'), '--staged')).files).toEqual(['a.json']);
  });
});

describe('what cannot be told apart', () => {
  it('is a folder in no repository', async () => {
    const cwd = folderWith({ 'a.json': WIDE });
    for (const option of ['--changed', '--staged']) {
      const { code, stderr } = await leastwise([option], { cwd });
      expect(code).toBe(2);
      expect(stderr).toBe(`leastwise: ${option} needs a git repository, and this folder is in none\n`);
    }
  });

  it('is a repository without commits', async () => {
    const cwd = folderWith({ 'a.json': WIDE });
    repositoryIn(cwd).git('init', '--quiet');
    expect((await told(cwd, '--changed')).stderr).toContain('this repository has no commits yet');
  });

  it('is one without a remote, or without its default branch', async () => {
    const { root, git } = repositoryWith({ 'a.json': WIDE });
    expect((await told(root, '--changed')).stderr).toContain(
      '--changed: this repository has no remote, so name what to compare with: --changed=main',
    );
    git('remote', 'add', 'upstream', root);
    expect((await told(root, '--changed')).stderr).toContain('the default branch of upstream is not known');
    git('fetch', '--quiet', 'upstream');
    expect(await told(root, '--changed')).toMatchObject({ code: 0, files: [] });
    git('remote', 'add', 'other', root);
    expect((await told(root, '--changed')).stderr).toContain('none of the remotes is called origin');
  });

  it('is what has no history in common', async () => {
    const { root, git } = repositoryWith({ 'a.json': WIDE });
    git('switch', '--quiet', '--orphan', 'apart');
    git('commit', '--quiet', '--allow-empty', '--message', 'apart');
    expect((await told(root, '--changed=main')).stderr).toContain('--changed main: has no commit in common with HEAD');
    expect((await told(root, '--changed=nowhere')).stderr).toContain('--changed nowhere: no such revision');
  });

  it.each([
    [['--changed', '--', '-'], '--changed is about files: standard input has no history'],
    [['--staged', '-'], '--staged is about files: standard input has no history'],
    [['--staged', '/tmp'], '/tmp: is not in the repository of --staged'],
    [['--changed=HEAD', '../..'], '../..: is not in the repository of --changed'],
    [['--changed', '--staged'], 'cannot be used with option'],
  ])('is %j', async (args, message) => {
    const { root } = repositoryWith({ 'a.json': WIDE });
    const { code, stdout, stderr } = await leastwise(args, { cwd: root });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });

  it('is never a reason to run what a repository says', async () => {
    const { root, git } = repositoryWith({ 'a.json': WIDE });
    git('config', 'core.fsmonitor', 'touch ran');
    writeFileSync(join(root, 'a.json'), JSON.stringify(OTHER));
    expect((await told(root, '--changed=HEAD')).files).toEqual(['a.json']);
    expect((await told(root, '--staged')).files).toEqual([]);
    expect(git('status', '--porcelain', '--untracked-files=no', '--ignore-submodules')).toContain('a.json');
  });
});
