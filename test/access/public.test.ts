import { describe, expect, it } from 'vitest';
import { names } from '../../src/access/action-set.js';
import type { Verdict } from '../../src/access/answer.js';
import { leftToStrangers, publicAccess } from '../../src/access/public.js';
import type { Policy, Statement } from '../../src/policy/model.js';
import { policyOf } from './policy.js';

const OBJECTS = 'arn:aws:s3:::acme-reports/*';
const ALLOW = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: OBJECTS };
const DENY = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: OBJECTS };
const OUTSIDE = { Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' } } };
const INSIDE = { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' } } };

const verdictOn = (...statements: readonly unknown[]) => publicAccess(policyOf(statements, 'resource')).verdict;

function withoutEffect({ statements }: Policy): readonly Statement[] {
  return statements.map((each): Statement => ({ ...each, effect: undefined }));
}

/** The policy with each statement existing under a template condition only. */
function guarded(policy: Policy, ...guards: readonly boolean[]): Policy {
  const statements = policy.statements.map(
    (statement, index): Statement => ({ ...statement, when: [{ condition: 'IsProd', is: guards[index] ?? true }] }),
  );
  return { ...policy, statements };
}

describe('who is let in', () => {
  it.each<[string, object, Verdict]>([
    ['everybody', { Principal: '*' }, 'yes'],
    ['everybody of AWS', { Principal: { AWS: '*' } }, 'yes'],
    ['everybody among others', { Principal: { AWS: ['111122223333', '*'] } }, 'yes'],
    ['everybody but one', { Principal: undefined, NotPrincipal: { AWS: '111122223333' } }, 'yes'],
    ['everybody but everybody', { Principal: undefined, NotPrincipal: { AWS: '*' } }, 'no'],
    ['an account', { Principal: { AWS: '111122223333' } }, 'no'],
    ['a service', { Principal: { Service: 'cloudfront.amazonaws.com' } }, 'no'],
    ['a canonical user', { Principal: { CanonicalUser: '*' } }, 'no'],
    ['nobody', { Principal: undefined }, 'no'],
    ['an organization', INSIDE, 'no'],
    ['a referer', { Condition: { StringLike: { 'aws:Referer': 'https://example.com/*' } } }, 'yes'],
    ['everybody, nothing', { Action: undefined }, 'no'],
    ['everybody, no action', { Action: [] }, 'no'],
    ['everybody, all but all actions', { Action: undefined, NotAction: '*' }, 'no'],
    ['everybody, an action without its service', { Action: 'GetObject' }, 'unknown'],
    ['everybody, with no effect', { Effect: 'allow' }, 'no'],
    ['everybody, refused', { Effect: 'Deny' }, 'no'],
  ])('%s', (_, change, verdict) => {
    expect(verdictOn({ ...ALLOW, ...change })).toBe(verdict);
  });

  it('is shown by a request', () => {
    const answer = publicAccess(policyOf([{ ...ALLOW, ...INSIDE }, ALLOW], 'resource'));
    expect(answer.witness).toEqual({
      principal: 'anyone',
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::acme-reports/x',
      context: {},
    });
    expect(answer.grants.map(({ index }) => index)).toEqual([1]);
  });
});

describe('a Deny', () => {
  it.each<[string, object, Verdict]>([
    ['for all outside closes', OUTSIDE, 'no'],
    ['for everybody closes', {}, 'no'],
    ['without the right condition does not', INSIDE, 'yes'],
    ['on everything closes', { ...OUTSIDE, Resource: '*' }, 'no'],
    ['on more than that closes', { ...OUTSIDE, Resource: 'arn:aws:s3:::acme-*' }, 'no'],
    ['on a part does not', { ...OUTSIDE, Resource: 'arn:aws:s3:::acme-reports/internal/*' }, 'yes'],
    [
      'on all but something else closes',
      { ...OUTSIDE, Resource: undefined, NotResource: 'arn:aws:s3:::other/*' },
      'no',
    ],
    ['on all but a part does not', { ...OUTSIDE, Resource: undefined, NotResource: `${OBJECTS}/open` }, 'yes'],
    ['of another action does not', { ...OUTSIDE, Action: 's3:PutObject' }, 'yes'],
    ['of all but another action closes', { ...OUTSIDE, Action: undefined, NotAction: 's3:PutObject' }, 'no'],
    ['for one account does not', { Principal: { AWS: '444455556666' } }, 'yes'],
    ['for all but one account closes', { Principal: undefined, NotPrincipal: { AWS: '111122223333' } }, 'no'],
    ['for all but everybody does not', { Principal: undefined, NotPrincipal: '*' }, 'yes'],
    [
      'with one condition too many does not',
      { Condition: { ...OUTSIDE.Condition, Bool: { 'aws:SecureTransport': 'false' } } },
      'yes',
    ],
    [
      'that spares AWS services closes',
      { Condition: { ...OUTSIDE.Condition, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } } },
      'no',
    ],
  ])('%s', (_, change, verdict) => {
    expect(verdictOn(ALLOW, { ...DENY, ...change })).toBe(verdict);
  });

  it('leaves the rest open', () => {
    const policy = policyOf(
      [
        { ...ALLOW, Action: ['s3:GetObject', 's3:PutObject'] },
        { ...DENY, Action: 's3:Put*' },
      ],
      'resource',
    );
    const [allow] = policy.statements;
    expect(allow && [...names(leftToStrangers(allow, policy))]).toEqual(['s3:GetObject']);
    expect(publicAccess(policy).witness?.action).toBe('s3:GetObject');
  });

  it('counts where it exists together with the Allow', () => {
    const policy = policyOf([ALLOW, { ...DENY, ...OUTSIDE }], 'resource');
    expect(publicAccess(guarded(policy, true, true)).verdict).toBe('no');
    expect(publicAccess(guarded(policy, true, false)).verdict).toBe('yes');
    const [, deny] = guarded(policy, true, true).statements;
    const half = policy.statements.map((each, index): Statement => (index === 1 ? (deny ?? each) : each));
    expect(publicAccess({ ...policy, statements: half }).verdict).toBe('unknown');
  });
});

describe('what the input does not tell', () => {
  const policy = policyOf(ALLOW, 'resource');
  const unknown = { kind: 'unknown' as const, place: policy.place, reason: 'a parameter' };
  const open: Policy = {
    ...policy,
    statements: policy.statements.map((each): Statement => ({ ...each, unknown: [unknown] })),
  };

  it('leaves a condition open', () => {
    expect(publicAccess(open).verdict).toBe('unknown');
  });

  it('leaves the effect open', () => {
    expect(publicAccess({ ...open, statements: withoutEffect(open) }).verdict).toBe('unknown');
  });

  it('does not hide what is told', () => {
    const values = { ...ALLOW, Condition: { StringLike: { 'aws:Referer': 'https://example.com/*' } } };
    const referred = policyOf(values, 'resource');
    const statements = referred.statements.map(
      (each): Statement => ({
        ...each,
        conditions: each.conditions.map((condition) => ({ ...condition, unknown: [unknown] })),
        unknown: [unknown],
      }),
    );
    expect(publicAccess({ ...referred, statements }).verdict).toBe('yes');
  });

  it('is no Deny one can count on', () => {
    const both = policyOf([ALLOW, DENY], 'resource');
    const statements = both.statements.map((each, index) => (index === 0 ? each : { ...each, unknown: [unknown] }));
    expect(publicAccess({ ...both, statements }).verdict).toBe('unknown');
  });
});

describe("an access point's own policy", () => {
  const itself = { ...ALLOW, Condition: { StringEquals: { 's3:DataAccessPointAccount': '111122223333' } } };

  it('does not fix the caller by the access point', () => {
    expect(publicAccess(policyOf(itself, 'resource', 'AWS::S3::Bucket')).verdict).toBe('no');
    expect(publicAccess(policyOf(itself, 'resource', 'AWS::S3::AccessPoint')).verdict).toBe('yes');
  });
});

describe('a trust policy', () => {
  const trust = { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' };

  it('has no resource to compare', () => {
    expect(publicAccess(policyOf(trust, 'trust')).verdict).toBe('yes');
    expect(publicAccess(policyOf([trust, { ...trust, ...OUTSIDE, Effect: 'Deny' }], 'trust')).verdict).toBe('no');
  });
});
