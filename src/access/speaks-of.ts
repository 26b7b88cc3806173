import { actionId } from '../aws/actions.js';
import { literalOf, type Text } from '../document/value.js';
import type { Statement } from '../policy/model.js';
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
  const patterns = action.items.flatMap((item) => (speaksOf(item, set) ? (literalOf(item) ?? []) : []));
  return patterns.length === 0 ? none() : intersect(expandAll(patterns), set);
}

/** Whether an entry of `Action` stands for any action of a set that is kept. */
function speaksOf(item: Text, set: ActionSet): boolean {
  const pattern = literalOf(item);
  if (pattern === undefined) return false;
  const start = nameStart(pattern, pattern.indexOf(':') + 1);
  if (start !== undefined && !nameStartsOf(set).has(start)) return false;
  const id = actionId(pattern);
  return id === undefined ? !areDisjoint(expand(pattern), set) : has(set, id);
}

/** So many letters of a name tell `Delete` from `Describe`. */
const TELLING_LETTERS = 3;

/** The first letters of an action's name as a number, whatever their case; undefined where a wildcard stands there. */
function nameStart(pattern: string, from: number): number | undefined {
  let start = 0;
  for (let at = from; at < from + TELLING_LETTERS && at < pattern.length; at++) {
    const code = pattern.charCodeAt(at);
    if (code === STAR || code === QUESTION_MARK) return undefined;
    start = start * 256 + (code | LOWER_CASE);
  }
  return start;
}

const STAR = 0x2a;
const QUESTION_MARK = 0x3f;
/** The bit that makes a letter small; other characters it maps somewhere, always to the same. */
const LOWER_CASE = 0x20;

const nameStartsBySet = new WeakMap<ActionSet, ReadonlySet<number>>();

function nameStartsOf(set: ActionSet): ReadonlySet<number> {
  const known = nameStartsBySet.get(set);
  if (known !== undefined) return known;
  const starts = new Set<number>();
  for (const name of names(set)) starts.add(nameStart(name, name.indexOf(':') + 1) ?? 0);
  nameStartsBySet.set(set, starts);
  return starts;
}
