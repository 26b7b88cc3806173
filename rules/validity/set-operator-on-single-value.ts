import { findConditionKey, isMultivalued } from '../../src/aws/condition-keys.js';
import { conditionKeyName, shortText } from '../../src/policy/index.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'set-operator-on-single-value',
  category: 'validity',
  severity: 'medium',
  preset: 'validity',
  summary: '`ForAllValues` on a key that holds one value, so that the condition holds where the key is missing',
  why: `
\`ForAllValues\` asks whether each value of the request matches. Where the request has none, nothing fails to match and
the condition holds. On a key that holds one value the set operator adds nothing but this hole: without the key
(no organization, no tag, no source account) the caller passes.`,
  fix: `
Leave the set operator out:

\`\`\`json
"Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-exampleorgid" } }
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-security-warning-forallvalues-with-single-valued-key',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html',
  ],
  aliases: ['access-analyzer:FORALLVALUES_WITH_SINGLE_VALUED_KEY'],

  *statement({ conditions }) {
    for (const condition of conditions) {
      const { operator } = condition;
      if (operator.set !== 'ForAllValues' || operator.name === 'Null') continue;
      const name = conditionKeyName(condition);
      const known = name === undefined ? undefined : findConditionKey(name);
      if (known === undefined || isMultivalued(known)) continue;
      yield {
        at: condition,
        message: `\`${shortText(condition.key)}\` holds one value: \`ForAllValues\` only makes the condition hold where it is missing`,
        aliases: ['access-analyzer:FORALLVALUES_WITH_SINGLE_VALUED_KEY'],
      };
    }
  },
} satisfies Rule;
