import { has } from '../../src/access/action-set.js';
import { actionsOf } from '../../src/access/statement-set.js';
import { actionId } from '../../src/aws/actions.js';
import {
  type Condition,
  conditionKeyName,
  displayText,
  isNegatedOperator,
  type Statement,
} from '../../src/policy/index.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'negated-s3-prefix',
  category: 'validity',
  severity: 'medium',
  preset: 'recommended',
  summary: 'Listing is kept off a prefix that whoever asks for a shorter one lists all the same',
  why: `
\`s3:prefix\` holds the prefix that a request asks for, not the keys that it gets. A \`Deny\` for \`private/*\` does not fire
where the request asks for \`priv\`, or for no prefix at all, and the answer lists all that begins with it, \`private/\`
included. The same holds of an \`Allow\` for whatever is not \`private/*\`.`,
  fix: `
Say what may be listed, not what may not:

\`\`\`json
{
  "Effect": "Deny",
  "Action": "s3:ListBucket",
  "Resource": "arn:aws:s3:::example-reports",
  "Condition": { "StringNotLike": { "s3:prefix": ["public/*", "shared/*"] } }
}
\`\`\`

In an \`Allow\`, \`StringLike\` with the prefixes that are open does.`,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-security-warning-s3-prefix-in-negative-context',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html',
  ],
  aliases: ['access-analyzer:S3_PREFIX_IN_NEGATIVE_CONTEXT'],
  coveredBy: ['deny-never-applies'],

  *statement(statement) {
    const { effect, conditions } = statement;
    if (effect === undefined) return;
    for (const condition of conditions) {
      if (conditionKeyName(condition) !== 's3:prefix' || !isBypassed(condition, effect)) continue;
      if (!lists(statement)) return;
      const [value] = condition.values;
      yield {
        at: condition,
        message: `\`${value === undefined ? displayText(condition.key) : displayText(value)}\` is listed to whoever asks for a shorter prefix, ${effect === 'Deny' ? 'which is not denied' : 'which is allowed'}`,
        aliases: ['access-analyzer:S3_PREFIX_IN_NEGATIVE_CONTEXT'],
      };
    }
  },
} satisfies Rule;

/** Whether a shorter prefix passes: a Deny that names prefixes, an Allow that names those it is not for. */
function isBypassed({ operator, values }: Condition, effect: 'Allow' | 'Deny'): boolean {
  if (operator.name?.startsWith('String') !== true) return false;
  // To deny the empty prefix is to deny the list of the whole bucket to those who ask for it.
  if (effect === 'Deny' && values.every((value) => value.parts.length === 0)) return false;
  return isNegatedOperator(operator) === (effect === 'Allow');
}

function lists(statement: Statement): boolean {
  const actions = actionsOf(statement);
  return ['s3:ListBucket', 's3:ListBucketVersions'].some((action) => {
    const id = actionId(action);
    return id !== undefined && has(actions, id);
  });
}
