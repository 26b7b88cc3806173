import type { JsonObject } from '../access.js';
import type { Scenario } from '../scenario.js';
import { allow, deny, documentOf, trustOf, WORKLOAD } from './documents.js';

const ARN = 'arn:aws:s3:::acme-reports/*';

/** A statement that reads, under a condition. */
function when(operator: string, key: string, value: string): JsonObject {
  return allow('s3:GetObject', ARN, { Condition: { [operator]: { [key]: value } } });
}

/** What one rule says of a role's policy with a statement, and that it is silent on one that looks alike. */
function pair(rule: string, bad: JsonObject, good: JsonObject, message: string, at: string): readonly Scenario[] {
  return [
    {
      rule,
      what: 'reports it',
      access: { roles: { Worker: { trust: WORKLOAD, inline: { read: documentOf(bad) } } } },
      reports: [{ message, at }],
    },
    {
      rule,
      what: 'is silent on what is right',
      access: { roles: { Worker: { trust: WORKLOAD, inline: { read: documentOf(good) } } } },
      reports: [],
    },
  ];
}

const TAGGED = { Condition: { StringEquals: { 'aws:ResourceTag/team': 'data' } } };

/** As many buckets as are wanted, to fill a policy with. */
const manyBuckets = (count: number) =>
  Array.from({ length: count }, (_, index) => `${ARN.slice(0, -2)}-${1000 + index}`);

const TOGETHER = {
  message: '`Alice` has inline policies of # characters without whitespace: together they may have 2,048',
  at: 'Alice',
};

export const VALIDITY_OF_WORDS: readonly Scenario[] = [
  ...pair(
    'condition-type-mismatch',
    when('StringEquals', 'aws:SourceIp', '203.0.113.0/24'),
    when('IpAddress', 'aws:SourceIp', '203.0.113.0/24'),
    '`aws:SourceIp` holds an address, which `StringEquals` does not compare',
    'aws:SourceIp',
  ),
  ...pair(
    'string-operator-on-arn',
    when('StringLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/deploy'),
    when('ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/deploy'),
    '`aws:PrincipalArn` is an ARN that `StringLike` compares as text: `*` reaches over its parts, with `ArnLike` it does not',
    'aws:PrincipalArn',
  ),
  ...pair(
    'missing-set-operator',
    when('StringEquals', 'aws:TagKeys', 'team'),
    when('ForAnyValue:StringEquals', 'aws:TagKeys', 'team'),
    '`aws:TagKeys` can hold several values, and `StringEquals` does not say whether all or one must match',
    'aws:TagKeys',
  ),
  ...pair(
    'set-operator-on-single-value',
    when('ForAllValues:StringEquals', 'aws:PrincipalOrgID', 'o-exampleorgid'),
    when('StringEquals', 'aws:PrincipalOrgID', 'o-exampleorgid'),
    '`aws:PrincipalOrgID` holds one value: `ForAllValues` only makes the condition hold where it is missing',
    'aws:PrincipalOrgID',
  ),
  ...pair(
    'wildcard-without-like',
    when('StringEquals', 'aws:PrincipalTag/team', 'data-*'),
    when('StringLike', 'aws:PrincipalTag/team', 'data-*'),
    '`data-*` is taken literally by `StringEquals`: `StringLike` knows wildcards',
    'data-*',
  ),
  ...pair(
    'presence-test-by-wildcard',
    when('StringLike', 'aws:PrincipalTag/team', '*'),
    when('Null', 'aws:PrincipalTag/team', 'false'),
    '`*` asks only whether there is a `aws:PrincipalTag/team`, as `Null` with `"false"` does',
    '*',
  ),
  ...pair(
    'invalid-condition-operator',
    when('StringEqual', 'aws:PrincipalOrgID', 'o-exampleorgid'),
    when('stringequals', 'aws:PrincipalOrgID', 'o-exampleorgid'),
    '`StringEqual` is no condition operator: `StringEquals` is',
    'StringEqual',
  ),
  ...pair(
    'null-with-set-operator',
    when('ForAnyValue:Null', 'aws:TagKeys', 'false'),
    when('Null', 'aws:TagKeys', 'false'),
    '`ForAnyValue:Null` on `aws:TagKeys` never holds, whatever the request has',
    'aws:TagKeys',
  ),
  ...pair(
    'unknown-condition-key',
    when('StringEquals', 's3:prefixes', 'home/'),
    when('StringEquals', 's3:prefix', 'home/'),
    '`s3:prefixes` is no condition key of `s3`: no request holds it (did you mean `s3:prefix`?)',
    's3:prefixes',
  ),
  ...pair(
    'unknown-action',
    allow('s3:HeadObject', ARN),
    allow('s3:GetObject', ARN),
    '`s3:HeadObject` matches nothing: Amazon S3 has no such action (did you mean `s3:GetObject`?)',
    's3:HeadObject',
  ),
  ...pair(
    'epoch-date',
    when('DateLessThan', 'aws:CurrentTime', '1767225600'),
    when('DateLessThan', 'aws:CurrentTime', '2026-01-01T00:00:00Z'),
    '`1767225600` is a date in seconds: `2026-01-01T00:00:00Z`',
    '1767225600',
  ),
  ...pair(
    'wildcard-in-service-name',
    allow('s3:GetObject', 'arn:aws:s3*:::acme-reports/*'),
    allow('s3:GetObject', 'arn:aws:s3:::acme-reports/s3*'),
    '`arn:aws:s3*:::acme-reports/*` leaves the service open: `s3*`',
    'arn:aws:s3*:::acme-reports/*',
  ),
  {
    rule: 'principal-by-unique-id',
    what: 'reports it',
    access: { roles: { Worker: { trust: trustOf({ AWS: 'AROADBQP57FF2AEXAMPLE' }) } } },
    reports: [
      {
        message: '`AROADBQP57FF2AEXAMPLE` is the id of a role that is gone: nobody is let in by it',
        at: 'AROADBQP57FF2AEXAMPLE',
      },
    ],
  },
  {
    rule: 'principal-by-unique-id',
    what: 'is silent on what is right',
    access: { roles: { Worker: { trust: trustOf({ AWS: 'arn:aws:iam::111122223333:role/deploy' }) } } },
    reports: [],
  },
  ...pair(
    'malformed-arn',
    allow('sqs:SendMessage', 'arn:aws:sqs:eu-west-1::jobs'),
    allow('sqs:SendMessage', 'arn:aws:sqs:eu-west-1:111122223333:jobs'),
    '`arn:aws:sqs:eu-west-1::jobs` matches no resource: it has no account',
    'arn:aws:sqs:eu-west-1::jobs',
  ),
  ...pair(
    'redundant-action',
    allow(['s3:GetObject', 's3:GetObject*'], ARN),
    allow(['s3:GetObject', 's3:PutObject*'], ARN),
    '`s3:GetObject` is in `s3:GetObject*` already',
    's3:GetObject',
  ),
  ...pair(
    'redundant-resource',
    allow('s3:GetObject', [ARN, 'arn:aws:s3:::acme-reports/2024/*']),
    allow('s3:GetObject', [ARN, 'arn:aws:s3:::acme-archive/*']),
    '`arn:aws:s3:::acme-reports/2024/*` is in `arn:aws:s3:::acme-reports/*` already',
    'arn:aws:s3:::acme-reports/2024/*',
  ),
  ...pair(
    'pass-role-wildcard',
    allow('iam:PassRole'),
    allow('iam:PassRole', 'arn:aws:iam::111122223333:role/app'),
    '`iam:PassRole` passes any role to any service: `iam:PassedToService` names none',
    'iam:PassRole',
  ),
  ...pair(
    'service-linked-role-wildcard',
    allow('iam:CreateServiceLinkedRole'),
    allow('iam:CreateServiceLinkedRole', '*', {
      Condition: { StringEquals: { 'iam:AWSServiceName': 'ecs.amazonaws.com' } },
    }),
    '`iam:CreateServiceLinkedRole` makes service-linked roles for any service: `iam:AWSServiceName` names none',
    'iam:CreateServiceLinkedRole',
  ),
  ...pair(
    'unsupported-tag-condition',
    allow('s3:ListAllMyBuckets', '*', TAGGED),
    allow('ec2:StopInstances', '*', TAGGED),
    '`s3:ListAllMyBuckets` takes no `aws:ResourceTag/team`: its requests never hold it',
    's3:ListAllMyBuckets',
  ),
  ...pair(
    'deny-with-unsupported-tag-condition',
    deny('s3:ListAllMyBuckets', TAGGED),
    deny('ec2:StopInstances', TAGGED),
    '`s3:ListAllMyBuckets` takes no `aws:ResourceTag/team`: its requests never hold it',
    's3:ListAllMyBuckets',
  ),
  ...pair(
    'empty-condition',
    { ...allow('s3:GetObject', ARN, { Condition: { StringNotEquals: { 'aws:PrincipalOrgID': [] } } }), Effect: 'Deny' },
    when('StringEquals', 'aws:PrincipalOrgID', 'o-exampleorgid'),
    '`aws:PrincipalOrgID` has no value under `StringNotEquals`: the condition always holds',
    'aws:PrincipalOrgID',
  ),
  ...pair(
    'invalid-statement-id',
    allow('s3:GetObject', ARN, { Sid: 'read-reports' }),
    allow('s3:GetObject', ARN, { Sid: 'ReadReports' }),
    '`read-reports` is no statement id: IAM takes letters and digits only',
    'read-reports',
  ),
  {
    rule: 'service-principal-format',
    what: 'reports trust policies',
    access: { roles: { Worker: { trust: trustOf({ Service: 'lambda.amazon.aws' }) } } },
    reports: [
      {
        message: '`lambda.amazon.aws` is no service principal: those are `service.amazonaws.com`',
        at: 'lambda.amazon.aws',
      },
    ],
  },
  {
    rule: 'service-principal-format',
    what: 'is silent on names of AWS',
    access: { roles: { Worker: { trust: trustOf({ Service: 'delivery.logs.amazonaws.com' }) } } },
    reports: [],
  },
  {
    rule: 'policy-too-large',
    what: 'is silent on what AWS takes',
    access: { managedPolicies: { Reports: { document: documentOf(allow('s3:GetObject', manyBuckets(150))) } } },
    reports: [],
  },
  {
    rule: 'policy-too-large',
    what: 'reports what inline policies are together',
    access: {
      users: {
        Alice: {
          name: 'alice',
          inline: {
            old: documentOf(allow('s3:GetObject', manyBuckets(35))),
            new: documentOf(allow('s3:PutObject', manyBuckets(35))),
          },
        },
      },
    },
    reports: [TOGETHER],
    differs: {
      'plan of documents': { reason: 'the provider writes the document, to another figure', reports: [TOGETHER] },
    },
  },
];
