import { childrenOf, isList, isMap, keyOf, rangeOf, scalarOf } from '../../src/document/document.js';
import type { Place } from '../../src/document/place.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'duplicate-key',
  category: 'validity',
  severity: 'high',
  preset: 'recommended',
  summary: 'A key is given twice in one object, so the first one is lost',
  why: `
JSON and YAML let an object name a key twice, and readers keep the last one without a word. In a policy the lost half is
access that somebody meant: with two \`Action\` lists the first is gone, and with two \`Condition\` blocks, or one
operator twice within a block, a restriction that is plain to see in the file restricts nothing. Tools between the file
and AWS (\`jsonencode\`, SDKs, templating) drop the first one before AWS could refuse the document.

A key that stands twice with the very same value loses nothing and is not reported.`,
  fix: `
Join the two. Several keys belong under one operator, several values into one list:

\`\`\`json
"Condition": {
  "StringEquals": {
    "aws:PrincipalOrgID": "o-exampleorgid",
    "aws:RequestedRegion": ["eu-central-1", "eu-west-1"]
  }
}
\`\`\`

Where both are needed with the same key (one value *and* another), write two statements, or use a second operator such
as \`StringLike\`.`,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_policies.html',
    'https://www.rfc-editor.org/rfc/rfc8259#section-4',
  ],
  aliases: ['cwe:CWE-694'],

  *inventory({ duplicateKeys }) {
    for (const duplicate of duplicateKeys) {
      if (textOf(duplicate.place) === textOf(duplicate.kept)) continue;
      const lost = describe(duplicate.place);
      yield {
        at: duplicate,
        message: `\`${duplicate.key}\` is given again below: this one, ${lost}, is lost`,
        related: [{ at: { place: duplicate.kept }, message: `This \`${duplicate.key}\` counts` }],
      };
    }
  },
} satisfies Rule;

/** The value under a key as it is written, but for how it is spaced. */
function textOf({ document, node }: Place): string {
  const [start, end] = rangeOf(document, node);
  return document.text.slice(start, end).replace(/\s+/g, ' ');
}

/** Longer values are not spelled out in a message. */
const LONGEST_VALUE = 60;
const MOST_KEYS = 3;

/** The value under a key, in a few words. */
function describe({ document, node }: Place): string {
  const children = childrenOf(document, node);
  if (isList(document, node)) return children.length === 0 ? 'an empty list' : `a list of ${children.length}`;
  if (isMap(document, node)) {
    const keys = children.slice(0, MOST_KEYS).map((child) => `\`${keyOf(document, child)}\``);
    return keys.length === 0 ? 'an empty object' : `with ${keys.join(', ')}${children.length > MOST_KEYS ? ', …' : ''}`;
  }
  const value = (scalarOf(document, node) ?? '').replace(/\s+/g, ' ');
  return `\`${value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE)}…` : value}\``;
}
