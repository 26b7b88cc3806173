import { describe, expect, it } from 'vitest';
import { count, expand } from '../../src/access/action-set.js';
import { serviceWildcards } from '../../src/access/service-wildcard.js';
import { displayText } from '../../src/document/value.js';
import { policyOf } from './policy.js';

const BUCKET = 'arn:aws:s3:::reports/*';

/** What is found in the first statement: `s3:* of s3 on everything`. */
function found(
  action: string | readonly string[],
  others: readonly unknown[] = [],
  change: object = {},
): readonly string[] {
  const policy = policyOf([{ Effect: 'Allow', Action: action, Resource: '*', ...change }, ...others]);
  const [statement] = policy.statements;
  const wildcards = statement === undefined ? [] : serviceWildcards(statement, policy);
  return wildcards.map(
    ({ item, services, everywhere }) =>
      `${displayText(item)} of ${services?.join(', ') ?? 'all'}${everywhere ? ' on everything' : ''}`,
  );
}

describe('a wildcard for a service', () => {
  it.each<[string, readonly string[]]>([
    ['s3:*', ['s3:* of s3 on everything']],
    ['S3:**', ['S3:** of s3 on everything']],
    ['s3:?*', ['s3:?* of s3 on everything']],
    ['sq?:*', ['sq?:* of sqs on everything']],
    ['*', ['* of all on everything']],
    ['*:*', ['*:* of all on everything']],
    ['nosuch:*', ['nosuch:* of nosuch on everything']],
    ['s3:Get*', []],
    ['*:Get*', []],
    ['s3:GetObject', []],
    ['s3', []],
  ])('is seen in %s', (action, expected) => {
    expect(found(action)).toEqual(expected);
  });

  it('stands in a list', () => {
    expect(found(['sqs:SendMessage', 'sns:*', 'iam:*'])).toHaveLength(2);
  });

  it('is none in NotAction and Deny', () => {
    expect(found('s3:*', [], { Action: undefined, NotAction: 's3:*' })).toEqual([]);
    expect(found('s3:*', [], { Effect: 'Deny' })).toEqual([]);
  });

  it.each<[string, object, boolean]>([
    ['all', {}, true],
    ['all buckets', { Resource: 'arn:aws:s3:::*' }, true],
    ['one bucket', { Resource: BUCKET }, false],
    ['all but one bucket', { Resource: undefined, NotResource: BUCKET }, true],
    ['all by MFA', { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }, true],
    ['all for an organization', { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-x' } } }, true],
    ['the tagged', { Condition: { StringEquals: { 'aws:ResourceTag/team': 'x' } } }, false],
    ['the tagged, however', { Condition: { Null: { 'aws:ResourceTag/team': 'false' } } }, false],
    ['the untagged', { Condition: { Null: { 'aws:ResourceTag/team': 'true' } } }, true],
    ['the tagged otherwise', { Condition: { StringNotEquals: { 'aws:ResourceTag/team': 'x' } } }, true],
    ['the tagged, if they are', { Condition: { StringEqualsIfExists: { 'aws:ResourceTag/team': 'x' } } }, true],
    ['those with such tags', { Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a'] } } }, true],
    ['an account', { Condition: { StringEqualsIfExists: { 'aws:ResourceAccount': '111122223333' } } }, false],
  ])('is on %s: %s', (_, change, everywhere) => {
    expect(found('s3:*', [], change)).toEqual([`s3:* of s3${everywhere ? ' on everything' : ''}`]);
  });
});

describe('a Deny', () => {
  const deny = (Action: string | readonly string[], more: object = {}) => ({
    Effect: 'Deny',
    Action,
    Resource: '*',
    ...more,
  });

  it('takes it back', () => {
    expect(found('s3:*', [deny('s3:*')])).toEqual([]);
    expect(found('s3:*', [deny('s3:*', { Resource: BUCKET })], { Resource: BUCKET })).toEqual([]);
    expect(found('*', [deny('*')])).toEqual([]);
  });

  it('cuts it down to a list', () => {
    expect(found('s3:*', [deny([], { Action: undefined, NotAction: 's3:Get*' })])).toEqual([]);
    expect(found('*', [deny([], { Action: undefined, NotAction: 'sqs:*' })])).toEqual(['* of sqs on everything']);
  });

  it('does not, elsewhere or at times or for some', () => {
    expect(found('s3:*', [deny('s3:*', { Resource: BUCKET })])).toHaveLength(1);
    expect(found('s3:*', [deny('s3:*', { Condition: { Bool: { 'aws:SecureTransport': 'false' } } })])).toHaveLength(1);
    expect(found('s3:*', [deny('s3:*', { Principal: { AWS: '111122223333' } })])).toHaveLength(1);
  });

  it('is counted', () => {
    const policy = policyOf([{ Effect: 'Allow', Action: 's3:*', Resource: '*' }, deny('s3:DeleteBucket')]);
    const [statement] = policy.statements;
    const [wildcard] = statement === undefined ? [] : serviceWildcards(statement, policy);
    expect(wildcard && count(wildcard.named)).toBe(count(expand('s3:*')));
    expect(wildcard && count(wildcard.actions)).toBe(count(expand('s3:*')) - 1);
  });
});
