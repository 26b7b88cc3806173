import type { Rule } from '../../src/rule.js';
import { tagProblems } from './unsupported-tag-condition.js';

export default {
  id: 'deny-with-unsupported-tag-condition',
  category: 'validity',
  severity: 'medium',
  preset: 'validity',
  summary: 'A Deny asks for a resource tag that requests for its action never hold',
  why: `
A Deny by \`aws:ResourceTag/…\` is meant to keep people off what is tagged, or off what is tagged for others. Where the
action acts on no type of resource whose tags AWS passes on, the key is never in the request: with \`StringEquals\` the
Deny never fires and guards nothing, with \`StringNotEquals\` it always fires and denies everything. Neither is what the
tag says, and nothing tells whoever relies on it.`,
  fix: `
Keep the actions that know tags in the statement, and guard the others by their resources, or deny them outright:

\`\`\`json
{
  "Effect": "Deny",
  "Action": "ec2:TerminateInstances",
  "Resource": "*",
  "Condition": { "StringEquals": { "aws:ResourceTag/protected": "true" } }
}
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-security-warning-deny-with-unsupported-tag-condition-key-for-service',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/introduction_attribute-based-access-control.html',
  ],
  aliases: [
    'access-analyzer:DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE',
    'access-analyzer:DENY_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE',
  ],

  *statement(statement) {
    if (statement.effect === 'Deny') yield* tagProblems(statement, 'DENY');
  },
} satisfies Rule;
