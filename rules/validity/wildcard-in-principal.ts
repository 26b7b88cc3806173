import { displayText, literalOf, type Principal } from '../../src/policy/index.js';
import { hasWildcard } from '../../src/policy/wildcard.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'wildcard-in-principal',
  category: 'validity',
  severity: 'medium',
  preset: 'recommended',
  summary: 'A wildcard within a principal, where AWS takes none',
  why: `
A principal is somebody: an account, a user, a role, a session. AWS takes \`*\` for everybody, and no wildcard within a name
or an ARN: \`arn:aws:iam::111122223333:role/app-*\` is refused when the policy is saved (\`Invalid principal in policy\`), or,
by the few services that do not look, taken for the name of a role that does not exist. A trust policy takes no
\`"Principal": "*"\` either, only \`{ "AWS": "*" }\`.`,
  fix: `
Name the principals one by one, or name the account and choose among its roles by a condition, which takes wildcards:

\`\`\`json
{
  "Effect": "Allow",
  "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
  "Action": "sts:AssumeRole",
  "Condition": { "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/app-*" } }
}
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-unsupported-wildcard-in-principal',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-role-trust-policy-unsupported-wildcard-in-principal',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#Principal_specifying',
  ],
  aliases: [
    'access-analyzer:UNSUPPORTED_WILDCARD_IN_PRINCIPAL',
    'access-analyzer:ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL',
  ],
  coveredBy: ['public-trust-policy'],
  policyKinds: ['trust', 'resource'],

  *statement({ principal }, { kind }) {
    for (const item of principal?.items ?? []) {
      const { type, value } = item;
      if (type === '*' && kind === 'trust') {
        yield {
          at: value,
          message: '`*` is no principal of a trust policy: AWS takes `{ "AWS": "*" }` alone for everybody',
          aliases: ['access-analyzer:ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL'],
        };
      } else if (isPartly(item)) {
        yield {
          at: value,
          message:
            type === 'AWS'
              ? `\`${displayText(value)}\` has a wildcard, which AWS takes in no principal but \`*\` for everybody`
              : `\`${displayText(value)}\` is no canonical user id: everybody is \`{ "AWS": "*" }\``,
          aliases: ['access-analyzer:UNSUPPORTED_WILDCARD_IN_PRINCIPAL'],
        };
      }
    }
  },
} satisfies Rule;

/** What stands under `Service` and `Federated` has a form of its own, which other rules know. */
function isPartly({ type, value }: Principal): boolean {
  if (type !== 'AWS' && type !== 'CanonicalUser') return false;
  const isEverybody = type === 'AWS' && literalOf(value) === '*';
  return !isEverybody && value.parts.some((part) => typeof part === 'string' && hasWildcard(part));
}
