import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { VERSION } from '../../src/lint/version.js';
import { folderWith, policy } from './folder.js';

const ROOT = join(import.meta.dirname, '..', '..');
const COMMAND = join(ROOT, 'bin', 'leastwise.js');

/** The most that what every run loads may weigh, and all that is published of the command. */
const MAIN_BUNDLES_BYTES = 640 * 1024;
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
const Module = require('node:module');
process.on('exit', () => {
  const own = Object.keys(Module._cache).filter((path) => path.endsWith('.cjs') && !path.endsWith('preload.cjs'));
  process.stderr.write(own.map((path) => 'loaded ' + path + '\\n').join(''));
});`;

describe('what is loaded', () => {
  const files = {
    'a.json': policy('s3:*'),
    'b.yaml': 'Statement: { Effect: Allow, Action: "s3:*", Resource: "*" }',
    'leastwise.json': { failOn: 'none' },
  };

  it.each([
    ['one JSON file', ['a.json', '--no-config'], ['cli-check.cjs', 'cli.cjs']],
    ['one YAML file', ['b.yaml', '--no-config'], ['cli-check.cjs', 'cli.cjs', 'document-yaml.cjs']],
    ['a folder', ['.', '--no-config'], ['cli-check.cjs', 'cli.cjs', 'document-yaml.cjs', 'lint-folder.cjs']],
    ['a pattern', ['*.json', '--no-config'], ['cli-check.cjs', 'cli.cjs', 'lint-patterns.cjs']],
    ['a config file', ['a.json'], ['cli-check.cjs', 'cli.cjs', 'config-read.cjs']],
    ['SARIF', ['a.json', '--no-config', '--format', 'sarif'], ['cli-check.cjs', 'cli.cjs', 'report-sarif.cjs']],
    ['annotations', ['a.json', '--no-config', '--format', 'github'], ['cli-check.cjs', 'cli.cjs', 'report-github.cjs']],
    ['colour', ['a.json', '--no-config', '--color', 'always'], ['cli-check.cjs', 'cli.cjs', 'report-colors.cjs']],
    ['help', ['--help'], ['cli.cjs']],
  ])('for %s is what that needs', (_, args, expected) => {
    expect(loadedBy(args, folderWith(files))).toEqual(expected);
  });

  it('is small', () => {
    const bytes = (name: string) => statSync(join(ROOT, 'dist', name)).size;
    expect(bytes('cli.cjs') + bytes('cli-check.cjs')).toBeLessThan(MAIN_BUNDLES_BYTES);
    const parts = ['cli', 'cli-check', 'document-yaml', 'lint-folder', 'lint-patterns', 'config-read', 'report-sarif'];
    expect(parts.reduce((sum, name) => sum + bytes(`${name}.cjs`), 0)).toBeLessThan(ALL_BUNDLES_BYTES);
  });

  it('has the licences of what is bundled beside it', () => {
    const notices = readFileSync(join(ROOT, 'dist', 'THIRD-PARTY-NOTICES.txt'), 'utf8');
    for (const name of ['chalk', 'commander', 'globby', 'ignore', 'yaml'])
      expect(notices).toMatch(new RegExp(`^${name} \\d`, 'm'));
  });
});

describe('the built command', () => {
  it('gives the exit code and keeps the streams apart', () => {
    const cwd = folderWith({ 'a.json': policy('s3:*', '*') });
    const run = spawnSync(process.execPath, [COMMAND, 'a.json', '--format', 'json'], { cwd, encoding: 'utf8' });
    expect([run.status, run.stderr]).toEqual([1, '']);
    expect(JSON.parse(run.stdout).tool.version).toBe(VERSION);
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
