import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, policy } from '../project/folder.js';
import { leastwise } from './in-process.js';

const clean = policy('s3:GetObject');
/** Reported by `wildcard-action`: high. */
const wide = policy('s3:*', '*');
const broken = '{ "Statement": [ { "Effect": "Allow", "Action": "s3:GetObject" "Resource": "*" } ] }';

describe('the exit code', () => {
  it.each([
    ['nothing found', ['clean.json'], 0],
    ['a finding', ['wide.json'], 1],
    ['a finding below --fail-on', ['wide.json', '--fail-on', 'critical'], 0],
    ['a finding that is not to fail', ['wide.json', '--fail-on', 'none'], 0],
    ['a finding that is forgiven', ['wide.json', '--exit-zero'], 0],
    ['a broken policy, whatever else', ['wide.json', 'broken.json'], 2],
    ['a broken policy, which is not forgiven', ['broken.json', '--exit-zero'], 2],
    ['a path that leads nowhere', ['clean.json', 'nothing.json'], 2],
    ['a file without IAM', ['package.json'], 0],
    ['wrong usage', ['--nonsense'], 2],
  ])('of %s', async (_, args, code) => {
    const cwd = folderWith({ 'clean.json': clean, 'wide.json': wide, 'broken.json': broken, 'package.json': {} });
    expect((await leastwise(args, { cwd })).code).toBe(code);
    expect((await leastwise([...args, '--format', 'json'], { cwd })).code).toBe(code);
    expect((await leastwise([...args, '--format', 'sarif'], { cwd })).code).toBe(code);
  });
});

describe('what is read', () => {
  it('is everything below the current folder if nothing is named', async () => {
    const cwd = folderWith({ 'a/wide.json': wide, 'b/wide.yaml': JSON.stringify(wide), 'c.txt': wide });
    const report = JSON.parse((await leastwise(['--format', 'json'], { cwd })).stdout);
    expect(report.summary.files).toBe(2);
  });

  it('can be standard input, under a name', async () => {
    const cwd = folderWith({});
    const stdin = JSON.stringify(wide);
    const unnamed = await leastwise(['-', '--format', 'json'], { cwd, stdin });
    expect(JSON.parse(unnamed.stdout).findings[0].file).toBe('<stdin>');
    const named = await leastwise(['check', '-', '--stdin-filename', 'role.json', '--format', 'json'], { cwd, stdin });
    expect(JSON.parse(named.stdout).findings[0].file).toBe('role.json');
  });

  it('is what the config leaves in, also of what is named', async () => {
    const cwd = folderWith({ 'a.json': wide, 'b.json': wide, 'leastwise.json': { ignore: ['a.json'] } });
    const report = JSON.parse((await leastwise(['a.json', 'b.json', '--format', 'json'], { cwd })).stdout);
    expect(report.summary.files).toBe(1);
    const all = JSON.parse((await leastwise(['a.json', 'b.json', '--format=json', '--no-config'], { cwd })).stdout);
    expect(all.summary.files).toBe(2);
  });

  it('is told with --verbose, on standard error', async () => {
    const cwd = folderWith({ 'a.json': clean, 'package.json': {}, 'notes.md': '', 'node_modules/x.json': clean });
    const { stdout, stderr } = await leastwise(['-v'], { cwd });
    expect(stderr.trim().split('\n').sort()).toEqual([
      'a.json: read, policy, 1 policy',
      'node_modules: passed over, never searched',
      'notes.md: passed over, not named like a policy or template',
      'package.json: passed over, holds nothing that looks like IAM',
    ]);
    expect(stdout).toMatch(/^ok {2}1 policy in 1 file/);
  });

  it('leaves a note where the manifest of a cdk.out is of no use', async () => {
    const cwd = folderWith({ 'cdk.out/cdk.out': '', 'cdk.out/manifest.json': '{', 'cdk.out/a.template.json': wide });
    const { code, stderr } = await leastwise([], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain('cdk.out was searched whole, as its manifest does not tell what belongs to it');
  });

  it('leaves a note where an ignored cdk.out was passed over', async () => {
    const cwd = folderWith({ '.gitignore': 'cdk.out', 'cdk.out/a.template.json': wide, 'b.json': clean });
    expect((await leastwise([], { cwd })).stderr).toContain('to search it: leastwise cdk.out');
    expect((await leastwise(['cdk.out'], { cwd })).code).toBe(1);
  });
});

describe('what is printed', () => {
  it('says what was looked for where nothing was found', async () => {
    const cwd = folderWith({ 'package.json': {} });
    const { code, stdout, stderr } = await leastwise([], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain('no IAM policies found in 1 file: .');
    expect(stdout).toContain('looked for: IAM policies, CloudFormation templates, Terraform plans and states');
    expect(stderr).toBe('');
    expect((await leastwise(['--quiet'], { cwd })).stdout).toBe('');
  });

  it('calls standard input by its name', async () => {
    const { stdout } = await leastwise(['-'], { cwd: folderWith({}), stdin: '' });
    expect(stdout).toContain('no IAM policies found in 1 file: standard input\n');
  });

  it('says why findings that rest on something unknown do not fail the run', async () => {
    const unknown = { Statement: { Effect: 'Allow', Action: 'organizations:LeaveOrganization', Resource: '*' } };
    const cwd = folderWith({ 'a.json': unknown });
    const { code, stdout } = await leastwise(['a.json'], { cwd });
    expect(stdout).toContain('[missing-mfa-condition, possible]');
    expect(stdout).toContain('none proven at or above "medium"');
    expect(code).toBe(0);
    const counted = await leastwise(['a.json', '--min-confidence', 'possible'], { cwd });
    expect(counted.stdout).not.toContain('none proven');
    expect(counted.code).toBe(1);
  });

  it('does not call a run in order that could judge nothing', async () => {
    const cwd = folderWith({ 'a.json': { stages: [{ access: wide }] } });
    const { stdout } = await leastwise(['a.json'], { cwd });
    expect(stdout).toContain('0 policies in 1 file, no findings, 1 unresolved');
    expect(stdout).not.toMatch(/^ok/m);
  });

  it('takes an empty path for the slip that it is, not for the current folder', async () => {
    const { code, stderr } = await leastwise([''], { cwd: folderWith({ 'wide.json': wide }) });
    expect([code, stderr]).toEqual([2, 'leastwise: a path is empty; is a variable not set?\n']);
  });

  it.each([['--rule', ''], ['--no-rule', ','], ['--\u001b[31m']])(
    'writes no control characters of %j',
    async (...args) => {
      const { code, stderr } = await leastwise(args, { cwd: folderWith({}) });
      expect(code).toBe(2);
      expect(stderr).not.toMatch(/\p{Cc}(?<!\n)/u);
    },
  );

  it('leads from SARIF to the page of the project', async () => {
    const cwd = folderWith({ 'wide.json': wide });
    const { stdout } = await leastwise(['wide.json', '--format', 'sarif'], { cwd });
    const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8'));
    expect(JSON.parse(stdout).runs[0].tool.driver.informationUri).toBe(manifest.homepage);
  });

  it('keeps trouble out of standard output where that is for machines', async () => {
    const cwd = folderWith({ 'broken.json': broken });
    const { stdout, stderr } = await leastwise(['broken.json', '--format', 'json'], { cwd });
    expect(JSON.parse(stdout).summary.failures).toBe(1);
    expect(stderr).toBe('leastwise: broken.json:1:64: expected ","\n');
  });

  it('is one format, others go to files', async () => {
    const cwd = folderWith({ 'wide.json': wide });
    const outputs = ['--output', 'sarif=out.sarif', '--output', 'out.json', '--output', 'text=out.txt'];
    const { stdout } = await leastwise(['wide.json', ...outputs], { cwd, env: { FORCE_COLOR: '1' } });
    expect(stdout).toContain('\u001b[');
    expect(JSON.parse(readFileSync(join(cwd, 'out.sarif'), 'utf8')).version).toBe('2.1.0');
    expect(JSON.parse(readFileSync(join(cwd, 'out.json'), 'utf8')).version).toBe(1);
    expect(readFileSync(join(cwd, 'out.txt'), 'utf8')).not.toContain('\u001b');
  });

  it('is nothing if the only format goes to a file', async () => {
    const cwd = folderWith({ 'wide.json': wide });
    const result = await leastwise(['wide.json', '--format=sarif', '--output=sarif=o.sarif'], { cwd });
    expect(result).toEqual({ code: 1, stdout: '', stderr: '' });
  });

  it('refuses what cannot be written before anything is read', async () => {
    const cwd = folderWith({ 'wide.json': wide, 'folder/x': '' });
    const missing = await leastwise(['wide.json', '--output', 'sarif=no/such.sarif'], { cwd });
    expect(missing).toEqual({
      code: 2,
      stdout: '',
      stderr: 'leastwise: --output no/such.sarif: there is no folder no\n',
    });
    expect((await leastwise(['--output', 'sarif=folder'], { cwd })).stderr).toContain('is a folder');
  });

  it('may be asked for in several formats if at most one is left for standard output', async () => {
    const cwd = folderWith({ 'wide.json': wide });
    const both = await leastwise(['--format', 'json', '--format', 'sarif'], { cwd });
    expect([both.code, both.stdout]).toEqual([2, '']);
    expect(both.stderr).toContain('only one format can go to standard output');
    const one = await leastwise(['--format', 'json', '--format', 'sarif', '--output', 'json=x.json'], { cwd });
    expect(JSON.parse(one.stdout).version).toBe('2.1.0');
    expect(existsSync(join(cwd, 'x.json'))).toBe(true);
  });
});

describe('a mistake', () => {
  it.each([
    [['explian'], 'did you mean the command `explain`?'],
    [['wdie.json'], 'did you mean "wide.json"?'],
    [['--fromat', 'json'], 'Did you mean --format?'],
    [['--format', 'jsno'], 'did you mean "json"?'],
    [['--preset', 'strickt'], 'did you mean "strict"?'],
    [['--fail-on', 'hihg'], 'did you mean "high"?'],
    [['--rule', 'wildcard-acton'], 'did you mean "wildcard-action"?'],
    [['--no-rule', 'wildcard-acton'], 'did you mean "wildcard-action"?'],
    [['--policy-type', 'tust'], 'did you mean "trust"?'],
    [['explain', 'wildcard-acton'], 'did you mean "wildcard-action"?'],
    [['--output', 'sarfi=x'], 'as in sarif=leastwise.sarif'],
    [['--config', 'none.yaml'], 'none.yaml: no such file'],
  ])('%j gets a suggestion', async (args, expected) => {
    const { code, stdout, stderr } = await leastwise(args, { cwd: folderWith({ 'wide.json': wide }) });
    expect(stderr).toContain(expected);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });
});

describe('rules', () => {
  const ids = async (...args: readonly string[]): Promise<readonly string[]> => {
    const cwd = folderWith({ 'a.json': policy('s3:*') });
    const { findings } = JSON.parse((await leastwise(['a.json', '--format', 'json', ...args], { cwd })).stdout);
    return findings.map(({ rule }: { readonly rule: string }) => rule);
  };

  it('can be turned off and on, also before and behind the word check', async () => {
    expect(await ids()).toEqual(['wildcard-action-scoped']);
    expect(await ids('--no-rule', 'wildcard-action-scoped,admin-access')).toEqual([]);
    expect(await ids('--preset', 'validity')).toEqual([]);
    expect(await ids('--preset', 'validity', '--rule', 'wildcard-action-scoped')).toEqual(['wildcard-action-scoped']);
    expect(await ids('--min-severity', 'medium')).toEqual([]);
    const cwd = folderWith({ 'a.json': policy('s3:*') });
    const split = await leastwise(['--no-rule', 'wildcard-action-scoped', 'check', 'a.json', '--format', 'json'], {
      cwd,
    });
    expect(JSON.parse(split.stdout).findings).toEqual([]);
  });

  it('go by what the user says a policy is', async () => {
    const cwd = folderWith({ 'a.json': policy('s3:*') });
    const args = ['a.json', '--format=json', '--policy-type=scp'];
    expect(JSON.parse((await leastwise(args, { cwd })).stdout).findings).toEqual([]);
  });
});

describe('the config file', () => {
  const files = { 'a.json': policy('s3:*', '*'), 'ci/strict.yaml': 'failOn: critical\npreset: strict\n' };

  it('is found, named, or named by the environment, in this order from the last', async () => {
    const cwd = folderWith({ ...files, 'leastwise.yaml': 'failOn: none', 'other.json': { failOn: 'low' } });
    const from = async (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> => {
      const { stdout } = await leastwise(['--print-config', ...args], { cwd, env });
      return /\/\/ (.*)\n {2}"failOn"/.exec(stdout)?.[1] ?? '';
    };
    expect(await from([])).toBe('leastwise.yaml:1');
    expect(await from([], { LEASTWISE_CONFIG: 'ci/strict.yaml' })).toBe('ci/strict.yaml:1');
    expect(await from(['--config', 'other.json'], { LEASTWISE_CONFIG: 'ci/strict.yaml' })).toBe('other.json:2');
    expect(await from(['--no-config'], { LEASTWISE_CONFIG: 'ci/strict.yaml' })).toBe('default');
    expect(await from(['--fail-on', 'high'])).toBe('--fail-on');
  });

  it('decides unless the command line does', async () => {
    const cwd = folderWith(files);
    expect((await leastwise(['a.json', '--config', 'ci/strict.yaml'], { cwd })).code).toBe(0);
    expect((await leastwise(['a.json', '--config', 'ci/strict.yaml', '--fail-on', 'high'], { cwd })).code).toBe(1);
  });

  it('with a mistake stops the run, whatever else', async () => {
    const cwd = folderWith({ ...files, 'leastwise.yaml': 'fialOn: high' });
    const result = await leastwise(['a.json', '--exit-zero'], { cwd });
    expect(result).toEqual({
      code: 2,
      stdout: '',
      stderr: 'leastwise: leastwise.yaml:1:1: unknown key "fialOn" (did you mean "failOn"?)\n',
    });
  });
});
