import { type Condition, isNegatedOperator, literalOf, shortText } from '../../src/policy/index.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'presence-test-by-wildcard',
  category: 'validity',
  severity: 'info',
  preset: 'validity',
  summary: 'A condition compares with `*` and so asks only whether the key is there',
  why: `
\`StringLike\` with \`*\` matches every value, so all that is asked is whether the request has the key; \`StringNotLike\`
with \`*\` asks whether it has not. \`Null\` says that outright, cannot be mistaken for a value that somebody forgot to fill
in, and reads the same to everybody. Other values beside the \`*\` change nothing.`,
  fix: `
Ask for presence with \`Null\`: \`"false"\` where the key must be there, \`"true"\` where it must not:

\`\`\`json
"Condition": { "Null": { "aws:ResourceTag/team": "false" } }
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-equivalent-to-null-false',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Null',
  ],
  aliases: ['access-analyzer:EQUIVALENT_TO_NULL_FALSE', 'access-analyzer:EQUIVALENT_TO_NULL_TRUE'],

  *statement({ conditions }) {
    for (const condition of conditions) {
      const isAbsent = asksForAbsence(condition);
      const star = condition.values.find((value) => /^\*+$/.test(literalOf(value) ?? ''));
      if (isAbsent === undefined || star === undefined) continue;
      const key = `\`${shortText(condition.key)}\``;
      yield {
        at: star,
        message: `\`*\` asks only whether there is ${isAbsent ? 'no' : 'a'} ${key}, as \`Null\` with \`"${isAbsent}"\` does`,
        aliases: [`access-analyzer:EQUIVALENT_TO_NULL_${isAbsent ? 'TRUE' : 'FALSE'}`],
      };
    }
  },
} satisfies Rule;

/** Whether a comparison with `*` holds where the key is missing, or where it is not; undefined where it asks neither. */
function asksForAbsence({ operator }: Condition): boolean | undefined {
  const { name, set, ifExists } = operator;
  if (name !== 'StringLike' && name !== 'StringNotLike') return undefined;
  const isNegated = isNegatedOperator(operator);
  if (set === 'ForAnyValue') return isNegated ? undefined : false;
  if (set === 'ForAllValues' || ifExists) return isNegated ? true : undefined;
  return isNegated;
}
