import { parseRange } from '../../src/access/engine/address.js';
import { findConditionKey, valueType } from '../../src/aws/condition-keys.js';
import {
  isBase64Value,
  isBooleanValue,
  isDateValue,
  isEpochValue,
  isNumberValue,
} from '../../src/policy/condition-value.js';
import { conditionKeyName, literalOf, shortText, type Text } from '../../src/policy/index.js';
import type { Condition, Rule } from '../../src/rule.js';

export default {
  id: 'invalid-condition-value',
  category: 'validity',
  severity: 'medium',
  preset: 'recommended',
  summary: 'A condition compares with a value that its operator cannot read',
  why: `
\`"NumericLessThan": { "aws:MultiFactorAuthAge": "1h" }\` compares with no number, \`"IpAddress": { "aws:SourceIp":
"203.0.113.0/33" }\` with no range. AWS refuses some of these when the policy is saved, and takes others, which then match
nothing: an Allow grants less than it says, a Deny does not deny. With the operators that have a \`Not\` in their name it is
the other way round, and everything matches.`,
  fix: `
Write what the operator reads: \`true\` or \`false\`, a number (of seconds, for ages), a date as in
\`2026-01-31T00:00:00Z\`, an address or a range in CIDR notation, a whole id:

\`\`\`json
"Condition": {
  "NumericLessThan": { "aws:MultiFactorAuthAge": "3600" },
  "IpAddress": { "aws:SourceIp": "203.0.113.0/24" }
}
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
  ],
  aliases: [
    'access-analyzer:INVALID_KMS_KEY_VALUE',
    'access-analyzer:TYPE_MISMATCH_BOOLEAN',
    'access-analyzer:TYPE_MISMATCH_DATE',
    'access-analyzer:TYPE_MISMATCH_IP_RANGE',
    'access-analyzer:TYPE_MISMATCH_NUMBER',
    'access-analyzer:TYPE_MISMATCH_STRING',
    'access-analyzer:INVALID_VPC_FORMAT',
    'access-analyzer:INVALID_VPCE_FORMAT',
  ],

  *statement({ conditions }) {
    for (const condition of conditions) {
      const form = formOfOperator(condition.operator.name) ?? formOfKey(condition);
      if (form === undefined) continue;
      for (const value of condition.values) {
        const text = literalOf(value);
        if (text === undefined || form.isOne(text) || (form === BOOLEAN && isYamlBoolean(value, text))) continue;
        const key = shortText(condition.key);
        const consequence = condition.operator.name === 'Null' ? 'and says neither' : `so \`${key}\` never has it`;
        const message = `\`${shortText(value, 40)}\` is not ${form.what}, ${consequence}`;
        yield { at: value, message, aliases: [`access-analyzer:${form.code}`] };
      }
    }
  },
} satisfies Rule;

/** What YAML 1.1, which CloudFormation reads, takes for `true` and `false` where it is not quoted. */
function isYamlBoolean({ place }: Text, text: string): boolean {
  return place.document.format !== 'json' && /^(?:yes|no|on|off)$/i.test(text);
}

/** What a value must be. */
interface Form {
  readonly what: string;
  readonly code: string;
  readonly isOne: (text: string) => boolean;
}

const BOOLEAN: Form = { what: '`true` or `false`', code: 'TYPE_MISMATCH_BOOLEAN', isOne: isBooleanValue };
const NUMBER: Form = { what: 'a number', code: 'TYPE_MISMATCH_NUMBER', isOne: isNumberValue };
const DATE: Form = {
  what: 'a date',
  code: 'TYPE_MISMATCH_DATE',
  isOne: (text) => isDateValue(text) || isEpochValue(text),
};
const RANGE: Form = {
  what: 'an address or a range of addresses',
  code: 'TYPE_MISMATCH_IP_RANGE',
  isOne: (text) => parseRange(text) !== undefined,
};
const BINARY: Form = { what: 'Base64', code: 'TYPE_MISMATCH_STRING', isOne: isBase64Value };

function formOfOperator(name: string | undefined): Form | undefined {
  switch (name) {
    case 'Bool':
    case 'Null':
      return BOOLEAN;
    case 'IpAddress':
    case 'NotIpAddress':
      return RANGE;
    case 'BinaryEquals':
      return BINARY;
  }
  if (name?.startsWith('Numeric') === true) return NUMBER;
  return name?.startsWith('Date') === true ? DATE : undefined;
}

/** Ids of VPCs and their endpoints: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html */
const VPC: Form = {
  what: 'the id of a VPC (`vpc-` and 8 or 17 letters and digits)',
  code: 'INVALID_VPC_FORMAT',
  isOne: (text) => /^vpc-(?:[a-z\d]{8}|[a-z\d]{17})$/.test(text),
};
const ENDPOINT: Form = {
  what: 'the id of a VPC endpoint (`vpce-` and 8 or 17 letters and digits)',
  code: 'INVALID_VPCE_FORMAT',
  isOne: (text) => /^vpce-(?:[a-z\d]{8}|[a-z\d]{17})$/.test(text),
};

/** https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id-key-ARN */
const KMS_KEY: Form = {
  what: 'the ARN of a KMS key',
  code: 'INVALID_KMS_KEY_VALUE',
  isOne: (text) => /^arn:[^:]*:kms:[^:]*:[^:]*:key\/./.test(text),
};

/** Whether a key holds the ARN of a KMS key and nothing else: `s3:x-amz-server-side-encryption-aws-kms-key-id`. */
function holdsKmsKey(key: string): boolean {
  const known = key.includes('kms') && key.includes('key') ? findConditionKey(key) : undefined;
  return known !== undefined && !key.startsWith('kms:') && valueType(known) === 'ARN';
}

function formOfKey(condition: Condition): Form | undefined {
  const { name } = condition.operator;
  const key = conditionKeyName(condition);
  if (key !== undefined && /^(?:String|Arn)/.test(name ?? '') && holdsKmsKey(key)) {
    // Of an ARN with wildcards, what they stand for cannot be told.
    const isPattern = name?.startsWith('Arn') === true || name?.endsWith('Like') === true;
    return isPattern ? { ...KMS_KEY, isOne: (text) => /[*?]/.test(text) || KMS_KEY.isOne(text) } : KMS_KEY;
  }
  if (name?.startsWith('String') !== true) return undefined;
  const form = key === 'aws:sourcevpc' ? VPC : key === 'aws:sourcevpce' ? ENDPOINT : undefined;
  if (form === undefined || !name.endsWith('Like')) return form;
  // Of an id with wildcards, only its beginning can be told.
  return { ...form, isOne: (text) => /[*?]/.test(text) || form.isOne(text) };
}
