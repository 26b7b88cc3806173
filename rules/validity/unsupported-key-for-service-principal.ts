import {
  type Condition,
  conditionKeyName,
  displayText,
  isNegatedOperator,
  type PolicyKind,
} from '../../src/policy/index.js';
import type { Rule } from '../../src/rule.js';
import { servicesOf } from './service-principal-without-source.js';

export default {
  id: 'unsupported-key-for-service-principal',
  category: 'validity',
  severity: 'medium',
  preset: 'recommended',
  summary: 'A service is held by a condition on what only users and roles have',
  why: `
An AWS service that acts under its own name is no member of an organization, has no tags, no user name and no MFA. A
condition on \`aws:PrincipalOrgID\` beside \`"Principal": { "Service": "cloudfront.amazonaws.com" }\` finds no such key in the
service's requests: with \`StringEquals\` the statement lets nobody in, with \`StringNotEquals\` or \`…IfExists\` it holds
nobody off. What tells for whom the service acts are \`aws:SourceArn\`, \`aws:SourceAccount\`, \`aws:SourceOrgID\` and
\`aws:SourceOrgPaths\`.`,
  fix: `
Ask for the source:

\`\`\`json
{
  "Effect": "Allow",
  "Principal": { "Service": "cloudfront.amazonaws.com" },
  "Action": "s3:GetObject",
  "Resource": "arn:aws:s3:::example-site/*",
  "Condition": { "StringEquals": { "aws:SourceOrgID": "o-exampleorgid" } }
}
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-unsupported-condition-key-for-service-principal',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principal-properties',
  ],
  aliases: ['access-analyzer:UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL'],
  coveredBy: ['never-true-condition', 'deny-never-applies', 'perimeter-ignores-service-calls'],
  policyKinds: ['resource', 'trust'],

  *statement(statement, { kind }) {
    const { principal, conditions, effect } = statement;
    if (conditions.length === 0 || principal === undefined || principal.negated) return;
    const [service] = servicesOf(statement);
    if (service === undefined) return;
    for (const condition of conditions) {
      if (condition.operator.name === 'Null' || !isOfPrincipal(condition, kind)) continue;
      const outcome = holdsWithout(condition) ? 'it holds for all its requests' : NEVER[effect ?? 'Allow'];
      yield {
        at: condition,
        message: `\`${displayText(condition.key)}\` is in no request of \`${displayText(service)}\`: ${outcome}`,
        related: [{ at: service, message: 'This service is meant' }],
        aliases: ['access-analyzer:UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL'],
      };
    }
  },
} satisfies Rule;

const NEVER = { Allow: 'the statement never lets it in', Deny: 'the statement never denies it' } as const;

/** What services do not have when they act under their own names, by AWS's page of global keys. */
const KEYS: ReadonlySet<string> = new Set([
  'aws:multifactorauthage',
  'aws:multifactorauthpresent',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:username',
]);

/** Roles Anywhere and its like show tags of whom they hand a session of the role to. */
function isOfPrincipal(condition: Condition, kind: PolicyKind): boolean {
  const name = conditionKeyName(condition) ?? '';
  return KEYS.has(name) || (kind !== 'trust' && name.startsWith('aws:principaltag/'));
}

/** Whether a condition holds for a request that lacks its key. */
function holdsWithout({ operator }: Condition): boolean {
  const { ifExists, set } = operator;
  return ifExists || set === 'ForAllValues' || (isNegatedOperator(operator) && set !== 'ForAnyValue');
}
