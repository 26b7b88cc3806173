import { UNTOLD_WORLD, type World } from '../../../src/inventory/world.js';
import type { JsonObject } from '../access.js';
import type { Scenario } from '../scenario.js';
import { allow, documentOf } from './documents.js';

const ROOT = 'arn:aws:iam::111122223333:root';
const BUCKET = ['arn:aws:s3:::acme-site', 'arn:aws:s3:::acme-site/*'];
const QUEUE = 'arn:aws:sqs:eu-west-1:111122223333:orders';
const OTHER = '777788889999';
const OWN: World = { ...UNTOLD_WORLD, accounts: new Map([['111122223333', { account: '111122223333' }]]) };
const OVER_HTTP = { Bool: { 'aws:SecureTransport': 'false' } };

function endpoint(policy: JsonObject): NonNullable<Scenario['access']['others']>[string] {
  const service = 'com.amazonaws.eu-west-1.s3';
  return {
    template: {
      type: 'AWS::EC2::VPCEndpoint',
      properties: { VpcId: 'vpc-1', ServiceName: service, PolicyDocument: policy },
    },
    terraform: { type: 'aws_vpc_endpoint', arguments: { vpc_id: 'vpc-1', service_name: service, policy } },
  };
}

function devicePolicy(policy: JsonObject): NonNullable<Scenario['access']['others']>[string] {
  return {
    template: { type: 'AWS::IoT::Policy', properties: { PolicyName: 'device', PolicyDocument: policy } },
    terraform: { type: 'aws_iot_policy', arguments: { name: 'device', policy } },
  };
}

/** Who is let in, and what is refused, by policies that are none of an identity's. */
export const EXPOSURE_OF_POLICIES: readonly Scenario[] = [
  {
    rule: 'policy-lockout',
    what: 'reports Denies for everybody',
    access: {
      buckets: { Site: { policy: documentOf({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: BUCKET }) } },
    },
    reports: [
      {
        message:
          '`*` denies everyone, the owner included, `s3:PutBucketPolicy` and `s3:DeleteBucketPolicy`: nobody can change the policy',
        at: '*',
      },
    ],
  },
  {
    rule: 'policy-lockout',
    what: 'is silent on Denies with a condition',
    access: {
      buckets: {
        Site: {
          policy: documentOf({
            Effect: 'Deny',
            Principal: '*',
            Action: 's3:*',
            Resource: BUCKET,
            Condition: OVER_HTTP,
          }),
        },
      },
    },
    reports: [],
  },
  {
    rule: 'kms-key-without-administrator',
    what: 'reports keys that nobody manages',
    access: {
      keys: {
        Key: {
          policy: documentOf({ Effect: 'Allow', Principal: { AWS: ROOT }, Action: 'kms:Decrypt', Resource: '*' }),
        },
      },
    },
    reports: [
      {
        message: '`kms:PutKeyPolicy` is allowed to nobody, so that nobody can change the policy of the key',
        at: 'Key',
      },
    ],
    differs: {
      'policy file': {
        reason: 'a bare document may be a part of a policy',
        reports: [
          {
            confidence: 'possible',
            message: '`kms:PutKeyPolicy` is allowed to nobody, so that nobody can change the policy of the key',
            at: 'Action',
          },
        ],
      },
    },
  },
  {
    rule: 'kms-key-without-administrator',
    what: 'is silent where IAM policies decide',
    access: {
      keys: {
        Key: { policy: documentOf({ Effect: 'Allow', Principal: { AWS: ROOT }, Action: 'kms:*', Resource: '*' }) },
      },
    },
    reports: [],
  },
  {
    rule: 'insecure-transport',
    what: 'reports bucket policies without a Deny',
    access: {
      buckets: {
        Site: {
          policy: documentOf({ Effect: 'Allow', Principal: { AWS: ROOT }, Action: 's3:GetObject', Resource: BUCKET }),
        },
      },
    },
    reports: [
      {
        message:
          '`s3:DeleteObject`, `s3:GetObject`, `s3:ListBucket`, `s3:PutObject` over plain HTTP: no Deny refuses them',
        at: { template: 'SitePolicy', Terraform: 'Site' },
      },
    ],
    differs: {
      'policy file': {
        reason: 'a bare document may be a part of a policy',
        reports: [
          {
            confidence: 'possible',
            message:
              '`s3:DeleteObject`, `s3:GetObject`, `s3:ListBucket`, `s3:PutObject` over plain HTTP: no Deny refuses them',
            at: 'Action',
          },
        ],
      },
    },
  },
  {
    rule: 'insecure-transport',
    what: 'is silent where plain HTTP is refused',
    access: {
      buckets: {
        Site: {
          policy: documentOf({
            Effect: 'Deny',
            Principal: '*',
            Action: 's3:*',
            Resource: BUCKET,
            Condition: OVER_HTTP,
          }),
        },
      },
    },
    reports: [],
  },
  {
    rule: 'open-vpc-endpoint-policy',
    what: 'reports what lets everything through',
    access: { others: { Gate: endpoint(documentOf({ ...allow('s3:*'), Principal: '*' })) } },
    reports: [{ message: '`s3:*` lets anyone in the VPC through to any resource of any account', at: 's3:*' }],
  },
  {
    rule: 'open-vpc-endpoint-policy',
    what: 'is silent on what is of the organization',
    access: {
      others: {
        Gate: endpoint(
          documentOf({
            ...allow('s3:*'),
            Principal: '*',
            Condition: { StringEquals: { 'aws:ResourceOrgID': 'o-exampleorgid' } },
          }),
        ),
      },
    },
    reports: [],
  },
  {
    rule: 'iot-policy-wildcard',
    what: 'reports any client and topic',
    access: { others: { Device: devicePolicy(documentOf(allow(['iot:Connect', 'iot:Publish']))) } },
    reports: [{ message: '`*` lets each device connect as any client, publish to any topic', at: '*' }],
  },
  {
    rule: 'iot-policy-wildcard',
    what: 'is silent on what is the thing’s own',
    access: {
      others: {
        Device: devicePolicy(
          documentOf(
            allow('iot:Connect', 'arn:aws:iot:eu-west-1:111122223333:client/${iot:Connection.Thing.ThingName}'),
          ),
        ),
      },
    },
    reports: [],
  },
  {
    rule: 'cross-account-access',
    what: 'reports accounts that the configuration does not name',
    access: {
      queues: { Orders: { policy: documentOf({ ...allow('sqs:SendMessage', QUEUE), Principal: { AWS: OTHER } }) } },
    },
    settings: { world: OWN },
    reports: [
      {
        message: '`777788889999` may call `sqs:SendMessage`, and is of no account that the configuration names',
        at: OTHER,
      },
    ],
  },
  {
    rule: 'cross-account-access',
    what: 'is silent on those that it names',
    access: {
      queues: {
        Orders: { policy: documentOf({ ...allow('sqs:SendMessage', QUEUE), Principal: { AWS: '111122223333' } }) },
      },
    },
    settings: { world: OWN },
    reports: [],
  },
];
