import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { REPORT_FORMATS } from '../../src/cli/report-format.js';
import { repositoryWith } from '../diff/repository.js';
import { folderWith, policy } from '../project/folder.js';
import { leastwise } from './in-process.js';

const FILES = {
  'read.json': policy('s3:GetObject'),
  'write.json': policy('s3:PutObject'),
  'same.yaml': JSON.stringify(policy('s3:GetObject')),
  'broken.json': '{ "Statement": [ { "Effect": "Allow", "Action": "s3:GetObject" "Resource": "*" } ] }',
  'package.json': {},
  'before/a.json': policy('s3:GetObject'),
  'after/a.json': policy('s3:PutObject'),
};

describe('the exit code', () => {
  it.each([
    ['no new access', ['read.json', 'same.yaml'], 0],
    ['new access', ['read.json', 'write.json'], 1],
    ['new access that is forgiven', ['read.json', 'write.json', '--exit-zero'], 0],
    ['new access in folders', ['before', 'after'], 1],
    ['the same folder', ['before', 'before'], 0],
    ['no IAM before', ['package.json', 'write.json'], 1],
    ['no IAM after', ['read.json', 'package.json'], 0],
    ['a broken policy after', ['read.json', 'broken.json'], 2],
    ['a broken policy before', ['broken.json', 'read.json'], 2],
    ['a broken policy, which is not forgiven', ['broken.json', 'read.json', '--exit-zero'], 2],
    ['a path that leads nowhere', ['read.json', 'nothing.json'], 2],
    ['a file and a folder', ['read.json', 'after'], 2],
    ['one path', ['read.json'], 2],
    ['no path', [], 2],
    ['three paths', ['read.json', 'write.json', 'same.yaml'], 2],
    ['an empty path', ['read.json', ''], 2],
    ['a revision where there is no repository', ['--base', 'main'], 2],
    ['an option that there is not', ['read.json', 'write.json', '--nonsense'], 2],
  ])('of %s', async (_, args, code) => {
    const cwd = folderWith(FILES);
    for (const format of REPORT_FORMATS) {
      expect((await leastwise(['diff', ...args, '--format', format], { cwd })).code).toBe(code);
    }
  });

  it('of one path comes with a hint', async () => {
    const { stderr } = await leastwise(['diff', 'read.json'], { cwd: folderWith(FILES) });
    expect(stderr).toContain('leastwise diff BEFORE read.json');
    expect(stderr).toContain('leastwise diff --base main read.json');
  });
});

describe('the output', () => {
  it('shows what is new where it is granted, the request, and a summary', async () => {
    const { stdout } = await leastwise(['diff', 'read.json', 'write.json'], { cwd: folderWith(FILES) });
    expect(stdout).toMatch(/^high\[new-access\]: `s3:PutObject` on .* is newly allowed\n +--> write\.json:6:17 /);
    expect(stdout).toMatch(/= request: (?:principal .*\n\s+)?action +s3:PutObject\n/);
    expect(stdout).toContain('\n1 new grant in 1 of 1 policy\nhint: `leastwise explain new-access` tells more\n');
  });

  it('is annotations with a summary in a step of GitHub Actions', async () => {
    const cwd = folderWith({ ...FILES, summary: '' });
    const env = { GITHUB_STEP_SUMMARY: join(cwd, 'summary') };
    const { stdout } = await leastwise(['diff', 'read.json', 'write.json', '--format', 'github'], { cwd, env });
    expect(stdout).toMatch(/^::error file=write\.json,line=6,/);
    expect(readFileSync(env.GITHUB_STEP_SUMMARY, 'utf8')).toContain('1 new grant');
  });

  it('says what was compared where nothing is new', async () => {
    const cwd = folderWith(FILES);
    const { stdout } = await leastwise(['diff', 'read.json', 'same.yaml'], { cwd });
    expect(stdout).toMatch(/^ok {2}no new access: 1 policy compared with 1 \(AWS data [\d-]+\)\n$/);
    expect((await leastwise(['diff', 'read.json', 'same.yaml', '--quiet'], { cwd })).stdout).toBe('');
    const nothing = await leastwise(['diff', 'package.json', 'package.json'], { cwd });
    expect(nothing.stdout).toContain('no IAM policies to compare');
  });

  it('is data as well', async () => {
    const cwd = folderWith(FILES);
    const { stdout } = await leastwise(['diff', 'before', 'after', '--format', 'json'], { cwd });
    const report = JSON.parse(stdout);
    expect(report.summary).toMatchObject({ files: 1, policies: 1, comparedWith: 1, widened: 1, findings: 1 });
    expect(report.findings[0]).toMatchObject({ file: 'after/a.json', witness: { action: 's3:PutObject' } });
    expect(report.rules.map(({ id }: { readonly id: string }) => id)).toEqual(['new-access']);
  });

  it('goes to code scanning beside that of check', async () => {
    const cwd = folderWith(FILES);
    const { stdout } = await leastwise(['diff', 'before', 'after', '--format', 'sarif'], { cwd });
    const [run] = JSON.parse(stdout).runs;
    expect(run.automationDetails.id).toBe('leastwise-diff/');
    expect(run.tool.driver.rules[0].help.markdown).toContain('leastwise diff');
    expect(run.results).toHaveLength(1);
  });

  it('can go to files', async () => {
    const cwd = folderWith(FILES);
    const args = ['diff', 'before', 'after', '--output', 'new.md', '--output', 'json=new.json'];
    expect((await leastwise(args, { cwd })).code).toBe(1);
    expect(readFileSync(join(cwd, 'new.md'), 'utf8')).toMatch(/^### leastwise: 1 new grant in 1 of 1 policy\n/);
    expect(existsSync(join(cwd, 'new.json'))).toBe(true);
  });

  it('tells with --verbose what was read', async () => {
    const { stderr } = await leastwise(['diff', 'before', 'after', '-v'], { cwd: folderWith(FILES) });
    expect(stderr).toBe('before/a.json: read\nafter/a.json: read\n');
  });
});

describe('policies', () => {
  it('are what --policy-type says', async () => {
    const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] };
    const cwd = folderWith({ 'a.json': { Version: '2012-10-17', Statement: [] }, 'b.json': trust });
    const args = ['diff', 'a.json', 'b.json', '--policy-type', 'session', '--format', 'json'];
    expect(JSON.parse((await leastwise(args, { cwd })).stdout).findings[0].policy.kind).toBe('session');
  });

  it('that the config leaves out are left out on both sides', async () => {
    const cwd = folderWith({ ...FILES, 'leastwise.yaml': "ignore: ['**/a.json']\n" });
    expect((await leastwise(['diff', 'before', 'after'], { cwd })).code).toBe(0);
    expect((await leastwise(['diff', 'before', 'after', '--no-config'], { cwd })).code).toBe(1);
  });
});

describe('--base', () => {
  it('compares the working tree with a revision', async () => {
    const repository = repositoryWith({ 'a.json': policy('s3:GetObject'), 'b/c.json': policy('s3:GetObject') });
    const cwd = repository.root;
    const same = await leastwise(['diff', '--base', 'main'], { cwd });
    expect([same.code, same.stdout]).toEqual([0, expect.stringContaining('no policy has changed since main')]);
    repository.write({ 'a.json': policy('s3:PutObject') });
    expect((await leastwise(['diff', '--base', 'main'], { cwd })).code).toBe(1);
    expect((await leastwise(['diff', '--base', 'main', 'b'], { cwd })).code).toBe(0);
    const missing = await leastwise(['diff', '--base', 'origin/main'], { cwd });
    expect([missing.code, missing.stderr]).toEqual([
      2,
      expect.stringContaining('--base origin/main: no such revision'),
    ]);
  });
});

describe('explain', () => {
  it('speaks of what diff reports', async () => {
    const { code, stdout } = await leastwise(['explain', 'new-access'], { cwd: folderWith({}) });
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^new-access\nhigh \| reported by `leastwise diff` \|/)]);
    // Nothing of it can be set, so nothing says how.
    expect(stdout).not.toContain('CONFIG');
  });
});
