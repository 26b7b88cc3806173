import { type LooseValue, looseValues } from '../../src/access/loose-value.js';
import { type Condition, shortText } from '../../src/policy/index.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'loose-condition-value',
  category: 'validity',
  severity: 'medium',
  preset: 'validity',
  summary: 'A wildcard or variable opens a condition that tells known callers from strangers',
  why: `
An account, an organization, a VPC is one thing: there is no use for a wildcard in its id, and each one lets in somebody
else's. \`"StringLike": { "aws:PrincipalOrgID": "o-a*" }\` is met by every organization whose id begins so, and ids are
AWS's to give. The same goes for the beginning of a token's subject (\`repo:*\` is every repository there is), for the
path in an organization and for the unique id of a caller.

A policy variable whose value the caller has a say in, such as a tag or a session's name, is no better than a wildcard.
AWS asks for at least six fixed characters in front of either.`,
  fix: `
Write ids in full, and begin other values with what a stranger cannot have:

\`\`\`json
"Condition": {
  "StringEquals": { "aws:PrincipalOrgID": "o-exampleorgid" },
  "StringLike": { "token.actions.githubusercontent.com:sub": "repo:example-org/app:ref:refs/heads/*" }
}
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-wildcard-usage-too-permissive',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sensitive',
  ],
  aliases: ['access-analyzer:VARIABLE_USAGE_TOO_PERMISSIVE', 'access-analyzer:WILDCARD_USAGE_TOO_PERMISSIVE'],
  coveredBy: [
    'unpinned-oidc-subject',
    'broad-oidc-subject',
    'public-s3-principal',
    'public-resource-policy',
    'always-true-condition',
  ],

  *statement({ effect, conditions }, { kind }) {
    for (const condition of conditions) {
      for (const loose of looseValues(condition, effect, kind)) {
        yield {
          at: loose.value,
          message: messageOf(loose, condition),
          aliases: [`access-analyzer:${loose.by.toUpperCase()}_USAGE_TOO_PERMISSIVE`],
        };
      }
    }
  },
} satisfies Rule;

const REASONS: Readonly<Record<LooseValue['fault'], string>> = {
  sensitive: 'which is one id, to be written in full',
  short: 'with fewer than six characters fixed before it',
  'user id': 'within the unique id of the caller',
};

function messageOf({ value, by, fault }: LooseValue, { key }: Condition): string {
  return `\`${shortText(value, 35)}\` has a ${by} in \`${shortText(key, 45)}\`, ${REASONS[fault]}`;
}
