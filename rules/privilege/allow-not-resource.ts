import { type ActionSet, count, ids, isEmpty, minus } from '../../src/access/action-set.js';
import { amount } from '../../src/access/amount.js';
import { deniedOn } from '../../src/access/denied-on.js';
import { narrows } from '../../src/access/narrowing.js';
import { isOnlyOwnAccount } from '../../src/access/principals.js';
import { actionsOf, isWhole } from '../../src/access/statement-set.js';
import { actionDetails } from '../../src/aws/resources.js';
import type { Located } from '../../src/document/place.js';
import { displayText, literalOf } from '../../src/document/value.js';
import type { PlacedPolicy } from '../../src/inventory/model.js';
import { conditionKeyName } from '../../src/policy/condition-key.js';
import type { Condition, Element, Statement } from '../../src/policy/model.js';
import type { Rule } from '../../src/rule.js';
import { isBroad, reportedWildcards, resourceWords } from './wildcard-action.js';

export default {
  id: 'allow-not-resource',
  category: 'privilege',
  severity: 'medium',
  preset: 'recommended',
  summary: 'An Allow with NotResource grants on every resource that it does not list',
  why: `
\`NotResource\` with \`Allow\` grants on all resources of the account except those listed, and on each one that is made
later. It reads like a prohibition and is a grant on nearly everything. What it leaves out is forbidden nowhere: another
policy, or another statement of this one, may still grant it.

A \`Deny\` with \`NotResource\` is the opposite, a guard that lets only the listed resources through, and is not reported.
Silent, too: service and resource control policies, permissions boundaries and endpoint policies, which grant nothing;
\`NotResource\` of \`*\`, which leaves no resource; actions that AWS does not limit to resources; and statements that a
condition limits to resources by their tag, account or organization.`,
  fix: `
Name the resources. Where the point is to protect some, allow what is needed and deny those in a statement of its own,
which no other policy can undo:

\`\`\`json
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::acme-reports-*/*" },
{ "Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::acme-reports-payroll/*" }
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
  ],
  aliases: [
    'cwe:CWE-732',
    'cfn_nag:W21',
    'cfn_nag:W22',
    'cfn_nag:W23',
    'guard:IAM_ROLE_OR_POLICY_NO_ALLOW_PLUS_NOT_RESOURCE',
  ],
  coveredBy: ['admin-access', 'wildcard-action', 'allow-not-action'],

  policyKinds: ['identity', 'session', 'resource'],

  *statement(statement, policy) {
    const { action, effect, resource } = statement;
    if (effect !== 'Allow' || action === undefined || resource?.negated !== true || leavesNothing(resource)) return;
    if (policy.kind === 'resource' && isOnlyOwnAccount(statement.principal, resource)) return;
    if (statement.conditions.some(limitsResources)) return;
    const left = minus(actionsOf(statement), deniedOn(statement, [policy]));
    if (isWhole(action) && !takesResources(left)) return;
    const message = `\`NotResource\` allows ${actionWords(action, left)}${resourceWords(statement)}, and on whatever is made later`;
    yield { at: pointedAt(statement, policy, resource), message };
  },
} satisfies Rule;

function leavesNothing({ items }: Element): boolean {
  return items.some((item) => /^(?:arn:)?\*+$/.test(literalOf(item) ?? ''));
}

/** Whether a condition says whose the resources are, or how they are tagged. */
function limitsResources(condition: Condition): boolean {
  const key = conditionKeyName(condition) ?? '';
  return narrows(condition) && /^(?:aws:resource(?:account|orgid|orgpaths)$|[a-z0-9-]+:resourcetag\/)/.test(key);
}

/** Whether any of the actions can be limited to resources at all; one that AWS's data does not know may be. */
function takesResources(actions: ActionSet): boolean {
  for (const id of ids(actions)) if (!actionDetails(id).wildcardOnly) return true;
  return count(actions) === 0 && !isEmpty(actions);
}

function actionWords({ items, negated }: Element, left: ActionSet): string {
  const [only, more] = items;
  if (!negated && only !== undefined && more === undefined) return `\`${displayText(only)}\``;
  const number = count(left);
  return number === 0 ? 'its actions' : `${amount(number)} ${number === 1 ? 'action' : 'actions'}`;
}

/**
 * The words that are too wide: where the actions are, as rules about actions report, those say by their numbers what is
 * granted on all but the listed resources; else `NotResource`.
 */
function pointedAt(statement: Statement, policy: PlacedPolicy, resource: Element): Located {
  const { action } = statement;
  if (action?.negated === true) return action;
  return reportedWildcards(statement, policy).find((wildcard) => isBroad(wildcard, policy))?.item ?? resource;
}
