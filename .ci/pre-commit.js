// Installs the hook with the real pre-commit, and commits with it as a user would.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PRE_COMMIT = 'pre-commit==4.7.0';

const ROUNDS = 21;

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'leastwise-pre-commit-')));
const repository = join(folder, 'repository');
const env = {
  ...process.env,
  PRE_COMMIT_HOME: join(folder, 'home'),
  ...{ GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@example.com' },
  ...{ GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@example.com' },
};
const run = (command, args, cwd) => execFileSync(command, args, { cwd, env, encoding: 'utf8' });

/** Stages files and commits; what git and the hook say. */
function commit(files) {
  for (const [path, text] of Object.entries(files)) writeFileSync(join(repository, path), text);
  run('git', ['add', '--all'], repository);
  const { status, stdout, stderr } = spawnSync('git', ['commit', '--message=x'], {
    cwd: repository,
    env,
    encoding: 'utf8',
  });
  return { status, said: stdout + stderr };
}

const policy = (action) =>
  JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: action, Resource: '*' } });

/** How many times as long as a Node that does nothing the hook takes: the median of rounds that alternate. */
function warmRatio(hook) {
  const time = (command, args) => {
    const started = process.hrtime.bigint();
    spawnSync(command, args, { cwd: repository });
    return Number(process.hrtime.bigint() - started);
  };
  const ratios = Array.from({ length: ROUNDS }, () => time(hook, ['clean.json']) / time('node', ['-e', '0']));
  return ratios.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)];
}

/** The path of pre-commit; undefined where Python or its packages are out of reach. */
function installPreCommit() {
  try {
    run('python3', ['-m', 'venv', join(folder, 'venv')], folder);
    run(join(folder, 'venv/bin/pip'), ['install', '--quiet', PRE_COMMIT], folder);
    return join(folder, 'venv/bin/pre-commit');
  } catch {
    return undefined;
  }
}

/** Whether the hook could be installed; false only where the network was not there for it. */
function installHook(preCommit) {
  try {
    run(preCommit, ['install', '--install-hooks'], repository);
    return true;
  } catch (error) {
    if (/ENOTFOUND|ETIMEDOUT|ECONNREFUSED|ECONNRESET|EAI_AGAIN|ENETUNREACH/.test(`${error.stdout}${error.stderr}`))
      return false;
    throw error;
  }
}

/** Installs the hook, and commits with it. */
function tryHook() {
  const preCommit = installPreCommit();
  if (preCommit === undefined) {
    console.log('read nothing: pre-commit cannot be installed here');
    return;
  }

  run('git', ['clone', '--quiet', '.', join(folder, 'leastwise')], '.');
  const revision = run('git', ['rev-parse', 'HEAD'], join(folder, 'leastwise')).trim();
  mkdirSync(repository);
  run('git', ['init', '--quiet'], repository);
  const repo = { repo: join(folder, 'leastwise'), rev: revision, hooks: [{ id: 'leastwise' }] };
  // YAML takes JSON.
  writeFileSync(join(repository, '.pre-commit-config.yaml'), JSON.stringify({ repos: [repo] }));
  if (!installHook(preCommit)) {
    console.log('read nothing: the registry is out of reach for the hook');
    return;
  }

  // A broken template of something else, a manifest, prose: none of them is any business of the hook.
  const others = commit({
    'chart.yaml': '{{- if .Values.x }}\na: {{ .Values.y }}\n{{- end }}\n',
    'package.json': '{ "name": "x" }',
    'README.md': '# x\n',
    'data.json': '[1, 2',
  });
  assert.equal(others.status, 0, others.said);
  assert.match(others.said, /^leastwise\.+Passed$/m);
  assert.doesNotMatch(others.said, /no IAM/);

  const clean = commit({ 'clean.json': policy('ec2:DescribeInstances') });
  assert.equal(clean.status, 0, clean.said);

  const wide = commit({ 'wide.json': policy('s3:*') });
  assert.equal(wide.status, 1, wide.said);
  assert.match(wide.said, /^high\[wildcard-action\]: .*\n --> wide\.json:1:/m);
  assert.doesNotMatch(wide.said, /clean\.json/);

  run('git', ['reset', '--quiet'], repository);
  const prose = commit({ 'wide.json': policy('s3:GetBucketLocation'), 'README.md': '# y\n' });
  assert.equal(prose.status, 0, prose.said);

  const [checkout] = readdirSync(join(folder, 'home')).filter((name) => name.startsWith('repo'));
  const [environment] = readdirSync(join(folder, 'home', checkout)).filter((name) => name.startsWith('node_env'));
  const ratio = warmRatio(join(folder, 'home', checkout, environment, 'bin/leastwise'));
  // For people to read: how busy a machine is is no fault of the hook.
  console.log(`read one policy in a hook: ${ratio.toFixed(2)} times node -e 0`);
}

try {
  tryHook();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
