import { federationOf } from '../../src/policy/federation.js';
import { type Condition, conditionKeyName, displayText } from '../../src/policy/index.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'oidc-principal-without-condition',
  category: 'validity',
  severity: 'high',
  preset: 'validity',
  summary:
    'A trust policy lets in an OpenID Connect provider without asking whom it vouches for, as AWS’s validator reads it',
  why: `
A provider vouches for all of its users: GitHub for every repository there is, Google for every account. Whom of them a role
is for is told by conditions on what the token says, whose keys begin with the provider's name:
\`token.actions.githubusercontent.com:sub\`. Without one, anybody to whom the provider gives a token may assume the role.

This rule says what AWS's validator says: that a statement has no such key, or, for GitHub, none for the subject. Whether
the conditions that are there hold off strangers is what \`unpinned-oidc-subject\` tells.`,
  fix: `
Fix the audience, and the subject down to the repository and branch:

\`\`\`json
"Condition": {
  "StringEquals": {
    "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
    "token.actions.githubusercontent.com:sub": "repo:example/app:ref:refs/heads/main"
  }
}
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-security-warning-missing-condition-key-for-oidc-principal',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-security-warning-missing-github-repo-condition-key',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html',
  ],
  aliases: [
    'access-analyzer:MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL',
    'access-analyzer:MISSING_GITHUB_REPO_CONDITION_KEY',
  ],
  coveredBy: ['unpinned-oidc-subject', 'missing-oidc-audience'],
  policyKinds: ['trust'],

  *statement({ effect, principal, conditions, unknown }) {
    if (effect !== 'Allow' || principal === undefined || principal.negated || unknown.length > 0) return;
    for (const item of principal.items) {
      const federation = federationOf(item);
      if (federation?.kind !== 'oidc') continue;
      const { issuer } = federation;
      const claims = conditions.filter((condition) => isClaim(condition, issuer));
      const isOfGitHub = issuer === GITHUB;
      const isNone = claims.length === 0;
      if (!isNone && !(isOfGitHub && !claims.some(isSubject))) continue;
      yield {
        at: item.value,
        message: isOfGitHub
          ? `\`${displayText(item.value)}\` is let in for any repository: no condition asks for the token's \`sub\``
          : `\`${displayText(item.value)}\` is let in for whomever it vouches for: no condition asks what the token says`,
        aliases: [
          ...(isNone ? ['access-analyzer:MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL'] : []),
          ...(isOfGitHub ? ['access-analyzer:MISSING_GITHUB_REPO_CONDITION_KEY'] : []),
        ],
      };
    }
  },
} satisfies Rule;

export const GITHUB = 'token.actions.githubusercontent.com';

/** Whether a condition looks at a token of the issuer; of one that is not told, at a token of any. */
function isClaim(condition: Condition, issuer: string | undefined): boolean {
  // A key with a part that is not told may be a claim.
  const name = conditionKeyName(condition);
  if (name === undefined) return true;
  return issuer === undefined ? name.slice(0, name.lastIndexOf(':')).includes('.') : name.startsWith(`${issuer}:`);
}

function isSubject(condition: Condition): boolean {
  return conditionKeyName(condition)?.endsWith(':sub') !== false;
}
