import { actionName } from '../aws/actions.js';
import type { CuratedActions } from '../aws/curated-actions.js';
import { actionDetails } from '../aws/resources.js';
import { isEveryResource } from '../policy/arn.js';
import type { Element, Policy, Statement } from '../policy/model.js';
import { type ActionSet, expandAll, has, ids, isEmpty, none, union } from './action-set.js';
import { curatedWithin } from './curated.js';
import { deniedOn } from './denied-on.js';
import { type Holds, heldBy, holdsEveryResourceOf, isAll } from './every-resource-of.js';
import { narrowsResources } from './narrowing.js';
import { entriesOf, isCertain, limitedByDeny } from './unlimited.js';

/** What of a curated list a statement allows on every resource that it can be asked for. */
export interface Unconfined {
  /** Never empty, and of the catalogue alone. */
  readonly actions: ActionSet;
  /** Tells of which types every resource is held. */
  readonly isHeld: Holds;
  /** Whether the statement surely has no conditions beyond those that the input tells. */
  readonly certain: boolean;
}

/**
 * Those actions of a curated list that an Allow grants on whatever they can be asked for: on `*`, on all of a type, on
 * all but a few by `NotResource`; listed, within a wildcard, or left by `NotAction`. Whether AWS would let them be limited
 * does not matter. Not what a condition, or a Deny of these policies, limits to certain resources.
 *
 * @param policies whose Denies count: the statement's own, and what else applies to whoever has it
 */
export function unconfined(
  statement: Statement,
  policies: readonly Policy[],
  list: readonly CuratedActions[],
): Unconfined | undefined {
  if (policies.length !== 1) return find(statement, policies, list);
  const byList =
    alone.get(statement) ?? new Map<readonly CuratedActions[], { readonly found: Unconfined | undefined }>();
  alone.set(statement, byList);
  const known = byList.get(list) ?? { found: find(statement, policies, list) };
  byList.set(list, known);
  return known.found;
}

/** By statement and list, what the statement's own policy leaves: several rules ask, and each statement is in one policy. */
const alone = new WeakMap<Statement, Map<readonly CuratedActions[], { readonly found: Unconfined | undefined }>>();

function find(
  statement: Statement,
  policies: readonly Policy[],
  list: readonly CuratedActions[],
): Unconfined | undefined {
  const { effect, resource, conditions } = statement;
  const reach = effect === 'Allow' && resource !== undefined ? reachOf(resource) : undefined;
  if (reach === undefined || conditions.some((condition) => narrowsResources(condition, false))) return undefined;
  const listed = curatedWithin(statement, list);
  if (isEmpty(listed)) return undefined;
  const taken = [deniedOn(statement, policies), ...policies.map((policy) => limitedByDeny(statement, policy))];
  const lost = union(taken.filter((set) => set !== none()));
  const left = [...ids(listed)].filter((id) => !has(lost, id) && reaches(reach, id));
  if (left.length === 0) return undefined;
  return { actions: expandAll(left.map(actionName)), isHeld: reach.isHeld, certain: isCertain(statement) };
}

interface Reach {
  readonly isHeld: Holds;
  /** Whether it is `*`, which alone reaches what AWS limits to no resource. */
  readonly everything: boolean;
}

/** Of which types an element holds every resource; undefined where of none. */
function reachOf(resource: Element): Reach | undefined {
  if (resource.negated) {
    return resource.items.some(isEveryResource) ? undefined : { isHeld: () => true, everything: true };
  }
  const known = reachByElement.get(resource);
  if (known !== undefined) return known === 'none' ? undefined : known;
  const patterns = entriesOf(resource.items).map(({ pattern }) => pattern);
  const reach = patterns.length === 0 ? 'none' : { isHeld: heldBy(patterns), everything: patterns.some(isAll) };
  reachByElement.set(resource, reach);
  return reach === 'none' ? undefined : reach;
}

const reachByElement = new WeakMap<Element, Reach | 'none'>();

function reaches({ isHeld, everything }: Reach, id: number): boolean {
  return everything || (!actionDetails(id).wildcardOnly && holdsEveryResourceOf(id, isHeld));
}
