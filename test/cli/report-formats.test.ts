import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { REPORT_FORMATS } from '../../src/cli/report-format.js';
import { folderWith, policy } from '../project/folder.js';
import { leastwise } from './in-process.js';

const wide = policy('s3:*', '*');
const broken = '{ "Statement": [ { "Effect": "Allow", "Action": "s3:GetObject" "Resource": "*" } ] }';

describe('every format', () => {
  it.each(REPORT_FORMATS)('has in %s what was found and what could not be read', async (format) => {
    const cwd = folderWith({ 'wide.json': wide, 'broken.json': broken });
    const args = ['wide.json', 'broken.json', 'gone.json', '--output', `${format}=report`];
    const { code } = await leastwise(args, { cwd });
    expect(code).toBe(2);
    const report = readFileSync(join(cwd, 'report'), 'utf8');
    for (const words of ['wide.json', 'broken.json', 'gone.json', 'no such file', 's3:*'])
      expect(report).toContain(words);
  });

  it.each(REPORT_FORMATS)('gives in %s the same exit code for a clean run', async (format) => {
    const cwd = folderWith({ 'a.json': policy('s3:GetObject') });
    expect(await leastwise(['--format', format], { cwd })).toMatchObject({ code: 0, stderr: '' });
  });

  it.each(['sarif', 'github', 'gitlab'])('has in %s paths from the root of the repository', async (format) => {
    const cwd = folderWith({ '.git/HEAD': '', 'infra/prod/wide.json': wide });
    for (const folder of ['', 'infra', 'infra/prod']) {
      const { stdout } = await leastwise(['--format', format], { cwd: join(cwd, folder) });
      expect(stdout).toMatch(/(?:"|=)infra\/prod\/wide\.json/);
    }
  });
});

describe('a format for people', () => {
  it('says once what could not be read', async () => {
    const cwd = folderWith({});
    const github = await leastwise(['gone.json', '--format', 'github'], { cwd });
    expect(github.stdout).toMatch(/^::error file=gone\.json,title=.*::gone\.json: no such file or folder\n$/);
    expect(github.stderr).toBe('');
    const { stdout, stderr } = await leastwise(['gone.json', '--format', 'concise'], { cwd });
    expect({ stdout, stderr }).toEqual({ stdout: 'gone.json: error no such file or folder\n', stderr: '' });
  });
});

describe('--format github', () => {
  it('appends to the summary of the step, where there is one', async () => {
    const cwd = folderWith({ 'wide.json': wide, summary: '# Before\n' });
    const env = { GITHUB_STEP_SUMMARY: join(cwd, 'summary') };
    const { stdout } = await leastwise(['wide.json', '--format', 'github'], { cwd, env });
    expect(stdout).toMatch(/^::error file=wide\.json,line=\d+/);
    const summary = readFileSync(env.GITHUB_STEP_SUMMARY, 'utf8');
    expect(summary).toMatch(/^# Before\n### leastwise: 1 finding /);
    await leastwise(['wide.json', '--format', 'json'], { cwd, env });
    expect(readFileSync(env.GITHUB_STEP_SUMMARY, 'utf8')).toBe(summary);
  });

  it('keeps the summary within what GitHub shows, and says if it cannot be written', async () => {
    const many = Object.fromEntries(Array.from({ length: 900 }, (_, index) => [`${index}.json`, wide]));
    const cwd = folderWith(many);
    const file = join(cwd, 'summary');
    writeFileSync(file, 'x'.repeat(800_000));
    await leastwise(['.', '--format', 'github'], { cwd, env: { GITHUB_STEP_SUMMARY: file } });
    const size = readFileSync(file).length;
    expect(size).toBeGreaterThan(1_000_000);
    expect(size).toBeLessThanOrEqual(1024 * 1024);
    expect(readFileSync(file, 'utf8')).toMatch(/\d+ findings more did not fit in here\./);
    writeFileSync(file, 'x'.repeat(1024 * 1024));
    const full = await leastwise(['0.json', '--format', 'github'], { cwd, env: { GITHUB_STEP_SUMMARY: file } });
    expect(full).toMatchObject({ code: 1, stderr: 'leastwise: the summary of this step is full\n' });
    expect(readFileSync(file)).toHaveLength(1024 * 1024);
    const lost = await leastwise(['0.json', '--format', 'github'], {
      cwd,
      env: { GITHUB_STEP_SUMMARY: join(cwd, 'no/such') },
    });
    expect(lost.code).toBe(1);
    expect(lost.stderr).toContain('the summary of this step cannot be written');
    expect(existsSync(join(cwd, 'no'))).toBe(false);
  });
});

describe('--format sarif', () => {
  const runOf = async (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
    const { stdout } = await leastwise(['--format', 'sarif', ...args], { cwd: folderWith({}), env });
    return JSON.parse(stdout).runs[0];
  };

  it('has all rules of the run where there is nothing to judge', async () => {
    const { results, tool, invocations } = await runOf([]);
    expect(results).toEqual([]);
    expect(tool.driver.rules.length).toBeGreaterThan(20);
    expect(invocations[0].executionSuccessful).toBe(true);
  });

  it('has the category that it is given', async () => {
    expect((await runOf(['--sarif-category', 'infra/prod'])).automationDetails).toEqual({ id: 'infra/prod/' });
    const { code, stderr } = await leastwise(['--sarif-category', 'a b'], { cwd: folderWith({}) });
    expect(code).toBe(2);
    expect(stderr).toContain('Expected a name without spaces');
  });

  it('tells Azure of the pipeline that it runs in, as far as all of it is known', async () => {
    const env = {
      ...{ TF_BUILD: 'True', SYSTEM_COLLECTIONURI: 'https://dev.azure.com/acme/', SYSTEM_TEAMPROJECT: 'Cloud' },
      ...{ SYSTEM_DEFINITIONID: '17', BUILD_DEFINITIONNAME: 'infra', SYSTEM_PHASEID: 'p', SYSTEM_PHASENAME: 'Lint' },
      ...{ BUILD_SOURCEBRANCH: 'refs/heads/main', BUILD_BUILDID: '4711' },
    };
    const { automationDetails } = await runOf([], env);
    expect(automationDetails.id).toBe('azuredevops/pipeline/build/acme/Cloud/17/p/refs%2Fheads%2Fmain/4711');
    expect(automationDetails.properties['azuredevops/pipeline/build/phaseName']).toBe('Lint');
    expect((await runOf([], { TF_BUILD: 'True' })).automationDetails).toEqual({ id: 'leastwise/' });
  });
});
