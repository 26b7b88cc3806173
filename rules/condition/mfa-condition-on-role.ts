import { asksForMfa, isAboutMfa } from '../../src/access/mfa.js';
import { holdsIn, WITHOUT_MFA } from '../../src/access/mfa-situation.js';
import { displayText } from '../../src/document/value.js';
import { type Holder, isForRolesAlone } from '../../src/inventory/model.js';
import type { Statement } from '../../src/policy/model.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'mfa-condition-on-role',
  category: 'condition',
  severity: 'low',
  preset: 'recommended',
  summary: "A role's own policy asks for MFA, of which its sessions know nothing",
  why: `
MFA is used when a person signs in or asks for a session, and the session remembers it. Credentials that come from assuming
a role do not: they carry no MFA information, whatever the caller used. So a condition on MFA in the role's own policy
decides nothing about MFA. \`Bool … "true"\` in an Allow never lets anybody in, the usual Deny with \`BoolIfExists … "false"\`
denies the role everything, and the variants that seem to work let everybody through.

The place for the check is the role's trust policy, where the conditions are about the caller who assumes the role. The
same goes for permission sets of IAM Identity Center: they become roles, and MFA belongs to the sign-in there. A policy
that users or groups hold as well is not reported.`,
  fix: `
Move the condition into the role's trust policy:

\`\`\`json
{
  "Effect": "Allow",
  "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
  "Action": "sts:AssumeRole",
  "Condition": { "Bool": { "aws:MultiFactorAuthPresent": "true" } }
}
\`\`\`

For a permission set, set MFA in IAM Identity Center, and leave the condition out.`,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html#MFAProtectedAPI-overview',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent',
    'https://docs.aws.amazon.com/singlesignon/latest/userguide/enable-mfa.html',
  ],
  policyKinds: ['identity'],

  *statement(statement, policy) {
    if (!isForRolesAlone(policy) || !asksForMfa(statement)) return;
    const condition = statement.conditions.find(isAboutMfa);
    const key = condition === undefined ? 'MFA' : displayText(condition.key);
    const message = `\`${key}\` tells nothing in ${holderNames(policy.holders.known)}: ${outcomeOf(statement)}`;
    yield { at: condition ?? statement, message };
  },
} satisfies Rule;

function holderNames([first, ...rest]: readonly Holder[]): string {
  if (first === undefined) return 'roles';
  const more = rest.length === 0 ? '' : ` and ${rest.length} more`;
  return `sessions of ${first.type === 'role' ? 'role' : 'permission set'} \`${first.name}\`${more}`;
}

/** What becomes of the statement in a session without the keys, or with the word that MFA was not used. */
function outcomeOf(statement: Statement): string {
  const { effect } = statement;
  const verdicts = WITHOUT_MFA.map((situation) => holdsIn(statement, situation));
  const word = effect ?? 'statement';
  if (verdicts.every((verdict) => verdict === 'no')) return `this ${word} never applies`;
  if (verdicts.every((verdict) => verdict === 'yes')) return `this ${word} always applies`;
  return `this ${word} does not depend on MFA`;
}
