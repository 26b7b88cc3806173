import { displayText } from '../../src/policy/index.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'null-with-set-operator',
  category: 'validity',
  severity: 'info',
  preset: 'validity',
  summary: '`Null` with a set operator, which always or never holds',
  why: `
\`Null\` asks whether a key is there; a set operator asks about each of its values. Together they ask nothing:
\`ForAllValues:Null\` always holds and \`ForAnyValue:Null\` never does, whatever the request has.`,
  fix: `
Ask for presence with \`Null\` alone; it works for keys with several values too:

\`\`\`json
"Condition": { "Null": { "aws:TagKeys": "false" } }
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-null-with-qualifier',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Null',
  ],
  aliases: ['access-analyzer:NULL_WITH_QUALIFIER'],

  *statement({ conditions }) {
    for (const { operator, key, place } of conditions) {
      if (operator.name !== 'Null' || operator.set === undefined) continue;
      const holds = operator.set === 'ForAllValues' ? 'always holds' : 'never holds';
      yield {
        at: { place },
        message: `\`${displayText(operator.text)}\` on \`${displayText(key)}\` ${holds}, whatever the request has`,
        aliases: ['access-analyzer:NULL_WITH_QUALIFIER'],
      };
    }
  },
} satisfies Rule;
