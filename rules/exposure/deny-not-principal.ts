import { includesStrangers } from '../../src/access/principals.js';
import type { Principal } from '../../src/policy/model.js';
import type { Rule } from '../../src/rule.js';
import { listed } from './allow-not-principal.js';

export default {
  id: 'deny-not-principal',
  category: 'exposure',
  severity: 'medium',
  preset: 'recommended',
  summary: 'A Deny with NotPrincipal also denies those whom it excepts, once they have a permissions boundary',
  why: `
A \`Deny\` with \`NotPrincipal\` is meant to keep out everybody but those listed. It always denies principals that have a
permissions boundary, listed or not: on the day somebody sets one on the excepted role, the role is locked out, and what
it served stops. And an exception for a role is not one for its sessions, nor for its account: unless those are listed
beside it, AWS may deny it all the same, so that such statements tend to lock out their own administrators.

AWS advises to deny everybody, with a condition on \`aws:PrincipalArn\`, which heeds neither boundaries nor sessions. An
element that lists AWS services alone is silent, since services have no boundary.`,
  fix: `
Deny everybody, and except by condition:

\`\`\`json
{
  "Effect": "Deny",
  "Principal": "*",
  "Action": "s3:*",
  "Resource": ["arn:aws:s3:::my-bucket", "arn:aws:s3:::my-bucket/*"],
  "Condition": { "ArnNotEquals": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/backup" } }
}
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html',
  ],
  aliases: ['cwe:CWE-284'],
  coveredBy: ['policy-lockout', 'malformed-policy'],

  policyKinds: ['resource', 'trust'],

  *statement({ effect, principal }) {
    // Everybody but everybody is nobody.
    if (effect !== 'Deny' || principal?.negated !== true || !includesStrangers(principal)) return;
    const { items, unknown } = principal;
    if (items.length > 0 && unknown.length === 0 && items.every(isService)) return;
    const message = `\`NotPrincipal\` excepts ${listed(principal)} from the Deny, yet whoever has a permissions boundary is denied`;
    yield { at: principal, message };
  },
} satisfies Rule;

function isService({ type }: Principal): boolean {
  return type === 'Service';
}
