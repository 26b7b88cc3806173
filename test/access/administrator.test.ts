import { describe, expect, it } from 'vitest';
import { administrator } from '../../src/access/administrator.js';
import { policyOf } from './policy.js';

const ALL = { Effect: 'Allow', Action: '*', Resource: '*' };
const IDENTITIES = { Effect: 'Allow', Action: 'iam:*', Resource: '*' };
const REST = { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' };
const deny = (Action: string | readonly string[], more: object = {}) => ({
  Effect: 'Deny',
  Action,
  Resource: '*',
  ...more,
});
const found = (...statements: readonly unknown[]) => administrator([policyOf(statements)]);

describe('an administrator', () => {
  it.each<[string, readonly unknown[]]>([
    ['by a star', [ALL]],
    ['by stars', [{ ...ALL, Action: ['*:**'] }]],
    ['by an ARN of everything', [{ ...ALL, Resource: 'arn:aws:*:*:*:*' }]],
    ['by everything but a bucket', [{ Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::payroll' }]],
    [
      'by everything but two actions',
      [{ Effect: 'Allow', NotAction: ['iam:DeleteUser', 's3:PutObject'], Resource: '*' }],
    ],
    ['by parts', [IDENTITIES, REST]],
    ['with MFA', [{ ...ALL, Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }]],
    ['of the untagged', [{ ...ALL, Condition: { StringNotEquals: { 'aws:ResourceTag/team': 'x' } } }]],
    ['of a service that is denied elsewhere', [ALL, deny('iam:*', { Resource: 'arn:aws:iam::111122223333:role/x' })]],
    ['under a Deny with a way back', [ALL, deny(['iam:Create*User', 'iam:Delete*'])]],
    ['under a Deny with a condition', [ALL, deny('*', { Condition: { Bool: { 'aws:SecureTransport': 'false' } } })]],
  ])('%s', (_, statements) => {
    expect(found(...statements)).toBeDefined();
  });

  it.each<[string, readonly unknown[]]>([
    ['of IAM alone', [IDENTITIES]],
    ['of everything but IAM', [REST]],
    ['of one service', [{ ...ALL, Resource: 'arn:aws:s3:::*' }]],
    ['of all of one type', [{ ...ALL, Resource: 'arn:aws:iam::111122223333:role/*' }]],
    ['of a bucket', [{ ...ALL, Resource: ['arn:aws:s3:::reports', 'arn:aws:s3:::reports/*'] }]],
    ['of what is tagged', [{ ...ALL, Condition: { StringEquals: { 'aws:ResourceTag/team': 'x' } } }]],
    ['of one region', [{ ...ALL, Condition: { StringEqualsIfExists: { 'aws:RequestedRegion': 'eu-west-1' } } }]],
    ['without IAM', [ALL, deny('iam:*')]],
    ['without ways back', [ALL, deny(['iam:Attach*', 'iam:Put*', 'iam:CreatePolicyVersion'])]],
    ['of nothing', [ALL, deny('*')]],
    ['by nothing', []],
    ['who is denied all', [{ ...ALL, Effect: 'Deny' }]],
  ])('is not one %s', (_, statements) => {
    expect(found(...statements)).toBeUndefined();
  });

  it('adds up over policies', () => {
    expect(administrator([policyOf(IDENTITIES), policyOf(REST)])?.grants).toHaveLength(2);
    expect(administrator([policyOf(ALL), policyOf(deny('iam:*'))])).toBeUndefined();
  });

  it('is named by the statement that is enough', () => {
    const both = found(IDENTITIES, ALL);
    expect(both?.grants.map(({ index }) => index)).toEqual([1]);
    expect(both?.missing).toBe(0);
    expect(found(ALL, deny(['iam:DeleteUser', 's3:PutObject']))?.missing).toBe(2);
  });

  it('is limited by a boundary', () => {
    const within = (...statements: readonly unknown[]) =>
      administrator([policyOf(ALL)], policyOf(statements, 'boundary'));
    expect(within(ALL)).toBeDefined();
    expect(within({ Effect: 'Allow', NotAction: 'organizations:*', Resource: '*' })).toBeDefined();
    expect(within(REST)).toBeUndefined();
    expect(within({ ...ALL, Action: ['s3:*', 'iam:*'] })).toBeUndefined();
    expect(within(ALL, deny('iam:*'))).toBeUndefined();
  });
});
