import type { Scenario } from '../scenario.js';
import { allow, deny, documentOf, WORKLOAD } from './documents.js';

const TAGGED = { Condition: { StringEquals: { 'aws:ResourceTag/team': 'orders' } } };

/** What the rules about certain actions on every resource say: credentials, data, permissions, roles. */
export const CERTAIN_ACTIONS: readonly Scenario[] = [
  {
    rule: 'credentials-exposure',
    what: 'reports keys and passwords of others, by the holder',
    access: {
      roles: { Worker: { trust: WORKLOAD, inline: { rotate: documentOf(allow(['ec2:GetPasswordData'])) } } },
      managedPolicies: { Databases: { document: documentOf(allow('rds-db:*ect', 'arn:aws:rds-db:*:*:dbuser:*/*')) } },
    },
    reports: [
      {
        message: '`ec2:GetPasswordData` lets the holder get the administrator password of every Windows instance',
        at: 'ec2:GetPasswordData',
      },
      {
        message: '`rds-db:*ect` lets the holder log in to every database as any of its users by `rds-db:connect`',
        at: 'rds-db:*ect',
      },
    ],
  },
  {
    rule: 'credentials-exposure',
    what: 'is silent on tokens of registries, on one user, and within a boundary',
    access: {
      roles: {
        Worker: {
          trust: WORKLOAD,
          boundary: 'Limits',
          inline: { read: documentOf(allow('ec2:GetPasswordData'), allow('ecr:GetAuthorizationToken')) },
        },
      },
      managedPolicies: {
        Limits: { document: documentOf(allow(['ec2:Describe*', 'ecr:*'])) },
        Rotate: { document: documentOf(allow('iam:CreateAccessKey', 'arn:aws:iam::111122223333:user/smtp')) },
      },
    },
    reports: [],
  },
  {
    rule: 'data-exposure',
    what: 'reports reading of objects and secrets',
    access: {
      roles: {
        Worker: {
          trust: WORKLOAD,
          inline: {
            read: documentOf(
              allow('s3:GetObject', 'arn:aws:s3:::*'),
              allow(['sqs:SendMessage', 'secretsmanager:Get*']),
            ),
          },
        },
      },
    },
    reports: [
      { message: '`s3:GetObject` lets the holder read every object of every bucket', at: 's3:GetObject' },
      {
        message: '`secretsmanager:Get*` lets the holder read every secret by `secretsmanager:GetSecretValue`',
        at: 'secretsmanager:Get*',
      },
    ],
  },
  {
    rule: 'data-exposure',
    what: 'is silent on what a condition, a Deny of another policy or a name limits',
    access: {
      roles: {
        Worker: {
          trust: WORKLOAD,
          inline: {
            read: documentOf(
              allow('kms:Decrypt', '*', {
                Condition: { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } },
              }),
              allow('s3:GetObject', 'arn:aws:s3:::acme-reports/*'),
              allow('ssm:GetParameters'),
            ),
            guard: documentOf(deny('ssm:Get*')),
          },
        },
      },
    },
    reports: [],
  },
  {
    rule: 'permissions-management',
    what: 'reports policies of buckets and sharing of snapshots',
    access: {
      groups: { Staff: { name: 'staff', inline: { share: documentOf(allow('ec2:ModifySnapshotAttribute')) } } },
      managedPolicies: { Buckets: { document: documentOf(allow(['s3:PutBucketPolicy'], 'arn:aws:s3:::*')) } },
    },
    reports: [
      {
        message: '`s3:PutBucketPolicy` lets the holder decide who may reach every bucket',
        at: 's3:PutBucketPolicy',
      },
      {
        message: '`ec2:ModifySnapshotAttribute` lets the holder share every snapshot',
        at: 'ec2:ModifySnapshotAttribute',
      },
    ],
  },
  {
    rule: 'permissions-management',
    what: 'is silent on grants for AWS, on tagged resources, and on taking back',
    access: {
      managedPolicies: {
        Keys: {
          document: documentOf(
            allow('kms:CreateGrant', '*', { Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } } }),
            allow('sns:AddPermission', '*', TAGGED),
            allow(['kms:RevokeGrant', 'lambda:RemovePermission']),
          ),
        },
      },
    },
    reports: [],
  },
  {
    rule: 'unscoped-assume-role',
    what: 'reports every role of every account',
    access: {
      roles: {
        Worker: { trust: WORKLOAD, inline: { become: documentOf(allow('sts:AssumeRole', 'arn:aws:iam::*:role/*')) } },
      },
    },
    reports: [
      {
        message: '`sts:AssumeRole` lets the holder become any role of any account that lets him',
        at: 'sts:AssumeRole',
      },
    ],
  },
  {
    rule: 'unscoped-assume-role',
    what: 'is silent where the account, the organization or the name is told',
    access: {
      managedPolicies: {
        Become: {
          document: documentOf(
            allow('sts:AssumeRole', ['arn:aws:iam::111122223333:role/*', 'arn:aws:iam::*:role/audit']),
            allow('sts:AssumeRole', '*', { Condition: { StringEquals: { 'aws:ResourceOrgID': 'o-exampleorgid' } } }),
          ),
        },
      },
    },
    reports: [],
  },
  {
    rule: 'tag-based-access-with-writable-tags',
    what: 'reports tags that decide and may be set, by two policies of one role',
    access: {
      roles: {
        Worker: {
          trust: WORKLOAD,
          inline: { queues: documentOf(allow('sqs:DeleteQueue', '*', TAGGED)) },
          attached: ['Tags'],
        },
      },
      managedPolicies: { Tags: { document: documentOf(allow('sqs:TagQueue')) } },
    },
    reports: [
      {
        message: '`sqs:TagQueue` sets the tag `team` on whatever he likes, and that tag decides over `sqs:DeleteQueue`',
        at: 'sqs:TagQueue',
      },
    ],
  },
  {
    rule: 'tag-based-access-with-writable-tags',
    what: 'is silent where setting the tag depends on it, and where another holds the other half',
    access: {
      roles: {
        Worker: {
          trust: WORKLOAD,
          inline: { queues: documentOf(allow(['sqs:DeleteQueue', 'sqs:TagQueue'], '*', TAGGED)) },
        },
        Tagger: { trust: WORKLOAD, inline: { queues: documentOf(allow('sqs:TagQueue')) } },
      },
    },
    reports: [],
  },
  {
    rule: 'infrastructure-modification',
    what: 'reports what a workload writes without a resource',
    access: {
      roles: {
        Worker: { trust: WORKLOAD, inline: { work: documentOf(allow(['guardduty:CreateDetector', 'xray:PutSpans'])) } },
      },
    },
    reports: [
      {
        message: '`guardduty:CreateDetector` lets a workload write what AWS limits to no resource',
        at: 'guardduty:CreateDetector',
      },
    ],
  },
  {
    rule: 'infrastructure-modification',
    what: 'is silent on telemetry, on what is limited, and on what others report',
    access: {
      roles: {
        Worker: {
          trust: WORKLOAD,
          inline: {
            work: documentOf(allow(['xray:PutTraceSegments', 's3:ListAllMyBuckets']), allow('sqs:*', '*', TAGGED)),
          },
        },
      },
    },
    reports: [],
  },
];
