import { has } from '../../src/access/action-set.js';
import { actionsOf } from '../../src/access/statement-set.js';
import { actionId } from '../../src/aws/actions.js';
import {
  type Condition,
  conditionKeyName,
  displayText,
  isNegatedOperator,
  literalOf,
  type Statement,
} from '../../src/policy/index.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'dynamodb-attributes-without-select',
  category: 'validity',
  severity: 'medium',
  preset: 'recommended',
  summary: 'Attributes of items are limited by a condition that reads of whole items pass by',
  why: `
\`dynamodb:Attributes\` holds the attributes that a request names. A read that names none asks for all of them, and has no
such key: with \`ForAllValues\` the condition holds, and DynamoDB returns the whole item, those attributes included that the
condition was meant to hold back. \`dynamodb:Select\` tells what a read asks for; \`SPECIFIC_ATTRIBUTES\` lets through those
alone that name what they want.`,
  fix: `
Ask for both in one statement:

\`\`\`json
{
  "Effect": "Allow",
  "Action": ["dynamodb:GetItem", "dynamodb:Query"],
  "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/scores",
  "Condition": {
    "ForAllValues:StringEquals": { "dynamodb:Attributes": ["UserId", "TopScore"] },
    "StringEquals": { "dynamodb:Select": "SPECIFIC_ATTRIBUTES" }
  }
}
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-security-warning-dynamodb-attributes-without-select',
    'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html',
  ],
  aliases: ['access-analyzer:DYNAMODB_ATTRIBUTES_WITHOUT_SELECT'],

  *statement(statement) {
    const { effect, conditions, unknown } = statement;
    if (effect !== 'Allow' || unknown.length > 0) return;
    const at = conditions.find(({ key }) => displayText(key).toLowerCase() === 'dynamodb:attributes');
    if (at === undefined || !holdsWithout(at) || conditions.some(asksForSome)) return;
    const reading = READS.find((action) => speaksOf(statement, action));
    if (reading === undefined) return;
    yield {
      at,
      message: `\`${reading}\` returns whole items where it names no attributes: no condition on \`dynamodb:Select\` asks it to`,
      aliases: ['access-analyzer:DYNAMODB_ATTRIBUTES_WITHOUT_SELECT'],
    };
  },
} satisfies Rule;

/** What reads items and tells by `dynamodb:Select` how much of them. */
const READS = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:Scan'];

function speaksOf(statement: Statement, action: string): boolean {
  const id = actionId(action);
  return id !== undefined && has(actionsOf(statement), id);
}

/** Whether a condition holds for a request that names no attributes. */
function holdsWithout({ operator }: Condition): boolean {
  const { name, set, ifExists } = operator;
  if (name === 'Null') return false;
  return ifExists || set === 'ForAllValues' || (isNegatedOperator(operator) && set === undefined);
}

/** Whether a condition lets through reads alone that name attributes, or return none. */
function asksForSome(condition: Condition): boolean {
  const { operator, values, unknown } = condition;
  if (conditionKeyName(condition) !== 'dynamodb:select' || operator.name?.startsWith('String') !== true) return false;
  if (operator.name.includes('Not')) return true;
  return unknown.length > 0 || values.every((value) => !OPEN.has(literalOf(value) ?? ''));
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html#DDB-Query-request-Select */
const OPEN: ReadonlySet<string> = new Set(['ALL_ATTRIBUTES', 'ALL_PROJECTED_ATTRIBUTES', '*']);
