// Packs the project, installs the tarball into an empty folder, and uses it there as a user and a program would.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** What the packed and the installed package may weigh. */
const MOST_PACKED_BYTES = 2 * 1024 * 1024;
const MOST_FILES = 250;

const isWindows = process.platform === 'win32';
const folder = mkdtempSync(join(tmpdir(), 'leastwise-package-'));
const run = (command, args, cwd) => execFileSync(command, args, { cwd, encoding: 'utf8', shell: isWindows });

try {
  const packed = JSON.parse(run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], '.'));
  const [{ filename, size, files }] = packed;
  console.log(`read ${filename}: ${size} bytes, ${files.length} files`);
  assert(size < MOST_PACKED_BYTES, 'the package is too heavy');
  assert(files.length < MOST_FILES, 'the package has too many files');
  for (const { path } of files)
    assert(!/\.map$|(^|\/)(test|fixtures)\//.test(path), `${path} is no part of the package`);

  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  run('npm', ['install', '--no-audit', '--no-fund', '--offline', resolve(folder, filename)], folder);
  const installed = join(folder, 'node_modules');
  assert.deepEqual(
    readdirSync(installed).filter((name) => !name.startsWith('.')),
    ['leastwise'],
  );

  const statement = { Effect: 'Allow', Action: 's3:*', Resource: '*' };
  const policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  writeFileSync(join(folder, 'policy.json'), policy);
  writeFileSync(join(folder, 'policy.yaml'), policy);
  const shim = join(installed, '.bin', isWindows ? 'leastwise.cmd' : 'leastwise');
  const command = spawnSync(shim, ['--format', 'json', 'policy.json', 'policy.yaml'], {
    cwd: folder,
    encoding: 'utf8',
    shell: isWindows,
  });
  assert.equal(command.status, 1, command.stderr);
  const { findings } = JSON.parse(command.stdout);
  assert.deepEqual(new Set(findings.map(({ file }) => file)), new Set(['policy.json', 'policy.yaml']));

  const program = `
    import assert from 'node:assert/strict';
    import { createLinter, DEFAULT_SETTINGS, rules } from 'leastwise';
    import { expand, count } from 'leastwise/access';
    import { awsDataDate } from 'leastwise/aws';
    await Promise.all(['rule', 'policy', 'testing'].map((entry) => import('leastwise/' + entry)));
    const linter = createLinter(rules, DEFAULT_SETTINGS, '1.0.0', process.cwd());
    await linter.add('a.yaml', ${JSON.stringify(policy)});
    assert(linter.report().findings.length > 0);
    assert(count(expand('s3:*')) > 100);
    assert.match(awsDataDate(), /^\\d{4}-\\d\\d-\\d\\d$/);
  `;
  writeFileSync(join(folder, 'program.js'), program);
  run(process.execPath, ['program.js'], folder);
  const metadata = JSON.parse(readFileSync(join(installed, 'leastwise', 'package.json'), 'utf8'));
  for (const [entry, { types }] of Object.entries(metadata.exports)) {
    if (types !== undefined) assert(existsSync(join(installed, 'leastwise', types)), `${entry} has no declarations`);
  }
  assert(statSync(join(installed, 'leastwise', 'dist', 'THIRD-PARTY-NOTICES.txt')).size > 0);

  // A plugin, with the library of the package and within its command.
  const example = resolve('fixtures/plugins/leastwise-plugin-example');
  const [plugin] = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', folder, example], folder));
  run('npm', ['install', '--no-audit', '--no-fund', '--offline', resolve(folder, plugin.filename)], folder);
  run(process.execPath, ['--test', join('node_modules', plugin.name)], folder);
  const rules = { 'example-pipeline-action': { severity: 'low', actions: ['s3:DeleteBucket'] } };
  writeFileSync(join(folder, 'leastwise.json'), JSON.stringify({ plugins: [plugin.name], rules }));
  const withPlugin = spawnSync(shim, ['--format', 'json', 'policy.json'], {
    cwd: folder,
    encoding: 'utf8',
    shell: isWindows,
  });
  const own = JSON.parse(withPlugin.stdout).findings.filter(({ rule }) => rule === 'example-pipeline-action');
  assert.deepEqual([own.length, own[0]?.severity, withPlugin.stderr], [1, 'low', '']);
  assert.equal(own[0].witness.action, 's3:DeleteBucket');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
run('npx', ['--no-install', 'publint', '--strict'], '.');
