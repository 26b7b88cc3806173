import { actionId } from '../aws/actions.js';
import { literalOf, type Text } from '../document/value.js';
import type { Statement } from '../policy/model.js';
import { hasWildcard } from '../policy/wildcard.js';
import { type ActionSet, areDisjoint, expand, expandAll, has, intersect, names, none } from './action-set.js';
import { actionsOf } from './statement-set.js';

/**
 * The actions of a set that a statement speaks of. Made for curated sets that every policy is asked about: entries that
 * cannot hold any of them are passed over without a look at the catalogue.
 *
 * @param set one that is kept, such as a curated list: what is found out about it is remembered with it
 */
export function actionsWithin(statement: Statement, set: ActionSet): ActionSet {
  const { action } = statement;
  if (action === undefined) return none();
  if (action.negated) return intersect(actionsOf(statement), set);
  const outline = outlineOf(set);
  const patterns: string[] = [];
  for (const item of action.items) {
    const pattern = literalOf(item);
    if (pattern !== undefined && isWithin(pattern, set, outline)) patterns.push(pattern);
  }
  return patterns.length === 0 ? none() : intersect(expandAll(patterns), set);
}

/** Whether an entry of `Action` stands for any action of a set that is kept. */
export function speaksOf(item: Text, set: ActionSet): boolean {
  const pattern = literalOf(item);
  return pattern !== undefined && isWithin(pattern, set, outlineOf(set));
}

function isWithin(pattern: string, set: ActionSet, { beginnings, looks }: Outline): boolean {
  const nameStart = pattern.indexOf(':') + 1;
  const beginning = beginningOf(pattern, nameStart);
  if (beginning !== undefined && !beginnings.has(beginning)) return false;
  if (hasWildcard(pattern)) return !areDisjoint(expand(pattern), set);
  if (beginning !== undefined && !looks.has(lookOf(beginning, pattern, nameStart))) return false;
  const id = actionId(pattern);
  return id === undefined ? !areDisjoint(expand(pattern), set) : has(set, id);
}

/** So many letters of a name tell `Delete` from `Describe`. */
const TELLING_LETTERS = 3;

/** The first letters of an action's name as a number, whatever their case; undefined where a wildcard is among them. */
function beginningOf(pattern: string, nameStart: number): number | undefined {
  let beginning = 0;
  for (let at = nameStart; at < nameStart + TELLING_LETTERS; at++) {
    const code = at < pattern.length ? pattern.charCodeAt(at) : 0;
    if (code === STAR || code === QUESTION_MARK) return undefined;
    beginning = beginning * 256 + (code | LOWER_CASE);
  }
  return beginning;
}

/** The first letters of a name, its last and its length, mixed into a small integer: few names look the same. */
function lookOf(beginning: number, pattern: string, nameStart: number): number {
  const last = pattern.charCodeAt(pattern.length - 1) | LOWER_CASE;
  return (Math.imul(beginning, 31) + Math.imul(last, 1009) + pattern.length - nameStart) | 0;
}

const STAR = 0x2a;
const QUESTION_MARK = 0x3f;
/** The bit that makes a letter small; other characters it maps somewhere, always to the same. */
const LOWER_CASE = 0x20;

/** What can be seen of a set's actions without the catalogue. */
interface Outline {
  readonly beginnings: ReadonlySet<number>;
  readonly looks: ReadonlySet<number>;
}

const outlines = new WeakMap<ActionSet, Outline>();

function outlineOf(set: ActionSet): Outline {
  const known = outlines.get(set);
  if (known !== undefined) return known;
  const beginnings = new Set<number>();
  const looks = new Set<number>();
  for (const name of names(set)) {
    const nameStart = name.indexOf(':') + 1;
    const beginning = beginningOf(name, nameStart) ?? 0;
    beginnings.add(beginning);
    looks.add(lookOf(beginning, name, nameStart));
  }
  const outline = { beginnings, looks };
  outlines.set(set, outline);
  return outline;
}
