import { describe, expect, it } from 'vitest';
import { count, names } from '../../src/access/action-set.js';
import { deniedOn } from '../../src/access/denied-on.js';
import { policyOf, statementOf } from './policy.js';

type Json = Readonly<Record<string, unknown>>;

const GRANT = { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: 'arn:aws:s3:::b/*' };
const deny = (rest: Json): Json => ({ Effect: 'Deny', Action: 's3:*', Resource: '*', ...rest });
const denied = (grant: Json, ...denials: readonly Json[]) => [
  ...names(deniedOn(statementOf(grant), [policyOf(denials)])),
];

const ALL = ['s3:GetObject', 's3:PutObject'];

describe('what is denied on all that a statement speaks of', () => {
  it.each<readonly [string, readonly string[], readonly Json[]]>([
    ['nothing where nothing is denied', [], [{ ...GRANT }]],
    ['all of it', ALL, [deny({})]],
    ['some of its actions', ['s3:PutObject'], [deny({ Action: 's3:Put*' })]],
    ['what the Deny does not leave out', ['s3:PutObject'], [deny({ Action: undefined, NotAction: 's3:Get*' })]],
    ['nothing of what is on some of its resources', [], [deny({ Resource: 'arn:aws:s3:::b/x*' })]],
    [
      'what two Denies say of its resources together',
      ALL,
      [deny({ Resource: 'arn:aws:s3:::b/x*' }), deny({ Resource: undefined, NotResource: 'arn:aws:s3:::b/x*' })],
    ],
    [
      'nothing of what is denied to some requests',
      [],
      [deny({ Condition: { Bool: { 'aws:SecureTransport': 'false' } } })],
    ],
    [
      'what two Denies say of its requests together',
      ALL,
      [
        deny({ Condition: { StringEquals: { 'aws:PrincipalTag/team': 'a' } } }),
        deny({ Condition: { StringNotEquals: { 'aws:PrincipalTag/team': 'a' } } }),
      ],
    ],
    [
      'only what is left where one Deny has an action more',
      ['s3:GetObject'],
      [
        deny({ Condition: { StringEquals: { 'aws:PrincipalTag/team': 'a' } } }),
        deny({ Action: 's3:Get*', Condition: { StringNotEquals: { 'aws:PrincipalTag/team': 'a' } } }),
      ],
    ],
  ])('is %s', (_, expected, denials) => {
    expect(denied(GRANT, ...denials)).toEqual(expected);
  });

  it('counts the conditions of the grant', () => {
    const grant = { ...GRANT, Condition: { StringEquals: { 'aws:PrincipalTag/team': ['a', 'b'] } } };
    expect(denied(grant, deny({ Condition: { StringLike: { 'aws:PrincipalTag/team': '?' } } }))).toEqual(ALL);
    expect(denied(grant, deny({ Condition: { StringLike: { 'aws:PrincipalTag/team': 'a' } } }))).toEqual([]);
  });

  it('is nothing that hangs on what is not told', () => {
    const policy = policyOf([deny({})]);
    const [first] = policy.statements;
    if (first === undefined) throw new Error('there is no statement');
    const guarded = { ...policy, statements: [{ ...first, when: [{ condition: 'IsProd', is: true }] }] };
    expect(count(deniedOn(statementOf(GRANT), [guarded]))).toBe(0);
    const same = { ...statementOf(GRANT), when: [{ condition: 'IsProd', is: true }] };
    expect(count(deniedOn(same, [guarded]))).toBe(2);
  });
});
