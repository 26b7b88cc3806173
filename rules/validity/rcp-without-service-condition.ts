import { type Condition, conditionKeyName, displayText, literalOf, type Statement } from '../../src/policy/index.js';
import type { Problem, Rule } from '../../src/rule.js';

export default {
  id: 'rcp-without-service-condition',
  category: 'validity',
  severity: 'low',
  preset: 'validity',
  summary: 'A resource control policy does not tell AWS services from users and roles, as AWS’s validator reads it',
  why: `
A resource control policy is asked for every request, also for those of AWS services that act under their own names: log
delivery, replication, notifications. Such a request has no \`aws:PrincipalOrgID\`, and that of a user or role has no
\`aws:SourceAccount\`. A \`Deny\` that compares one of them without saying whom it is for denies the others along: the bucket
gets no logs any more, or nobody but services gets in. And some services leave \`aws:SourceAccount\` out where it is not
needed, which a \`Null\` test allows for.`,
  fix: `
One statement for users and roles, one for services:

\`\`\`json
[
  {
    "Effect": "Deny",
    "Principal": "*",
    "Action": "s3:*",
    "Resource": "*",
    "Condition": {
      "StringNotEqualsIfExists": { "aws:PrincipalOrgID": "o-exampleorgid" },
      "BoolIfExists": { "aws:PrincipalIsAWSService": "false" }
    }
  },
  {
    "Effect": "Deny",
    "Principal": "*",
    "Action": "s3:*",
    "Resource": "*",
    "Condition": {
      "StringNotEqualsIfExists": { "aws:SourceOrgID": "o-exampleorgid" },
      "Null": { "aws:SourceAccount": "false" },
      "BoolIfExists": { "aws:PrincipalIsAWSService": "true" }
    }
  }
]
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-general-warning-rcp-missing-related-principal-condition-key',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-general-warning-rcp-missing-service-condition-key-null-check',
    'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_examples.html',
  ],
  aliases: [
    'access-analyzer:RCP_MISSING_RELATED_PRINCIPAL_CONDITION_KEY',
    'access-analyzer:RCP_MISSING_RELATED_SERVICE_PRINCIPAL_CONDITION_KEY',
    'access-analyzer:RCP_MISSING_SERVICE_CONDITION_KEY_NULL_CHECK',
  ],
  coveredBy: ['perimeter-ignores-service-calls'],
  policyKinds: ['rcp'],

  *statement(statement) {
    const { effect, conditions, unknown } = statement;
    if (effect !== 'Deny' || unknown.length > 0) return;
    for (const condition of conditions) {
      if (condition.operator.name === 'Null') continue;
      const name = conditionKeyName(condition) ?? '';
      if (isOfPrincipal(name) && !asks(statement, IS_SERVICE, 'false')) yield ofPrincipal(condition);
      if (SOURCE_KEYS.includes(name)) yield* ofSource(condition, statement);
    }
  },
} satisfies Rule;

const IS_SERVICE = 'aws:principalisawsservice';

/** What users and roles have, and services that act under their own names do not. */
const PRINCIPAL_KEYS: readonly string[] = [
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalorgid',
  'aws:principalorgpaths',
];

const SOURCE_KEYS: readonly string[] = ['aws:sourceaccount', 'aws:sourcearn', 'aws:sourceorgid', 'aws:sourceorgpaths'];

function isOfPrincipal(name: string): boolean {
  return PRINCIPAL_KEYS.includes(name) || name.startsWith('aws:principaltag/');
}

function ofPrincipal(at: Condition): Problem {
  return {
    at,
    message: `\`${displayText(at.key)}\` is in no request of an AWS service, which the statement does not except`,
    aliases: ['access-analyzer:RCP_MISSING_RELATED_PRINCIPAL_CONDITION_KEY'],
  };
}

function* ofSource(at: Condition, statement: Statement): Generator<Problem> {
  const key = displayText(at.key);
  if (!asks(statement, IS_SERVICE, 'true')) {
    yield {
      at,
      message: `\`${key}\` is in no request of a user or role, which the statement does not except`,
      aliases: ['access-analyzer:RCP_MISSING_RELATED_SERVICE_PRINCIPAL_CONDITION_KEY'],
    };
  }
  const isTested = ['aws:sourceaccount', 'aws:sourcearn'].some((name) => asks(statement, name, 'false', 'Null'));
  if (isTested) return;
  yield {
    at,
    message: `\`${key}\` is not in all requests of services: no \`Null\` test excepts those without a source`,
    aliases: ['access-analyzer:RCP_MISSING_SERVICE_CONDITION_KEY_NULL_CHECK'],
  };
}

/** Whether a statement asks, by `Bool` or the like, for this value of a key and no other. */
function asks({ conditions }: Statement, key: string, wanted: 'true' | 'false', operator = 'Bool'): boolean {
  return conditions.some(
    (condition) =>
      condition.operator.name === operator &&
      conditionKeyName(condition) === key &&
      condition.values.every((value) => literalOf(value)?.toLowerCase() === wanted),
  );
}
