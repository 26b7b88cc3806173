import { type Condition, isNegatedOperator, literalOf, shortText } from '../../src/policy/index.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'condition-settled-by-wildcard',
  category: 'validity',
  severity: 'info',
  preset: 'validity',
  summary: 'A condition compares with `*` in a way that always or never holds',
  why: `
\`StringLike\` with \`*\` at least asks whether there is a key. With \`IfExists\` or \`ForAllValues\` it holds without the
key too, so it holds always and restricts nothing: \`"StringLikeIfExists": { "aws:PrincipalOrgID": "*" }\` lets in
everybody. With \`ForAnyValue:StringNotLike\` it never holds, and the whole statement is in vain.`,
  fix: `
Leave the condition out, or write the values that are meant:

\`\`\`json
"Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-exampleorgid" } }
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-redundant-key-due-to-wildcard-in-condition',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-redundant-statement-due-to-wildcard-in-condition',
  ],
  aliases: [
    'access-analyzer:REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION',
    'access-analyzer:REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION',
  ],
  coveredBy: ['always-true-condition', 'never-true-condition'],

  *statement({ conditions }) {
    for (const condition of conditions) {
      const holds = settled(condition);
      const star = condition.values.find((value) => /^\*+$/.test(literalOf(value) ?? ''));
      if (holds === undefined || star === undefined) continue;
      yield {
        at: star,
        message: holds
          ? `\`*\` is matched by every request, with \`${shortText(condition.key)}\` or without: the condition restricts nothing`
          : `\`*\` is matched by every \`${shortText(condition.key)}\`: the condition never holds, nor does its statement`,
        aliases: [`access-analyzer:REDUNDANT_${holds ? 'KEY' : 'STATEMENT'}_DUE_TO_WILDCARD_IN_CONDITION`],
      };
    }
  },
} satisfies Rule;

/** Whether a comparison with `*` holds always or never; undefined where it asks for the key's presence. */
function settled({ operator }: Condition): boolean | undefined {
  const { name, set, ifExists } = operator;
  if (name !== 'StringLike' && name !== 'StringNotLike') return undefined;
  const isLoose = ifExists || set === 'ForAllValues';
  if (!isNegatedOperator(operator)) return isLoose ? true : undefined;
  return set === 'ForAnyValue' && !ifExists ? false : undefined;
}
