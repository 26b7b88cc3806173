import type { Scenario } from '../scenario.js';
import { documentOf, trustOf } from './documents.js';

const TO_ANYONE = { Effect: 'Allow', Principal: '*' };
const OF_ORGANIZATION = { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' } };
const ALL_ON = { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true };

const READ = { Action: 's3:GetObject', Resource: 'arn:aws:s3:::acme-site/*' };
const SEND = { Action: 'sqs:SendMessage', Resource: 'arn:aws:sqs:eu-west-1:111122223333:orders' };

export const EXPOSURE: readonly Scenario[] = [
  {
    rule: 'public-s3-principal',
    what: 'reports open buckets',
    access: { buckets: { Site: { policy: documentOf({ ...TO_ANYONE, ...READ }) } } },
    reports: [{ message: '`*` lets anyone call `s3:GetObject` on `arn:aws:s3:::acme-site/*`', at: '*' }],
  },
  {
    rule: 'public-s3-principal',
    what: 'reports buckets that name themselves',
    access: {
      buckets: {
        Site: {
          policy: documentOf({
            ...TO_ANYONE,
            Action: 's3:GetObject',
            Resource: { arnOf: 'Site', rest: '/*' },
            Condition: { StringLike: { 'aws:Referer': 'https://acme.example/*' } },
          }),
        },
      },
    },
    reports: [{ message: '`*` lets anyone call `s3:GetObject`: `aws:Referer` keeps no stranger out', at: '*' }],
    differs: {
      'plan of texts': {
        reason: 'the text of the policy is known only after apply',
        reports: [],
        isUnresolved: true,
      },
    },
  },
  {
    rule: 'public-s3-principal',
    what: 'is silent where a condition closes it',
    access: { buckets: { Site: { policy: documentOf({ ...TO_ANYONE, ...READ, Condition: OF_ORGANIZATION }) } } },
    reports: [],
  },
  {
    rule: 'public-resource-policy',
    what: 'reports open queues',
    access: { queues: { Orders: { policy: documentOf({ ...TO_ANYONE, ...SEND }) } } },
    reports: [
      { message: '`*` lets anyone call `sqs:SendMessage` on `arn:aws:sqs:eu-west-1:111122223333:orders`', at: '*' },
    ],
  },
  {
    rule: 'public-resource-policy',
    what: 'reports open topics',
    access: {
      topics: {
        Orders: {
          policy: documentOf({
            Effect: 'Allow',
            Principal: { AWS: '*' },
            Action: ['sns:Publish', 'sns:Subscribe'],
            Resource: 'arn:aws:sns:eu-west-1:111122223333:orders',
          }),
        },
      },
    },
    reports: [{ message: '`*` lets anyone call # actions on `arn:aws:sns:eu-west-1:111122223333:orders`', at: '*' }],
  },
  {
    rule: 'public-resource-policy',
    what: 'reports open keys',
    access: {
      keys: {
        Key: {
          policy: documentOf({ Effect: 'Allow', Principal: { AWS: ['*'] }, Action: 'kms:Decrypt', Resource: '*' }),
        },
      },
    },
    reports: [{ message: '`*` lets anyone call `kms:Decrypt` on `*`', at: '*' }],
  },
  {
    rule: 'public-resource-policy',
    what: 'reports functions that anyone may invoke',
    access: { functions: { Resize: { name: 'resize', invokedBy: { Anyone: { principal: '*' } } } } },
    reports: [
      {
        message:
          '`*` lets anyone call `lambda:InvokeFunction` on `arn:‹AWS::Partition›:lambda:‹AWS::Region›:‹AWS::AccountId›:function:resize`',
        at: '*',
      },
    ],
  },
  {
    rule: 'public-resource-policy',
    what: 'is silent where a condition closes it',
    access: {
      queues: { Orders: { policy: documentOf({ ...TO_ANYONE, ...SEND, Condition: OF_ORGANIZATION }) } },
      functions: {
        Resize: {
          name: 'resize',
          invokedBy: {
            Service: { principal: 's3.amazonaws.com', sourceAccount: '111122223333' },
            Account: { principal: '111122223333' },
          },
        },
      },
    },
    reports: [],
  },
  {
    rule: 'public-policy-blocked',
    what: 'reports open buckets under a block',
    access: { buckets: { Site: { policy: documentOf({ ...TO_ANYONE, ...READ }), block: ALL_ON } } },
    reports: [
      {
        message: '`*` lets anyone call `s3:GetObject`, which a public access block keeps from taking effect',
        at: '*',
      },
    ],
  },
  {
    rule: 'public-policy-blocked',
    what: 'is silent where the block is another bucket’s, and on buckets that are closed',
    access: {
      buckets: {
        Site: { policy: documentOf({ ...TO_ANYONE, ...READ }) },
        Logs: { policy: documentOf({ ...TO_ANYONE, ...READ, Condition: OF_ORGANIZATION }), block: ALL_ON },
      },
    },
    reports: [],
  },
  {
    rule: 'public-network-resource-policy',
    what: 'reports open file systems',
    access: {
      fileSystems: {
        Home: {
          policy: documentOf({ ...TO_ANYONE, Action: 'elasticfilesystem:ClientMount', Resource: '*' }),
        },
      },
    },
    reports: [{ message: '`*` lets anyone call `elasticfilesystem:ClientMount` on `*`', at: '*' }],
  },
  {
    rule: 'public-network-resource-policy',
    what: 'is silent where a condition closes it',
    access: {
      fileSystems: {
        Home: {
          policy: documentOf({
            ...TO_ANYONE,
            Action: 'elasticfilesystem:ClientMount',
            Resource: '*',
            Condition: OF_ORGANIZATION,
          }),
        },
      },
    },
    reports: [],
  },
  {
    rule: 'allow-not-principal',
    what: 'reports the element',
    access: {
      queues: {
        Orders: {
          policy: documentOf({
            Effect: 'Allow',
            NotPrincipal: { AWS: 'arn:aws:iam::111122223333:role/intern' },
            ...SEND,
            Condition: OF_ORGANIZATION,
          }),
        },
      },
    },
    reports: [
      {
        message:
          '`NotPrincipal` allows `sqs:SendMessage` to everybody but `arn:aws:iam::111122223333:role/intern`, as far as its conditions go',
        at: { 'plan of documents': 'not_principals', 'all others': 'NotPrincipal' },
      },
    ],
  },
  {
    rule: 'allow-not-principal',
    what: 'is silent on principals that are named',
    access: {
      queues: { Orders: { policy: documentOf({ Effect: 'Allow', Principal: { AWS: '111122223333' }, ...SEND }) } },
    },
    reports: [],
  },
  {
    rule: 'deny-not-principal',
    what: 'reports the element',
    access: {
      buckets: {
        Site: {
          policy: documentOf({
            Effect: 'Deny',
            NotPrincipal: { AWS: ['arn:aws:iam::111122223333:role/backup', 'arn:aws:iam::111122223333:root'] },
            ...READ,
          }),
        },
      },
    },
    reports: [
      {
        message:
          '`NotPrincipal` excepts `arn:aws:iam::111122223333:role/backup` and # more from the Deny, yet whoever has a permissions boundary is denied',
        at: { 'plan of documents': 'not_principals', 'all others': 'NotPrincipal' },
      },
    ],
  },
  {
    rule: 'deny-not-principal',
    what: 'is silent on exceptions by condition',
    access: {
      buckets: {
        Site: {
          policy: documentOf({
            Effect: 'Deny',
            Principal: '*',
            ...READ,
            Condition: { ArnNotEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/backup' } },
          }),
        },
      },
    },
    reports: [],
  },
  {
    rule: 'public-bucket-acl',
    what: 'reports canned ACLs',
    access: { buckets: { Site: { acl: 'public-read' } } },
    reports: [
      {
        message: '`public-read` lets anyone list the objects in `Site`',
        at: { template: 'PublicRead', Terraform: 'public-read' },
      },
    ],
    differs: {
      template: {
        reason: 'CloudFormation has a name of its own for the ACL',
        reports: [{ message: '`PublicRead` lets anyone list the objects in `Site`', at: 'PublicRead' }],
      },
    },
  },
  {
    rule: 'public-bucket-acl',
    what: 'is silent where a block ignores it, and on ACLs that are not public',
    access: { buckets: { Site: { acl: 'public-read', block: ALL_ON }, Logs: { acl: 'log-delivery-write' } } },
    reports: [],
  },
  {
    rule: 'public-access-block-disabled',
    what: 'reports a setting that is off',
    access: { buckets: { Site: { block: { ...ALL_ON, BlockPublicPolicy: false } } } },
    reports: [{ message: '`Site` has a public access block with `BlockPublicPolicy` off', at: 'false' }],
  },
  {
    rule: 'public-access-block-disabled',
    what: 'reports settings that are left out',
    access: { buckets: { Site: { block: { BlockPublicAcls: true } } } },
    reports: [
      {
        message:
          '`Site` has a public access block with `BlockPublicPolicy`, `IgnorePublicAcls`, `RestrictPublicBuckets` off',
        at: { template: 'PublicAccessBlockConfiguration', Terraform: 'Site' },
      },
    ],
  },
  {
    rule: 'public-access-block-disabled',
    what: 'is silent on blocks that are on, and where there is none',
    access: { buckets: { Site: { block: ALL_ON }, Logs: {} } },
    reports: [],
  },
  {
    rule: 'public-access-block-absent',
    what: 'reports buckets without one',
    access: { buckets: { Site: { block: ALL_ON }, Logs: {} } },
    reports: [{ message: '`Logs` has no public access block in this file', at: 'Logs' }],
  },
  {
    rule: 'public-access-block-absent',
    what: 'is silent on blocks that are there',
    access: { buckets: { Site: { block: ALL_ON } } },
    reports: [],
  },
  {
    rule: 'public-trust-policy',
    what: 'reports open roles',
    access: { roles: { Worker: { trust: trustOf({ AWS: '*' }) } } },
    reports: [{ message: '`*` lets every principal of every AWS account assume `Worker`', at: '*' }],
    differs: {
      'policy file': {
        reason: 'a policy file does not tell the role',
        reports: [{ message: '`*` lets every principal of every AWS account assume the role', at: '*' }],
      },
    },
  },
  {
    rule: 'public-trust-policy',
    what: 'is silent where a condition closes it',
    access: { roles: { Worker: { trust: trustOf({ AWS: '*' }, { Condition: OF_ORGANIZATION }) } } },
    reports: [],
  },
];
