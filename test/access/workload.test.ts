import { describe, expect, it } from 'vitest';
import { unlimited } from '../../src/access/unlimited.js';
import { isOrdinary } from '../../src/access/workload.js';
import { accessLevel, actionId, actionName } from '../../src/aws/actions.js';
import { WORKLOAD_GRANTS } from '../../src/aws/workload-grants.js';
import { policyOf } from './policy.js';

/** Which of the actions on these resources are ordinary, beside others that the policy allows on named ones. */
function ordinary(actions: readonly string[], resources: unknown = '*', beside: readonly string[] = []) {
  const policy = policyOf([
    { Effect: 'Allow', Action: actions, Resource: resources },
    ...(beside.length > 0 ? [{ Effect: 'Allow', Action: beside, Resource: 'arn:aws:s3:::acme' }] : []),
  ]);
  const [statement] = policy.statements;
  const found = statement && unlimited(statement, policy, { reading: false });
  return found?.actions.filter((id) => isOrdinary(id, policy, found.onTypes)).map(actionName) ?? [];
}

describe.each(WORKLOAD_GRANTS.map((row) => [row.workload, row] as const))('the table about %s', (_, row) => {
  it('lists in order what there is, what writes, and what AWS lets be limited', () => {
    expect([...row.actions].sort()).toEqual(row.actions);
    for (const action of row.actions) {
      const id = actionId(action);
      expect(id, action).toBeDefined();
      expect(accessLevel(id ?? 0), action).not.toMatch(/^(?:Read|List)$/);
      const policy = policyOf({ Effect: 'Allow', Action: action, Resource: '*' });
      const [statement] = policy.statements;
      expect(statement && unlimited(statement, policy, { reading: false })?.actions, action).toEqual([id]);
    }
    for (const action of row.beside ?? []) expect(actionId(action), action).toBeDefined();
  });

  it('says where that is documented', () => {
    expect(row.source).toMatch(/^https:\/\/(?:docs\.aws\.amazon\.com|github\.com)\/\S+$/);
  });

  it('holds where the policy tells the workload', () => {
    const resources = row.onTypes ? ['volume', 'instance', 'snapshot'].map((type) => `arn:aws:ec2:*:*:${type}/*`) : '*';
    expect(ordinary(row.actions, resources, row.beside)).toEqual(row.actions);
  });
});

describe('what is ordinary on all resources', () => {
  it('is not where the policy tells of no such workload', () => {
    expect(ordinary(['ec2:AuthorizeSecurityGroupIngress', 'autoscaling:SetDesiredCapacity'])).toEqual([]);
  });

  it('is not for a storage driver that names no types', () => {
    expect(ordinary(['ec2:AttachVolume', 'ec2:DeleteTags'], '*', ['ec2:CreateVolume'])).toEqual([]);
    expect(ordinary(['ec2:DeleteTags'], 'arn:aws:ec2:*:*:*', ['ec2:CreateVolume'])).toEqual([]);
  });

  it('is to create what gets its id from AWS, out of nothing', () => {
    const created = ['ec2:CreateSecurityGroup', 'ec2:CreateVolume', 'ec2:CreateVpc', 'ec2:ImportVolume'];
    expect(ordinary(created)).toEqual(created);
  });

  it('is not to create out of something, under a chosen name, or within something', () => {
    expect(
      ordinary(['ec2:RunInstances', 'ec2:CreateSubnet', 'ec2:CreateRoute', 'ec2:CreateKeyPair', 'sqs:CreateQueue']),
    ).toEqual([]);
  });

  it('is to set tags while creating, not to set or remove them later', () => {
    expect(ordinary(['ec2:CreateTags'], '*', ['ec2:RunInstances'])).toEqual(['ec2:CreateTags']);
    expect(ordinary(['sqs:TagQueue', 'sqs:UntagQueue'], '*', ['sqs:CreateQueue'])).toEqual(['sqs:TagQueue']);
    expect(ordinary(['ec2:CreateTags'], '*', ['ec2:DescribeInstances', 'sqs:CreateQueue'])).toEqual([]);
  });
});
