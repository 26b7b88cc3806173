import { coversService, intersect, minus, servicesIn } from '../../src/access/action-set.js';
import { amount } from '../../src/access/amount.js';
import { allowedEverywhere, deniedEverywhere } from '../../src/access/statement-set.js';
import { accessLevel, serviceActions } from '../../src/aws/actions.js';
import { managedPolicy } from '../../src/aws/managed-policies.js';
import { existingWhen, type Limits, limitsOf } from '../../src/inventory/limits.js';
import { managedPolicyContent } from '../../src/policy/managed-policy.js';
import type { Policy } from '../../src/policy/model.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'broad-managed-policy-attached',
  category: 'privilege',
  severity: 'medium',
  preset: 'recommended',
  summary: 'An AWS managed policy that grants a whole service on every resource is attached',
  why: `
\`AmazonS3FullAccess\` and its like grant every action of a service on every resource of the account: deleting, opening to
others, turning the logging off. AWS writes them for first steps, for all customers alike, and none of them knows which
bucket, table or queue the holder needs. AWS widens them, too, when a service gets new actions.

The rule goes by what the policy says, not by its name: reported is one that grants all of a service, writing included,
on all resources, such as \`PowerUserAccess\`, \`IAMFullAccess\` or \`CloudWatchFullAccess\`. Permissions boundaries and
Denies of the holder's other policies are taken into account. Silent are policies made for a service's role
(\`service-role/\`) and for service-linked roles, and those that list actions or only read.`,
  fix: `
Write a policy of your own with the actions and resources that the holder uses. IAM Access Analyzer writes one from what
CloudTrail saw a role do. Where reading is enough, AWS mostly has a narrower policy:

\`\`\`yaml
ManagedPolicyArns: [arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess]
\`\`\`

In Terraform it is the \`policy_arn\` of an \`aws_iam_role_policy_attachment\`.`,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html#aws-managed-policies',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-use-aws-defined-policies',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-policy-generation.html',
  ],
  aliases: [
    'cwe:CWE-250',
    'security-hub:IAM.27',
    'cis-aws-3.0:1.22',
    'cis-aws-5.0:1.21',
    'cis-aws-7.0:2.20',
    'checkov:CKV2_AWS_56',
    'cfn_nag:W44',
    'cdk-nag:AwsSolutions-IAM4',
    'guard:IAM_ROLE_ELEVATED_MANAGED_POLICY_RULE',
  ],
  coveredBy: ['admin-policy-attached', 'privilege-escalation'],

  *identity(identity) {
    if (identity.type === 'permission-set') return;
    const limits = limitsOf(identity);
    for (const attachment of identity.attached) {
      const content = managedPolicyContent(attachment.policyName);
      if (content === undefined || isMadeForService(content.name)) continue;
      const services = grantedWhole(existingWhen(content.policy, attachment.resource.when), limits);
      if (services.length === 0) continue;
      const narrower = readOnlyVariant(content.name);
      const hint = narrower === undefined ? '' : `; \`${narrower}\` only reads`;
      yield {
        at: attachment,
        message: `\`${content.name}\` lets ${identity.type} \`${identity.name}\` do everything in ${list(services)}${hint}`,
        confidence: limits.hasUnknownBoundary ? 'possible' : 'proven',
      };
    }
  },
} satisfies Rule;

/** Whether AWS made a policy for the role that one service assumes. */
function isMadeForService(name: string): boolean {
  return name.startsWith('service-role/') || name.startsWith('aws-service-role/');
}

/** The services of which a policy allows all on every resource, writing included, within what limits its holder. */
function grantedWhole(policy: Policy, { denies, boundary }: Limits): readonly string[] {
  const { actions, grants } = allowedEverywhere([policy]);
  if (grants.length === 0) return [];
  const bounded = boundary === undefined ? actions : intersect(actions, allowedEverywhere([boundary]).actions);
  const denying = boundary === undefined ? [policy, ...denies] : [policy, ...denies, boundary];
  const left = minus(bounded, deniedEverywhere(denying, grants));
  return servicesIn(left).filter((prefix) => coversService(left, prefix) && hasWrites(prefix));
}

/** Whether a service has actions that change something. */
function hasWrites(prefix: string): boolean {
  const service = serviceActions(prefix);
  const levels = service?.actions.map((_, index) => accessLevel(service.first + index)) ?? [];
  return levels.includes('Write') || levels.includes('Permissions management');
}

/** AWS names a policy that only reads after the one that grants all. */
function readOnlyVariant(name: string): string | undefined {
  const stem = /^(.+)FullAccess$/.exec(name)?.[1];
  if (stem === undefined) return undefined;
  return [`${stem}ReadOnlyAccess`, `${stem}ReadOnly`].find((other) => managedPolicy(other) !== undefined);
}

/** So many services are named. */
const MOST_NAMED = 3;

function list(services: readonly string[]): string {
  return services.length > MOST_NAMED ? `${amount(services.length)} services` : services.join(', ');
}
