import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryWith } from '../diff/repository.js';
import { folderWith, policy } from '../project/folder.js';
import { leastwise } from './in-process.js';

const WIDE = policy('s3:*', '*');
const OTHER = policy('sqs:*', '*');
const FINE = policy('s3:GetObject');
const role = (...actions: readonly string[]) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Statement: { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' },
    },
    Policies: [
      {
        PolicyName: 'p',
        PolicyDocument: { Statement: actions.map((Action) => ({ Effect: 'Allow', Action, Resource: '*' })) },
      },
    ],
  },
});

const lastLines = (text: string) => text.trim().split('\n').slice(-3).join('\n');

describe('the life of a baseline', () => {
  it('is to take in what is there, to fail on what is new, and to say what is fixed', async () => {
    const template = (...actions: readonly string[]) => ({ Resources: { App: role(...actions) } });
    const {
      root: cwd,
      write,
      git,
    } = repositoryWith({ 'a.json': WIDE, 'b.json': OTHER, 't.json': template('s3:*', 'sns:*') });
    const run = (...args: readonly string[]) => leastwise(['--baseline', 'base.json', ...args], { cwd });
    const first = await leastwise(['--write-baseline', 'base.json'], { cwd });
    expect(first.code).toBe(0);
    expect(first.stderr).toBe('leastwise: wrote base.json with 4 findings\n');
    expect(lastLines(first.stdout)).toContain('0 new, 4 in the baseline');
    expect((await run()).code).toBe(0);

    // Lines above, other white space, another order.
    write({ 't.json': `\n\n\n${JSON.stringify(template('sns:*', 's3:*'))}` });
    expect(lastLines((await run()).stdout)).toContain('0 new, 4 in the baseline');

    git('mv', 'a.json', 'renamed.json');
    expect((await run()).code).toBe(0);

    write({ 'c.json': policy('sns:*', '*') });
    const worse = await run();
    expect(worse.code).toBe(1);
    expect(worse.stdout).toContain('--> c.json:6:17');
    expect(worse.stdout).toContain('1 new, 4 in the baseline\n');

    write({ 'c.json': undefined, 'b.json': FINE });
    const better = await run('-v');
    expect(better.code).toBe(0);
    expect(better.stdout).toContain('0 new, 3 in the baseline, 1 fixed: `--prune-baseline` drops it');
    expect(better.stderr).toContain('fixed: b.json: wildcard-action\n');

    const pruned = await run('--prune-baseline');
    expect(pruned.code).toBe(0);
    expect(pruned.stderr).toBe('leastwise: dropped 1 finding from base.json\n');
    const { findings } = JSON.parse(readFileSync(join(cwd, 'base.json'), 'utf8'));
    expect(findings.map(({ file }: { file: string }) => file)).toEqual(['renamed.json', 't.json', 't.json']);
    expect(lastLines((await run('--prune-baseline')).stdout)).toContain('0 new, 3 in the baseline');

    // What is fixed and comes back is new.
    write({ 'b.json': OTHER });
    expect((await run()).code).toBe(1);
  });
});

describe('a baseline', () => {
  it('is the same from any folder, and can be named by the config', async () => {
    const { root } = repositoryWith({
      'leastwise.yaml': 'baseline: ci/base.json',
      'ci/x.txt': '',
      'infra/a.json': WIDE,
    });
    expect((await leastwise(['--write-baseline', '../ci/base.json'], { cwd: join(root, 'infra') })).code).toBe(0);
    expect((await leastwise([], { cwd: root })).code).toBe(0);
    expect((await leastwise(['a.json'], { cwd: join(root, 'infra') })).code).toBe(0);
    expect((await leastwise(['--no-baseline'], { cwd: root })).code).toBe(1);
  });

  it('is not judged by a run over a part, nor by one that cannot read', async () => {
    const cwd = folderWith({ 'a.json': WIDE, 'b.json': OTHER });
    await leastwise(['--write-baseline', 'base.json'], { cwd });
    const before = readFileSync(join(cwd, 'base.json'), 'utf8');
    const part = await leastwise(['a.json', '--baseline', 'base.json', '--prune-baseline'], { cwd });
    expect(part.stderr).toBe('leastwise: nothing to drop from base.json\n');
    for (const args of [
      ['--rule', 'wildcard-action', '--min-severity', 'critical'],
      ['--no-rule', 'wildcard-action'],
    ]) {
      await leastwise([...args, '--baseline', 'base.json', '--prune-baseline'], { cwd });
    }
    writeFileSync(join(cwd, 'b.json'), '{ "Statement": [ { "Effect": "Allow", "Action": ');
    const broken = await leastwise(['--baseline', 'base.json', '--prune-baseline'], { cwd });
    expect(broken.code).toBe(2);
    expect(readFileSync(join(cwd, 'base.json'), 'utf8')).toBe(before);
  });

  it('never makes a file readable', async () => {
    const cwd = folderWith({ 'a.json': '{ "Statement": [ { "Effect": "Allow", "Action": ' });
    expect((await leastwise(['--write-baseline', 'base.json'], { cwd })).code).toBe(2);
    const { code, stdout } = await leastwise(['--baseline', 'base.json'], { cwd });
    expect(code).toBe(2);
    expect(stdout).toContain('error: a.json:1:');
  });

  it('has nothing of what is suppressed', async () => {
    const cwd = folderWith({
      'a.json': WIDE,
      'leastwise.yaml': 'suppressions: [{ rule: wildcard-action, reason: x }]',
    });
    await leastwise(['--write-baseline', 'base.json'], { cwd });
    expect(JSON.parse(readFileSync(join(cwd, 'base.json'), 'utf8')).findings).toEqual([]);
  });

  it('knows what came by standard input', async () => {
    const cwd = folderWith({});
    const stdin = JSON.stringify(WIDE);
    await leastwise(['-', '--write-baseline', 'base.json'], { cwd, stdin });
    expect((await leastwise(['-', '--baseline', 'base.json'], { cwd, stdin })).code).toBe(0);
    expect((await leastwise(['--baseline', 'base.json'], { cwd })).stdout).not.toContain('fixed');
  });

  it('counts in every format', async () => {
    const cwd = folderWith({ 'a.json': WIDE });
    await leastwise(['--write-baseline', 'base.json'], { cwd });
    writeFileSync(join(cwd, 'b.json'), JSON.stringify(WIDE));
    const json = JSON.parse((await leastwise(['--baseline', 'base.json', '--format', 'json'], { cwd })).stdout);
    expect(json.summary).toMatchObject({ findings: 1, suppressed: 1, inBaseline: 1, fixed: 0 });
    expect(json.suppressed[0]).toMatchObject({ by: 'baseline', file: 'a.json' });
    const sarif = JSON.parse((await leastwise(['--baseline', 'base.json', '--format', 'sarif'], { cwd })).stdout);
    expect(sarif.runs[0].results.map(({ baselineState }: { baselineState?: string }) => baselineState)).toEqual([
      'new',
    ]);
    const without = JSON.parse((await leastwise(['--format', 'sarif'], { cwd })).stdout);
    expect(without.runs[0].results[0]).not.toHaveProperty('baselineState');
  });
});

describe('wrong usage', () => {
  it.each([
    [
      ['--baseline', 'gone.json'],
      'gone.json: no such file (from --baseline); to make it: leastwise --write-baseline gone.json',
    ],
    [['--baseline', 'broken.json'], 'broken.json:1:2: the baseline cannot be read: expected "}" before the end'],
    [['--baseline', 'a.json'], 'a.json:1:1: no baseline of version 1'],
    [['--baseline', 'folder'], 'folder: the baseline cannot be read'],
    [['--prune-baseline'], '--prune-baseline needs a baseline: --baseline FILE'],
    [['--write-baseline', 'nowhere/b.json'], '--write-baseline nowhere/b.json: there is no folder nowhere'],
    [['--write-baseline', 'folder'], '--write-baseline folder: is a folder'],
    [
      ['--write-baseline', 'b.json', '--prune-baseline'],
      "'--write-baseline <file>' cannot be used with option '--prune-baseline'",
    ],
  ])('is %j', async (args, message) => {
    const cwd = folderWith({ 'a.json': WIDE, 'broken.json': '{', 'folder/x.txt': '' });
    const { code, stdout, stderr } = await leastwise(args, { cwd });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });
});
