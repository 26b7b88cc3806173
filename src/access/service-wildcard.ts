import { literalOf, type Text } from '../document/value.js';
import type { Policy, Statement } from '../policy/model.js';
import {
  type ActionSet,
  all,
  areDisjoint,
  coversService,
  expand,
  isEmpty,
  isSubset,
  minus,
  none,
  servicesIn,
} from './action-set.js';
import { applicable } from './applicable.js';
import { deniedOn } from './denied-on.js';
import { narrows } from './narrowing.js';
import { isOnEveryResource } from './statement-set.js';

/** An entry of `Action` that stands for every action of one service or more. */
export interface ServiceWildcard {
  readonly item: Text;
  /** Prefixes of the services that it covers whole; `undefined` where it is all services. */
  readonly services: readonly string[] | undefined;
  /** All that it stands for, as far as the statement's resources take it. */
  readonly named: ActionSet;
  /** What is left of that after the policy's unconditional Denies. */
  readonly actions: ActionSet;
  /** Whether it is on every resource, and no condition limits which. */
  readonly everywhere: boolean;
}

/**
 * The entries of an Allow that grant whole services, however spelled (`s3:*`, `S3:**`, `s?:*`, `*`), on resources that
 * the service has. One that a Deny of the policy cuts down to a list is none: whatever AWS adds is then denied.
 */
export function serviceWildcards(statement: Statement, policy: Policy): readonly ServiceWildcard[] {
  const known = wildcardsByStatement.get(statement);
  if (known !== undefined) return known;
  const found = findWildcards(statement, policy);
  if (found.length > 0) wildcardsByStatement.set(statement, found);
  return found;
}

/** Rules for broad and for scoped wildcards ask of the same statements, each of which is in one policy. */
const wildcardsByStatement = new WeakMap<Statement, readonly ServiceWildcard[]>();

function findWildcards(statement: Statement, policy: Policy): readonly ServiceWildcard[] {
  const { action } = statement;
  if (statement.effect !== 'Allow' || action === undefined || action.negated) return [];
  const suspects = action.items.filter((item) => leavesNameOpen(literalOf(item) ?? ''));
  if (suspects.length === 0) return [];
  const denied = deniedOn(statement, [policy]);
  const everywhere = isOnEveryResource(statement) && !statement.conditions.some(narrows);
  return suspects.flatMap((item) => {
    const whole = expand(literalOf(item) ?? '');
    const actions = denied === none() ? whole : minus(whole, denied);
    const isLeft = (prefix: string): boolean => denied === none() || !areDisjoint(actions, newActionsOf(prefix));
    const services = wholeServices(whole).filter(isLeft);
    if (services.length === 0) return [];
    const isAll = isSubset(all(), whole) && isLeft(NO_SERVICE);
    const [named, left] = everywhere
      ? [whole, actions]
      : [applicable(whole, statement), applicable(actions, statement)];
    if (isEmpty(left)) return [];
    return [{ item, services: isAll ? undefined : services, named, actions: left, everywhere }];
  });
}

/** Whether nothing of the action's name is told: `s3:*`, `s3:?*`, `*`. No other pattern holds a service's every action. */
export function leavesNameOpen(pattern: string): boolean {
  let at = pattern.length;
  while (at > 0 && (pattern[at - 1] === '*' || pattern[at - 1] === '?')) at--;
  return at < pattern.length && (at === 0 || pattern[at - 1] === ':');
}

/** Found out once for each pattern: `expand` gives the same set for the same one. */
const wholeServicesBySet = new WeakMap<ActionSet, readonly string[]>();

function wholeServices(actions: ActionSet): readonly string[] {
  const known = wholeServicesBySet.get(actions);
  if (known !== undefined) return known;
  const found = servicesIn(actions).filter((prefix) => coversService(actions, prefix));
  wholeServicesBySet.set(actions, found);
  return found;
}

/** Stands for a service that AWS has yet to make. */
const NO_SERVICE = 'service-to-come';

/** Stands for the actions that a service has yet to get: nobody lists this name. */
function newActionsOf(prefix: string): ActionSet {
  return expand(`${prefix}:ActionToCome`);
}
