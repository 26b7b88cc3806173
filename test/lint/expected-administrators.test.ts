import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.js';
import type { ExpectedAdministrator } from '../../src/inventory/expected-administrators.js';
import { UNTOLD_WORLD } from '../../src/inventory/world.js';
import type { Report } from '../../src/report/report.js';
import { lintFixture } from '../../src/testing.js';

const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';

function roleOf(RoleName: string, principal: object, attached: readonly unknown[] = [ADMINISTRATOR]): object {
  const Statement = { Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' };
  const trust = { Version: '2012-10-17', Statement };
  return {
    Type: 'AWS::IAM::Role',
    Properties: { RoleName, AssumeRolePolicyDocument: trust, ManagedPolicyArns: attached },
  };
}

async function lint(Resources: object, expected: readonly ExpectedAdministrator[] = []): Promise<Report> {
  const settings = { world: { ...UNTOLD_WORLD, expectedAdministrators: expected } };
  return lintFixture(rules, 'recommended', 'template.json', JSON.stringify({ Resources }), { settings });
}

const ids = (findings: readonly { readonly rule: string }[]) => findings.map(({ rule }) => rule).sort();
const LAMBDA = { Service: 'lambda.amazonaws.com' };

describe('expected administrators', () => {
  it('are listed as accepted, with the reason', async () => {
    const { findings, suppressed } = await lint({ Admin: roleOf('BreakGlass-1', LAMBDA) }, [
      { name: 'BreakGlass-*', reason: 'for emergencies' },
    ]);
    expect(findings).toEqual([]);
    expect(suppressed).toMatchObject([{ rule: 'admin-policy-attached', by: 'config', reason: 'for emergencies' }]);
  });

  it('are those of that name alone', async () => {
    const resources = { A: roleOf('BreakGlass', LAMBDA), B: roleOf('Other', LAMBDA) };
    const { findings, suppressed } = await lint(resources, [{ name: 'BreakGlass' }]);
    expect([ids(findings), ids(suppressed)]).toEqual([['admin-policy-attached'], ['admin-policy-attached']]);
  });

  it('may be known by the logical id, and by what they can become', async () => {
    const escalating = roleOf('x', LAMBDA, ['arn:aws:iam::aws:policy/IAMFullAccess']);
    const { findings, suppressed } = await lint({ Operators: escalating }, [{ name: 'Operators' }]);
    expect([ids(findings), ids(suppressed)]).toEqual([[], ['privilege-escalation']]);
  });

  it('do not excuse others who have the same policy', async () => {
    const Statement = { Effect: 'Allow', Action: '*', Resource: '*' };
    const PolicyDocument = { Version: '2012-10-17', Statement };
    const Power = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument } };
    const attached = { Ref: 'Power' };
    const both = (names: readonly string[]) =>
      lint(
        { Power, A: roleOf('Admin', LAMBDA, [attached]), B: roleOf('Other', LAMBDA, [attached]) },
        names.map((name) => ({ name })),
      );
    expect(ids((await both(['Admin'])).findings)).toEqual(['admin-access']);
    expect(ids((await both(['Admin', 'Other'])).findings)).toEqual([]);
  });

  it.each<[string, string, object, boolean]>([
    ['Control Tower', 'AWSControlTowerExecution', { AWS: 'arn:aws:iam::111122223333:root' }, true],
    ['Control Tower, for anybody', 'AWSControlTowerExecution', { AWS: '*' }, false],
    ['the organization', 'OrganizationAccountAccessRole', { AWS: '111122223333' }, true],
    ['the organization, for a service', 'OrganizationAccountAccessRole', LAMBDA, false],
    [
      'stack sets',
      'AWSCloudFormationStackSetExecutionRole',
      { AWS: 'arn:aws:iam::111122223333:role/AWSCloudFormationStackSetAdministrationRole' },
      true,
    ],
    ['CDK', 'cdk-hnb659fds-cfn-exec-role-111122223333-eu-west-1', { Service: 'cloudformation.amazonaws.com' }, true],
    [
      'CDK, for a function as well',
      'cdk-hnb659fds-cfn-exec-role-111122223333-eu-west-1',
      { Service: ['cloudformation.amazonaws.com', 'lambda.amazonaws.com'] },
      false,
    ],
  ])('%s by default', async (_, name, principal, isExpected) => {
    const { findings, suppressed } = await lint({ Role: roleOf(name, principal) });
    const [reported, accepted] = [findings, suppressed].map((all) => ids(all).includes('admin-policy-attached'));
    expect([reported, accepted]).toEqual([!isExpected, isExpected]);
  });

  it('still do not let workloads run with their role', async () => {
    const Resize = { Type: 'AWS::Lambda::Function', Properties: { Role: { 'Fn::GetAtt': ['Admin', 'Arn'] } } };
    const { findings } = await lint({ Resize, Admin: roleOf('Admin', LAMBDA) }, [{ name: 'Admin' }]);
    expect(ids(findings)).toEqual(['workload-admin-role']);
  });
});
