import { hasRegionForm, regions } from '../../src/aws/regions.js';
import { mostSimilar } from '../../src/document/similar.js';
import { conditionKeyName, hasWildcard, literalOf, matches, shortText, type Text } from '../../src/policy/index.js';
import type { Problem, Rule } from '../../src/rule.js';

export default {
  id: 'unknown-region',
  category: 'validity',
  severity: 'medium',
  preset: 'recommended',
  summary: 'A condition compares a region with something that is no region',
  why: `
\`aws:RequestedRegion\` holds codes such as \`eu-central-1\`, in lower case. A slip (\`eu-cental-1\`), the name of an
availability zone (\`eu-central-1a\`) or of a place (\`Frankfurt\`) is never in it: an Allow does not work in the region
that was meant, and a Deny with \`StringNotEquals\`, which is how regions are mostly restricted, denies that region too.

A code that has the form of a region's and is not in leastwise's data may be a new one: the finding is then a possible
one.`,
  fix: `
Write the region's code:

\`\`\`json
"Condition": { "StringEquals": { "aws:RequestedRegion": ["eu-central-1", "eu-west-1"] } }
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-invalid-region',
    'https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html',
  ],
  aliases: ['access-analyzer:INVALID_REGION'],

  *statement({ conditions }): Iterable<Problem> {
    for (const condition of conditions) {
      const { name } = condition.operator;
      const key = conditionKeyName(condition);
      if (name?.startsWith('String') !== true || key === undefined || !isOfRegion(key)) continue;
      const ignoresCase = name.endsWith('IgnoreCase');
      for (const value of condition.values) {
        const text = literalOf(value);
        const code = ignoresCase ? text?.toLowerCase() : text;
        if (code !== undefined && !isRegion(code, name.endsWith('Like'))) yield problem(value, code);
      }
    }
  },
} satisfies Rule;

/** Keys of regions, by what services call them; whether a key of KMS is of several regions is another thing. */
function isOfRegion(key: string): boolean {
  return key === 'aws:requestedregion' || /^(?!kms:multi)[a-z0-9-]+:[a-z]*regions?$/.test(key);
}

function isRegion(code: string, isPattern: boolean): boolean {
  if (!hasWildcard(code)) return regions().has(code);
  // Another rule tells of a pattern that is compared literally.
  return !isPattern || [...regions()].some((region) => matches(code, region));
}

function problem(at: Text, code: string): Problem {
  const mayBeNew = hasRegionForm(code);
  const meant = hasWildcard(code) || mayBeNew ? undefined : mostSimilar(code.toLowerCase(), regions());
  const start = `\`${shortText(at)}\` is no region${hasWildcard(code) ? "'s pattern" : ''}: no request is for it`;
  return {
    at,
    message: meant === undefined ? start : `${start} (did you mean \`${meant}\`?)`,
    confidence: mayBeNew ? 'possible' : 'proven',
    edits: meant === undefined ? [] : [{ at: at.place, text: meant }],
    aliases: ['access-analyzer:INVALID_REGION'],
  };
}
