import { type ActionSet, all, count, countByLevel, isSubset, servicesIn, union } from '../../src/access/action-set.js';
import { amount } from '../../src/access/amount.js';
import { isOnlyOwnAccount } from '../../src/access/principals.js';
import { type ServiceWildcard, serviceWildcards } from '../../src/access/service-wildcard.js';
import { accessLevel, serviceActions } from '../../src/aws/actions.js';
import { actionDetails } from '../../src/aws/resources.js';
import { displayText } from '../../src/document/value.js';
import { isOfDevices, type PlacedPolicy } from '../../src/inventory/model.js';
import type { Statement } from '../../src/policy/model.js';
import type { Problem, Rule } from '../../src/rule.js';

export default {
  id: 'wildcard-action',
  category: 'privilege',
  severity: 'high',
  preset: 'recommended',
  summary: 'An Allow grants all services, or a whole service on all resources',
  why: `
A wildcard for a whole service grants what nobody listed: deleting what the service keeps, opening it to others, turning
its logging off. It also grants what does not exist yet, since AWS adds several hundred actions a year and each of them
is allowed on the day it ships. Whoever takes over the workload, by a leaked key or an injected command, gets all of it.

Reported are an Allow of all services; of one whole service on all resources, however spelled (\`s3:*\`, \`S3:**\`, \`s?:*\`);
and of all of IAM, STS, KMS, Organizations or Secrets Manager on any resource, since those hand out access to the rest.
Denies of the same policy are taken into account. Silent: service and resource control policies, permissions boundaries
and endpoint policies, which grant nothing, and a key's or queue's own account root.`,
  fix: `
List the actions that the workload calls, on the resources that it uses:

\`\`\`json
"Action": ["s3:GetObject", "s3:PutObject"],
"Resource": "arn:aws:s3:::my-bucket/uploads/*"
\`\`\`

\`leastwise expand 's3:*'\` shows what a wildcard stands for today. IAM Access Analyzer writes a policy from what
CloudTrail saw a role do.`,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-policy-generation.html',
  ],
  aliases: [
    'cwe:CWE-732',
    'security-hub:IAM.21',
    'checkov:CKV_AWS_49',
    'checkov:CKV_AWS_63',
    'checkov:CKV_AWS_72',
    'checkov:CKV2_AWS_40',
    'trivy:AVD-AWS-0097',
    'trivy:AVD-AWS-0345',
    'kics:sqs_policy_allows_all_actions',
    'cfn_nag:F3',
    'cfn_nag:F4',
    'cfn_nag:F5',
    'cfn_nag:F15',
    'cfn_nag:F20',
    'cdk-nag:IAMPolicyNoStatementsWithFullAccess',
    'cdk-nag:AwsSolutions-IAM5',
    'semgrep:aws-sqs-queue-policy-wildcard-action',
    'semgrep:no-iam-star-actions',
    'guard:IAM_MANAGEDPOLICY_NO_STATEMENTS_WITH_FULL_ACCESS',
    'guard:IAM_POLICY_NO_STATEMENTS_WITH_FULL_ACCESS',
    'guard:IAM_ROLE_NO_WILDCARD_ACTIONS_ON_PERMISSIONS',
    'guard:S3_BUCKET_POLICY_NO_WILDCARD_ACTION',
    'guard:SQS_QUEUEPOLICY_NO_WILDCARD_ACTION',
  ],
  coveredBy: ['admin-access', 'privilege-escalation', 'iot-policy-wildcard'],

  policyKinds: ['identity', 'session', 'resource'],

  *statement(statement, policy) {
    yield* wildcardProblem(broadWildcards(statement, policy), statement);
  },
} satisfies Rule;

/** Services that hand out access to everything else: all of one is too much on any resource. */
const POWERFUL = ['iam', 'sts', 'kms', 'organizations', 'secretsmanager'];

/** Whether a wildcard is one of `wildcard-action`; the others are `wildcard-action-scoped`'s. */
export function isBroad({ services, everywhere }: ServiceWildcard, policy: PlacedPolicy): boolean {
  // A resource policy speaks of its own resource alone, whatever it lists, and a device's of IoT alone.
  if (policy.kind === 'resource' || isOfDevices(policy)) return false;
  return services === undefined || everywhere || services.some((prefix) => POWERFUL.includes(prefix));
}

/** A service of so few actions is granted whole by AWS's own policies, action by action. */
const MOST_OF_A_CHANNEL = 10;

/**
 * Whether a service is a small channel, such as the one over which an agent fetches its commands (`ssmmessages`): a
 * handful of actions, none of which takes a resource or hands out permissions. There is no narrower way to write it
 * but to list them all.
 */
function isSmallChannel(prefix: string): boolean {
  const service = serviceActions(prefix);
  if (service === undefined || service.actions.length > MOST_OF_A_CHANNEL) return false;
  const ids = service.actions.map((_, index) => service.first + index);
  return ids.every((id) => accessLevel(id) !== 'Permissions management' && actionDetails(id).wildcardOnly);
}

/** The wildcards of a statement that are worth a word. */
export function reportedWildcards(statement: Statement, policy: PlacedPolicy): readonly ServiceWildcard[] {
  if (policy.kind === 'resource' && isOnlyOwnAccount(statement.principal, statement.resource)) return [];
  return serviceWildcards(statement, policy).filter(({ services }) => services?.every(isSmallChannel) !== true);
}

/** What `wildcard-action` speaks of: rules about parts of it leave that to it. Undefined where it says nothing. */
export function broadlyAllowed(statement: Statement, policy: PlacedPolicy): ActionSet | undefined {
  const broad = broadWildcards(statement, policy);
  return broad.length === 0 ? undefined : union(broad.map(({ actions }) => actions));
}

/** The wildcards of a statement that `wildcard-action` reports. */
export function broadWildcards(statement: Statement, policy: PlacedPolicy): readonly ServiceWildcard[] {
  return reportedWildcards(statement, policy).filter((wildcard) => isBroad(wildcard, policy));
}

/** A message is to fit a line. */
const LONGEST = 160;

/** The problem with the wildcards of one statement: at the first, with the others beside it. None where there are none. */
export function* wildcardProblem(wildcards: readonly ServiceWildcard[], statement: Statement): Iterable<Problem> {
  const [first, ...others] = wildcards;
  if (first === undefined) return;
  const said = wildcardMessage(first, statement);
  const more =
    others.length === 0 ? '' : `; ${others.length} more whole ${others.length === 1 ? 'service' : 'services'}`;
  // A service that AWS's lists do not know may be one that is no more.
  const isKnown = wildcards.some(({ named }) => count(named) > 0);
  yield {
    at: first.item,
    message: said.length + more.length <= LONGEST ? said + more : said,
    confidence: isKnown ? 'proven' : 'possible',
    ...(others.length === 0
      ? {}
      : { related: others.map((other) => ({ at: other.item, message: wildcardMessage(other, statement) })) }),
  };
}

/** What a wildcard stands for, in numbers. */
function wildcardMessage(wildcard: ServiceWildcard, statement: Statement): string {
  const { item, named, actions } = wildcard;
  const [total, left] = [count(named), count(actions)];
  const number = left === total ? `all ${amount(total)}` : `${amount(left)} of ${amount(total)}`;
  const where = isOnAll(statement) ? '' : resourceWords(statement);
  const levels = countByLevel(actions);
  const write = amount(levels.Write + levels.Tagging);
  const manage = levels['Permissions management'];
  const power = manage > 0 ? `${write} write, ${amount(manage)} manage permissions` : `${write} write`;
  const what = total === 0 ? 'all actions' : `${number} actions`;
  return `\`${displayText(item)}\` allows ${what} of ${servicesOf(wildcard)}${where}${total === 0 ? '' : `: ${power}`}`;
}

/** What a statement grants on, as it goes behind what it grants: the first resource by name, more by number. */
export function resourceWords({ resource }: Statement): string {
  const [first, ...rest] = resource?.items ?? [];
  if (first === undefined) return '';
  const more = rest.length === 0 ? '' : ` and ${rest.length} more`;
  return ` on ${resource?.negated ? 'all but ' : ''}\`${displayText(first)}\`${more}`;
}

function isOnAll({ resource }: Statement): boolean {
  return resource?.negated === false && resource.items.some((item) => displayText(item) === '*');
}

/** The services that a wildcard reaches: those that its resources belong to, where it is on named ones. */
function servicesOf({ services, named }: ServiceWildcard): string {
  if (services === undefined && isSubset(all(), named)) return 'all services';
  const reached = services ?? servicesIn(named);
  return reached.length > MOST_NAMED ? `${reached.length} services` : reached.join(', ');
}

/** So many services are named. */
const MOST_NAMED = 3;
