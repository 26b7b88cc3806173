import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type WithoutEffect, withoutEffect } from '../../src/access/control-policy.js';
import type { PolicyKind } from '../../src/policy/model.js';
import { anyStatement, REQUESTS, type Request, type SmallStatement, speaksOf } from './brute-force.js';
import { policyOf } from './policy.js';

const ALL = { Effect: 'Allow', Action: '*', Resource: '*' };
const deny = (change: object) => ({ Effect: 'Deny', Action: 's3:*', Resource: '*', ...change });
const when = (operator: string, key: string, value: unknown) => deny({ Condition: { [operator]: { [key]: value } } });

/** Why each statement has no effect, in their order; a dash for those that have one. */
function reasons(statements: readonly object[], kind: PolicyKind = 'scp'): readonly (WithoutEffect['why'] | '-')[] {
  const policy = policyOf(statements, kind);
  const found = withoutEffect(policy);
  return policy.statements.map((statement) => found.get(statement)?.why ?? '-');
}

describe('a statement of a control policy has no effect', () => {
  const SLR = 'arn:aws:iam::*:role/aws-service-role/*';

  it.each<[string, readonly object[], readonly (WithoutEffect['why'] | '-')[]]>([
    ['where it is for service-linked roles', [when('ArnLike', 'aws:PrincipalArn', SLR)], ['nobody bound']],
    ['but where it excepts them', [when('ArnNotLike', 'aws:PrincipalArn', SLR)], ['-']],
    ['but where it is for others as well', [when('ArnLike', 'aws:PrincipalArn', [SLR, 'arn:aws:iam::*:root'])], ['-']],
    ['but where it holds for those without', [when('ArnLikeIfExists', 'aws:PrincipalArn', SLR)], ['-']],
    ['where it is for services', [when('Bool', 'aws:PrincipalIsAWSService', 'true')], ['nobody bound']],
    ['but where it excepts services', [when('Bool', 'aws:PrincipalIsAWSService', 'false')], ['-']],
    [
      'where it is for one service',
      [when('StringEquals', 'AWS:PrincipalServiceName', 's3.amazonaws.com')],
      ['nobody bound'],
    ],
    ['where it is for those outside', [when('StringNotEquals', 'aws:PrincipalOrgID', 'o-1')], ['own organization']],
    ['but where it is for those inside', [when('StringEquals', 'aws:PrincipalOrgID', 'o-1')], ['-']],
    [
      'but where any of two organizations is meant',
      [when('StringNotEquals', 'aws:PrincipalOrgID', ['o-1', 'o-2'])],
      ['-'],
    ],
    ['where another says it', [deny({}), deny({ Action: 's3:GetObject' })], ['-', 'said by another']],
    ['where a later one says it', [deny({ Action: 's3:GetObject' }), deny({})], ['said by another', '-']],
    ['where it is said twice', [deny({}), deny({})], ['-', 'said by another']],
    ['but where another effect says it', [ALL, deny({})], ['-', '-']],
    ['where all is let through beside it', [ALL, { ...ALL, Action: 's3:*' }], ['-', 'said by another']],
    ['but where it lets all through', [ALL, ALL], ['-', '-']],
    [
      'where one that has none says it',
      [when('Bool', 'aws:PrincipalIsAWSService', 'true'), deny({})],
      ['nobody bound', '-'],
    ],
    ['but where what it asks for is not told', [deny({ Action: 'nosuch:Thing' })], ['-']],
  ])('%s', (_, statements, expected) => {
    expect(reasons(statements)).toEqual(expected);
  });

  it('where no resource control policy is asked', () => {
    const retire = { ...deny({ Action: ['kms:RetireGrant', 'KMS:Retire*'] }), Principal: '*' };
    expect(reasons([retire], 'rcp')).toEqual(['never asked']);
    expect(reasons([{ ...retire, Action: ['kms:RetireGrant', 'kms:CreateGrant'] }], 'rcp')).toEqual(['-']);
    expect(reasons([{ ...retire, Principal: undefined }], 'scp')).toEqual(['-']);
  });

  it('but where resource control policies bind services, and those outside', () => {
    const toAll = (statement: object) => ({ ...statement, Principal: '*' });
    const service = toAll(when('Bool', 'aws:PrincipalIsAWSService', 'true'));
    const outside = toAll(when('StringNotEquals', 'aws:PrincipalOrgID', 'o-1'));
    expect(reasons([service, outside], 'rcp')).toEqual(['-', '-']);
  });
});

describe('what is left of a policy without them', () => {
  const isDenied = (statements: readonly SmallStatement[], request: Request) =>
    statements.some((statement) => statement.Effect === 'Deny' && speaksOf(statement, request));
  const isLetThrough = (statements: readonly SmallStatement[], request: Request) =>
    statements.some((statement) => statement.Effect === 'Allow' && speaksOf(statement, request));

  it('denies and lets through the same, of every request of a small world', () => {
    let removed = 0;
    fc.assert(
      fc.property(fc.array(anyStatement, { minLength: 2, maxLength: 5 }), (statements) => {
        const policy = policyOf(statements, 'scp');
        const found = withoutEffect(policy);
        const left = statements.filter((_, index) => {
          const statement = policy.statements[index];
          return statement === undefined || !found.has(statement);
        });
        removed += statements.length - left.length;
        for (const request of REQUESTS) {
          expect(isDenied(left, request)).toBe(isDenied(statements, request));
          expect(isLetThrough(left, request)).toBe(isLetThrough(statements, request));
        }
      }),
      { seed: 1, numRuns: 150 },
    );
    expect(removed).toBeGreaterThan(50);
  });
});
