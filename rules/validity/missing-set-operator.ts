import { findConditionKey, isMultivalued } from '../../src/aws/condition-keys.js';
import { conditionKeyName, displayText } from '../../src/policy/index.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'missing-set-operator',
  category: 'validity',
  severity: 'medium',
  preset: 'validity',
  summary: 'A key that can hold several values is compared as if it held one',
  why: `
Some keys hold a list in the request: \`aws:TagKeys\` all tag keys that are given, \`aws:PrincipalOrgPaths\` all paths,
\`dynamodb:Attributes\` all attributes asked for. An operator without \`ForAllValues\` or \`ForAnyValue\` does not say how
a list is to be compared with the policy's values, and AWS does not define what comes of it.`,
  fix: `
Say whether each value of the request must match, or one of them:

\`\`\`json
"Condition": {
  "ForAllValues:StringEquals": { "aws:TagKeys": ["team", "environment"] },
  "Null": { "aws:TagKeys": "false" }
}
\`\`\`

\`ForAllValues\` holds where the request has no such key at all; in an Allow the second line closes that.`,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-missing-qualifier',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html',
  ],
  aliases: ['access-analyzer:MISSING_QUALIFIER'],

  *statement({ conditions }) {
    for (const condition of conditions) {
      const { operator } = condition;
      if (operator.set !== undefined || operator.name === undefined || operator.name === 'Null') continue;
      const name = conditionKeyName(condition);
      const known = name === undefined ? undefined : findConditionKey(name);
      if (known === undefined || !isMultivalued(known)) continue;
      const written = displayText(operator.text);
      yield {
        at: condition,
        message: `\`${displayText(condition.key)}\` can hold several values, and \`${written}\` does not say whether all or one must match`,
        aliases: ['access-analyzer:MISSING_QUALIFIER'],
      };
    }
  },
} satisfies Rule;
