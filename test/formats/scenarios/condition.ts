import type { Scenario } from '../scenario.js';
import { allow, documentOf, trustOf, WORKLOAD } from './documents.js';

const WITHOUT_MFA = { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } };
const GUARD = documentOf({ Effect: 'Deny', NotAction: 'iam:EnableMFADevice', Resource: '*', Condition: WITHOUT_MFA });
const WEAK_GUARD = documentOf({
  Effect: 'Deny',
  NotAction: 'iam:EnableMFADevice',
  Resource: '*',
  Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } },
});
const GUARD_AGAINST_KEYS = documentOf({
  Effect: 'Deny',
  NotAction: 'iam:EnableMFADevice',
  Resource: '*',
  Condition: { Null: { 'aws:MultiFactorAuthPresent': 'true' } },
});
const WITH_MFA_OR_KEY = { Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } } };
const WITH_MFA = { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } };
const OF_RECENT_MFA = { Condition: { NumericLessThanIfExists: { 'aws:MultiFactorAuthAge': '3600' } } };
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
  {
    rule: 'bypassable-mfa-condition',
    what: 'reports a Deny that spares access keys',
    access: { groups: { Staff: { name: 'staff', inline: { guard: WEAK_GUARD } } } },
    reports: [
      {
        message:
          '`Bool` on `aws:MultiFactorAuthPresent` does not deny access keys without MFA; write `BoolIfExists` with `false`',
        at: 'aws:MultiFactorAuthPresent',
      },
    ],
  },
  {
    rule: 'bypassable-mfa-condition',
    what: 'reports an Allow that lets access keys in, whoever holds it',
    access: {
      users: { Alice: { name: 'alice', attached: ['Audit'] } },
      managedPolicies: { Audit: { document: documentOf(allow('cloudtrail:StopLogging', '*', WITH_MFA_OR_KEY)) } },
    },
    reports: [
      {
        message:
          '`BoolIfExists` on `aws:MultiFactorAuthPresent` allows access keys without MFA; write `Bool` with `true`',
        at: 'aws:MultiFactorAuthPresent',
      },
    ],
  },
  {
    rule: 'bypassable-mfa-condition',
    what: 'reports trust that lets access keys in',
    access: { roles: { Worker: { trust: trustOf({ AWS: '111122223333' }, OF_RECENT_MFA) } } },
    reports: [
      {
        message:
          '`NumericLessThanIfExists` on `aws:MultiFactorAuthAge` allows access keys and temporary credentials without MFA; write `NumericLessThan`',
        at: 'aws:MultiFactorAuthAge',
      },
    ],
  },
  {
    rule: 'bypassable-mfa-condition',
    what: 'is silent where a policy of the group denies what that of the user spares',
    access: {
      users: { Alice: { name: 'alice', groups: ['Staff'], inline: { guard: WEAK_GUARD } } },
      groups: { Staff: { name: 'staff', attached: ['Guard'] } },
      managedPolicies: { Guard: { document: GUARD_AGAINST_KEYS } },
    },
    reports: [],
  },
  {
    rule: 'bypassable-mfa-condition',
    what: 'is silent on policies of roles',
    access: { roles: { Worker: { trust: WORKLOAD, inline: { guard: WEAK_GUARD } } } },
    reports: [],
  },
  {
    rule: 'mfa-condition-on-role',
    what: 'reports inline policies',
    access: {
      roles: {
        Worker: { trust: WORKLOAD, inline: { audit: documentOf(allow('cloudtrail:StopLogging', '*', WITH_MFA)) } },
      },
    },
    reports: [
      {
        message: '`aws:MultiFactorAuthPresent` tells nothing in sessions of role `Worker`: this Allow never applies',
        at: 'aws:MultiFactorAuthPresent',
      },
    ],
  },
  {
    rule: 'mfa-condition-on-role',
    what: 'reports managed policies, by their holder',
    access: {
      roles: { Worker: { trust: WORKLOAD, attached: ['Guard'] } },
      managedPolicies: { Guard: { document: GUARD } },
    },
    reports: [
      {
        message: '`aws:MultiFactorAuthPresent` tells nothing in sessions of role `Worker`: this Deny always applies',
        at: 'aws:MultiFactorAuthPresent',
      },
    ],
  },
  {
    rule: 'mfa-condition-on-role',
    what: 'is silent on trust, and on what a group holds as well',
    access: {
      groups: { Staff: { name: 'staff', attached: ['Guard'] } },
      roles: { Worker: { trust: trustOf({ AWS: '111122223333' }, WITH_MFA), attached: ['Guard'] } },
      managedPolicies: { Guard: { document: GUARD } },
    },
    reports: [],
  },
];
