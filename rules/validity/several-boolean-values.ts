import { isBooleanValue } from '../../src/policy/condition-value.js';
import { literalOf, shortText } from '../../src/policy/index.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'several-boolean-values',
  category: 'validity',
  severity: 'medium',
  preset: 'validity',
  summary: 'A condition on a boolean lists several values',
  why: `
A boolean is \`true\` or \`false\`, and the values of a condition are alternatives. \`"Bool": { "aws:SecureTransport":
["true", "false"] }\` therefore holds for every request that has the key: what looks like a restriction is none. Of
\`Null\` with both values the same is true.`,
  fix: `
Write the one value that is meant, or leave the condition out:

\`\`\`json
"Condition": { "Bool": { "aws:SecureTransport": "true" } }
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-invalid-condition-multiple-boolean',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Boolean',
  ],
  aliases: ['access-analyzer:INVALID_CONDITION_MULTIPLE_BOOLEAN'],
  coveredBy: ['always-true-condition', 'deny-never-applies'],

  *statement({ conditions }) {
    for (const condition of conditions) {
      const { operator, key, values } = condition;
      if ((operator.name !== 'Bool' && operator.name !== 'Null') || values.length < 2) continue;
      const booleans = values.flatMap((value) => {
        const text = literalOf(value);
        return text !== undefined && isBooleanValue(text) ? [{ value, text: text.toLowerCase() }] : [];
      });
      const [first, second] = booleans;
      if (first === undefined || second === undefined) continue;
      const isBoth = booleans.some(({ text }) => text !== first.text);
      yield {
        at: condition,
        message: isBoth
          ? `\`${shortText(key)}\` may be ${operator.name === 'Null' ? 'there or not' : '`true` or `false`'}: the condition restricts nothing`
          : `\`${shortText(key)}\` is compared with \`${first.text}\` twice: a boolean takes one value`,
        aliases: ['access-analyzer:INVALID_CONDITION_MULTIPLE_BOOLEAN'],
        coveredBy: ['always-true-condition', 'deny-never-applies'],
      };
    }
  },
} satisfies Rule;
