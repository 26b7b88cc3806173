import { isEpochValue } from '../../src/policy/condition-value.js';
import { displayText, literalOf } from '../../src/policy/index.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'epoch-date',
  category: 'validity',
  severity: 'low',
  preset: 'validity',
  summary: 'A date in a condition is written as seconds since 1970',
  why: `
\`"DateLessThan": { "aws:CurrentTime": "1767225600" }\` can be read by AWS and by nobody else: whether the access is over
does not show, and a digit too many moves it by centuries.`,
  fix: `
Write the date:

\`\`\`json
"Condition": { "DateLessThan": { "aws:CurrentTime": "2026-01-01T00:00:00Z" } }
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-general-warning-invalid-date-value',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date',
  ],
  aliases: ['access-analyzer:INVALID_DATE_VALUE'],

  *statement({ conditions }) {
    for (const { operator, values } of conditions) {
      if (operator.name?.startsWith('Date') !== true) continue;
      for (const value of values) {
        const text = literalOf(value);
        if (text === undefined || !isEpochValue(text)) continue;
        const date = dateOf(Number(text));
        yield {
          at: value,
          message: `\`${displayText(value)}\` is a date in seconds${date === undefined ? '' : `: \`${date}\``}`,
          edits: date === undefined ? [] : [{ at: value.place, text: date }],
          aliases: ['access-analyzer:INVALID_DATE_VALUE'],
        };
      }
    }
  },
} satisfies Rule;

/** The last millisecond that a date can be. */
const LATEST = 8.64e15;

function dateOf(seconds: number): string | undefined {
  return Math.abs(seconds * 1000) > LATEST ? undefined : new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}
