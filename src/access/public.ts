import { displayText } from '../document/value.js';
import { conditionKeyName } from '../policy/condition-key.js';
import type { Condition, Policy, Statement } from '../policy/model.js';
import { type ActionSet, isEmpty, minus, names, union } from './action-set.js';
import { type Answer, NO, type Verdict } from './answer.js';
import { alwaysHoldsForStrangers, keepsStrangersOut } from './caller-condition.js';
import { includesStrangers } from './principals.js';
import { actionsOf, coversResources, existsWith, isWhole } from './statement-set.js';

/**
 * Whether a resource or trust policy lets in strangers: callers of any account, organization and network. Judged by
 * what is allowed: a condition that fixes the caller closes a statement, a Deny that holds for every stranger takes its
 * actions away, one that only seems to does not count.
 *
 * @returns `yes` with the statements that do; `unknown` where it hangs on something that the input does not tell
 */
export function publicAccess(policy: Policy): Answer {
  const answers = policy.statements.map((statement) => strangersThrough(statement, policy));
  const open = answers.filter(({ verdict }) => verdict === 'yes');
  const [first] = open;
  if (first !== undefined) return { ...first, grants: open.flatMap(({ grants }) => grants) };
  const unclear = answers.filter(({ verdict }) => verdict === 'unknown');
  if (unclear.length === 0) return NO;
  const [grants, reasons] = [unclear.flatMap((answer) => answer.grants), unclear.flatMap((answer) => answer.reasons)];
  return { verdict: 'unknown', grants, reasons };
}

/** The same for one statement, minus what the policy's Denies take away. */
export function strangersThrough(statement: Statement, policy: Policy): Answer {
  const { effect, principal, action } = statement;
  const isAllow = effect === 'Allow' || (effect === undefined && statement.unknown.length > 0);
  if (!isAllow || action === undefined || principal === undefined || !includesStrangers(principal)) return NO;
  const conditions = statement.conditions.map((condition) => verdictOn(condition, statement, policy));
  if (conditions.includes('yes')) return NO;
  const left = leftToStrangers(statement, policy);
  // Words that are no actions (`GetObject` without its service) are most likely meant to be some.
  const isMisspelled = !action.negated && action.items.length > 0 && isEmpty(actionsOf(statement));
  if (isWhole(action) && isEmpty(left) && !isMisspelled) return NO;
  const isTold = effect === 'Allow' && !conditions.includes('unknown') && !hasUnknownCondition(statement);
  if (!isTold || isEmpty(remaining(statement, policy, ['yes', 'unknown']))) {
    const reasons = ['what decides who is let in is not told'];
    return { verdict: 'unknown', witness: witnessOf(statement, left), grants: [statement], reasons };
  }
  return { verdict: 'yes', witness: witnessOf(statement, left), grants: [statement], reasons: [] };
}

/** In an access point's own policy these keys name the access point itself, whoever calls. */
const OF_THE_ACCESS_POINT = ['s3:dataaccesspointaccount', 's3:dataaccesspointarn'];

function verdictOn(condition: Condition, statement: Statement, policy: Policy): Verdict {
  const isItself = OF_THE_ACCESS_POINT.includes(conditionKeyName(condition) ?? '');
  if (isItself && policy.resourceType?.endsWith('::AccessPoint') === true) return 'no';
  return keepsStrangersOut(condition, statement.conditions);
}

/** Whether the statement's condition block, or an operator's part of it, is not told. */
function hasUnknownCondition({ action, resource, principal, conditions, unknown }: Statement): boolean {
  const elsewhere = [action, resource, principal, ...conditions].flatMap((element) => element?.unknown ?? []);
  return unknown.some((part) => !elsewhere.includes(part));
}

/** The actions of a statement that the policy's Denies leave to strangers. */
export function leftToStrangers(statement: Statement, policy: Policy): ActionSet {
  return remaining(statement, policy, ['yes']);
}

/** What is left of a statement by those Denies that shut strangers out by one of these verdicts. */
function remaining(statement: Statement, policy: Policy, verdicts: readonly Verdict[]): ActionSet {
  const denies = policy.statements.filter((deny) => verdicts.includes(shutsStrangersOut(deny, statement)));
  return minus(actionsOf(statement), union(denies.map(actionsOf)));
}

/** Whether a Deny applies to every stranger on all that the Allow speaks of. */
function shutsStrangersOut(deny: Statement, allow: Statement): Verdict {
  if (deny.effect !== 'Deny' || !coversResources(deny, allow)) return 'no';
  if (deny.principal !== undefined && !includesStrangers(deny.principal)) return 'no';
  const verdicts = [existsWith(deny, allow), ...deny.conditions.map(alwaysHoldsForStrangers)];
  if (verdicts.includes('no')) return 'no';
  const isTold = deny.unknown.length === 0 && isWhole(deny.action);
  return isTold && !verdicts.includes('unknown') ? 'yes' : 'unknown';
}

function witnessOf(statement: Statement, left: ActionSet): NonNullable<Answer['witness']> {
  const [action] = names(left);
  const { resource } = statement;
  const [first] = resource?.negated === true ? [] : (resource?.items ?? []);
  return {
    principal: 'anyone',
    action: action ?? statement.action?.items.map(displayText)[0] ?? '*',
    resource: first === undefined ? '*' : displayText(first),
    context: {},
  };
}
