import type { Json, JsonObject } from '../access.js';
import type { Expected, Scenario } from '../scenario.js';
import { allow, documentOf, trustOf, WORKLOAD } from './documents.js';

const ARN = 'arn:aws:s3:::acme-reports/*';

/** What one rule says of a role's policy under a condition, and that it is silent under one that looks alike. */
function conditions(rule: string, bad: JsonObject, good: JsonObject, message: string, at: string): readonly Scenario[] {
  const statements = (condition: JsonObject) => [allow('s3:GetObject', ARN, { Condition: condition })];
  return ofRole(rule, statements(bad), statements(good), { message, at });
}

function ofRole(
  rule: string,
  bad: readonly JsonObject[],
  good: readonly JsonObject[],
  report: Expected,
): readonly Scenario[] {
  const access = (statements: readonly JsonObject[]) => ({
    roles: { Worker: { trust: WORKLOAD, inline: { read: documentOf(...statements) } } },
  });
  return [
    { rule, what: 'reports it', access: access(bad), reports: [report] },
    { rule, what: 'is silent on what is right', access: access(good), reports: [] },
  ];
}

/** The same of a queue's policy, each of whose statements lets in one account. */
function ofQueue(
  rule: string,
  bad: readonly JsonObject[],
  good: readonly JsonObject[],
  report: Expected,
  differs?: Scenario['differs'],
): readonly Scenario[] {
  const access = (statements: readonly JsonObject[]) => ({
    queues: { Jobs: { policy: documentOf(...statements) } },
  });
  return [
    { rule, what: 'reports it', access: access(bad), reports: [report], ...(differs === undefined ? {} : { differs }) },
    { rule, what: 'is silent on what is right', access: access(good), reports: [] },
  ];
}

const CALLER = 'arn:aws:iam::111122223333:role/app';

function letIn(action: Json, others: JsonObject = {}): JsonObject {
  return { Effect: 'Allow', Principal: { AWS: CALLER }, Action: action, Resource: '*', ...others };
}

export const VALIDITY_OF_CONDITIONS: readonly Scenario[] = [
  ...conditions(
    'several-boolean-values',
    { Bool: { 'aws:SecureTransport': ['true', 'false'] } },
    { Bool: { 'aws:SecureTransport': ['true'] } },
    '`aws:SecureTransport` may be `true` or `false`: the condition restricts nothing',
    'aws:SecureTransport',
  ),
  ...conditions(
    'unknown-region',
    { StringEquals: { 'aws:RequestedRegion': 'eu-cental-1' } },
    { StringEquals: { 'aws:RequestedRegion': 'eu-central-1' } },
    '`eu-cental-1` is no region: no request is for it (did you mean `eu-central-1`?)',
    'eu-cental-1',
  ),
  ...conditions(
    'unpaired-condition-key',
    { IpAddress: { 'aws:VpcSourceIp': '10.0.0.0/16' } },
    { IpAddress: { 'aws:VpcSourceIp': '10.0.0.0/16' }, StringEquals: { 'aws:SourceVpc': 'vpc-0a1b2c3d4e5f67890' } },
    '`aws:VpcSourceIp` alone is met from any network that uses the address: `aws:SourceVpc` says which',
    'aws:VpcSourceIp',
  ),
  ...conditions(
    'redundant-condition-value',
    { NumericLessThan: { 'aws:MultiFactorAuthAge': ['900', '3600'] } },
    { NumericLessThan: { 'aws:MultiFactorAuthAge': ['900'] } },
    '`900` changes nothing: the limit of `aws:MultiFactorAuthAge` is `3600`',
    '900',
  ),
  ...conditions(
    'condition-settled-by-wildcard',
    { StringLikeIfExists: { 'aws:PrincipalTag/team': '*' } },
    { StringLike: { 'aws:PrincipalTag/team': '*' } },
    '`*` is matched by every request, with `aws:PrincipalTag/team` or without: the condition restricts nothing',
    '*',
  ),
  ...conditions(
    'loose-condition-value',
    { StringLike: { 'aws:ResourceAccount': '1111*' } },
    { StringLike: { 'aws:ResourceAccount': '111122223333' } },
    '`1111*` has a wildcard in `aws:ResourceAccount`, which is one id, to be written in full',
    '1111*',
  ),
  ...conditions(
    'caller-supplied-key',
    { StringEquals: { 'aws:UserAgent': 'acme' } },
    { StringEquals: { 'aws:PrincipalTag/agent': 'acme' } },
    '`aws:UserAgent` is what the caller writes: it keeps nobody out who knows what is asked for',
    'aws:UserAgent',
  ),
  ...ofRole(
    'condition-key-of-few-services',
    [allow('sns:Publish', '*', { Condition: { StringEquals: { 'aws:VpceOrgID': 'o-exampleorgid' } } })],
    [allow('s3:GetObject', ARN, { Condition: { StringEquals: { 'aws:VpceOrgID': 'o-exampleorgid' } } })],
    {
      message: '`aws:VpceOrgID` is known to some services only, and `sns:Publish` reaches others',
      at: 'aws:VpceOrgID',
    },
  ),
  ...ofQueue(
    'repeated-statement-id',
    [letIn('sqs:SendMessage', { Sid: 'App' }), letIn('sqs:GetQueueUrl', { Sid: 'App' })],
    [letIn('sqs:SendMessage', { Sid: 'App' }), letIn('sqs:GetQueueUrl', { Sid: 'Shop' })],
    { message: '`App` names two statements', at: 'App' },
  ),
  ...ofQueue(
    'foreign-to-resource',
    [letIn(['sqs:SendMessage', 'sns:Publish'])],
    [letIn(['sqs:SendMessage', 'SQS:GetQueueUrl'])],
    {
      message: '`sns:Publish` is an action of `sns`: a policy of `AWS::SQS::Queue` takes those of `sqs`',
      at: 'sns:Publish',
    },
    { 'policy file': { reason: 'it does not tell what it is attached to', reports: [] } },
  ),
  {
    rule: 'missing-action-for-condition-key',
    what: 'reports it',
    access: {
      roles: {
        Worker: { trust: trustOf({ AWS: CALLER }, { Condition: { StringEquals: { 'sts:SourceIdentity': 'alice' } } }) },
      },
    },
    reports: [
      {
        message:
          '`sts:SourceIdentity` is in no request that this allows: `sts:SetSourceIdentity` sets it and is not listed',
        at: 'sts:SourceIdentity',
      },
    ],
  },
  {
    rule: 'missing-action-for-condition-key',
    what: 'is silent on what is right',
    access: {
      roles: {
        Worker: { trust: trustOf({ AWS: CALLER }, { Condition: { StringEquals: { 'sts:ExternalId': 'alice' } } }) },
      },
    },
    reports: [],
  },
  {
    rule: 'action-without-condition-key',
    what: 'reports it',
    access: {
      roles: {
        Worker: { trust: trustOf({ AWS: CALLER }, { Condition: { StringEquals: { 'sts:TaskPolicyArn': 'x' } } }) },
      },
    },
    reports: [
      {
        confidence: 'possible',
        message: '`sts:AssumeRole` knows no `sts:TaskPolicyArn`: its requests never hold the key',
        at: 'sts:AssumeRole',
      },
    ],
  },
  {
    rule: 'action-without-condition-key',
    what: 'is silent on what is right',
    access: {
      roles: {
        Worker: { trust: trustOf({ AWS: CALLER }, { Condition: { StringEquals: { 'sts:ExternalId': 'alice' } } }) },
      },
    },
    reports: [],
  },
  {
    rule: 'redundant-statement',
    what: 'reports it',
    access: {
      managedPolicies: {
        Reports: {
          document: documentOf(
            allow('s3:GetObject', ARN, { Sid: 'Read' }),
            allow('s3:GetObject', ARN, { Sid: 'Again' }),
          ),
        },
      },
    },
    reports: [
      { message: '`Again` says the same as `Read`', at: { 'plan of documents': 'actions', 'all others': 'Action' } },
    ],
  },
  {
    rule: 'redundant-statement',
    what: 'is silent on what is right',
    access: {
      managedPolicies: {
        Reports: {
          document: documentOf(
            allow('s3:GetObject', ARN, { Sid: 'Read' }),
            allow('s3:PutObject', ARN, { Sid: 'Write' }),
          ),
        },
      },
    },
    reports: [],
  },
];
