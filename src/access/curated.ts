import { lowerCase } from '../aws/actions.js';
import type { CuratedActions } from '../aws/curated-actions.js';
import { literalOf } from '../document/value.js';
import type { Statement } from '../policy/model.js';
import { hasWildcard } from '../policy/wildcard.js';
import { type ActionSet, expandAll, intersect, none, reachesInto, servicesIn, union } from './action-set.js';
import { speaksOf } from './speaks-of.js';
import { actionsOf } from './statement-set.js';

/**
 * The actions of a curated list that a statement speaks of. Only the services that it names are looked up, so that a list
 * that spans a hundred of them costs nothing to those that name others.
 *
 * @param list one that is kept, as it is written down
 */
export function curatedWithin(statement: Statement, list: readonly CuratedActions[]): ActionSet {
  const { action } = statement;
  if (action === undefined) return none();
  if (action.negated) return intersect(actionsOf(statement), everythingOn(list));
  const sets = new Set<ActionSet>();
  const patterns: string[] = [];
  for (const item of action.items) {
    const pattern = literalOf(item);
    const set = pattern === undefined ? undefined : setFor(pattern, list);
    if (pattern === undefined || set === undefined || !speaksOf(item, set)) continue;
    sets.add(set);
    patterns.push(pattern);
  }
  return patterns.length === 0 ? none() : intersect(expandAll(patterns), union([...sets]));
}

/** The first row of a curated list that names some of these actions, and those of them that it names. */
export function firstRow(
  list: readonly CuratedActions[],
  actions: ActionSet,
): readonly [CuratedActions, ActionSet] | [] {
  const services = new Set(servicesIn(actions));
  for (const row of list) {
    // A row may span a hundred services: the others need not be looked up.
    const near = row.actions.filter((action) => services.has(prefixOf(action)));
    if (near.some((action) => reachesInto(action, actions))) return [row, intersect(actions, expandAll(near))];
  }
  return [];
}

/** What of a list a pattern may stand for: the actions of its service, or all where it leaves the service open. */
function setFor(pattern: string, list: readonly CuratedActions[]): ActionSet | undefined {
  const prefix = pattern.slice(0, Math.max(pattern.indexOf(':'), 0));
  return prefix === '' || hasWildcard(prefix) ? everythingOn(list) : ofService(lowerCase(prefix), list);
}

function everythingOn(list: readonly CuratedActions[]): ActionSet {
  const known = wholes.get(list) ?? expandAll(list.flatMap(({ actions }) => actions));
  wholes.set(list, known);
  return known;
}

const wholes = new WeakMap<readonly CuratedActions[], ActionSet>();

interface Service {
  readonly actions: readonly string[];
  set?: ActionSet;
}

function ofService(prefix: string, list: readonly CuratedActions[]): ActionSet | undefined {
  let services = servicesByList.get(list);
  if (services === undefined) {
    services = byService(list);
    servicesByList.set(list, services);
  }
  const service = services.get(prefix);
  if (service !== undefined) service.set ??= expandAll(service.actions);
  return service?.set;
}

const servicesByList = new WeakMap<readonly CuratedActions[], ReadonlyMap<string, Service>>();

function byService(list: readonly CuratedActions[]): ReadonlyMap<string, Service> {
  const actions = new Map<string, string[]>();
  for (const action of list.flatMap((row) => row.actions)) {
    const prefix = prefixOf(action);
    const known = actions.get(prefix);
    if (known === undefined) actions.set(prefix, [action]);
    else known.push(action);
  }
  return new Map([...actions].map(([prefix, names]) => [prefix, { actions: names }]));
}

function prefixOf(action: string): string {
  return action.slice(0, action.indexOf(':'));
}
