import { describe, expect, it } from 'vitest';
import { narrowsResources, sparesOnlySome } from '../../src/access/narrowing.js';
import type { Condition } from '../../src/policy/model.js';
import { statementOf } from './policy.js';

function conditionOf(operator: string, key: string, value: unknown = 'a'): Condition {
  const statement = { Effect: 'Allow', Action: '*', Resource: '*', Condition: { [operator]: { [key]: value } } };
  const [condition] = statementOf(statement).conditions;
  if (condition === undefined) throw new Error('the statement has no condition');
  return condition;
}

describe('whether a condition limits the resources of an Allow', () => {
  it.each([
    ['StringEquals', 'aws:ResourceTag/team'],
    ['StringLike', 'EC2:ResourceTag/team'],
    ['StringEquals', 'aws:ResourceAccount'],
    ['StringEqualsIfExists', 'aws:ResourceOrgID'],
    ['ArnEquals', 'ec2:Vpc'],
    ['ArnEquals', 'ecs:cluster'],
    ['ForAnyValue:StringEquals', 'kms:ResourceAliases'],
  ])('sees that %s on %s does', (operator, key) => {
    expect(narrowsResources(conditionOf(operator, key), false)).toBe(true);
    expect(narrowsResources(conditionOf(operator, key), true)).toBe(true);
  });

  it.each([
    ['StringEquals', 'aws:RequestedRegion'],
    ['StringEquals', 'ec2:Region'],
    ['StringEquals', 's3:x-amz-server-side-encryption'],
    ['IpAddress', 'aws:SourceIp'],
    ['StringEquals', 'aws:PrincipalTag/team'],
    ['StringEqualsIfExists', 'aws:ResourceTag/team'],
    ['StringNotEquals', 'aws:ResourceTag/team'],
    ['ForAllValues:StringEquals', 'aws:TagKeys'],
  ])('sees that %s on %s does not', (operator, key) => {
    expect(narrowsResources(conditionOf(operator, key), false)).toBe(false);
  });

  it('takes tags that are asked for as a limit to what is made, not to what is tagged', () => {
    for (const key of ['aws:RequestTag/team', 'aws:TagKeys']) {
      expect(narrowsResources(conditionOf('ForAnyValue:StringEquals', key), false)).toBe(true);
      expect(narrowsResources(conditionOf('ForAnyValue:StringEquals', key), true)).toBe(false);
    }
  });
});

describe('whether a condition of a Deny spares only some resources', () => {
  it.each([
    ['StringNotEquals', 'aws:ResourceTag/team', 'a'],
    ['StringNotLikeIfExists', 'ec2:ResourceTag/team', 'a'],
    ['StringNotEquals', 'AWS:ResourceAccount', '111122223333'],
    ['ForAnyValue:StringNotLike', 'aws:PrincipalOrgPaths', 'o-1/*'],
    ['Null', 'aws:ResourceTag/team', 'true'],
    ['Null', 'aws:ResourceTag/team', true],
  ])('sees %s on %s', (operator, key, value) => {
    expect(sparesOnlySome(conditionOf(operator, key, value))).toBe(!key.includes('Principal'));
  });

  it.each([
    ['StringEquals', 'aws:ResourceTag/team', 'a'],
    ['Null', 'aws:ResourceTag/team', 'false'],
    ['Null', 'aws:ResourceTag/team', []],
    ['StringNotEquals', 'aws:PrincipalTag/team', 'a'],
    ['StringNotEquals', 'aws:RequestedRegion', 'eu-west-1'],
    ['ForAllValues:StringNotEquals', 'aws:ResourceTag/team', 'a'],
  ])('does not see %s on %s', (operator, key, value) => {
    expect(sparesOnlySome(conditionOf(operator, key, value))).toBe(false);
  });
});
