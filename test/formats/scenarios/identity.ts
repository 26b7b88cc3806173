import type { Scenario } from '../scenario.js';
import { HARMLESS, WORKLOAD } from './documents.js';

const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

/** In Terraform an attachment is a resource of its own, and stands for a policy whose ARN is not known yet. */
const OWN_POLICY_OF_ALICE = {
  template: 'Reports',
  'any plan': 'Alice0',
  'any state': 'arn:aws:iam::111122223333:policy/Reports',
};

/** SAM knows no name of an inline policy: it is pointed at itself. */
const WITHOUT_NAME = {
  'SAM as JSON':
    '{ "Version": "2012-10-17", "Statement": [ { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::acme-reports/*" } ] }',
  'SAM as YAML':
    'Version: 2012-10-17 Statement: - Effect: Allow Action: s3:GetObject Resource: arn:aws:s3:::acme-reports/*',
};

const NO_PASSWORD = 'no configuration of Terraform holds the password of a login profile: the provider makes it up';

export const IDENTITY: readonly Scenario[] = [
  {
    rule: 'user-attached-policy',
    what: 'reports AWS managed policies',
    access: { users: { Alice: { name: 'alice', attached: [READ_ONLY] } } },
    reports: [{ message: '`ReadOnlyAccess` is attached to user `Alice`, where no group governs it', at: READ_ONLY }],
  },
  {
    rule: 'user-attached-policy',
    what: 'reports policies that are made beside the user',
    access: {
      users: { Alice: { name: 'alice', attached: ['Reports'] } },
      managedPolicies: { Reports: { document: HARMLESS } },
    },
    reports: [{ message: '`Reports` is attached to user `Alice`, where no group governs it', at: OWN_POLICY_OF_ALICE }],
  },
  {
    rule: 'user-attached-policy',
    what: 'is silent on groups, roles and boundaries',
    access: {
      users: { Alice: { name: 'alice', groups: ['Staff'], boundary: 'Limits' } },
      groups: { Staff: { name: 'staff', attached: [READ_ONLY] } },
      roles: { Worker: { trust: WORKLOAD, attached: [READ_ONLY] } },
      managedPolicies: { Limits: { document: HARMLESS } },
    },
    reports: [],
  },
  {
    rule: 'inline-policy',
    what: 'reports those of users and groups',
    access: {
      users: { Alice: { name: 'alice', inline: { 'read-reports': HARMLESS } } },
      groups: { Staff: { name: 'staff', inline: { 'read-more': HARMLESS } } },
    },
    reports: [
      {
        message: '`read-reports` is an inline policy of user `Alice`: no versions, in no list of policies',
        at: 'read-reports',
      },
      {
        message: '`read-more` is an inline policy of group `Staff`: no versions, in no list of policies',
        at: 'read-more',
      },
    ],
  },
  {
    rule: 'inline-policy',
    what: 'is silent on managed policies and on roles',
    access: {
      groups: { Staff: { name: 'staff', attached: ['Reports'] } },
      roles: { Worker: { trust: WORKLOAD, inline: { 'read-reports': HARMLESS } } },
      managedPolicies: { Reports: { document: HARMLESS } },
    },
    reports: [],
  },
  {
    rule: 'inline-role-policy',
    what: 'reports each once',
    access: { roles: { Worker: { trust: WORKLOAD, inline: { 'read-reports': HARMLESS, 'read-more': HARMLESS } } } },
    reports: [
      {
        message: '`read-reports` is an inline policy of role `Worker`: no versions, in no list of policies',
        at: { ...WITHOUT_NAME, 'all others': 'read-reports' },
      },
      {
        message: '`read-more` is an inline policy of role `Worker`: no versions, in no list of policies',
        at: { ...WITHOUT_NAME, 'all others': 'read-more' },
      },
    ],
  },
  {
    rule: 'inline-role-policy',
    what: 'reports one without a name of its own',
    access: { roles: { Worker: { trust: WORKLOAD, inline: { 'read-reports': HARMLESS } } } },
    reports: [
      {
        message: '`read-reports` is an inline policy of role `Worker`: no versions, in no list of policies',
        at: { ...WITHOUT_NAME, Serverless: 'statements', 'all others': 'read-reports' },
      },
    ],
  },
  {
    rule: 'inline-role-policy',
    what: 'is silent on managed policies and on groups',
    access: {
      groups: { Staff: { name: 'staff', inline: { 'read-reports': HARMLESS } } },
      roles: { Worker: { trust: WORKLOAD, attached: ['Reports'] } },
      managedPolicies: { Reports: { document: HARMLESS } },
    },
    reports: [],
  },
  {
    rule: 'user-without-group',
    what: 'reports users in none',
    access: {
      users: { Alice: { name: 'alice' }, Bob: { name: 'bob', groups: ['Staff'] } },
      groups: { Staff: { name: 'staff' } },
    },
    reports: [{ message: '`Alice` is a user in no group: access comes by name or not at all', at: 'Alice' }],
  },
  {
    rule: 'user-without-group',
    what: 'is silent on members of any group',
    access: {
      users: { Alice: { name: 'alice', groups: ['Staff', 'Analysts'] } },
      groups: { Staff: { name: 'staff' }, Analysts: { name: 'analysts' } },
    },
    reports: [],
  },
  {
    rule: 'access-key',
    what: 'reports active keys',
    access: { users: { Alice: { name: 'alice', keys: { OldKey: 'Inactive', NewKey: 'Active' } } } },
    reports: [{ message: '`NewKey` is an access key of user `alice` that lasts until it is deleted', at: 'NewKey' }],
  },
  {
    rule: 'access-key',
    what: 'is silent on inactive keys and on users without one',
    access: { users: { Alice: { name: 'alice', keys: { OldKey: 'Inactive' } }, Bob: { name: 'bob' } } },
    reports: [],
  },
  {
    rule: 'login-profile',
    what: 'reports console passwords',
    access: { users: { Alice: { name: 'alice', login: { reset: true } } } },
    reports: [
      {
        message: '`LoginProfile` gives user `alice` a console password',
        at: { template: 'LoginProfile', Terraform: 'Alice' },
      },
    ],
  },
  {
    rule: 'login-profile',
    what: 'is silent on users without one',
    access: { users: { Alice: { name: 'alice', keys: { Key: 'Active' } } } },
    reports: [],
  },
  {
    rule: 'login-profile-without-reset',
    what: 'reports passwords that stay',
    access: { users: { Alice: { name: 'alice', login: { reset: false } } } },
    reports: [{ message: '`PasswordResetRequired` lets user `alice` keep the password that others know', at: 'false' }],
  },
  {
    rule: 'login-profile-without-reset',
    what: 'reports passwords that stay because nothing is said',
    access: { users: { Alice: { name: 'alice', login: {} } } },
    reports: [{ message: '`LoginProfile` lets user `alice` keep the password that others know', at: 'LoginProfile' }],
    differs: {
      Terraform: {
        reason: 'the provider writes down what the default is',
        reports: [
          { message: '`PasswordResetRequired` lets user `alice` keep the password that others know', at: 'false' },
        ],
      },
    },
  },
  {
    rule: 'login-profile-without-reset',
    what: 'is silent where a new one is asked for',
    access: { users: { Alice: { name: 'alice', login: { reset: true } }, Bob: { name: 'bob' } } },
    reports: [],
  },
  {
    rule: 'plaintext-password',
    what: 'reports passwords in the file',
    access: { users: { Alice: { name: 'alice', login: { password: 'correct horse', reset: true } } } },
    reports: [
      { message: '`Password` of user `alice` stands in the file, for all who can read it', at: 'correct horse' },
    ],
    differs: { 'any plan': { reason: NO_PASSWORD, reports: [] } },
  },
  {
    rule: 'plaintext-password',
    what: 'is silent on passwords that come from elsewhere',
    access: { users: { Alice: { name: 'alice', login: { reset: true } } } },
    reports: [],
  },
  {
    rule: 'weak-password-policy',
    what: 'reports what is set too low',
    access: { passwordPolicy: { PasswordPolicy: { MinimumPasswordLength: 8, PasswordReusePrevention: 5 } } },
    reports: [
      {
        message: '`PasswordPolicy` allows # characters (14 wanted), reuse after # passwords (24 wanted)',
        at: '8',
      },
    ],
  },
  {
    rule: 'weak-password-policy',
    what: 'reports what is left out',
    access: { passwordPolicy: { PasswordPolicy: { MinimumPasswordLength: 14, RequireSymbols: true } } },
    reports: [
      {
        message: '`PasswordPolicy` allows reuse after # passwords (24 wanted)',
        at: { 'any state': '0', 'all others': 'PasswordPolicy' },
      },
    ],
  },
  {
    rule: 'weak-password-policy',
    what: 'is silent on policies that ask for enough, and where there is none',
    access: { passwordPolicy: { PasswordPolicy: { MinimumPasswordLength: 16, PasswordReusePrevention: 24 } } },
    reports: [],
  },
  {
    rule: 'user-pool-without-mfa',
    what: 'reports pools that have it off',
    access: { userPools: { Customers: { mfa: 'OFF' } } },
    reports: [{ message: '`Customers` is a user pool with MFA off', at: 'OFF' }],
  },
  {
    rule: 'user-pool-without-mfa',
    what: 'reports pools that do not speak of it',
    access: { userPools: { Customers: {} } },
    reports: [{ message: '`Customers` is a user pool with MFA off, as it is by default', at: 'Customers' }],
    differs: {
      Terraform: {
        reason: 'the provider writes down what the default is',
        reports: [{ message: '`Customers` is a user pool with MFA off', at: 'OFF' }],
      },
    },
  },
  {
    rule: 'user-pool-without-mfa',
    what: 'is silent on pools that have it',
    access: { userPools: { Customers: { mfa: 'ON' }, Partners: { mfa: 'OPTIONAL' } } },
    reports: [],
  },
];
