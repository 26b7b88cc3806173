import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, policy } from '../project/folder.js';
import { leastwise } from './in-process.js';

/** A plan of role policies, by address. */
function planOf(...addresses: readonly string[]): object {
  const resources = addresses.map((address) => {
    const name = address
      .replace(/\[.*?\]$/, '')
      .split('.')
      .at(-1);
    const values = { name: 'own', role: 'deploy', policy: JSON.stringify(policy('s3:*', '*')) };
    return { address, mode: 'managed', type: 'aws_iam_role_policy', name, values };
  });
  return { format_version: '1.2', terraform_version: '1.9.0', planned_values: { root_module: { resources } } };
}

const role = (name: string) => `# roles\n\nresource "aws_iam_role_policy" "${name}" {\n  role = "deploy"\n}\n`;

const PROJECT = {
  'main.tf': `${role('own')}\nmodule "app" {\n  source = "./modules/app"\n}\n`,
  'modules/app/main.tf': role('inner'),
};

/** The places of findings of `wildcard-action`, as `concise` has them. */
async function places(cwd: string, ...args: readonly string[]): Promise<readonly string[]> {
  const { stdout } = await leastwise(['--format', 'concise', '--rule', 'wildcard-action', ...args], { cwd });
  return stdout
    .split('\n')
    .filter((line) => line.includes(' wildcard-action '))
    .map((line) => line.slice(0, line.indexOf(': ')));
}

function commit(cwd: string): void {
  const git = (...args: readonly string[]) => execFileSync('git', ['-C', cwd, ...args], { stdio: 'ignore' });
  git('init', '-q');
  git('add', '-A');
}

describe('findings of a plan', () => {
  it('stand at the blocks of its configuration', async () => {
    const plan = planOf('aws_iam_role_policy.own["a"]', 'module.app["x"].aws_iam_role_policy.inner[0]');
    const cwd = folderWith({ ...PROJECT, 'plan.json': plan });
    expect(await places(cwd, 'plan.json')).toEqual(['main.tf:3:1', 'modules/app/main.tf:3:1']);
  });

  it('stand there in whatever is shown beside the code, with the plan as related place', async () => {
    const cwd = folderWith({ ...PROJECT, 'plan.json': planOf('aws_iam_role_policy.own') });
    const { stdout } = await leastwise(['plan.json', '--format', 'sarif'], { cwd });
    const found = JSON.parse(stdout).runs[0].results.find(
      (one: { ruleId: string }) => one.ruleId === 'wildcard-action',
    );
    const { artifactLocation, region } = found.locations[0].physicalLocation;
    expect(artifactLocation.uri).toBe('main.tf');
    expect(region).toMatchObject({
      startLine: 3,
      endLine: 3,
      snippet: { text: 'resource "aws_iam_role_policy" "own"' },
    });
    expect(found.relatedLocations[0].physicalLocation.artifactLocation.uri).toBe('plan.json');
    expect(found.message.text).toContain('[as plan.json has it](1)');
    expect((await leastwise(['plan.json', '--format', 'github'], { cwd })).stdout).toContain('file=main.tf,line=3,');
    const [violation] = JSON.parse((await leastwise(['plan.json', '--format', 'gitlab'], { cwd })).stdout);
    expect(violation.location).toEqual({ path: 'main.tf', lines: { begin: 3, end: 3 } });
    const report = JSON.parse((await leastwise(['plan.json', '--format', 'json'], { cwd })).stdout);
    expect(report.findings[0].file).toBe('plan.json');
    expect((await leastwise(['plan.json'], { cwd })).stdout).toContain('--> plan.json:');
  });

  it('have the line hash that code scanning computes of the block, and the fingerprint that they have anyway', async () => {
    const cwd = folderWith({ ...PROJECT, 'plan.json': planOf('aws_iam_role_policy.own') });
    const report = JSON.parse((await leastwise(['plan.json', '--format', 'json'], { cwd })).stdout);
    const { stdout } = await leastwise(['plan.json', '--format', 'sarif'], { cwd });
    const [result] = JSON.parse(stdout).runs[0].results;
    expect(result.partialFingerprints['leastwise/v1']).toBe(report.findings[0].fingerprint);
    expect(result.partialFingerprints.primaryLocationLineHash).not.toBe(report.findings[0].lineHash);
  });

  it('stay in a plan that is committed, unless the folder is given', async () => {
    const cwd = folderWith({ ...PROJECT, 'plan.json': planOf('aws_iam_role_policy.own') });
    commit(cwd);
    expect(await places(cwd, 'plan.json')).toEqual([expect.stringMatching(/^plan\.json:/)]);
    expect(await places(cwd, 'plan.json', '--terraform-dir', '.')).toEqual(['main.tf:3:1']);
    execFileSync('git', ['-C', cwd, 'rm', '-q', '--cached', 'plan.json']);
    expect(await places(cwd, 'plan.json')).toEqual(['main.tf:3:1']);
  });

  it('are looked for where the plan is, or in the folder that is given', async () => {
    const plan = planOf('aws_iam_role_policy.own');
    const cwd = folderWith({ 'infra/main.tf': role('own'), 'infra/plan.json': plan, 'plan.json': plan });
    expect(await places(cwd, 'infra/plan.json')).toEqual(['infra/main.tf:3:1']);
    expect(await places(cwd, 'plan.json')).toEqual([expect.stringMatching(/^plan\.json:/)]);
    expect(await places(cwd, 'plan.json', '--terraform-dir', 'infra')).toEqual(['infra/main.tf:3:1']);
    expect(await places(join(cwd, 'infra'), '../plan.json', '--terraform-dir', '.')).toEqual(['main.tf:3:1']);
    const piped = { cwd: join(cwd, 'infra'), stdin: JSON.stringify(plan) };
    expect((await leastwise(['-', '--format', 'concise'], piped)).stdout).toMatch(/^main\.tf:3:1: /);
    const { code, stderr } = await leastwise(['plan.json', '--terraform-dir', 'no'], { cwd });
    expect({ code, stderr }).toEqual({ code: 2, stderr: 'leastwise: --terraform-dir no: no such folder\n' });
  });

  it('stand at the call of a module that is not in the folder', async () => {
    const addresses = ['module.far.aws_iam_role_policy.x', 'module.up.aws_iam_role_policy.own'];
    const calls = 'module "far" {\n  source = "acme/role/aws"\n}\nmodule "up" {\n  source = "../up"\n}\n';
    const cwd = folderWith({
      'infra/main.tf': calls,
      'infra/plan.json': planOf(...addresses),
      'up/main.tf': role('own'),
    });
    expect(await places(cwd, 'infra/plan.json')).toEqual(['infra/main.tf:1:1', 'infra/main.tf:4:1']);
    expect(await places(cwd, 'infra/plan.json', '--terraform-dir', 'infra')).toEqual([
      'infra/main.tf:1:1',
      'infra/main.tf:4:1',
    ]);
  });

  it('stay in the plan where the configuration has no such block', async () => {
    const plan = planOf(
      'aws_iam_role_policy.other',
      'module.none.aws_iam_role_policy.x',
      'module.app.aws_iam_role_policy.x',
    );
    const cwd = folderWith({ ...PROJECT, 'plan.json': plan });
    for (const place of await places(cwd, 'plan.json')) expect(place).toMatch(/^plan\.json:/);
  });

  it('lead to nothing outside of the folder, by whatever link', async () => {
    const cwd = folderWith({
      'out/secret.tf': role('own'),
      'in/plan.json': planOf('aws_iam_role_policy.own', 'module.app.aws_iam_role_policy.own'),
      'in/main.tf': 'module "app" {\n  source = "./app"\n}\n',
    });
    symlinkSync(join(cwd, 'out/secret.tf'), join(cwd, 'in/linked.tf'));
    symlinkSync(join(cwd, 'out'), join(cwd, 'in/app'));
    const [own, inner] = await places(cwd, 'in/plan.json');
    expect([own, inner].sort()).toEqual(['in/main.tf:1:1', expect.stringMatching(/^in\/plan\.json:/)]);
  });

  it('leave findings of templates where they are', async () => {
    const template = {
      Resources: { P: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: policy('s3:*', '*') } } },
    };
    const cwd = folderWith({ ...PROJECT, 't.json': template });
    expect(await places(cwd, 't.json', '--terraform-dir', '.')).toEqual([expect.stringMatching(/^t\.json:/)]);
  });
});
