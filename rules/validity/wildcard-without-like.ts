import { displayText, type Text } from '../../src/policy/index.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'wildcard-without-like',
  category: 'validity',
  severity: 'low',
  preset: 'validity',
  summary: 'A value with a wildcard is compared by an operator that takes it literally',
  why: `
\`*\` and \`?\` are wildcards for \`StringLike\`, \`StringNotLike\` and the operators for ARNs. For \`StringEquals\` they
are characters: \`"aws:PrincipalTag/team": "data-*"\` asks for a team whose name ends in a star. Nobody has it, so an
Allow grants nothing; with \`StringNotEquals\` everybody differs from it, so a Deny hits all and an Allow lets all in.`,
  fix: `
Use the operator that knows wildcards:

\`\`\`json
"Condition": { "StringLike": { "aws:PrincipalTag/team": "data-*" } }
\`\`\`

A star that is meant as a star is written \`\${*}\`.`,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-general-warning-wildcard-without-like-operator',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_String',
  ],
  aliases: ['access-analyzer:WILDCARD_WITHOUT_LIKE_OPERATOR'],

  *statement({ conditions }) {
    for (const { operator, values } of conditions) {
      const meant = operator.name === undefined ? undefined : LIKE.get(operator.name);
      if (meant === undefined) continue;
      for (const value of values) {
        if (!hasWildcard(value)) continue;
        const written = displayText(operator.text);
        yield {
          at: value,
          message: `\`${displayText(value)}\` is taken literally by \`${written}\`: \`${meant}\` knows wildcards`,
          aliases: ['access-analyzer:WILDCARD_WITHOUT_LIKE_OPERATOR'],
        };
      }
    }
  },
} satisfies Rule;

/** The operators on text that know no wildcards, with those that do. */
const LIKE: ReadonlyMap<string, string> = new Map([
  ['StringEquals', 'StringLike'],
  ['StringEqualsIgnoreCase', 'StringLike'],
  ['StringNotEquals', 'StringNotLike'],
  ['StringNotEqualsIgnoreCase', 'StringNotLike'],
]);

/** Whether a wildcard stands in what is told of a text: `${*}` is none. */
function hasWildcard({ parts }: Text): boolean {
  return parts.some((part) => typeof part === 'string' && /[*?]/.test(part));
}
