import fc from 'fast-check';
import { expect, it } from 'vitest';
import policyLockout from '../../../rules/exposure/policy-lockout.js';
import { likes, likesArn } from '../../access/engine/naive-match.js';
import { policyOf } from '../../access/policy.js';

const BUCKET = 'arn:aws:s3:::acme-reports';
const OBJECTS = [`${BUCKET}/a`, `${BUCKET}/b/c`];
const CHANGE = ['s3:PutBucketPolicy', 's3:DeleteBucketPolicy'];
const USE = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'];

interface Deny {
  readonly actions: readonly string[];
  readonly notAction: boolean;
  readonly resources: readonly string[];
  readonly notResource: boolean;
}

const denies: fc.Arbitrary<Deny> = fc.record({
  actions: fc.uniqueArray(fc.constantFrom('*', 's3:*', 'S3:put*', 's3:*Object*', 's3:?etObject', ...CHANGE, ...USE), {
    minLength: 1,
    maxLength: 4,
  }),
  notAction: fc.boolean(),
  resources: fc.uniqueArray(
    fc.constantFrom('*', BUCKET, `${BUCKET}*`, `${BUCKET}/*`, `${BUCKET}/b/*`, 'arn:aws:s3:::acme-*'),
    { minLength: 1, maxLength: 3 },
  ),
  notResource: fc.boolean(),
});

function refuses({ actions, notAction, resources, notResource }: Deny, action: string, resource: string): boolean {
  const isListed = actions.some((pattern) => likes(pattern.toLowerCase(), action.toLowerCase()));
  const isAmong = resources.some((pattern) => likesArn(pattern, resource));
  return isListed !== notAction && isAmong !== notResource;
}

function reported({ actions, notAction, resources, notResource }: Deny, more: object = {}): boolean {
  const statement = {
    Effect: 'Deny',
    Principal: '*',
    [notAction ? 'NotAction' : 'Action']: actions,
    [notResource ? 'NotResource' : 'Resource']: resources,
    ...more,
  };
  const policy = policyOf(statement, 'resource', 'AWS::S3::Bucket');
  const placed = { ...policy, form: 'setting' as const, holders: { known: [], complete: true } };
  return policy.statements.some((each) => [...policyLockout.statement(each, placed)].length > 0);
}

it('reports a Deny exactly where nobody can change the policy, or nobody reaches the objects', () => {
  fc.assert(
    fc.property(denies, (deny) => {
      const isFrozen = CHANGE.every((action) => refuses(deny, action, BUCKET));
      const isShut = USE.every((action) => OBJECTS.every((object) => refuses(deny, action, object)));
      expect(reported(deny)).toBe(isFrozen || isShut);
    }),
    { numRuns: 500 },
  );
});

it('is silent on every Deny with a condition, and on those for some', () => {
  fc.assert(
    fc.property(denies, (deny) => {
      expect(reported(deny, { Condition: { Bool: { 'aws:SecureTransport': 'false' } } })).toBe(false);
      expect(reported(deny, { Principal: { AWS: '444455556666' } })).toBe(false);
    }),
  );
});
