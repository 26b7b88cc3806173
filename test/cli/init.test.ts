import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { init } from '../../src/cli/init.js';
import { VERSION } from '../../src/lint/version.js';
import { folderWith } from '../project/folder.js';
import { workflowProblems } from '../project/github-syntax.js';
import { ROOT } from '../project/recipes.js';
import { leastwise } from './in-process.js';

const FILES = ['leastwise.yaml', '.pre-commit-config.yaml', '.github/workflows/leastwise.yml'];
const ALL = ['--config', '--hook', '--workflow'];

describe('init', () => {
  it('writes what is named, and says so and what comes next', async () => {
    const cwd = folderWith({});
    const { code, stdout, stderr } = await leastwise(['init', ...ALL], { cwd });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toBe(
      [
        ...FILES.map((file) => `wrote ${file}\n`),
        '\nnext:\n',
        '  pre-commit install  have the hook run at each commit\n',
        '  git push            have the workflow run, once it is committed\n',
        '  leastwise           see what is found\n',
      ].join(''),
    );
    for (const file of FILES) expect(existsSync(join(cwd, file))).toBe(true);
  });

  it('overwrites nothing, whatever is there', async () => {
    const cwd = folderWith({ '.pre-commit-config.yaml': 'repos: []\n', 'package.json': { leastwise: {} } });
    mkdirSync(join(cwd, '.github/workflows'), { recursive: true });
    symlinkSync('nowhere.yml', join(cwd, '.github/workflows/leastwise.yml'));
    const { code, stdout } = await leastwise(['init', ...ALL], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain(
      'kept package.json, which was there\nkept .pre-commit-config.yaml, which was there; add to its repos:\n',
    );
    expect(stdout).toContain(`  - repo: https://github.com/leastwise/leastwise\n    rev: v${VERSION}\n`);
    expect(stdout).toContain('kept .github/workflows/leastwise.yml, which was there\n');
    expect(readFileSync(join(cwd, '.pre-commit-config.yaml'), 'utf8')).toBe('repos: []\n');
    expect(existsSync(join(cwd, 'leastwise.yaml')) || existsSync(join(cwd, '.github/workflows/nowhere.yml'))).toBe(
      false,
    );
  });

  it('asks where somebody is there', async () => {
    const cwd = folderWith({});
    const { code, stdout } = await leastwise(['init'], { cwd, answers: ['y', 'no', ' YES ', ''] });
    expect(code).toBe(0);
    expect(stdout.match(/\? \[y\/N\] /g)).toHaveLength(4);
    expect(FILES.map((file) => existsSync(join(cwd, file)))).toEqual([true, false, true]);
    const nothing = await leastwise(['init'], { cwd: folderWith({}), answers: [] });
    expect(nothing).toMatchObject({ code: 0, stdout: expect.stringMatching(/\nnothing written\n$/) });
  });

  it('stops where the answer is to stop', async () => {
    const cwd = folderWith({});
    const { code, stderr } = await leastwise(['init'], { cwd, answers: ['y', undefined] });
    expect([code, stderr]).toEqual([2, 'leastwise: stopped, and nothing written\n']);
    expect(existsSync(join(cwd, 'leastwise.yaml'))).toBe(false);
  });

  it('shows no hook that is there', async () => {
    const cwd = folderWith({});
    for (const end of ['wrote', 'kept']) {
      expect((await leastwise(['init', '--hook'], { cwd })).stdout).toMatch(new RegExp(`^${end} [^;]+\n\nnext:`));
    }
  });

  it('does nothing where nobody is there and nothing is named', async () => {
    const cwd = folderWith({});
    const { code, stdout, stderr } = await leastwise(['init'], { cwd });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('--config, --hook, --workflow, --baseline, or --yes');
  });

  it('writes at the root of the repository', async () => {
    const root = folderWith({ 'infra/deep/x': '' });
    mkdirSync(join(root, '.git'));
    const { stdout } = await leastwise(['init', ...ALL], { cwd: join(root, 'infra/deep') });
    expect(stdout).toContain('wrote ../../leastwise.yaml\n');
    for (const file of FILES) expect(existsSync(join(root, file))).toBe(true);
  });

  it('has the command line write a baseline, and names it in the config file', async () => {
    const root = folderWith({ 'infra/x': '' });
    mkdirSync(join(root, '.git'));
    const calls: (readonly string[])[] = [];
    const said: string[] = [];
    const output = { write: (text: string) => void said.push(text), isTerminal: false };
    const surroundings = {
      cwd: join(root, 'infra'),
      env: {},
      stdout: output,
      stderr: output,
      today: '2026-01-01',
      readStdin: () => [],
    };
    const rerun = (isWritten: boolean) => async (args: readonly string[]) => {
      calls.push(args);
      if (isWritten) writeFileSync(join(root, 'leastwise-baseline.json'), '{}');
      return 0;
    };
    expect(await init({ baseline: true }, surroundings, rerun(false))).toBe(2);
    expect(await init({ baseline: true, config: true }, surroundings, rerun(true))).toBe(0);
    expect(await init({ baseline: true }, surroundings, rerun(true))).toBe(0);
    const args = ['check', '--quiet', '--exit-zero', '--write-baseline', '../leastwise-baseline.json', '--', '..'];
    expect(calls).toEqual([args, args]);
    const stdout = said.join('');
    expect(stdout).toContain('could not write ../leastwise-baseline.json\n');
    expect(stdout).toContain('wrote ../leastwise-baseline.json\nwrote ../leastwise.yaml\n');
    expect(stdout).toContain('\n  leastwise --baseline ../leastwise-baseline.json  fail on what is new alone\n');
    expect(stdout).toContain('kept ../leastwise-baseline.json, which was there\n');
    expect(readFileSync(join(root, 'leastwise.yaml'), 'utf8')).toMatch(/\nbaseline: leastwise-baseline\.json\n$/);
  });

  it('says what cannot be written', async () => {
    const cwd = folderWith({ '.github': 'a file' });
    const { code, stdout } = await leastwise(['init', ...ALL], { cwd });
    expect(code).toBe(2);
    expect(stdout).toMatch(/^wrote leastwise\.yaml\nwrote .*\ncould not write \.github\/workflows\/leastwise\.yml: /);
  });
});

describe('what init writes', () => {
  const written = async () => {
    const cwd = folderWith({});
    await leastwise(['init', ...ALL], { cwd });
    return { cwd, texts: FILES.map((file) => readFileSync(join(cwd, file), 'utf8')) };
  };

  it('is a config file that changes nothing', async () => {
    const { cwd, texts } = await written();
    const { code, stderr } = await leastwise(['--print-config'], { cwd });
    expect([code, stderr]).toEqual([0, '']);
    const uncommented = texts[0]?.replace(/^# (?=rules:| {2}|ignore:)/gm, '') ?? '';
    const other = folderWith({ 'leastwise.yaml': uncommented });
    expect(await leastwise(['--print-config'], { cwd: other })).toMatchObject({ code: 0, stderr: '' });
    expect(Object.keys(parse(uncommented))).toEqual(['preset', 'failOn', 'rules', 'ignore']);
  });

  it('is a hook that there is', async () => {
    const { texts } = await written();
    const [{ hooks, rev }] = parse(texts[1] ?? '').repos;
    const [known] = parse(readFileSync(join(ROOT, '.pre-commit-hooks.yaml'), 'utf8'));
    expect([hooks[0].id, rev]).toEqual([known.id, `v${VERSION}`]);
  });

  it('is a workflow that GitHub takes', async () => {
    const { texts } = await written();
    expect(workflowProblems(texts[2] ?? '')).toEqual([]);
  });
});
