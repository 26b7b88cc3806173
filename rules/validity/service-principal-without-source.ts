import { type Condition, conditionKeyName, displayText, type Statement, type Text } from '../../src/policy/index.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'service-principal-without-source',
  category: 'validity',
  severity: 'high',
  preset: 'validity',
  summary: 'A resource policy lets in an AWS service for whomever it acts, as AWS’s validator reads it',
  why: `
An AWS service acts for its customers, and which of them it acts for is told by the request: \`aws:SourceArn\`,
\`aws:SourceAccount\`, \`aws:SourceOrgID\` and \`aws:SourceOrgPaths\`. A policy that lets in the service and asks for none of
them lets in every customer of it who knows the resource's name: the service is their confused deputy.

This rule says what AWS's validator says of one statement: that it has no such key. Whether that does harm, with this
service and these actions, is what \`confused-deputy\` tells.`,
  fix: `
Name the resource that the service acts for, or its account:

\`\`\`json
{
  "Effect": "Allow",
  "Principal": { "Service": "sns.amazonaws.com" },
  "Action": "sqs:SendMessage",
  "Resource": "arn:aws:sqs:eu-west-1:111122223333:mail",
  "Condition": { "ArnEquals": { "aws:SourceArn": "arn:aws:sns:eu-west-1:111122223333:orders" } }
}
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-security-warning-restrict-access-to-service-principal',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html#cross-service-confused-deputy-prevention',
  ],
  aliases: ['access-analyzer:RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL'],
  coveredBy: ['confused-deputy'],
  policyKinds: ['resource'],

  *statement(statement) {
    const { effect, principal, conditions, unknown } = statement;
    if (effect !== 'Allow' || principal === undefined || principal.negated) return;
    if (unknown.length > 0 || conditions.some(isOfSource)) return;
    const [first, ...others] = servicesOf(statement);
    if (first === undefined) return;
    const also = others.length === 0 ? 'is' : `and ${others.length} more are`;
    yield {
      at: first,
      message: `\`${displayText(first)}\` ${also} let in for whomever ${others.length === 0 ? 'it acts' : 'they act'}: no condition asks for the source account or resource`,
      related: others.map((at) => ({ at, message: `So is \`${displayText(at)}\`` })),
      aliases: ['access-analyzer:RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL'],
    };
  },
} satisfies Rule;

const SOURCE_KEYS = ['aws:sourceaccount', 'aws:sourcearn', 'aws:sourceorgid', 'aws:sourceorgpaths'];

/** Whether a condition asks for whom a service acts; a key that is not told in full may. */
export function isOfSource(condition: Condition): boolean {
  const name = conditionKeyName(condition);
  return name === undefined || SOURCE_KEYS.includes(name);
}

/** The AWS services that a statement names as principals. */
export function servicesOf({ principal }: Statement): readonly Text[] {
  return (principal?.items ?? []).filter(({ type }) => type === 'Service').map(({ value }) => value);
}
