import { describe, expect, it } from 'vitest';
import { expand } from '../../src/access/action-set.js';
import { accessOf, grantedTo } from '../../src/inventory/access-of.js';
import { membershipsOf } from '../../src/inventory/memberships.js';
import { allow, deny, documentOf, identityCalled, inventoryOf, templateWith } from './inventory-of.js';

const TRUST = documentOf({ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' });

/** What is said of an action for an identity: the verdict, and what is not told of it. */
async function said(input: unknown, name: string, action: string): Promise<readonly string[]> {
  const inventory = await inventoryOf(input);
  const identity = identityCalled(inventory, name);
  const of = accessOf(identity, membershipsOf(inventory.identities));
  const { verdict } = grantedTo(of, { actions: expand(action), resources: ['*'] });
  return [verdict, ...of.untold];
}

function role(properties: object): readonly [string, object] {
  return ['AWS::IAM::Role', { AssumeRolePolicyDocument: TRUST, ...properties }];
}

function managed(document: object, properties: object = {}): readonly [string, object] {
  return ['AWS::IAM::ManagedPolicy', { PolicyDocument: document, ...properties }];
}

describe('the access of an identity of a template', () => {
  it('is that of its inline policies, of attached ones and of those that name it', async () => {
    const template = templateWith({
      Worker: role({
        Policies: [{ PolicyName: 'own', PolicyDocument: documentOf(allow('s3:GetObject')) }],
        ManagedPolicyArns: [{ Ref: 'Queues' }],
      }),
      Queues: managed(documentOf(allow('sqs:SendMessage'))),
      Topics: managed(documentOf(allow('sns:Publish')), { Roles: [{ Ref: 'Worker' }] }),
      Keys: [
        'AWS::IAM::Policy',
        { PolicyName: 'keys', PolicyDocument: documentOf(allow('kms:Decrypt')), Roles: [{ Ref: 'Worker' }] },
      ],
      Other: managed(documentOf(allow('ec2:RunInstances'))),
    });
    for (const action of ['s3:GetObject', 'sqs:SendMessage', 'sns:Publish', 'kms:Decrypt']) {
      expect([action, ...(await said(template, 'Worker', action))]).toEqual([action, 'yes']);
    }
    expect(await said(template, 'Worker', 'ec2:RunInstances')).toEqual(['no']);
  });

  it('is what AWS says in its own managed policies', async () => {
    const template = templateWith({
      Reader: role({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'] }),
    });
    expect(await said(template, 'Reader', 's3:GetObject')).toEqual(['yes']);
    expect(await said(template, 'Reader', 's3:DeleteObject')).toEqual(['no']);
  });

  it.each([
    ['of a stranger', 'arn:aws:iam::111122223333:policy/elsewhere'],
    ['of AWS that its data lacks', 'arn:aws:iam::aws:policy/NoSuchPolicyYet'],
  ])('is not told in full where a policy is attached %s', async (_, arn) => {
    const template = templateWith({ Worker: role({ ManagedPolicyArns: [arn] }) });
    const reason = `policy \`${arn}\` is not in the input`;
    expect(await said(template, 'Worker', 's3:GetObject')).toEqual(['unknown', reason]);
  });

  it('is not told in full where a parameter says what is attached', async () => {
    const template = {
      Parameters: { More: { Type: 'CommaDelimitedList' } },
      ...templateWith({ Worker: role({ ManagedPolicyArns: { Ref: 'More' } }) }),
    };
    expect(await said(template, 'Worker', 's3:GetObject')).toEqual([
      'unknown',
      'what else role `Worker` holds is not told',
    ]);
  });

  it('has what the groups of a user have, and is not told where one is elsewhere', async () => {
    const template = templateWith({
      Alice: ['AWS::IAM::User', { Groups: [{ Ref: 'Staff' }, 'elsewhere'] }],
      Bob: ['AWS::IAM::User', {}],
      Staff: [
        'AWS::IAM::Group',
        { Policies: [{ PolicyName: 'p', PolicyDocument: documentOf(allow('s3:GetObject')) }] },
      ],
      Members: ['AWS::IAM::UserToGroupAddition', { GroupName: { Ref: 'Staff' }, Users: [{ Ref: 'Bob' }] }],
    });
    expect(await said(template, 'Alice', 's3:GetObject')).toEqual(['yes', 'group `elsewhere` is not in the input']);
    expect(await said(template, 'Bob', 's3:GetObject')).toEqual(['yes']);
    expect(await said(template, 'Bob', 's3:PutObject')).toEqual(['no']);
  });

  it('is taken back by a Deny of any of its policies, those of its groups too', async () => {
    const template = templateWith({
      Alice: [
        'AWS::IAM::User',
        {
          Groups: [{ Ref: 'Staff' }],
          Policies: [{ PolicyName: 'p', PolicyDocument: documentOf(allow('s3:*')) }],
        },
      ],
      Staff: ['AWS::IAM::Group', { Policies: [{ PolicyName: 'p', PolicyDocument: documentOf(deny('s3:Delete*')) }] }],
    });
    expect(await said(template, 'Alice', 's3:DeleteObject')).toEqual(['no']);
    expect(await said(template, 'Alice', 's3:GetObject')).toEqual(['yes']);
  });

  it('ends at its boundary, and may at one that is out of sight', async () => {
    const own = [{ PolicyName: 'p', PolicyDocument: documentOf(allow('*')) }];
    const template = templateWith({
      Bounded: role({ Policies: own, PermissionsBoundary: { Ref: 'Limit' } }),
      Elsewhere: role({ Policies: own, PermissionsBoundary: 'arn:aws:iam::111122223333:policy/limit' }),
      ByAws: role({ Policies: own, PermissionsBoundary: 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess' }),
      Limit: managed(documentOf(allow('s3:*'))),
    });
    expect(await said(template, 'Bounded', 's3:GetObject')).toEqual(['yes']);
    expect(await said(template, 'Bounded', 'ec2:RunInstances')).toEqual(['no']);
    expect(await said(template, 'Elsewhere', 's3:GetObject')).toEqual(['unknown']);
    expect(await said(template, 'ByAws', 's3:DeleteObject')).toEqual(['no']);
  });

  it('is there only under the conditions of what attaches it', async () => {
    const template = {
      Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] } },
      Resources: {
        Worker: {
          Type: 'AWS::IAM::Role',
          Condition: 'IsProd',
          Properties: { AssumeRolePolicyDocument: TRUST, ManagedPolicyArns: [{ Ref: 'Policy' }] },
        },
        Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: documentOf(allow('s3:*')) } },
      },
    };
    const inventory = await inventoryOf(template);
    const { access } = accessOf(identityCalled(inventory, 'Worker'), membershipsOf(inventory.identities));
    const guards = access.policies.flatMap(({ statements }) => statements.map(({ when }) => when));
    expect(guards).toEqual([[{ condition: 'IsProd', is: true }]]);
    // The policy itself stays as it is.
    expect(inventory.policies.flatMap(({ statements }) => statements.map(({ when }) => when))).toContainEqual([]);
  });

  it('of somebody who is only mentioned is what the input says of him, and maybe more', async () => {
    const template = templateWith({
      Policy: managed(documentOf(allow('s3:GetObject')), { Users: ['bob'] }),
    });
    expect(await said(template, 'bob', 's3:GetObject')).toEqual(['yes', 'user `bob` is only mentioned, not declared']);
    expect(await said(template, 'bob', 's3:PutObject')).toEqual([
      'unknown',
      'user `bob` is only mentioned, not declared',
    ]);
  });
});

function planned(type: string, name: string, values: object): object {
  return { address: `${type}.${name}`, mode: 'managed', type, name, values };
}

function plan(...resources: readonly object[]): object {
  return { format_version: '1.2', terraform_version: '1.9.0', planned_values: { root_module: { resources } } };
}

describe('the access of an identity of a plan', () => {
  const trust = JSON.stringify(TRUST);
  const input = plan(
    planned('aws_iam_role', 'deploy', { name: 'deploy', assume_role_policy: trust }),
    planned('aws_iam_role_policy', 'own', {
      name: 'own',
      role: 'deploy',
      policy: JSON.stringify(documentOf(allow('s3:*'), deny('s3:Delete*'))),
    }),
    planned('aws_iam_role_policy_attachment', 'known', {
      role: 'deploy',
      policy_arn: 'arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess',
    }),
    planned('aws_iam_role', 'other', { name: 'other', assume_role_policy: trust }),
    planned('aws_iam_role_policy_attachment', 'elsewhere', {
      role: 'other',
      policy_arn: 'arn:aws:iam::111122223333:policy/elsewhere',
    }),
  );

  it('is that of inline policies and attachments of their own', async () => {
    expect((await said(input, '.deploy', 's3:GetObject'))[0]).toBe('yes');
    expect((await said(input, '.deploy', 'sqs:ListQueues'))[0]).toBe('yes');
  });

  it('is taken back by a Deny', async () => {
    expect((await said(input, '.deploy', 's3:DeleteObject'))[0]).toBe('no');
  });

  it('is not told in full where a policy is out of sight', async () => {
    expect(await said(input, '.other', 's3:GetObject')).toContain(
      'policy `arn:aws:iam::111122223333:policy/elsewhere` is not in the input',
    );
    expect((await said(input, '.other', 's3:GetObject'))[0]).toBe('unknown');
  });
});
