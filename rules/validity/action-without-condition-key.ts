import { actionId, actionName } from '../../src/aws/actions.js';
import { isKeyOfAction } from '../../src/aws/keys-of-actions.js';
import { conditionKeyName, literalOf, shortText } from '../../src/policy/index.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'action-without-condition-key',
  category: 'validity',
  severity: 'medium',
  preset: 'validity',
  summary: 'An action stands under a condition on a key that its requests never hold',
  why: `
A condition holds for a whole statement. A key such as \`s3:prefix\` is in requests that list a bucket and in no others, so
that \`s3:GetObject\` in the same statement is allowed to nobody, or, in a Deny with a negated operator, denied to
everybody. S3 refuses such a policy (\`Conditions do not apply to combination of actions and resources in statement\`).`,
  fix: `
Give the actions that know the key a statement of their own:

\`\`\`json
[
  {
    "Effect": "Allow",
    "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" },
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::example-reports",
    "Condition": { "StringLike": { "s3:prefix": "2026/*" } }
  },
  {
    "Effect": "Allow",
    "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" },
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::example-reports/2026/*"
  }
]
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-unsupported-action-for-condition-key',
    'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
  ],
  aliases: ['access-analyzer:UNSUPPORTED_ACTION_FOR_CONDITION_KEY'],
  coveredBy: ['never-true-condition'],
  // AWS's own policies of identities have such statements, and its validator is content with them.
  policyKinds: ['resource', 'trust'],

  *statement({ action, conditions }) {
    if (action === undefined || action.negated) return;
    for (const condition of conditions) {
      const key = conditionKeyName(condition);
      if (key === undefined || key.startsWith('aws:') || condition.operator.ifExists) continue;
      for (const item of action.items) {
        const id = actionId(literalOf(item) ?? '');
        if (id === undefined || isCompanion(id) || isKeyOfAction(id, key) !== 'no') continue;
        yield {
          at: item,
          message: `\`${actionName(id)}\` knows no \`${shortText(condition.key, 45)}\`: its requests never hold the key`,
          confidence: 'possible',
          related: [{ at: condition, message: 'This condition asks for it' }],
          aliases: ['access-analyzer:UNSUPPORTED_ACTION_FOR_CONDITION_KEY'],
        };
      }
    }
  },
} satisfies Rule;

/** Actions that are asked for in one request with the assuming of a role, and so with its keys. */
function isCompanion(id: number): boolean {
  return /^sts:(?:TagSession|Set)/.test(actionName(id));
}
