import { findConditionKey, valueType } from '../../src/aws/condition-keys.js';
import { conditionKeyName, displayText, isNegatedOperator } from '../../src/policy/index.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'string-operator-on-arn',
  category: 'validity',
  severity: 'medium',
  preset: 'validity',
  summary: 'A pattern for an ARN is compared as text, so that its wildcards reach over the parts of the ARN',
  why: `
\`ArnLike\` compares the six parts of an ARN each with its own, so that a \`*\` stays within the part that it stands in.
\`StringLike\` knows no parts: in \`arn:aws:iam::*:role/deploy\` the star takes in colons, so it stands for the account
and for whatever else comes before a \`:role/deploy\`. A caller who chooses a part of the ARN (a session's name, a
topic's, a function's) can write the rest of the pattern into it.`,
  fix: `
Compare ARNs with the operator for ARNs; it takes the same wildcards:

\`\`\`json
"Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:s3:::reports-*" } }
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-security-warning-string-like-operator-with-arn-condition-keys',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN',
  ],
  aliases: ['access-analyzer:STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS'],

  *statement({ conditions }) {
    for (const condition of conditions) {
      const { operator } = condition;
      if (operator.name !== 'StringLike' && operator.name !== 'StringNotLike') continue;
      const name = conditionKeyName(condition);
      const known = name === undefined ? undefined : findConditionKey(name);
      if (known === undefined || valueType(known) !== 'ARN') continue;
      const written = displayText(operator.text);
      const meant = isNegatedOperator(operator) ? 'ArnNotLike' : 'ArnLike';
      yield {
        at: condition,
        message: `\`${displayText(condition.key)}\` is an ARN that \`${written}\` compares as text: \`*\` reaches over its parts, with \`${meant}\` it does not`,
        aliases: ['access-analyzer:STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS'],
      };
    }
  },
} satisfies Rule;
