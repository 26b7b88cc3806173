import { has } from '../../src/access/action-set.js';
import { type Unlimited, unlimited } from '../../src/access/unlimited.js';
import { unlimitedWords } from '../../src/access/unlimited-words.js';
import { isOrdinary } from '../../src/access/workload.js';
import { displayText } from '../../src/document/value.js';
import type { PlacedPolicy } from '../../src/inventory/model.js';
import { isEveryResource } from '../../src/policy/arn.js';
import type { Statement } from '../../src/policy/model.js';
import type { Problem, Rule } from '../../src/rule.js';
import { saidByOthers, saidOfCertain } from './unconfined/said.js';
import { broadWildcards } from './wildcard-action.js';

export default {
  id: 'wildcard-resource',
  category: 'privilege',
  severity: 'medium',
  preset: 'recommended',
  summary: 'An Allow lets write to every resource where AWS would let it name some',
  why: `
With \`Resource: "*"\` an action is allowed on all that the account has and will have: a function that is to delete
entries of one table may delete those of every table, and whoever takes it over gets them all. The actions reported here
could be limited to resources; AWS's service authorization reference says to which.

\`*\` is not the only way to say it: \`arn:aws:sqs:*:*:*\` holds every queue, \`arn:aws:dynamodb:*:*:table/*\` every table, and
a wildcard for the region or the account does not matter for that. Denies of the same policy are taken into account.

Silent: actions that AWS limits to no resource; statements that a condition limits to some (\`aws:ResourceTag\`,
\`aws:ResourceAccount\`, \`ec2:Vpc\`, \`ecs:cluster\`, \`aws:RequestTag\` where something is created); reading, and what
ordinary workloads need on all, which the rules \`wildcard-resource-read\` and \`wildcard-resource-workload\` report; service
and resource control policies, permissions boundaries, trust, resource and endpoint policies, where \`*\` means
something else.`,
  fix: `
Name the resources, by a common prefix where there are many:

\`\`\`json
"Action": ["sqs:SendMessage", "sqs:DeleteMessage"],
"Resource": "arn:aws:sqs:eu-west-1:111122223333:orders-*"
\`\`\`

In a template refer to them (\`!GetAtt Orders.Arn\`, \`aws_sqs_queue.orders.arn\`). Where resources come and go, limit by
their tags:

\`\`\`json
"Condition": { "StringEquals": { "aws:ResourceTag/project": "orders" } }
\`\`\`

Keep actions that take only \`*\` in a statement of their own, so that the others can be limited.`,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
    'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html',
  ],
  aliases: [
    'cwe:CWE-732',
    'checkov:CKV_AWS_111',
    'checkov:CKV_AWS_290',
    'checkov:CKV_AWS_355',
    'checkov:CKV_AWS_356',
    'trivy:AVD-AWS-0057',
    'cfn_nag:W11',
    'cfn_nag:W12',
    'cfn_nag:W13',
    'cdk-nag:AwsSolutions-IAM5',
    'guard:IAM_POLICYDOCUMENT_NO_WILDCARD_RESOURCE',
  ],
  coveredBy: [
    'admin-access',
    'privilege-escalation',
    'wildcard-action',
    'permissions-management',
    'credentials-exposure',
    'unscoped-pass-role',
    'role-hijack',
    'data-exposure',
    'unscoped-assume-role',
    'iot-policy-wildcard',
  ],

  policyKinds: ['identity', 'session'],

  *statement(statement, policy) {
    const found = unlimited(statement, policy, { reading: false, except: () => saidByOthers(statement, policy) });
    const actions = found?.actions.filter((id) => !isOrdinary(id, policy, found.onTypes)) ?? [];
    if (found !== undefined && actions.length > 0) yield problemOf(found, actions);
    else yield* coveredProblem(statement, policy);
  },
} satisfies Rule;

/** The problem of actions that a statement allows on every resource, at the entry that stands for all. */
export function problemOf(found: Unlimited, actions: readonly number[]): Problem {
  const message = unlimitedWords(found, actions);
  return { at: found.item, message, confidence: found.certain ? 'proven' : 'possible' };
}

/** Nothing but what other rules speak of is allowed on every resource: said at their words. */
function* coveredProblem(statement: Statement, policy: PlacedPolicy): Iterable<Problem> {
  const { effect, resource } = statement;
  const item = effect === 'Allow' && resource?.negated === false ? resource.items.find(isEveryResource) : undefined;
  const wildcard = item && broadWildcards(statement, policy).find(({ everywhere }) => everywhere);
  if (wildcard === undefined || item === undefined) yield* problemAtOthers(statement, policy, false);
  else {
    const message = `\`${displayText(item)}\` holds every resource that \`${displayText(wildcard.item)}\` can be asked for`;
    yield { at: wildcard.item, message };
  }
}

/** The problem of what rules about certain actions speak of, at their words. */
export function* problemAtOthers(statement: Statement, policy: PlacedPolicy, reading: boolean): Iterable<Problem> {
  const said = saidOfCertain(statement, policy);
  const found = said && unlimited(statement, policy, { reading });
  const actions = found?.actions.filter((id) => said !== undefined && has(said.actions, id)) ?? [];
  if (said === undefined || found === undefined || actions.length === 0) return;
  yield { ...problemOf(found, actions), at: said.at };
}
