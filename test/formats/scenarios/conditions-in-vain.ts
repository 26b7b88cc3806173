import type { JsonObject } from '../access.js';
import type { Expected, Scenario } from '../scenario.js';
import { allow, deny, documentOf, WORKLOAD } from './documents.js';

const OBJECTS = 'arn:aws:s3:::acme-reports/*';

/** A role with one statement. */
function statement(rule: string, what: string, one: JsonObject, ...reports: readonly Expected[]): Scenario {
  return {
    rule,
    what,
    access: { roles: { Worker: { trust: WORKLOAD, inline: { work: documentOf(one) } } } },
    reports,
  };
}

export const CONDITIONS_IN_VAIN: readonly Scenario[] = [
  statement(
    'always-true-condition',
    'reports ranges that hold every address',
    allow('s3:GetObject', OBJECTS, { Condition: { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } } }),
    {
      message: '`IpAddress` on `aws:SourceIp` takes any value: this Allow is as wide as without it',
      at: 'aws:SourceIp',
    },
  ),
  statement(
    'always-true-condition',
    'is silent on lists of tags',
    allow('ec2:CreateTags', '*', { Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team'] } } }),
  ),
  statement(
    'never-true-condition',
    'reports wildcards that are taken literally',
    allow('s3:GetObject', OBJECTS, { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'data-*' } } }),
    {
      message:
        '`aws:PrincipalTag/team` never holds the wildcards that `StringEquals` takes literally: this Allow never applies',
      at: 'aws:PrincipalTag/team',
    },
  ),
  statement(
    'never-true-condition',
    'is silent on conditions that hold together',
    deny('s3:DeleteObject', {
      Condition: {
        StringLike: { 'aws:PrincipalTag/team': 'data-*' },
        StringNotEquals: { 'aws:PrincipalTag/team': 'data-admin' },
      },
    }),
  ),
  statement(
    'deny-never-applies',
    'reports what is asked of any of no values',
    deny('ec2:StopInstances', { Condition: { 'ForAnyValue:StringNotEquals': { 'aws:ResourceTag/team': 'data' } } }),
    {
      message:
        '`ForAnyValue:StringNotEquals` on `aws:ResourceTag/team` holds only where the key is there: resources without the tag are not denied',
      at: 'aws:ResourceTag/team',
    },
  ),
  statement(
    'deny-never-applies',
    'is silent on negation alone',
    deny('ec2:StopInstances', { Condition: { StringNotEquals: { 'aws:ResourceTag/team': 'data' } } }),
  ),
  statement(
    'perimeter-ignores-service-calls',
    'reports ranges alone',
    deny('*', { Condition: { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } }),
    {
      message:
        '`NotIpAddress` on `aws:SourceIp` also denies what AWS services do for the caller: `aws:ViaAWSService` is not asked',
      at: 'aws:SourceIp',
    },
  ),
  statement(
    'perimeter-ignores-service-calls',
    'is silent on ranges for callers alone',
    deny('*', {
      Condition: { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' }, Bool: { 'aws:ViaAWSService': 'false' } },
    }),
  ),
  statement(
    'untrustworthy-condition-key',
    'reports headers',
    allow('s3:GetObject', OBJECTS, { Condition: { StringLike: { 'aws:UserAgent': '*Mozilla*' } } }),
    {
      message: '`aws:UserAgent` is a header that the caller writes: whoever sends `*Mozilla*` is let in',
      at: 'aws:UserAgent',
    },
  ),
  statement(
    'untrustworthy-condition-key',
    'is silent on addresses',
    allow('s3:GetObject', OBJECTS, { Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } }),
  ),
];
