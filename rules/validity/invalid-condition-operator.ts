import { mostSimilar } from '../../src/document/similar.js';
import { displayText, literalOf } from '../../src/policy/index.js';
import { operatorNames } from '../../src/policy/operator.js';
import type { Problem, Rule } from '../../src/rule.js';

export default {
  id: 'invalid-condition-operator',
  category: 'validity',
  severity: 'medium',
  preset: 'recommended',
  summary: 'A condition has an operator that does not exist',
  why: `
AWS refuses a policy whose \`Condition\` names an operator that it does not know (\`StringEqual\`, \`NotStringLike\`,
\`StringEqualsAny\`), and one that adds \`IfExists\` to \`Null\`, which asks for presence itself. The deployment fails, and
what the condition was to restrict is not restricted until somebody puts it right.`,
  fix: `
Write the operator as AWS spells it, with the set operator before it and \`IfExists\` behind it:

\`\`\`json
"Condition": {
  "StringEquals": { "aws:PrincipalOrgID": "o-exampleorgid" },
  "ForAnyValue:StringLikeIfExists": { "aws:TagKeys": "team-*" }
}
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-invalid-condition-operator',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html',
  ],
  aliases: ['access-analyzer:INVALID_CONDITION_OPERATOR', 'access-analyzer:NULL_WITH_IF_EXISTS'],

  *statement({ conditions }): Iterable<Problem> {
    const seen = new Set<unknown>();
    for (const { operator } of conditions) {
      // Each key under an operator is a condition; the operator is wrong once.
      if (seen.has(operator)) continue;
      seen.add(operator);
      const written = literalOf(operator.text);
      if (operator.name === undefined && written !== undefined) {
        const meant = mostSimilar(written, spellings(/not/i.test(written)));
        yield {
          at: operator,
          message: `\`${written}\` is no condition operator${meant === undefined ? '' : `: \`${meant}\` is`}`,
          edits: meant === undefined ? [] : [{ at: operator.place, text: meant }],
          aliases: ['access-analyzer:INVALID_CONDITION_OPERATOR'],
        };
      }
      if (operator.name === 'Null' && operator.ifExists) {
        yield {
          at: operator,
          message: `\`${displayText(operator.text)}\` asks whether a key exists if it exists: \`Null\` takes no \`IfExists\``,
          aliases: ['access-analyzer:NULL_WITH_IF_EXISTS'],
        };
      }
    }
  },
} satisfies Rule;

/** All negated operators, or all others, with all that may stand before and behind them, the plain ones first. */
function spellings(isNegated: boolean): readonly string[] {
  const names = operatorNames().filter((name) => name.includes('Not') === isNegated);
  const withSets = ['', 'ForAnyValue:', 'ForAllValues:'].flatMap((set) => names.map((name) => set + name));
  return ['', 'IfExists'].flatMap((ending) => withSets.map((name) => name + ending));
}
