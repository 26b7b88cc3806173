import {
  type AccessLevel,
  actionCount,
  actionId,
  actionName,
  lowerCase,
  serviceEntries,
  serviceEntry,
  serviceLevels,
} from '../aws/actions.js';
import { hasWildcard } from '../policy/wildcard.js';
import { fresh, isMember, readable } from './action-membership.js';
import {
  type ActionSet,
  at,
  freshBit,
  freshServiceBit,
  isZero,
  newBits,
  ones,
  setBits,
  sortedNames,
} from './action-universe.js';

export type { ActionSet } from './action-universe.js';

import { expand } from './expand.js';

export { expand, expandAll } from './expand.js';

let full: ActionSet | undefined;
let empty: ActionSet | undefined;

/** Every action there is, known or not. */
export function all(): ActionSet {
  if (full !== undefined) return full;
  const bits = newBits();
  setBits(bits, 0, freshServiceBit() + 1);
  full = { bits, named: [], membership: { pattern: '*' } };
  return full;
}

/** No action. */
export function none(): ActionSet {
  empty ??= { bits: newBits(), named: [], membership: { some: [] } };
  return empty;
}

/** What is in at least one of the sets: the actions of an `Action` list. */
export function union(sets: readonly ActionSet[]): ActionSet {
  const [first, second] = sets;
  if (first === undefined) return none();
  if (second === undefined) return first;
  const bits = first.bits.slice();
  for (const { bits: more } of sets.slice(1)) for (let i = 0; i < bits.length; i++) bits[i] = at(bits, i) | at(more, i);
  return { bits, named: mergeNamed(sets), membership: { some: sets.map((each) => each.membership) } };
}

/** What is in both sets. */
export function intersect(a: ActionSet, b: ActionSet): ActionSet {
  const bits = newBits();
  for (let i = 0; i < bits.length; i++) bits[i] = at(a.bits, i) & at(b.bits, i);
  return { bits, named: mergeNamed([a, b]), membership: { every: [a.membership, b.membership] } };
}

/** Whether no action is in both: the same as an empty intersection, without making one. */
export function areDisjoint(a: ActionSet, b: ActionSet): boolean {
  for (let i = 0; i < a.bits.length; i++) if ((at(a.bits, i) & at(b.bits, i)) !== 0) return false;
  if (a.named.length === 0 && b.named.length === 0) return true;
  return !mergeNamed([a, b]).some((name) => isMember(a.membership, name) && isMember(b.membership, name));
}

/** Whether a pattern stands for something in a set; no set is made of one that names an action. */
export function reachesInto(pattern: string, set: ActionSet): boolean {
  const id = hasWildcard(pattern) ? undefined : actionId(pattern);
  return id === undefined ? !areDisjoint(expand(pattern), set) : has(set, id);
}

/** What is in `a` and not in `b`. */
export function minus(a: ActionSet, b: ActionSet): ActionSet {
  const bits = newBits();
  for (let i = 0; i < bits.length; i++) bits[i] = at(a.bits, i) & ~at(b.bits, i);
  return { bits, named: mergeNamed([a, b]), membership: { every: [a.membership, { not: b.membership }] } };
}

/** What is not in the set: what `NotAction` stands for. */
export function complement(set: ActionSet): ActionSet {
  return minus(all(), set);
}

/** Whether there is nothing in the set, not even a named or fresh action. */
export function isEmpty(set: ActionSet): boolean {
  return isZero(set.bits) && !set.named.some((name) => isMember(set.membership, name));
}

/** Whether all that is in `a` is in `b`. */
export function isSubset(a: ActionSet, b: ActionSet): boolean {
  if (a === b) return true;
  for (let i = 0; i < a.bits.length; i++) if ((at(a.bits, i) & ~at(b.bits, i)) !== 0) return false;
  const outside = (name: string) => isMember(a.membership, name) && !isMember(b.membership, name);
  return !mergeNamed([a, b]).some(outside);
}

/** Whether an action of the catalogue, by its id, is in the set. */
export function has(set: ActionSet, id: number): boolean {
  return (at(set.bits, id >>> 5) & (1 << (id & 31))) !== 0;
}

/** How many actions of the catalogue are in the set. */
export function count(set: ActionSet): number {
  const end = actionCount();
  const whole = end >>> 5;
  // The word in which the actions end holds fresh ones behind them.
  let sum = ones(at(set.bits, whole) & ((1 << (end & 31)) - 1));
  for (let i = 0; i < whole; i++) sum += ones(at(set.bits, i));
  return sum;
}

/** How many actions of the catalogue are in the set, by access level. */
export function countByLevel(set: ActionSet): Readonly<Record<AccessLevel, number>> {
  const known = levelCounts.get(set);
  if (known !== undefined) return known;
  const counts = { List: 0, Read: 0, Write: 0, Tagging: 0, 'Permissions management': 0 };
  for (const service of serviceEntries()) {
    const end = service.first + service.count;
    if (!hasAnyWithin(set.bits, service.first, end)) continue;
    const levels = serviceLevels(service);
    for (let id = service.first; id < end; id++) if (has(set, id)) counts[levels[id - service.first] ?? 'Write']++;
  }
  levelCounts.set(set, counts);
  return counts;
}

/** Counted once a set: the set of a pattern is the same for all who write that pattern. */
const levelCounts = new WeakMap<ActionSet, Readonly<Record<AccessLevel, number>>>();

/** Whether any bit is set from `start` to before `end`, which is more. */
function hasAnyWithin(bits: Uint32Array, start: number, end: number): boolean {
  const [from, to] = [start >>> 5, (end - 1) >>> 5];
  for (let i = from; i <= to; i++) {
    let word = at(bits, i);
    if (i === from) word &= -1 << (start & 31);
    if (i === to) word &= -1 >>> (31 - ((end - 1) & 31));
    if (word !== 0) return true;
  }
  return false;
}

/** Whether every bit is set from `start` to before `end`, which is more. */
function hasAllWithin(bits: Uint32Array, start: number, end: number): boolean {
  const [from, to] = [start >>> 5, (end - 1) >>> 5];
  for (let i = from; i <= to; i++) {
    let word = ~at(bits, i);
    if (i === from) word &= -1 << (start & 31);
    if (i === to) word &= -1 >>> (31 - ((end - 1) & 31));
    if (word !== 0) return false;
  }
  return true;
}

/** The ids of the catalogue's actions in the set, ascending. */
export function* ids(set: ActionSet): Generator<number> {
  const end = actionCount();
  for (let i = 0; i < set.bits.length; i++) {
    for (let word = at(set.bits, i); word !== 0; word &= word - 1) {
      const id = i * 32 + 31 - Math.clz32(word & -word);
      if (id >= end) return;
      yield id;
    }
  }
}

/** The catalogue's actions in the set as AWS writes them, sorted by service and name. */
export function* names(set: ActionSet): Generator<string> {
  for (const id of ids(set)) yield actionName(id);
}

/** The named actions in the set: in lower case, `…` where a pattern leaves the rest open. */
export function unknownNames(set: ActionSet): readonly string[] {
  return set.named.filter((name) => isMember(set.membership, name)).map(readable);
}

/** Whether every action of the service is in the set, fresh ones too; a single named one may be missing. */
export function coversService(set: ActionSet, prefix: string): boolean {
  const service = serviceEntry(prefix);
  if (service === undefined) return isMember(set.membership, `${lowerCase(prefix)}:${fresh}`);
  return has(set, freshBit(service)) && hasAllWithin(set.bits, service.first, service.first + service.count);
}

/** Prefixes of the services of which some action is in the set, known or fresh, and those of named actions; sorted. */
export function servicesIn(set: ActionSet): readonly string[] {
  const known = servicesBySet.get(set);
  if (known !== undefined) return known;
  const found = findServices(set);
  servicesBySet.set(set, found);
  return found;
}

const servicesBySet = new WeakMap<ActionSet, readonly string[]>();

function findServices(set: ActionSet): readonly string[] {
  const found = new Set<string>();
  for (const service of serviceEntries()) {
    const { prefix, first, count } = service;
    if (has(set, freshBit(service)) || hasAnyWithin(set.bits, first, first + count)) found.add(prefix);
  }
  for (const name of unknownNames(set)) if (name.includes(':')) found.add(name.slice(0, name.indexOf(':')));
  return [...found].sort();
}

function mergeNamed(sets: readonly ActionSet[]): readonly string[] {
  const lists = [...new Set(sets.map((set) => set.named).filter((named) => named.length > 0))];
  if (lists.length < 2) return lists[0] ?? [];
  return sortedNames(lists.flat());
}
