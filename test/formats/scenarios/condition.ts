import type { Scenario } from '../scenario.js';
import { allow, documentOf, trustOf } from './documents.js';

const WITHOUT_MFA = { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } };
const GUARD = documentOf({ Effect: 'Deny', NotAction: 'iam:EnableMFADevice', Resource: '*', Condition: WITHOUT_MFA });
const STOP_TRAIL = documentOf(allow('cloudtrail:StopLogging'));

export const CONDITION: readonly Scenario[] = [
  {
    rule: 'missing-mfa-condition',
    what: 'reports policies of users',
    access: { users: { Alice: { name: 'alice', inline: { audit: STOP_TRAIL } } } },
    reports: [
      {
        message: '`cloudtrail:StopLogging` lets user `Alice` do so without MFA',
        at: 'cloudtrail:StopLogging',
      },
    ],
    differs: {
      'policy file': {
        reason: 'a policy file does not tell whether its holder is a person',
        reports: [
          {
            confidence: 'possible',
            message: '`cloudtrail:StopLogging` allows its holder to do so without MFA',
            at: 'cloudtrail:StopLogging',
          },
        ],
      },
    },
  },
  {
    rule: 'missing-mfa-condition',
    what: 'reports policies attached to groups',
    access: {
      groups: { Staff: { name: 'staff', attached: ['Audit'] } },
      managedPolicies: { Audit: { document: STOP_TRAIL } },
    },
    reports: [
      {
        message: '`cloudtrail:StopLogging` lets group `Staff` do so without MFA',
        at: 'cloudtrail:StopLogging',
      },
    ],
  },
  {
    rule: 'missing-mfa-condition',
    what: 'reports actions on resources that are made beside them',
    access: {
      users: { Alice: { name: 'alice', inline: { clean: documentOf(allow('s3:DeleteBucket', { arnOf: 'Logs' })) } } },
      buckets: { Logs: {} },
    },
    reports: [{ message: '`s3:DeleteBucket` lets user `Alice` do so without MFA', at: 's3:DeleteBucket' }],
    differs: {
      'plan of texts': {
        reason: 'the text of the policy is known only after apply',
        reports: [],
        isUnresolved: true,
      },
    },
  },
  {
    rule: 'missing-mfa-condition',
    what: 'reports trust in users',
    access: { roles: { Worker: { trust: trustOf({ AWS: 'arn:aws:iam::111122223333:user/alice' }) } } },
    reports: [
      {
        message: '`arn:aws:iam::111122223333:user/alice` may assume `Worker` without MFA',
        at: 'arn:aws:iam::111122223333:user/alice',
      },
    ],
    differs: {
      'policy file': {
        reason: 'a policy file does not tell the role',
        reports: [
          {
            message: '`arn:aws:iam::111122223333:user/alice` may assume the role without MFA',
            at: 'arn:aws:iam::111122223333:user/alice',
          },
        ],
      },
    },
  },
  {
    rule: 'missing-mfa-condition',
    what: 'is silent where a group denies without MFA',
    access: {
      users: { Alice: { name: 'alice', groups: ['Staff'], attached: ['Audit'] } },
      groups: { Staff: { name: 'staff', inline: { guard: GUARD } } },
      managedPolicies: { Audit: { document: STOP_TRAIL } },
    },
    reports: [],
  },
  {
    rule: 'missing-mfa-condition',
    what: 'is silent on what users do to themselves',
    access: {
      users: {
        Alice: {
          name: 'alice',
          inline: { own: documentOf(allow('iam:CreateAccessKey', 'arn:aws:iam::*:user/${aws:username}')) },
        },
      },
    },
    reports: [],
  },
];
