import type { Scenario } from '../scenario.js';
import { allow, documentOf, HARMLESS, WORKLOAD } from './documents.js';

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k'];
const POLICIES = NAMES.map((name) => `arn:aws:iam::111122223333:policy/${name}`);
const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';
const SPRAWL = {
  message: '`Worker` holds # policies, of which nobody oversees the sum',
  at: { Serverless: 'role', 'all others': 'Worker' },
};
const READER = 'arn:aws:iam::aws:policy/job-function/ViewOnlyAccess';

/** Identities that are more than there need be: policies, sessions, users; and boundaries that are less. */
export const IDENTITY_IN_EXCESS: readonly Scenario[] = [
  {
    rule: 'policy-sprawl',
    what: 'reports more policies than ten',
    access: { roles: { Worker: { trust: WORKLOAD, attached: POLICIES } } },
    reports: [SPRAWL],
    differs: { SAM: { reason: 'SAM gives the role of a function one more', reports: [SPRAWL] } },
  },
  {
    rule: 'policy-sprawl',
    what: 'is silent on fewer',
    access: { roles: { Worker: { trust: WORKLOAD, attached: POLICIES.slice(2) } } },
    reports: [],
  },
  {
    rule: 'long-lived-user',
    what: 'reports users',
    access: { users: { Alice: { name: 'alice' } } },
    reports: [{ message: '`Alice` is a user whose credentials work until somebody takes them away', at: 'Alice' }],
  },
  {
    rule: 'long-lived-user',
    what: 'is silent on roles',
    access: { roles: { Worker: { trust: WORKLOAD } } },
    reports: [],
  },
  {
    rule: 'shared-user',
    what: 'reports names for many',
    access: { users: { Alice: { name: 'data-team' } } },
    reports: [{ message: '`data-team` looks like a user that several people share', at: 'Alice' }],
  },
  {
    rule: 'shared-user',
    what: 'is silent on names for one',
    access: { users: { Alice: { name: 'alice' } } },
    reports: [],
  },
  {
    rule: 'missing-permissions-boundary',
    what: 'reports roles',
    access: { roles: { Worker: { trust: WORKLOAD } } },
    reports: [
      {
        message: '`Worker` is a role that no permissions boundary limits',
        at: { Serverless: 'role', 'all others': 'Worker' },
      },
    ],
    differs: { 'policy file': { reason: 'a policy file does not tell what else a role has', reports: [] } },
  },
  {
    rule: 'missing-permissions-boundary',
    what: 'is silent where there is one',
    access: { roles: { Worker: { trust: WORKLOAD, boundary: READER } } },
    reports: [],
  },
  {
    rule: 'ineffective-permissions-boundary',
    what: 'reports boundaries that allow everything',
    access: { roles: { Worker: { trust: WORKLOAD, boundary: ADMINISTRATOR } } },
    reports: [{ message: '`Worker` has a permissions boundary that allows everything', at: ADMINISTRATOR }],
  },
  {
    rule: 'ineffective-permissions-boundary',
    what: 'reports boundaries that their holder gets rid of',
    access: {
      users: {
        Alice: {
          name: 'alice',
          boundary: 'arn:aws:iam::aws:policy/IAMFullAccess',
          inline: { own: documentOf(allow('iam:DeleteUserPermissionsBoundary')) },
        },
      },
    },
    reports: [
      {
        message: '`Alice` may get rid of its own permissions boundary by `iam:DeleteUserPermissionsBoundary`',
        at: 'arn:aws:iam::aws:policy/IAMFullAccess',
      },
    ],
  },
  {
    rule: 'ineffective-permissions-boundary',
    what: 'is silent on boundaries that hold',
    access: { roles: { Worker: { trust: WORKLOAD, boundary: READER, inline: { all: documentOf(allow('iam:*')) } } } },
    reports: [],
  },
  {
    rule: 'unattached-policy',
    what: 'reports policies that nobody holds',
    access: { managedPolicies: { Read: { document: HARMLESS } } },
    reports: [{ confidence: 'possible', message: '`Read` is attached to nobody that the input tells of', at: 'Read' }],
    differs: { 'policy file': { reason: 'a bare document is no managed policy', reports: [] } },
  },
  {
    rule: 'unattached-policy',
    what: 'is silent on policies that somebody holds',
    access: {
      roles: { Worker: { trust: WORKLOAD, attached: ['Read'] } },
      managedPolicies: { Read: { document: HARMLESS } },
    },
    reports: [],
  },
  {
    rule: 'duplicate-policy',
    what: 'reports policies that say the same',
    access: {
      managedPolicies: { Read: { name: 'read', document: HARMLESS }, Same: { name: 'same', document: HARMLESS } },
    },
    reports: [{ message: '`same` grants the same as `read`', at: 'same' }],
  },
  {
    rule: 'duplicate-policy',
    what: 'is silent on policies that do not',
    access: {
      managedPolicies: {
        Read: { name: 'read', document: HARMLESS },
        Write: { name: 'write', document: documentOf(allow('s3:PutObject', 'arn:aws:s3:::acme-reports/*')) },
      },
    },
    reports: [],
  },
  {
    rule: 'permission-set-user-assignment',
    what: 'reports single users',
    access: { permissionSets: { Readers: { name: 'readers', attached: [READER], assignedTo: 'USER' } } },
    reports: [{ message: '`ReadersAssignment` gives a permission set to one user, whom no group governs', at: 'USER' }],
  },
  {
    rule: 'permission-set-user-assignment',
    what: 'is silent on groups',
    access: { permissionSets: { Readers: { name: 'readers', attached: [READER], assignedTo: 'GROUP' } } },
    reports: [],
  },
  {
    rule: 'permission-set-long-session',
    what: 'reports long sessions that change things',
    access: { permissionSets: { Admins: { name: 'admins', attached: [ADMINISTRATOR], session: 'PT12H' } } },
    reports: [{ message: '`Admins` may change things in sessions of # hours', at: 'PT12H' }],
  },
  {
    rule: 'permission-set-long-session',
    what: 'is silent on those that read, and on short ones',
    access: {
      permissionSets: {
        Readers: { name: 'readers', attached: [READER], session: 'PT12H' },
        Admins: { name: 'admins', attached: [ADMINISTRATOR], session: 'PT2H' },
      },
    },
    reports: [],
  },
];
