import { UNTOLD_WORLD } from '../../../src/inventory/world.js';
import type { Scenario } from '../scenario.js';
import { documentOf, trustOf } from './documents.js';
import { ofAnyRole } from './trust.js';

const ROOT = 'arn:aws:iam::444455556666:root';
const OWN = 'arn:aws:iam::111122223333:root';
const ID = { Condition: { StringEquals: { 'sts:ExternalId': '3f1c9d5e' } } };

/** The configuration names one account, and one of others that is trusted. */
const TOLD: Scenario['settings'] & object = {
  world: {
    ...UNTOLD_WORLD,
    accounts: new Map([['111122223333', { account: '111122223333' }]]),
    trustedAccounts: new Map([['777788889999', { account: '777788889999', name: 'partner' }]]),
  },
};

const PARTNER = 'arn:aws:iam::777788889999:root';

const ORPHAN = 'AROAEXAMPLEROLEID1234';
const ANYWHERE = 'rolesanywhere.amazonaws.com';

export const TRUST_OF_ACCOUNTS: readonly Scenario[] = [
  {
    rule: 'cross-account-without-external-id',
    what: "reports somebody else's account",
    access: { roles: { Scan: { trust: trustOf({ AWS: ROOT }) } } },
    settings: TOLD,
    reports: [
      { message: `\`${ROOT}\` may assume \`Scan\` on anybody's behalf: no external id is asked for`, at: ROOT },
    ],
    differs: ofAnyRole(`\`${ROOT}\` may assume the role on anybody's behalf: no external id is asked for`, ROOT),
  },
  {
    rule: 'cross-account-without-external-id',
    what: 'is silent where it is asked for one',
    access: { roles: { Scan: { trust: trustOf({ AWS: ROOT }, ID) } } },
    settings: TOLD,
    reports: [],
  },
  {
    rule: 'cross-account-trust',
    what: 'reports an account that is trusted',
    access: { roles: { Backup: { trust: trustOf({ AWS: PARTNER }) } } },
    settings: TOLD,
    reports: [{ message: `\`${PARTNER}\` lets account # (partner) decide who assumes \`Backup\``, at: PARTNER }],
    differs: ofAnyRole(`\`${PARTNER}\` lets account # (partner) decide who assumes the role`, PARTNER),
  },
  {
    rule: 'cross-account-trust',
    what: "is silent on one's own",
    access: { roles: { Deploy: { trust: trustOf({ AWS: OWN }) } } },
    settings: TOLD,
    reports: [],
  },
  {
    rule: 'account-root-trust',
    what: 'reports an account as a whole',
    access: { roles: { Deploy: { trust: trustOf({ AWS: OWN }) } } },
    settings: TOLD,
    reports: [
      { message: `\`${OWN}\` lets every identity of its account that may assume roles assume \`Deploy\``, at: OWN },
    ],
    differs: ofAnyRole(`\`${OWN}\` lets every identity of its account that may assume roles assume the role`, OWN),
  },
  {
    rule: 'account-root-trust',
    what: 'is silent on a role of it',
    access: { roles: { Deploy: { trust: trustOf({ AWS: 'arn:aws:iam::111122223333:role/ci' }) } } },
    settings: TOLD,
    reports: [],
  },
  {
    rule: 'orphaned-principal',
    what: 'reports the id of a role that is gone',
    access: { roles: { Deploy: { trust: trustOf({ AWS: ORPHAN }) } } },
    reports: [{ message: `\`${ORPHAN}\` is the id of a role that is gone: nobody is let in by it`, at: ORPHAN }],
  },
  {
    rule: 'orphaned-principal',
    what: 'is silent on a role that is there',
    access: { roles: { Deploy: { trust: trustOf({ AWS: 'arn:aws:iam::111122223333:role/ci' }) } } },
    reports: [],
  },
  {
    rule: 'rolesanywhere-unpinned-certificate',
    what: 'reports any certificate',
    access: { roles: { Build: { trust: trustOf({ Service: ANYWHERE }) } } },
    reports: [
      { message: `\`${ANYWHERE}\` lets every certificate of every trust anchor assume \`Build\``, at: ANYWHERE },
    ],
    differs: ofAnyRole(`\`${ANYWHERE}\` lets every certificate of every trust anchor assume the role`, ANYWHERE),
  },
  {
    rule: 'rolesanywhere-unpinned-certificate',
    what: 'is silent on one that is named',
    access: {
      roles: {
        Build: {
          trust: documentOf({
            Effect: 'Allow',
            Principal: { Service: ANYWHERE },
            Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
            Condition: { StringEquals: { 'aws:PrincipalTag/x509Subject/CN': 'build.example.com' } },
          }),
        },
      },
    },
    reports: [],
  },
];
