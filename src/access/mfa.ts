import { accessLevel, actionName } from '../aws/actions.js';
import { INSENSITIVE_ACTIONS, SENSITIVE_ACTIONS, SENSITIVE_SERVICES } from '../aws/sensitive-actions.js';
import { conditionKeyName } from '../policy/condition-key.js';
import type { Condition, Policy, Statement } from '../policy/model.js';
import { type ActionSet, expand, expandAll, ids, minus, union } from './action-set.js';
import { actionsOf, coversResources } from './statement-set.js';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent */
const MFA_KEYS: readonly string[] = ['aws:multifactorauthpresent', 'aws:multifactorauthage'];

/** Whether a statement asks about MFA at all, rightly or wrongly. */
export function asksForMfa(statement: Statement): boolean {
  return statement.conditions.some(isAboutMfa);
}

/** Whether a condition is about MFA. */
export function isAboutMfa(condition: Condition): boolean {
  return MFA_KEYS.includes(conditionKeyName(condition) ?? '');
}

/**
 * The actions that policies deny by MFA on all that a statement speaks of: the usual guard is one Deny for everything
 * but the setting up of MFA. A Deny with `NotResource` counts, since what it leaves out is that setting up.
 */
export function deniedByMfa(statement: Statement, policies: readonly Policy[]): ActionSet {
  const guards = policies
    .flatMap(({ statements }) => statements)
    .filter((guard) => guard.effect === 'Deny' && asksForMfa(guard))
    .filter((guard) => guard.resource?.negated === true || coversResources(guard, statement));
  return union(guards.map(actionsOf));
}

let sensitive: ActionSet | undefined;
let gravest: ActionSet | undefined;

/** The curated list: what hands out access, ends logging, or destroys what nothing brings back. */
export function gravestActions(): ActionSet {
  gravest ??= expandAll(SENSITIVE_ACTIONS);
  return gravest;
}

/** All that a person should not do by a password or key alone: the curated list, and any change to who may do what. */
export function sensitiveActions(): ActionSet {
  sensitive ??= minus(
    union([gravestActions(), ...SENSITIVE_SERVICES.flatMap(changesOf)]),
    expandAll(INSENSITIVE_ACTIONS),
  );
  return sensitive;
}

function changesOf(prefix: string): readonly ActionSet[] {
  const changing = [...ids(expand(`${prefix}:*`))].filter((id) => /^(?:Write|Permissions)/.test(accessLevel(id)));
  return [expandAll(changing.map(actionName))];
}
