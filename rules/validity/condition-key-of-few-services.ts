import { lowerCase } from '../../src/aws/actions.js';
import { servicesWithKey } from '../../src/aws/vpc-endpoint-keys.js';
import { conditionKeyName, literalOf, shortText, type Text } from '../../src/policy/index.js';
import type { Problem, Rule } from '../../src/rule.js';

export default {
  id: 'condition-key-of-few-services',
  category: 'validity',
  severity: 'low',
  preset: 'validity',
  summary: 'A condition asks for a key that requests to some of the services do not hold',
  why: `
\`aws:VpceAccount\`, \`aws:VpceOrgID\` and \`aws:VpceOrgPaths\`, which say who owns the VPC endpoint that a request comes
through, are known to a number of services only. In requests to others the key is missing, endpoint or not: an Allow with
\`StringEquals\` then grants nothing, and a Deny with \`StringNotEquals\` denies everything, the calls that come
through one's own endpoint included.`,
  fix: `
Name the services that know the key, and leave the others to a statement of their own:

\`\`\`json
{
  "Effect": "Deny",
  "Action": ["s3:*", "kms:*"],
  "Resource": "*",
  "Condition": {
    "StringNotEqualsIfExists": { "aws:VpceOrgID": "o-exampleorgid" },
    "BoolIfExists": { "aws:ViaAWSService": "false", "aws:PrincipalIsAWSService": "false" }
  }
}
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-general-warning-use-condition-key-only-with-supported-services',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-vpceaccount',
  ],
  aliases: ['access-analyzer:USE_CONDITION_KEY_ONLY_WITH_SUPPORTED_SERVICES'],

  *statement({ action, conditions }): Iterable<Problem> {
    if (action === undefined) return;
    for (const condition of conditions) {
      const services = servicesWithKey(conditionKeyName(condition) ?? '');
      if (services === undefined) continue;
      const item = action.negated ? undefined : action.items.find((one) => reachesBeyond(one, services));
      if (item === undefined && !action.negated) continue;
      const what = item === undefined ? action.name : shortText(item, 45);
      yield {
        at: condition,
        message: `\`${shortText(condition.key)}\` is known to some services only, and \`${what}\` reaches others`,
        related: [{ at: item ?? action, message: 'This reaches others' }],
        aliases: ['access-analyzer:USE_CONDITION_KEY_ONLY_WITH_SUPPORTED_SERVICES'],
      };
    }
  },
} satisfies Rule;

/** The only action of a service that knows the keys whose requests do not hold them. */
const EXCEPTION = 'iam:passrole';

function reachesBeyond(item: Text, services: ReadonlySet<string>): boolean {
  const written = literalOf(item);
  if (written === undefined) return false;
  const action = lowerCase(written);
  return action === EXCEPTION || !services.has(action.slice(0, Math.max(0, action.indexOf(':'))));
}
