import { type Administrator, administrator } from '../../src/access/administrator.js';
import { amount } from '../../src/access/amount.js';
import type { Located } from '../../src/document/place.js';
import { displayText } from '../../src/document/value.js';
import { limitsOf } from '../../src/inventory/limits.js';
import { type Identity, identitiesByPolicy, isOfDevices, policiesOf } from '../../src/inventory/model.js';
import type { Statement } from '../../src/policy/model.js';
import type { Confidence, Problem, Rule } from '../../src/rule.js';

export default {
  id: 'admin-access',
  category: 'privilege',
  severity: 'critical',
  preset: 'recommended',
  summary: 'The holder may do everything on everything',
  why: `
This is administrator access, whatever the policy is called: every action of every service on every resource, the
policies that grant it included. There is nothing that its holder cannot read, change, delete or give to others, and no
way to tell afterwards what he did, since he can turn the trails off. For a person it makes every phished password an
account takeover; for a workload it does the same with every bug.

The rule reports what is allowed, not how it is spelled: \`*\`, \`*:*\`, a list of all services, a \`NotAction\` that leaves
out next to nothing, or several statements and policies of one identity that come to the same. Denies count, unless they
leave a way to take them away again; so does a permissions boundary. A condition on who asks (MFA, address) makes it no
less administrator access.`,
  fix: `
Grant what the holder does. Where an administrator is meant, let it be one role in the account that people assume with
MFA through IAM Identity Center, with AWS's \`AdministratorAccess\` policy, which is easy to find in a review, and say so
in the configuration:

\`\`\`json
"Action": ["cloudformation:*Stack", "cloudformation:*ChangeSet", "cloudformation:Describe*"],
"Resource": "arn:aws:cloudformation:*:111122223333:stack/my-app-*"
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-1',
  ],
  aliases: [
    'cwe:CWE-250',
    'cis-aws-1.4:1.16',
    'cis-aws-3.0:1.16',
    'cis-aws-5.0:1.15',
    'cis-aws-6.0:2.15',
    'cis-aws-7.0:2.14',
    'security-hub:IAM.1',
    'checkov:CKV_AWS_1',
    'checkov:CKV_AWS_62',
    'kics:iam_policies_with_full_privileges',
    'kics:iam_policy_grants_full_permissions',
    'kics:iam_role_with_full_privileges',
    'kics:sso_policy_with_full_priveleges',
    'cfn_nag:F3',
    'cfn_nag:F4',
    'cfn_nag:F5',
    'cdk-nag:IAMPolicyNoStatementsWithAdminAccess',
    'cdk-nag:AwsSolutions-IAM5',
    'terrascan:AC_AWS_0143',
    'terrascan:AC_AWS_0144',
    'terrascan:AC_AWS_0147',
    'terrascan:AC_AWS_0474',
    'regula:FG_R00092',
    'semgrep:no-iam-admin-privileges',
    'semgrep:aws-iam-admin-policy',
    'semgrep:aws-iam-admin-policy-ssoadmin',
    'guard:IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS',
  ],

  coversStatement: true,

  *inventory({ policies, identities }) {
    const holdersOf = identitiesByPolicy(identities);
    for (const policy of policies) {
      // What hangs on a certificate grants nothing but IoT's own actions.
      const isOfIam = policy.kind === 'identity' && !isOfDevices(policy);
      const found = isOfIam ? administrator([policy]) : undefined;
      if (found === undefined) continue;
      const holders = holdersOf.get(policy) ?? [];
      const free = holders.filter((holder) => administrator([policy], limitsOf(holder).boundary) !== undefined);
      const [holder] = [...free.filter((each) => confidenceOf(each) === 'proven'), ...free];
      if (holders.length === 0) yield problem(found, 'the holder', 'proven');
      else if (holder !== undefined) yield problemOf(found, holder, free);
    }
    for (const identity of identities) {
      const held = policiesOf(identity);
      if (held.length < 2 || held.some((policy) => administrator([policy]) !== undefined)) continue;
      const found = administrator(held, limitsOf(identity).boundary);
      if (found !== undefined) yield problemOf(found, identity, [identity]);
    }
  },
} satisfies Rule;

function nameOf({ type, name }: Identity): string {
  return `${type} \`${name}\``;
}

/** A boundary that is not told may take all of it back. */
function confidenceOf(identity: Identity): Confidence {
  return limitsOf(identity).hasUnknownBoundary ? 'possible' : 'proven';
}

/** @param holders all who are administrators by it */
function problemOf(found: Administrator, holder: Identity, holders: readonly Identity[]): Problem {
  const others = holders.filter((each) => each !== holder);
  return { ...problem(found, nameOf(holder), confidenceOf(holder)), holders: [holder, ...others] };
}

function problem({ grants, again, missing }: Administrator, holder: string, confidence: Confidence): Problem {
  const [first, ...rest] = grants;
  const { at, words } = widestWords(first);
  const more = rest.length === 0 ? '' : ` with ${rest.length} more ${rest.length === 1 ? 'statement' : 'statements'}`;
  const what = missing === 0 ? 'every action' : `all but ${amount(missing)} actions`;
  return {
    at,
    message: `\`${words}\`${more} lets ${holder} do ${what} on every resource: administrator access`,
    confidence,
    related: [
      ...rest.map(widestWords).map((grant) => ({ at: grant.at, message: `\`${grant.words}\` adds to it` })),
      ...again.map(widestWords).map((grant) => ({ at: grant.at, message: `\`${grant.words}\` grants the same again` })),
    ],
  };
}

/** What to point at in a grant: the entry with the most in it, or `NotAction`. */
function widestWords(statement: Statement): { readonly at: Located; readonly words: string } {
  const { action } = statement;
  const items = action?.negated === false ? action.items : [];
  const widest = items.find((item) => displayText(item).startsWith('*')) ?? items[0];
  if (widest !== undefined) return { at: widest, words: displayText(widest) };
  return { at: action ?? statement, words: action?.name ?? 'Statement' };
}
