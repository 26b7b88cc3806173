import { conditionKeyName, displayText, shortText } from '../../src/policy/index.js';
import type { Condition, Problem, Rule } from '../../src/rule.js';

export default {
  id: 'duplicate-condition-key',
  category: 'validity',
  severity: 'medium',
  preset: 'recommended',
  summary: 'A condition key is given twice under one operator, in different case',
  why: `
The names of condition keys are read without regard to case, so \`aws:PrincipalOrgID\` and \`aws:principalOrgId\` are one
key. For JSON they are two, so that no tool complains; AWS refuses the policy, or takes one of the two. Which restriction
is lost nobody can tell from the file.`,
  fix: `
Write the key once, with all its values:

\`\`\`json
"Condition": {
  "StringEquals": { "aws:PrincipalOrgID": ["o-exampleorgid", "o-otherorgid"] }
}
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-duplicate-keys-with-different-case',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html',
  ],
  aliases: ['access-analyzer:DUPLICATE_KEYS_WITH_DIFFERENT_CASE'],

  *statement({ conditions }): Iterable<Problem> {
    if (conditions.length < 2) return;
    const first = new Map<string, Condition>();
    for (const condition of conditions) {
      const name = conditionKeyName(condition);
      if (name === undefined) continue;
      const id = `${displayText(condition.operator.text).toLowerCase()} ${name}`;
      const other = first.get(id);
      if (other === undefined) first.set(id, condition);
      // The very same key twice is one that the reader of the file has lost already.
      else if (displayText(other.key) !== displayText(condition.key)) {
        yield {
          at: condition,
          message: `\`${shortText(condition.key, 50)}\` is \`${shortText(other.key, 50)}\` again: case makes no difference`,
          related: [{ at: other, message: 'It stands here first' }],
          aliases: ['access-analyzer:DUPLICATE_KEYS_WITH_DIFFERENT_CASE'],
        };
      }
    }
  },
} satisfies Rule;
