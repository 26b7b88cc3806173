import { type Contradiction, contradictionOf } from '../../src/access/contradiction.js';
import { displayText, shortText } from '../../src/document/value.js';
import type { Condition, Statement } from '../../src/policy/model.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'never-true-condition',
  category: 'condition',
  severity: 'medium',
  preset: 'recommended',
  summary: 'A statement can never apply, whatever the request',
  why: `
A Deny that never applies protects nothing, though everybody counts on it. An Allow that never applies grants nothing, and
what somebody adds in a hurry to make it work is mostly the same without any condition. It comes about by

- a key that no request for these actions has: \`s3:prefix\` is in requests for \`s3:ListBucket\` and in none for objects;
- wildcards with \`StringEquals\`, which takes \`*\` and \`?\` as they stand: that is \`StringLike\`;
- \`aws:PrincipalArn\` compared with the ARN of a session (\`arn:aws:sts::…:assumed-role/…\`): the key has the role's ARN;
- two conditions on one key that exclude each other, since all of them must hold; or a list that is empty.

Of keys that services do not have speaks \`unsupported-key-for-service-principal\`.`,
  fix: `
Use the operator that knows wildcards, the key that the request has, and one operator with a list where any of the values
will do:

\`\`\`json
"Condition": {
  "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/deploy-*" },
  "StringEquals": { "aws:RequestedRegion": ["eu-central-1", "eu-west-1"] }
}
\`\`\`

Actions that take another key belong in a statement of their own.`,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html',
    'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
  ],
  aliases: [
    'access-analyzer:WILDCARD_WITHOUT_LIKE_OPERATOR',
    'access-analyzer:EMPTY_ARRAY_CONDITION',
    'access-analyzer:EMPTY_ARRAY_CONDITION_FORANYVALUE',
    'access-analyzer:UNSUPPORTED_ACTION_FOR_CONDITION_KEY',
    'parliament:UNKNOWN_CONDITION_FOR_ACTION',
    'cwe:CWE-863',
  ],
  // Which words AWS would not take, or take for nothing, is said there.
  coveredBy: ['malformed-policy', 'private-source-ip', 'invalid-condition-value'],

  *statement(statement) {
    if (statement.conditions.length === 0) return;
    const found = contradictionOf(statement);
    if (found === undefined) return;
    const { condition } = found;
    const key = `\`${shortText(condition.key, 50)}\``;
    const word = statement.effect ?? 'statement';
    yield {
      at: condition,
      message: `${key} ${reasonOf(found, statement)}: this ${word} never applies`,
      confidence: found.because === 'no request has the key' && !found.isSure ? 'possible' : 'proven',
      related:
        found.because === 'the conditions exclude each other'
          ? [{ at: found.other, message: 'This condition has to hold as well' }]
          : [],
      aliases: codesOf(found),
    };
  },
} satisfies Rule;

function reasonOf(found: Contradiction, { action }: Statement): string {
  switch (found.because) {
    case 'no request has the key': {
      const [first, ...more] = action?.items ?? [];
      const others = more.length === 0 ? '' : ` and ${more.length} more`;
      return `is in no request for \`${first === undefined ? '' : shortText(first, 40)}\`${others}`;
    }
    case 'the conditions exclude each other':
      return 'is asked for two things that exclude each other';
    case 'no value passes':
      return `has no value to be under \`${operatorOf(found.condition)}\``;
    case 'wildcards are literal':
      return `never holds the wildcards that \`${operatorOf(found.condition)}\` takes literally`;
    case 'sessions are roles':
      return "has the role's ARN, never that of its session";
  }
}

function operatorOf({ operator }: Condition): string {
  return displayText(operator.text);
}

/** What AWS's validator calls it, where it says the same. */
function codesOf({ because, condition }: Contradiction): readonly string[] {
  if (because === 'no request has the key') {
    return /^aws:/i.test(displayText(condition.key)) ? [] : ['access-analyzer:UNSUPPORTED_ACTION_FOR_CONDITION_KEY'];
  }
  if (because === 'wildcards are literal') return ['access-analyzer:WILDCARD_WITHOUT_LIKE_OPERATOR'];
  if (because !== 'no value passes') return [];
  return [`access-analyzer:EMPTY_ARRAY_CONDITION${condition.operator.set === 'ForAnyValue' ? '_FORANYVALUE' : ''}`];
}
