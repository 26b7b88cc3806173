import { isNumberValue } from '../../src/policy/condition-value.js';
import { literalOf, shortText } from '../../src/policy/index.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'redundant-condition-value',
  category: 'validity',
  severity: 'info',
  preset: 'validity',
  summary: 'A limit stands beside another one that decides alone',
  why: `
The values of a condition are alternatives. \`"NumericLessThan": { "aws:MultiFactorAuthAge": ["900", "3600"] }\` holds
where the age is below 900 *or* below 3600: the looser value decides, and the tighter one, which somebody may have added
to tighten the policy, has no effect.`,
  fix: `
Write the one limit that is meant:

\`\`\`json
"Condition": { "NumericLessThan": { "aws:MultiFactorAuthAge": "900" } }
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-redundant-condition-value-num',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Numeric',
  ],
  aliases: ['access-analyzer:REDUNDANT_CONDITION_VALUE_NUM'],

  *statement({ conditions }) {
    for (const { operator, key, values } of conditions) {
      const isUpper = /^NumericLessThan(?:Equals)?$/.test(operator.name ?? '');
      const isLower = /^NumericGreaterThan(?:Equals)?$/.test(operator.name ?? '');
      if (!isUpper && !isLower) continue;
      const limits = values.flatMap((value) => {
        const text = literalOf(value);
        return text !== undefined && isNumberValue(text) ? [{ value, number: Number(text) }] : [];
      });
      const [first, ...others] = limits;
      if (first === undefined) continue;
      let loosest = first;
      for (const limit of others) {
        if (isUpper ? limit.number > loosest.number : limit.number < loosest.number) loosest = limit;
      }
      for (const limit of limits) {
        if (limit === loosest) continue;
        yield {
          at: limit.value,
          message: `\`${shortText(limit.value, 25)}\` changes nothing: the limit of \`${shortText(key)}\` is \`${shortText(loosest.value, 25)}\``,
          related: [{ at: loosest.value, message: 'This limit decides' }],
          aliases: ['access-analyzer:REDUNDANT_CONDITION_VALUE_NUM'],
        };
      }
    }
  },
} satisfies Rule;
