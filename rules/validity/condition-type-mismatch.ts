import { findConditionKey, valueType } from '../../src/aws/condition-keys.js';
import { conditionKeyName, shortText } from '../../src/policy/index.js';
import { type OperatorType, operatorType } from '../../src/policy/operator.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'condition-type-mismatch',
  category: 'validity',
  severity: 'low',
  preset: 'validity',
  summary: 'A condition compares a key with an operator of another type than the key has',
  why: `
Each condition key has a type, and each operator compares one: \`StringEquals\` text, \`Bool\` true and false,
\`NumericLessThan\` numbers, \`IpAddress\` ranges, \`ArnLike\` ARNs part by part. Across types AWS compares what was never
meant to be compared: \`StringEquals\` on \`aws:SourceIp\` knows no ranges, \`ArnLike\` on a tag takes no value that is
not an ARN, \`StringEquals\` on \`aws:ViaAWSService\` with a service's name never holds since the key is \`true\` or
\`false\`. An Allow then grants nothing, and a Deny denies nothing.`,
  fix: `
Use the operator of the key's type:

\`\`\`json
"Condition": {
  "Bool": { "aws:ViaAWSService": "true" },
  "IpAddress": { "aws:SourceIp": "203.0.113.0/24" },
  "ForAnyValue:StringEquals": { "aws:CalledVia": "athena.amazonaws.com" }
}
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-general-warning-type-mismatch',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html',
  ],
  aliases: ['access-analyzer:TYPE_MISMATCH'],

  *statement({ conditions }) {
    for (const condition of conditions) {
      const compared = operatorType(condition.operator);
      const name = conditionKeyName(condition);
      const known = name === undefined ? undefined : findConditionKey(name);
      if (compared === undefined || known === undefined) continue;
      const type = valueType(known);
      if (operatorsFor(type).includes(compared)) continue;
      yield {
        at: condition,
        message: `\`${shortText(condition.key)}\` holds ${WORDS[type] ?? type}, which \`${shortText(condition.operator.text)}\` does not compare`,
        aliases: ['access-analyzer:TYPE_MISMATCH'],
      };
    }
  },
} satisfies Rule;

/** What operators may compare a key of a type. Text is how ARNs are written, and numbers are how time may be. */
function operatorsFor(type: string): readonly OperatorType[] {
  if (type === 'ARN') return ['ARN', 'String'];
  if (type === 'Date') return ['Date', 'Numeric'];
  return ALL.filter((compared) => compared === type);
}

const ALL: readonly OperatorType[] = ['String', 'Numeric', 'Date', 'Bool', 'Binary', 'IPAddress', 'ARN'];

const WORDS: Readonly<Record<string, string>> = {
  ARN: 'an ARN',
  Binary: 'binary data',
  Bool: '`true` or `false`',
  Date: 'a time',
  IPAddress: 'an address',
  Numeric: 'a number',
  String: 'text',
};
