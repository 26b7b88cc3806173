import { type Condition, conditionKeyName, displayText } from '../../src/policy/index.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'set-operator-on-audience',
  category: 'validity',
  severity: 'low',
  preset: 'validity',
  summary: '`ForAnyValue` on the audience of a token, which is one value',
  why: `
The audience of an OpenID Connect token (\`…:aud\`) tells for whom the token was made. AWS reads it as one value, for which
set operators are not meant: \`ForAnyValue\` adds nothing, and suggests that a token may name several audiences of which one
has to fit.`,
  fix: `
Leave the set operator out:

\`\`\`json
"Condition": { "StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" } }
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-security-warning-foranyvalue-with-audience-claim-type',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html',
  ],
  aliases: ['access-analyzer:FORANYVALUE_WITH_AUDIENCE_CLAIM_TYPE'],
  policyKinds: ['trust'],

  *statement({ conditions }) {
    for (const condition of conditions) {
      const { operator, key } = condition;
      if (operator.set !== 'ForAnyValue' || !isAudience(condition)) continue;
      const plain = displayText(operator.text).slice('ForAnyValue:'.length);
      yield {
        at: operator.text,
        message: `\`${displayText(operator.text)}\` asks for one of several values, and \`${displayText(key)}\` is one: \`${plain}\` does`,
        edits: [{ at: operator.text.place, text: plain }],
        aliases: ['access-analyzer:FORANYVALUE_WITH_AUDIENCE_CLAIM_TYPE'],
      };
    }
  },
} satisfies Rule;

/** Whether a condition is on the audience of a token of OpenID Connect: such keys begin with the provider's domain. */
export function isAudience(condition: Condition): boolean {
  const name = conditionKeyName(condition);
  return name?.endsWith(':aud') === true && name.slice(0, -':aud'.length).includes('.');
}
