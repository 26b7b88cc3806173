import type { Policy, Statement } from '../policy/model.js';
import { covers } from '../policy/wildcard.js';
import type { Access } from './access.js';
import {
  type ActionSet,
  all,
  expand,
  intersect,
  isEmpty,
  isSubset,
  minus,
  names,
  union,
  unknownNames,
} from './action-set.js';
import { type Answer, NO, type Witness } from './answer.js';
import { mayHold, mayMeet, type RequestedResource, sharedResources, surelyHolds } from './requested-resource.js';
import { actionsOf, deniedEverywhere, isWhole } from './statement-set.js';
import { patternOf, readablePattern } from './text-pattern.js';

/** What might be granted: any of the actions on any of the resources, which are wildcard patterns. */
export interface Grant {
  readonly actions: ActionSet;
  readonly resources: readonly string[];
}

/**
 * Whether some request with this action on a resource of this pattern is allowed.
 *
 * @param action an action pattern: `s3:GetObject`, `iam:*`
 * @param resource a resource pattern; `*` for any
 */
export function allows(access: Access, action: string, resource: string): Answer {
  return granted(access, { actions: expand(action), resources: [resource] });
}

/**
 * Whether any of the actions is allowed on any of the resources (what AWS asks as CheckAccessNotGranted).
 *
 * @returns `yes` with a witness where an Allow without conditions surely grants one that no Deny takes back; `no` where
 *   no Allow speaks of any; else `unknown`
 */
export function granted(access: Access, grant: Grant): Answer {
  const { policies, boundary } = access;
  const limit = boundary === undefined ? all() : mostAllowed(boundary);
  const denied = deniedEverywhere(
    boundary === undefined ? policies : [...policies, boundary],
    policies.flatMap(({ statements }) => statements).filter(({ effect }) => effect !== 'Deny'),
  );
  const left = minus(intersect(grant.actions, limit), denied);
  const unclear: Statement[] = [];
  for (const statement of statementsOf(policies).filter(mayAllow)) {
    const actions = intersect(actionsOf(statement), left);
    if (isEmpty(actions) && (isWhole(statement.action) || isEmpty(left))) continue;
    if (!mayMeet(statement.resource, grant.resources)) continue;
    const witness = surelyAllowed(access, statement, actions, sharedResources(statement.resource, grant.resources));
    if (witness !== undefined) return { verdict: 'yes', witness, grants: [statement], reasons: [] };
    unclear.push(statement);
  }
  const reasons = policies.flatMap((policy) => policy.unknown.map(({ reason }) => reason));
  if (unclear.length === 0 && (reasons.length === 0 || isEmpty(left))) return NO;
  const conditional = unclear.length > 0 ? ['it hangs on conditions, a Deny or a boundary'] : [];
  return { verdict: 'unknown', grants: unclear, reasons: [...reasons, ...conditional] };
}

/**
 * Whether everything that `access` allows, `reference` allows too (what AWS asks as CheckNoNewAccess).
 *
 * @returns `yes` where each Allow lies within one Allow of the reference, which denies nothing; `no` with a witness
 *   where an Allow without conditions surely grants what no Allow of the reference speaks of; else `unknown`
 */
export function within(access: Access, reference: Access): Answer {
  const allowed = statementsOf(access.policies).filter(mayAllow);
  const allowedThere = statementsOf(reference.policies).filter(mayAllow);
  const isReferenceTold = isTold(reference) && allowedThere.every(({ action }) => isWhole(action));
  for (const statement of isReferenceTold ? allowed : []) {
    for (const resource of sharedResources(statement.resource, ['*'])) {
      const there = allowedThere.filter((other) => mayHold(other.resource, resource));
      const actions = minus(actionsOf(statement), union(there.map(actionsOf)));
      const witness = surelyAllowed(access, statement, actions, [resource]);
      if (witness !== undefined) return { verdict: 'no', witness, grants: [statement], reasons: [] };
    }
  }
  const outside = allowed.filter((one) => !allowedThere.some((other) => isWithinStatement(one, other)));
  const referenceDenies = statementsOf(reference.policies).some(({ effect }) => effect !== 'Allow');
  const known = isTold(access) && isTold(reference);
  if (known && outside.length === 0 && !referenceDenies && reference.boundary === undefined) {
    return { verdict: 'yes', grants: [], reasons: [] };
  }
  return { verdict: 'unknown', grants: outside, reasons: ['the policies differ in more than single statements show'] };
}

function statementsOf(policies: readonly Policy[]): readonly Statement[] {
  return policies.flatMap(({ statements }) => statements);
}

/** Whether a statement is an Allow, or may be one. */
function mayAllow({ effect, unknown }: Statement): boolean {
  return effect === 'Allow' || (effect === undefined && unknown.length > 0);
}

/** Whether no statement is unknown as a whole: such a one may be a Deny. */
function isTold({ policies, boundary }: Access): boolean {
  return policies.every(({ unknown }) => unknown.length === 0) && (boundary?.unknown.length ?? 0) === 0;
}

/** The most that a policy may allow. */
function mostAllowed(policy: Policy): ActionSet {
  const allowing = policy.statements.filter(mayAllow);
  const told = policy.unknown.length === 0 && allowing.every(({ action }) => isWhole(action));
  return told ? union(allowing.map(actionsOf)) : all();
}

/** A request for one of the actions that a statement allows whatever else it holds, and that no Deny can touch. */
function surelyAllowed(
  access: Access,
  statement: Statement,
  actions: ActionSet,
  resources: readonly RequestedResource[],
): Witness | undefined {
  const { policies, boundary } = access;
  if (!isPlainAllow(statement) || !isTold(access)) return undefined;
  const denies = statementsOf(boundary === undefined ? policies : [...policies, boundary]).filter(mayDeny);
  for (const resource of resources) {
    const against = denies.filter((deny) => mayHold(deny.resource, resource));
    if (against.some(({ action }) => !isWhole(action))) continue;
    const limits = boundary?.statements.filter((limit) => isPlainAllow(limit) && surelyHolds(limit.resource, resource));
    const limit = limits === undefined ? all() : union(limits.map(actionsOf));
    const action = oneOf(minus(intersect(actions, limit), union(against.map(actionsOf))));
    if (action !== undefined) return { action, resource: readablePattern(resource), context: {} };
  }
  return undefined;
}

function mayDeny({ effect, unknown }: Statement): boolean {
  return effect === 'Deny' || (effect === undefined && unknown.length > 0);
}

/** An Allow that applies always and to everybody whom its policy is for. */
function isPlainAllow({ effect, action, conditions, unknown, when }: Statement): boolean {
  return effect === 'Allow' && isWhole(action) && conditions.length === 0 && unknown.length === 0 && when.length === 0;
}

/** An action of a set, by a name that a request can have. */
function oneOf(actions: ActionSet): string | undefined {
  const [known] = names(actions);
  return known ?? unknownNames(actions).find((name) => !name.includes('…'));
}

function isWithinStatement(inner: Statement, outer: Statement): boolean {
  if (inner.unknown.length > 0 || !isWhole(inner.action) || !isPlainAllow(outer)) return false;
  if (outer.principal !== undefined || inner.principal !== undefined) return false;
  if (!isSubset(actionsOf(inner), actionsOf(outer))) return false;
  if (inner.resource === undefined || outer.resource === undefined) return inner.resource === outer.resource;
  if (outer.resource.negated) return false;
  const patterns = outer.resource.items.map(patternOf);
  if (patterns.some((pattern) => covers(pattern, '*'))) return true;
  return (
    !inner.resource.negated && inner.resource.items.every((item) => patterns.some((p) => covers(p, patternOf(item))))
  );
}
