import type { Scenario } from '../scenario.js';
import { allow, deny, documentOf, HARMLESS, WORKLOAD } from './documents.js';

const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';
const S3_FULL = 'arn:aws:iam::aws:policy/AmazonS3FullAccess';
const EVERYTHING = documentOf(allow('*'));

const NO_HOLDER = 'a policy file does not tell who holds the policy';

export const PRIVILEGE: readonly Scenario[] = [
  {
    rule: 'admin-access',
    what: 'reports managed policies, by their holder',
    access: {
      roles: { Worker: { trust: WORKLOAD, attached: ['Power'] } },
      managedPolicies: { Power: { document: EVERYTHING } },
    },
    reports: [{ message: '`*` lets role `Worker` do every action on every resource: administrator access', at: '*' }],
  },
  {
    rule: 'admin-access',
    what: 'reports inline policies',
    access: { users: { Alice: { name: 'alice', inline: { power: EVERYTHING } } } },
    reports: [{ message: '`*` lets user `Alice` do every action on every resource: administrator access', at: '*' }],
    differs: {
      'policy file': {
        reason: NO_HOLDER,
        reports: [{ message: '`*` lets the holder do every action on every resource: administrator access', at: '*' }],
      },
    },
  },
  {
    rule: 'admin-access',
    what: 'reports what two policies of one role come to',
    access: {
      roles: { Worker: { trust: WORKLOAD, attached: ['Half'], inline: { rest: documentOf(allow('iam:*')) } } },
      managedPolicies: { Half: { document: documentOf({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }) } },
    },
    reports: [
      {
        message:
          '`iam:*` with # more statement lets role `Worker` do every action on every resource: administrator access',
        at: 'iam:*',
      },
    ],
  },
  {
    rule: 'admin-access',
    what: 'is silent within a boundary that takes it back',
    access: {
      roles: { Worker: { trust: WORKLOAD, attached: ['Power'], boundary: 'Limits' } },
      managedPolicies: { Power: { document: EVERYTHING }, Limits: { document: HARMLESS } },
    },
    reports: [],
  },
  {
    rule: 'admin-access',
    what: 'is silent where a Deny of another policy holds',
    access: {
      roles: {
        Worker: {
          trust: WORKLOAD,
          attached: ['Half'],
          inline: { guard: documentOf(deny(['iam:*', 'organizations:*', 'account:*'])) },
        },
      },
      managedPolicies: { Half: { document: documentOf(allow(['s3:*', 'sqs:*'])) } },
    },
    reports: [],
  },
  {
    rule: 'admin-policy-attached',
    what: 'reports roles, users and groups',
    access: {
      roles: { Worker: { trust: WORKLOAD, attached: [ADMINISTRATOR] } },
      users: { Alice: { name: 'alice', attached: [ADMINISTRATOR] } },
      groups: { Staff: { name: 'staff', attached: [ADMINISTRATOR] } },
    },
    reports: [
      {
        message: '`AdministratorAccess` lets role `Worker` do every action on every resource',
        at: { SAM: 'AdministratorAccess', 'all others': ADMINISTRATOR },
      },
      { message: '`AdministratorAccess` lets user `Alice` do every action on every resource', at: ADMINISTRATOR },
      { message: '`AdministratorAccess` lets group `Staff` do every action on every resource', at: ADMINISTRATOR },
    ],
  },
  {
    rule: 'admin-policy-attached',
    what: 'is unsure within a boundary that is elsewhere',
    access: {
      roles: {
        Worker: { trust: WORKLOAD, attached: [ADMINISTRATOR], boundary: 'arn:aws:iam::111122223333:policy/limits' },
      },
    },
    reports: [
      {
        confidence: 'possible',
        message: '`AdministratorAccess` lets role `Worker` do every action on every resource',
        at: { SAM: 'AdministratorAccess', 'all others': ADMINISTRATOR },
      },
    ],
  },
  {
    rule: 'admin-policy-attached',
    what: 'is silent on permission sets and within boundaries',
    access: {
      roles: { Worker: { trust: WORKLOAD, attached: [ADMINISTRATOR], boundary: 'Limits' } },
      permissionSets: { Administrators: { name: 'administrators', attached: [ADMINISTRATOR] } },
      managedPolicies: { Limits: { document: HARMLESS } },
    },
    reports: [],
  },
  {
    rule: 'broad-managed-policy-attached',
    what: 'reports whole services',
    access: { roles: { Worker: { trust: WORKLOAD, attached: [S3_FULL] } } },
    reports: [
      {
        message:
          '`AmazonS3FullAccess` lets role `Worker` do everything in s3, s3-object-lambda; `AmazonS3ReadOnlyAccess` only reads',
        at: { SAM: 'AmazonS3FullAccess', 'all others': S3_FULL },
      },
    ],
  },
  {
    rule: 'broad-managed-policy-attached',
    what: 'is silent within boundaries and on policies that only read',
    access: {
      roles: {
        Worker: { trust: WORKLOAD, attached: [S3_FULL], boundary: 'Limits' },
        Reader: { trust: WORKLOAD, attached: ['arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'] },
      },
      managedPolicies: { Limits: { document: HARMLESS } },
    },
    reports: [],
  },
  {
    rule: 'wildcard-action',
    what: 'reports each service',
    access: { managedPolicies: { Storage: { document: documentOf(allow(['sqs:*', 's3:GetObject', 'SNS:*'])) } } },
    reports: [
      {
        message: '`sqs:*` allows all # actions of sqs: # write, # manage permissions; # more whole service',
        at: 'sqs:*',
      },
    ],
  },
  {
    rule: 'wildcard-action',
    what: 'is silent on named resources and in a Deny',
    access: {
      managedPolicies: {
        Storage: { document: documentOf(allow('sqs:*', 'arn:aws:sqs:eu-west-1:111122223333:orders'), deny('s3:*')) },
      },
    },
    reports: [],
  },
  {
    rule: 'wildcard-action-scoped',
    what: 'reports whole services on named resources',
    access: {
      managedPolicies: {
        Orders: { document: documentOf(allow('sqs:*', 'arn:aws:sqs:eu-west-1:111122223333:orders')) },
      },
    },
    reports: [
      {
        message:
          '`sqs:*` allows all # actions of sqs on `arn:aws:sqs:eu-west-1:111122223333:orders`: # write, # manage permissions',
        at: 'sqs:*',
      },
    ],
  },
  {
    rule: 'wildcard-action-scoped',
    what: 'reports queue policies that let others do everything',
    access: {
      queues: {
        Orders: {
          policy: documentOf({
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::444455556666:role/worker' },
            Action: 'sqs:*',
            Resource: 'arn:aws:sqs:eu-west-1:111122223333:orders',
          }),
        },
      },
    },
    reports: [
      {
        message:
          '`sqs:*` allows all # actions of sqs on `arn:aws:sqs:eu-west-1:111122223333:orders`: # write, # manage permissions',
        at: 'sqs:*',
      },
    ],
  },
  {
    rule: 'wildcard-action-scoped',
    what: 'is silent on lists of actions',
    access: { managedPolicies: { Orders: { document: HARMLESS } } },
    reports: [],
  },
  {
    rule: 'allow-not-action',
    what: 'reports the element',
    access: {
      managedPolicies: {
        Most: {
          document: documentOf({ Effect: 'Allow', NotAction: ['iam:*', 'sts:*', 'organizations:*'], Resource: '*' }),
        },
      },
    },
    reports: [
      {
        message: '`NotAction` allows # actions on `*`: all but those listed, and every one that AWS adds',
        at: { 'plan of documents': 'not_actions', 'all others': 'NotAction' },
      },
    ],
  },
  {
    rule: 'allow-not-action',
    what: 'is silent in a Deny',
    access: {
      managedPolicies: {
        Guard: { document: documentOf({ Effect: 'Deny', NotAction: ['iam:*', 's3:*'], Resource: '*' }) },
      },
    },
    reports: [],
  },
  {
    rule: 'allow-not-resource',
    what: 'reports the element',
    access: {
      managedPolicies: {
        Most: {
          document: documentOf({
            Effect: 'Allow',
            Action: 's3:GetObject',
            NotResource: 'arn:aws:s3:::acme-payroll/*',
          }),
        },
      },
    },
    reports: [
      {
        message:
          '`NotResource` allows `s3:GetObject` on all but `arn:aws:s3:::acme-payroll/*`, and on whatever is made later',
        at: { 'plan of documents': 'not_resources', 'all others': 'NotResource' },
      },
    ],
  },
  {
    rule: 'allow-not-resource',
    what: 'is silent in a Deny',
    access: {
      managedPolicies: {
        Guard: {
          document: documentOf({ Effect: 'Deny', Action: 's3:GetObject', NotResource: 'arn:aws:s3:::acme-public/*' }),
        },
      },
    },
    reports: [],
  },
  {
    rule: 'admin-permission-set',
    what: 'reports permission sets',
    access: { permissionSets: { Administrators: { name: 'administrators', attached: [ADMINISTRATOR] } } },
    reports: [
      {
        message: '`AdministratorAccess` lets permission set `Administrators` do every action on every resource',
        at: ADMINISTRATOR,
      },
    ],
  },
  {
    rule: 'admin-permission-set',
    what: 'is silent on roles, and on narrower policies',
    access: {
      roles: { Worker: { trust: WORKLOAD, attached: [ADMINISTRATOR] } },
      permissionSets: { Storage: { name: 'storage', attached: [S3_FULL] } },
    },
    reports: [],
  },
  {
    rule: 'partial-wildcard-action',
    what: 'reports wildcards within actions that change something, once a statement',
    access: {
      managedPolicies: {
        Tables: { document: documentOf(allow(['sqs:Send*', 'dynamodb:*Item'], 'arn:aws:dynamodb:*:*:table/orders')) },
      },
      roles: { Worker: { trust: WORKLOAD, inline: { make: documentOf(allow(['ec2:Describe*', 'iam:Create*'])) } } },
    },
    reports: [
      { message: '`dynamodb:*Item` stands for # actions: # write', at: 'dynamodb:*Item' },
      { message: '`iam:Create*` stands for # actions: # write, # manage permissions', at: 'iam:Create*' },
    ],
  },
  {
    rule: 'partial-wildcard-action',
    what: 'is silent on reading, on what is denied, and on whole services',
    access: {
      managedPolicies: {
        Read: {
          document: documentOf(allow(['s3:Get*', 'ec2:Describe*', 'sqs:*']), allow('sns:Pub*'), deny('sns:Pub*')),
        },
      },
    },
    reports: [],
  },
];
