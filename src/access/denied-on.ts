import type { Policy, Statement } from '../policy/model.js';
import { type ActionSet, intersect, isEmpty, minus, none, union } from './action-set.js';
import { boxOf } from './engine/box.js';
import { type Cube, cubesOf, cubesOfStatement } from './engine/cube.js';
import { Budget, inside } from './engine/search.js';
import { actionsOf } from './statement-set.js';

/**
 * The actions that policies deny on all that a statement speaks of, to everybody, whatever the request: by one Deny, or
 * by several together. What is not told may keep them from it, so only what is denied whatever it turns out to be counts.
 */
export function deniedOn(statement: Statement, policies: readonly Policy[]): ActionSet {
  const denying = policies.filter(mayDeny);
  const [only, more] = denying;
  if (only === undefined) return none();
  if (more !== undefined) return findDenied(statement, denying);
  const known = byOne.get(statement);
  if (known?.policy === only) return known.denied;
  const denied = findDenied(statement, denying);
  byOne.set(statement, { policy: only, denied });
  return denied;
}

/** What one policy denies, mostly the statement's own: several rules ask. */
const byOne = new WeakMap<Statement, { readonly policy: Policy; readonly denied: ActionSet }>();

function findDenied(statement: Statement, denying: readonly Policy[]): ActionSet {
  const { denies } = cubesOf(denying);
  const own = cubesOfStatement(statement);
  const actions = intersect(actionsOf(statement), union(denies.map((deny) => deny.actions)));
  const denied = isEmpty(actions) ? none() : minus(actions, leftOf(actions, own, denies));
  // Callers know this one at a glance.
  return isEmpty(denied) ? none() : denied;
}

/** Most policies only allow: what they say need not be looked at. */
function mayDeny({ statements, unknown }: Policy): boolean {
  return unknown.length > 0 || statements.some(({ effect }) => effect !== 'Allow');
}

/** Those actions of a statement of which some request may be left. */
function leftOf(actions: ActionSet, own: readonly Cube[], denies: readonly Cube[]): ActionSet {
  const budget = new Budget();
  let left = none();
  let open = actions;
  while (!isEmpty(open)) {
    const found = inside(boxOf(open), [own], denies, 'possible', budget);
    if (found === 'none') return left;
    if (found === 'unclear') return union([left, open]);
    left = union([left, found.actions]);
    open = minus(open, found.actions);
  }
  return left;
}
