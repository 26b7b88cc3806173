import { areDisjoint, expand } from '../../src/access/action-set.js';
import { assumableAtWill } from '../../src/access/cross-account-limits.js';
import { isUser } from '../../src/access/principals.js';
import { actionsOf } from '../../src/access/statement-set.js';
import { displayText } from '../../src/document/value.js';
import { type OutsidePrincipal, outsidePrincipals } from '../../src/inventory/outside-principals.js';
import type { PlacedPolicy, Rule, Statement, World } from '../../src/rule.js';
import { roleName } from './unpinned-oidc-subject.js';

export default {
  id: 'cross-account-without-external-id',
  category: 'trust',
  severity: 'medium',
  preset: 'recommended',
  summary: "A role trusts somebody else's account without an external id",
  why: `
A vendor's product works for all its customers from one account. It assumes the role whose ARN a customer enters. A role
that asks for nothing but that account is assumed for any customer of the vendor who enters this ARN, which is no secret:
he reads your data through the vendor's own screens. The external id, which the vendor sets, one for each customer, tells
the role on whose behalf the vendor comes.

An id with a wildcard, \`IfExists\` or \`ForAllValues\`, or an empty one, tells nothing. Roles that ask for an organization,
for MFA, or for a known network are silent: they are not for a vendor, or are closed in another way.`,
  fix: `
Ask for the id that the vendor shows for your account:

\`\`\`json
"Principal": { "AWS": "arn:aws:iam::444455556666:root" },
"Action": "sts:AssumeRole",
"Condition": { "StringEquals": { "sts:ExternalId": "3f1c9d5e-vendor-gave-this" } }
\`\`\`

If the account is one of your own, or one that you trust as such, say so in the configuration under \`accounts\` or
\`trustedAccounts\`; roles within an organization better ask for \`aws:PrincipalOrgID\`.`,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html',
  ],
  aliases: ['cwe:CWE-441', 'kics:cross_account_iam_assume_role_policy_without_external_id_or_mfa', 'regula:FG_R00255'],
  coveredBy: ['public-trust-policy'],
  coversStatement: true,

  policyKinds: ['trust'],

  *statement(statement, policy, _options, world) {
    const open = openToOutsiders(statement, policy, world).filter(mayComeForOthers);
    const stranger = open.find(isStranger);
    const outsider = stranger ?? open[0];
    if (outsider === undefined) return;
    const { principal, vendor } = outsider;
    const others = open.length - 1;
    const more = others === 0 ? '' : ` and ${others} more`;
    const whose = vendor === undefined ? '' : ` (${vendor.name})`;
    yield {
      at: principal,
      message: `\`${displayText(principal.value)}\`${whose}${more} may assume ${roleName(policy)} on anybody's behalf: no external id is asked for`,
      confidence: stranger === undefined ? 'possible' : 'proven',
    };
  },
} satisfies Rule;

/** Not who is trusted as such, nor a user who may well be of one's own account. */
function mayComeForOthers({ standing, vendor, principal }: OutsidePrincipal): boolean {
  return vendor !== undefined || standing === 'other' || (standing === 'unknown' && !isUser(principal));
}

function isStranger({ standing, vendor }: OutsidePrincipal): boolean {
  return standing === 'other' || vendor !== undefined;
}

/** The principals of other accounts who can assume a role with nothing asked of them but who they are. */
export function openToOutsiders(statement: Statement, policy: PlacedPolicy, world: World): readonly OutsidePrincipal[] {
  const outsiders = outsidePrincipals(statement, world);
  if (outsiders.length === 0 || areDisjoint(actionsOf(statement), expand('sts:AssumeRole'))) return [];
  return outsiders.filter(({ principal }) => assumableAtWill(statement, policy, principal).verdict === 'yes');
}
