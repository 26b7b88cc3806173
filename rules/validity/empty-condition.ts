import { childrenOf, isMap, keyOf } from '../../src/document/document.js';
import type { Place } from '../../src/document/place.js';
import { type Condition, displayText, isNegatedOperator, literalOf } from '../../src/policy/index.js';
import type { Problem, Rule } from '../../src/rule.js';

export default {
  id: 'empty-condition',
  category: 'validity',
  severity: 'info',
  preset: 'validity',
  summary: 'A condition or a statement id is there and says nothing',
  why: `
A \`Condition\` that is empty restricts nothing, though whoever skims the policy sees a condition. A key with an empty
list is the opposite: no value can match, so that the statement never applies, or, with \`ForAllValues\` or \`IfExists\`,
applies only where the key is missing; a negated operator always holds. Mostly a list was filled from a variable that turned out empty. An empty \`Sid\` is
no name.`,
  fix: `
Leave out what is empty, or write what was meant:

\`\`\`json
"Condition": { "StringEquals": { "aws:PrincipalOrgID": ["o-exampleorgid"] } }
\`\`\`

Where a missing key is what you ask for, \`Null\` says it: \`"Null": { "aws:TagKeys": "true" }\`.`,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-empty-array-condition',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html',
  ],
  aliases: [
    'access-analyzer:EMPTY_ARRAY_CONDITION',
    'access-analyzer:EMPTY_ARRAY_CONDITION_FORALLVALUES',
    'access-analyzer:EMPTY_ARRAY_CONDITION_FORANYVALUE',
    'access-analyzer:EMPTY_ARRAY_CONDITION_IFEXISTS',
    'access-analyzer:EMPTY_OBJECT_CONDITION',
    'access-analyzer:EMPTY_SID_VALUE',
  ],

  *statement({ place, sid, conditions, unknown }): Iterable<Problem> {
    if (sid !== undefined && literalOf(sid) === '') {
      yield { at: sid, message: '`Sid` is empty', aliases: ['access-analyzer:EMPTY_SID_VALUE'] };
    }
    for (const condition of conditions) {
      if (condition.values.length > 0 || condition.unknown.length > 0 || unknown.length > 0) continue;
      const { matches, code } = emptinessOf(condition);
      const key = `\`${displayText(condition.key)}\``;
      yield {
        at: condition,
        message: `${key} has no value under \`${displayText(condition.operator.text)}\`: the condition ${matches}`,
        aliases: [`access-analyzer:EMPTY_ARRAY_CONDITION${code}`],
      };
    }
    const empty = emptyElement(place);
    if (empty === undefined) return;
    yield {
      at: { place: empty },
      message: '`Condition` is empty and restricts nothing',
      aliases: ['access-analyzer:EMPTY_OBJECT_CONDITION'],
    };
  },
} satisfies Rule;

/** What a condition without values comes to, and the end of the validator's code. */
function emptinessOf({ operator }: Condition): { readonly matches: string; readonly code: string } {
  const { set, ifExists } = operator;
  const isNegated = isNegatedOperator(operator);
  if (set === 'ForAnyValue') {
    return { matches: isNegated ? 'holds wherever the key is there' : 'never holds', code: '_FORANYVALUE' };
  }
  const missing = isNegated ? 'always holds' : 'holds only where the key is missing';
  if (set === 'ForAllValues') return { matches: missing, code: '_FORALLVALUES' };
  if (ifExists) return { matches: missing, code: '_IFEXISTS' };
  return { matches: isNegated ? 'always holds' : 'never holds', code: '' };
}

/** The key of the statement's `Condition` where an empty object stands under it. */
function emptyElement({ document, node }: Place): Place | undefined {
  if (!isMap(document, node)) return undefined;
  const condition = childrenOf(document, node).find((child) => keyOf(document, child) === 'Condition');
  const isEmpty = condition !== undefined && isMap(document, condition) && childrenOf(document, condition).length === 0;
  return isEmpty ? { document, node: condition, key: true } : undefined;
}
