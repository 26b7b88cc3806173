import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { folderWith, policy } from './folder.js';
import { actionProblems, workflowProblems } from './github-syntax.js';
import { ROOT, readmeBlocks } from './recipes.js';

const text = readFileSync(join(ROOT, 'action.yml'), 'utf8');
const action: Action = parse(text);

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string; readonly description: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

describe('action.yml', () => {
  it("agrees with GitHub's schema of actions", () => {
    expect(actionProblems(text)).toEqual([]);
    expect(actionProblems(text.replace('using: composite', 'using: nothing'))).not.toEqual([]);
  });

  it('uses other actions by their full commit, and says which version that is', () => {
    const lines = text.split('\n').filter((line) => line.includes('uses:'));
    expect(lines).not.toEqual([]);
    for (const line of lines) expect(line).toMatch(/ [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('has no input in its scripts, which would be run as a part of them', () => {
    for (const { run } of action.runs.steps) expect(run ?? '').not.toContain('${{');
  });

  it('hands all inputs on', () => {
    for (const name of Object.keys(action.inputs)) {
      expect(text).toMatch(new RegExp(`inputs\\.${name} (?:}}|==)`));
    }
  });
});

describe('the workflow of the README', () => {
  it("agrees with GitHub's schema of workflows", () => {
    const workflows = readmeBlocks('yaml').filter((block) => block.includes('runs-on:'));
    expect(workflows).toHaveLength(1);
    for (const workflow of workflows) expect(workflowProblems(workflow)).toEqual([]);
    expect(workflowProblems('on: push')).not.toEqual([]);
  });

  it('gives inputs that the action has', () => {
    const [workflow = ''] = readmeBlocks('yaml').filter((block) => block.includes('runs-on:'));
    const step = parse(workflow).jobs.leastwise.steps.at(-1);
    expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(step.with)));
  });
});

/** What stands in place of npm: it puts the project itself where the package would be. */
const NPM = `#!/bin/sh
echo "$*" >"$RUNNER_TEMP/npm.txt"
mkdir -p "$3/node_modules" && ln -s "$LEASTWISE_ROOT" "$3/node_modules/leastwise"
`;

/** Runs the action's own script as a runner does. */
function runAction(files: Readonly<Record<string, unknown>>, inputs: Readonly<Record<string, string>>): ActionRun {
  const folder = folderWith({ 'repository/.keep': '', ...prefixed(files), 'bin/npm': NPM, 'temp/.keep': '' });
  chmodSync(join(folder, 'bin/npm'), 0o755);
  const temp = join(folder, 'temp');
  const [step] = action.runs.steps;
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(step?.env ?? {})) {
    const input = /inputs\.([\w-]+)/.exec(value)?.[1] ?? '';
    env[name] = inputs[input] ?? action.inputs[input]?.default ?? '';
  }
  for (const name of ['output', 'summary']) writeFileSync(join(temp, name), '');
  const script = join(temp, 'script.sh');
  writeFileSync(script, step?.run ?? '');
  mkdirSync(join(folder, 'repository'), { recursive: true });
  const { status, stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], {
    cwd: join(folder, 'repository'),
    encoding: 'utf8',
    env: {
      PATH: `${join(folder, 'bin')}:${process.env['PATH']}`,
      RUNNER_TEMP: temp,
      LEASTWISE_ROOT: ROOT,
      GITHUB_ACTION_PATH: ROOT,
      GITHUB_OUTPUT: join(temp, 'output'),
      GITHUB_STEP_SUMMARY: join(temp, 'summary'),
      ...env,
    },
  });
  const read = (name: string) => readFileSync(join(temp, name), 'utf8');
  const outputs = Object.fromEntries(
    read('output')
      .trim()
      .split('\n')
      .map((line) => line.split('=')),
  );
  return { status, stdout, stderr, outputs, summary: read('summary'), npm: read('npm.txt'), folder };
}

interface ActionRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly npm: string;
  readonly folder: string;
}

function prefixed(files: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(files).map(([path, content]) => [`repository/${path}`, content]));
}

describe.skipIf(process.platform === 'win32')("the action's script", () => {
  const { buildAll }: { readonly buildAll: () => Promise<void> } = createRequire(import.meta.url)('../../bin/build.js');
  beforeAll(buildAll);

  const bad = { 'a b.json': policy('s3:*', '*'), 'c.json': policy('s3:GetObject') };

  it('keeps the exit code, counts findings, writes the report and the summary', () => {
    const { status, outputs, summary, stdout, npm } = runAction(bad, {});
    expect({ status, code: outputs['exit-code'], findings: outputs['findings'] }).toEqual({
      status: 1,
      code: '1',
      findings: '1',
    });
    const { runs } = JSON.parse(readFileSync(outputs['sarif-file'] ?? '', 'utf8'));
    expect(runs[0].results).toHaveLength(1);
    expect(summary).toContain('### leastwise: ');
    expect(stdout).toContain('high[wildcard-action]');
    expect(npm).toContain(' leastwise@0.1.0\n');
  });

  it('takes a path with spaces for one path, and only the paths that are given', () => {
    const { status, outputs } = runAction(bad, { paths: 'a b.json\r\n' });
    expect([status, outputs['findings']]).toEqual([1, '1']);
    expect(runAction(bad, { paths: 'c.json' }).status).toBe(0);
  });

  it('hands options on', () => {
    expect(runAction(bad, { 'fail-on': 'critical' }).status).toBe(0);
    expect(runAction(bad, { args: '--no-rule=wildcard-action\n--min-severity=critical' }).outputs['findings']).toBe(
      '0',
    );
  });

  it('writes no summary where none is wanted', () => {
    expect(runAction(bad, { summary: 'false' }).summary).toBe('');
  });

  it('gives trouble as 2, with nothing to upload', () => {
    const { status, outputs } = runAction(bad, { args: '--fail-on=nothing' });
    expect([status, outputs['exit-code'], outputs['sarif-file']]).toEqual([2, '2', undefined]);
  });

  it('runs nothing that stands in an input', () => {
    const evil = '$(touch hit) `touch hit` ; touch hit "; touch hit; \'';
    const inputs = Object.fromEntries(Object.keys(action.inputs).map((name) => [name, evil]));
    const { folder, status } = runAction(bad, { ...inputs, 'working-directory': '.' });
    expect(status).toBe(2);
    for (const where of ['repository', 'temp']) expect(existsSync(join(folder, where, 'hit'))).toBe(false);
  });
});
