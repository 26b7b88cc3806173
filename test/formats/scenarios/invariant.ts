import type { Settings } from '../../../src/lint/settings.js';
import type { Scenario } from '../scenario.js';
import { allow, deny, documentOf, WORKLOAD } from './documents.js';

/** Nobody but those for emergencies stops the trail, and whoever works for others deletes nothing. */
const settings: Partial<Settings> = {
  invariants: [
    {
      id: 'trail',
      reason: 'Auditors rely on it',
      never: { actions: ['cloudtrail:StopLogging'] },
      except: { identities: ['*emergency*'] },
      base: '/',
    },
    {
      id: 'contractors',
      reason: 'They work for others, too',
      mustDeny: { actions: ['s3:DeleteBucket'] },
      in: { identities: ['*contractor*'] },
      base: '/',
    },
  ],
};

const ALL_OF_TRAIL = allow('cloudtrail:*');

export const INVARIANT: readonly Scenario[] = [
  {
    rule: 'invariant',
    what: 'reports what a role is granted inline',
    settings,
    access: { roles: { Worker: { trust: WORKLOAD, inline: { own: documentOf(ALL_OF_TRAIL) } } } },
    reports: [
      {
        message: '`cloudtrail:StopLogging` is granted to role `Worker`, against `trail`: Auditors rely on it',
        at: 'cloudtrail:*',
      },
    ],
  },
  {
    rule: 'invariant',
    what: 'reports what AWS grants in its own policies',
    settings,
    access: { groups: { Staff: { name: 'staff', attached: ['arn:aws:iam::aws:policy/AWSCloudTrail_FullAccess'] } } },
    reports: [
      {
        message: '`cloudtrail:StopLogging` is granted to group `Staff`, against `trail`: Auditors rely on it',
        at: 'arn:aws:iam::aws:policy/AWSCloudTrail_FullAccess',
      },
    ],
  },
  {
    rule: 'invariant',
    what: 'reports those who deny too little',
    settings,
    access: {
      users: {
        Guest: {
          name: 'contractor',
          inline: { guard: documentOf(deny('s3:DeleteObject')) },
        },
      },
    },
    reports: [
      {
        message:
          '`s3:DeleteBucket` is not denied by the policies of user `Guest`, against `contractors`: They work for others, too',
        at: 'Guest',
      },
    ],
    differs: { 'policy file': { reason: 'a policy file does not tell who has the policy', reports: [] } },
  },
  {
    rule: 'invariant',
    what: 'is silent on what a Deny or a boundary takes back, and on whom it excepts',
    settings,
    access: {
      roles: {
        Denied: {
          trust: WORKLOAD,
          inline: { own: documentOf(ALL_OF_TRAIL, deny('cloudtrail:Stop*')) },
        },
        Bounded: {
          trust: WORKLOAD,
          inline: { own: documentOf(ALL_OF_TRAIL) },
          boundary: 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess',
        },
      },
      users: { Glass: { name: 'emergency', inline: { own: documentOf(ALL_OF_TRAIL) } } },
    },
    reports: [],
  },
];
