import { type ActionSet, areDisjoint, expandAll, has, ids, minus } from '../../src/access/action-set.js';
import { deniedOn } from '../../src/access/denied-on.js';
import { narrowsResources } from '../../src/access/narrowing.js';
import { actionsOf, actionsOfItem } from '../../src/access/statement-set.js';
import { accessLevel, actionName } from '../../src/aws/actions.js';
import { actionDetails } from '../../src/aws/resources.js';
import { SMALL_WRITES } from '../../src/aws/workload-grants.js';
import { displayText, literalOf } from '../../src/document/value.js';
import type { Holder, PlacedPolicy } from '../../src/inventory/model.js';
import type { Statement } from '../../src/policy/model.js';
import type { Rule } from '../../src/rule.js';
import { saidByOthers } from './unconfined/said.js';

export default {
  id: 'infrastructure-modification',
  category: 'privilege',
  severity: 'low',
  preset: 'strict',
  summary: "A workload's role changes settings of the account that AWS limits to no resource",
  why: `
Some actions that write take no resource: they change a setting of the whole account or region, or make something that
has no name beforehand. \`Resource: "*"\` is then right, and no other rule says a word. What is left to ask is whether a
workload, which answers requests all day, has to be able to do that at all.

Reported are such actions in policies of roles that services and workloads alone assume, once a statement. Silent:
telemetry, the channels of agents, requests that change nothing that lasts, what a condition limits, and what other rules
report of the same statement.`,
  fix: `
Leave such changes to the pipeline that sets the account up, and take them out of the workload's role. Where the workload
needs one, keep it in a statement of its own, with what conditions the action takes:

\`\`\`json
{
  "Effect": "Allow",
  "Action": "route53:CreateHealthCheck",
  "Resource": "*",
  "Condition": { "StringEquals": { "aws:RequestedRegion": "us-east-1" } }
}
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
    'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
  ],
  aliases: ['cwe:CWE-732', 'checkov:CKV_AWS_111', 'checkov:CKV_AWS_290'],
  coveredBy: [
    'admin-access',
    'privilege-escalation',
    'wildcard-action',
    'permissions-management',
    'credentials-exposure',
    'data-exposure',
    'wildcard-resource',
    'partial-wildcard-action',
  ],

  policyKinds: ['identity'],

  *statement(statement, policy) {
    if (!isOfWorkloads(policy)) return;
    const actions = accountWide(statement, policy);
    const [first, ...rest] = actions;
    if (first === undefined) return;
    const named = expandAll([actionName(first)]);
    const item = statement.action?.items.find((one) => !areDisjoint(actionsOfItem(one), named));
    const more = rest.length === 0 ? '' : ` and ${rest.length} more ${rest.length === 1 ? 'action' : 'actions'}`;
    const words = item === undefined ? '' : displayText(item);
    const by = words.toLowerCase() === actionName(first).toLowerCase() ? '' : `\`${words}\`: `;
    const message = `${by}\`${actionName(first)}\`${more} ${rest.length === 0 ? 'lets' : 'let'} a workload write what AWS limits to no resource`;
    yield { at: item ?? statement.action ?? statement, message };
  },
} satisfies Rule;

/** Whether a policy is held by roles alone, all of which services and workloads assume and no people. */
function isOfWorkloads({ holders: { known } }: PlacedPolicy): boolean {
  return known.length > 0 && known.every(isWorkload);
}

function isWorkload({ type, trustedBy }: Holder): boolean {
  return type === 'role' && trustedBy !== undefined && !trustedBy.people;
}

/** Ids of the writes that a statement allows and AWS limits to no resource, but for small ones and what others report. */
function accountWide(statement: Statement, policy: PlacedPolicy): readonly number[] {
  const { action, effect, resource, conditions } = statement;
  if (effect !== 'Allow' || action === undefined || action.negated || resource === undefined || resource.negated)
    return [];
  if (!resource.items.some((item) => literalOf(item) === '*')) return [];
  if (conditions.some((condition) => narrowsResources(condition, false))) return [];
  const writes = [...ids(actionsOf(statement))].filter(isAccountWide);
  if (writes.length === 0) return [];
  const left = without(actionsOf(statement), [deniedOn(statement, [policy]), saidByOthers(statement, policy)]);
  return writes.filter((id) => has(left, id));
}

function without(actions: ActionSet, sets: readonly (ActionSet | undefined)[]): ActionSet {
  return sets.reduce<ActionSet>((left, set) => (set === undefined ? left : minus(left, set)), actions);
}

let small: ActionSet | undefined;

function isAccountWide(id: number): boolean {
  if (accessLevel(id) !== 'Write' || !actionDetails(id).wildcardOnly) return false;
  small ??= expandAll(SMALL_WRITES);
  return !has(small, id);
}
