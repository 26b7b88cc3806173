import { spawn, spawnSync } from 'node:child_process';
import {
  closeSync,
  cpSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import * as modules from 'node:module';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.js';
import { VERSION } from '../../src/lint/version.js';
import { folderWith, policy } from './folder.js';

const ROOT = join(import.meta.dirname, '..', '..');
const COMMAND = join(ROOT, 'bin', 'leastwise.js');

/** The most that what every run loads may weigh, and all that is published of the command. */
const MAIN_BUNDLES_BYTES = 560 * 1024;
const ALL_BUNDLES_BYTES = 1700 * 1024;

const { buildAll }: { readonly buildAll: () => Promise<void> } = createRequire(import.meta.url)('../../bin/build.js');

beforeAll(buildAll);

/** Runs the built command and tells which files it loaded, by their names. */
function loadedBy(args: readonly string[], cwd: string): readonly string[] {
  const preload = join(folderWith({ 'preload.cjs': PRELOAD }), 'preload.cjs');
  const { stderr } = spawnSync(process.execPath, ['--require', preload, COMMAND, ...args], { cwd, encoding: 'utf8' });
  const paths = stderr.split('\n').filter((line) => line.startsWith('loaded '));
  return paths.map((line) => basename(line.slice('loaded '.length))).sort();
}

const PRELOAD = `
const fs = require('node:fs');
const { readFileSync } = fs;
const own = new Set();
fs.readFileSync = (path, ...others) => {
  if (String(path).endsWith('.cjs')) own.add(String(path));
  return readFileSync(path, ...others);
};
process.on('exit', () => process.stderr.write([...own].map((path) => 'loaded ' + path + '\\n').join('')));`;

describe('what is loaded', () => {
  const files = {
    'a.json': policy('s3:*'),
    'b.yaml': 'Statement: { Effect: Allow, Action: "s3:*", Resource: "*" }',
    'leastwise.json': { failOn: 'none' },
  };

  const ignoring = ['shared-ignore', 'shared-lint-folder'];
  it.each([
    ['one JSON file', ['a.json', '--no-config'], ['cli-check']],
    ['one YAML file', ['b.yaml', '--no-config'], ['cli-check', 'document-yaml', 'shared-yaml']],
    ['a folder', ['.', '--no-config'], ['cli-check', 'document-yaml', 'lint-folder', ...ignoring, 'shared-yaml']],
    ['a pattern', ['*.json', '--no-config'], ['cli-check', 'lint-patterns', ...ignoring, 'shared-picomatch']],
    ['a config file', ['a.json'], ['cli-check', 'config-read', 'shared', 'shared-config-generated-validate.js']],
    ['SARIF', ['a.json', '--no-config', '--format', 'sarif'], ['cli-check', 'report-sarif', 'shared']],
    ['annotations', ['a.json', '--no-config', '--format', 'github'], ['cli-check', 'report-github', 'shared']],
    ['colour', ['a.json', '--no-config', '--color', 'always'], ['cli-check', 'report-colors']],
    ['strict rules', ['a.json', '--no-config', '--preset', 'strict'], ['cli-check', 'rules-strict']],
    ['the version', ['--version'], []],
    ['help', ['--help'], []],
  ])('for %s is what that needs', (_, args, expected) => {
    const always = ['cli.cjs', 'leastwise.cjs'];
    expect(loadedBy(args, folderWith(files))).toEqual([...always, ...expected.map((name) => `${name}.cjs`)].sort());
  });

  it('is small', () => {
    const bytes = (name: string) => statSync(join(ROOT, 'dist', name)).size;
    expect(bytes('cli.cjs') + bytes('cli-check.cjs')).toBeLessThan(MAIN_BUNDLES_BYTES);
    const parts = readdirSync(join(ROOT, 'dist')).filter((name) => name.endsWith('.cjs'));
    expect(parts.reduce((sum, name) => sum + bytes(name), 0)).toBeLessThan(ALL_BUNDLES_BYTES);
  });

  it('has the licences of what is bundled beside it', () => {
    const notices = readFileSync(join(ROOT, 'dist', 'THIRD-PARTY-NOTICES.txt'), 'utf8');
    for (const name of ['chalk', 'commander', 'globby', 'ignore', 'yaml'])
      expect(notices).toMatch(new RegExp(`^${name} \\d`, 'm'));
  });
});

/** A copy of the built command, so that nothing of the project is changed. */
function copied(): { readonly command: string; readonly kept: string } {
  const folder = folderWith({});
  for (const name of ['bin', 'dist', 'package.json']) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  const kept = join(folder, 'dist', 'compiled');
  rmSync(kept, { recursive: true, force: true });
  return { command: join(folder, 'bin', 'leastwise.js'), kept };
}

describe.runIf(!('enableCompileCache' in modules))('compiled code', () => {
  const report = (command: string, env: NodeJS.ProcessEnv = process.env) => {
    const args = [command, 'a.json', '--no-config', '--format', 'json'];
    const cwd = folderWith({ 'a.json': policy('s3:*', '*') });
    const { stdout, stderr, status } = spawnSync(process.execPath, args, { cwd, env, encoding: 'utf8' });
    expect(stderr).toBe('');
    return { status, findings: JSON.parse(stdout).findings };
  };
  it('is kept for the next run, which says the same', () => {
    const { command, kept } = copied();
    const first = report(command);
    const [folder = ''] = readdirSync(kept);
    expect(readdirSync(join(kept, folder)).sort()).toEqual(['cli', 'cli-check', 'report-json', 'shared']);
    expect(report(command)).toEqual(first);
  });

  it('is made anew where it is not what Node has written', () => {
    const { command, kept } = copied();
    const first = report(command);
    const [folder = ''] = readdirSync(kept);
    for (const name of readdirSync(join(kept, folder))) writeFileSync(join(kept, folder, name), 'broken');
    expect(report(command)).toEqual(first);
    expect(readFileSync(join(kept, folder, 'cli'), 'latin1')).not.toBe('broken');
  });

  it('is not kept where it cannot be, or is not wanted', () => {
    const { command, kept } = copied();
    const first = report(command, { ...process.env, NODE_DISABLE_COMPILE_CACHE: '1' });
    expect(existsSync(kept)).toBe(false);
    writeFileSync(kept, 'no folder');
    expect(report(command)).toEqual(first);
  });
});

describe('the built command', () => {
  it('gives the exit code and keeps the streams apart', () => {
    const cwd = folderWith({ 'a.json': policy('s3:*', '*') });
    const run = spawnSync(process.execPath, [COMMAND, 'a.json', '--format', 'json'], { cwd, encoding: 'utf8' });
    expect([run.status, run.stderr]).toEqual([1, '']);
    expect(JSON.parse(run.stdout).tool.version).toBe(VERSION);
  });

  it('has all rules, with what they say in a file apart from what they do', () => {
    const args = [COMMAND, 'a.json', '--no-config', '--preset', 'all', '--format', 'json', '--exit-zero'];
    const cwd = folderWith({ 'a.json': policy('s3:*', '*') });
    const run = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
    const texts = rules.map(({ id, summary, why, fix, references }) => ({ id, summary, why, fix, references }));
    const sorted = texts.sort((a, b) => (a.id < b.id ? -1 : 1));
    expect(JSON.parse(run.stdout).rules).toMatchObject(sorted);
    const parts = readdirSync(join(ROOT, 'dist')).filter((name) => /\.c?js$/.test(name));
    const code = parts.map((name) => readFileSync(join(ROOT, 'dist', name), 'utf8')).join('\n');
    const firstLine = (text: string) => text.trim().split('\n')[0]?.replaceAll('`', '') ?? '';
    expect(rules.filter(({ why }) => code.replaceAll('\\`', '').includes(firstLine(why)))).toEqual([]);
  });

  it('takes rules of users', () => {
    const rule =
      "{ id: 'own-rule', category: 'privilege', severity: 'high', preset: 'recommended', summary: 'Own', why: 'Own.', fix: 'Own.', references: [], *policy(policy) { yield { at: policy, message: 'own' } } }";
    const cwd = folderWith({
      'a.json': policy('s3:GetObject'),
      'leastwise.json': { plugins: ['./own.mjs'] },
      'own.mjs': `export default { rules: [${rule}] };`,
    });
    const run = spawnSync(process.execPath, [COMMAND, 'a.json', '--format', 'json'], { cwd, encoding: 'utf8' });
    expect(run.stderr).toBe('');
    expect(JSON.parse(run.stdout).findings).toMatchObject([{ rule: 'own-rule' }]);
  });

  it('reads standard input', () => {
    const input = JSON.stringify(policy('s3:*', '*'));
    const run = spawnSync(process.execPath, [COMMAND, '-', '-q'], { cwd: folderWith({}), input, encoding: 'utf8' });
    expect(run.status).toBe(1);
    expect(run.stdout).toContain('<stdin>:');
  });

  it.skipIf(!existsSync('/dev/full'))('says that the disk is full, and is in trouble', () => {
    const full = openSync('/dev/full', 'w');
    const run = spawnSync(process.execPath, [COMMAND, 'expand', 's3:*'], {
      stdio: ['ignore', full, 'pipe'],
      encoding: 'utf8',
    });
    closeSync(full);
    expect(run.status).toBe(2);
    expect(run.stderr).toMatch(/^leastwise: cannot write the output: ENOSPC.*\n$/);
  });

  it('says nothing when its reader leaves early', async () => {
    const child = spawn(process.execPath, [COMMAND, 'expand', '*']);
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += String(chunk);
    });
    child.stdout.once('data', () => child.stdout.destroy());
    await new Promise((resolve) => child.once('close', resolve));
    expect(stderr).toBe('');
  });
});
