import { basename } from 'node:path';
import { mostSimilar } from '../document/similar.js';
import { wordsOf } from './sight.js';
import type { Unit } from './unit.js';

/** Something to compare, with what it is compared with; absent where that has no counterpart. */
export interface Pair {
  readonly head: Unit;
  readonly base?: Unit;
}

/** All pairs, and what the base has and the head has not. */
export interface Pairing {
  readonly pairs: readonly Pair[];
  readonly removed: readonly Unit[];
}

type Key = (unit: Unit) => string | undefined;

/** What two units have in common that are one before and after, the surest first. */
const KEYS: readonly Key[] = [
  // The same in the same file, …
  ({ file, address, content }) => JSON.stringify([file.key, address, content]),
  ({ file, address, path }) => JSON.stringify([file.key, address ?? ['bare', path]]),
  ({ file, address }) => (address === undefined ? file.key : undefined),
  // … in another file, …
  ({ address, content }) => JSON.stringify([address, content]),
  ({ file, address }) => address && JSON.stringify([basename(file.key), address]),
  ({ address }) => address,
  // … or under another address.
  ({ file, physical }) => physical && JSON.stringify([file.key, physical]),
  ({ physical }) => physical,
  ({ file, address }) => (address === undefined ? basename(file.key) : undefined),
];

/** Finds for each unit of the head the one of the base that it was. */
export function pairUp(head: readonly Unit[], base: readonly Unit[]): Pairing {
  const found = new Map<Unit, Unit>();
  let openHead = head;
  let openBase = base;
  for (const pairs of [
    ...KEYS.map((key) => () => matching(openHead, openBase, key)),
    () => similar(openHead, openBase),
  ]) {
    const taken = new Set<Unit>();
    for (const [one, other] of pairs()) {
      found.set(one, other);
      taken.add(other);
    }
    openHead = openHead.filter((unit) => !found.has(unit));
    openBase = openBase.filter((unit) => !taken.has(unit));
  }
  const pairs = head.map((unit) => {
    const counterpart = found.get(unit);
    return counterpart === undefined ? { head: unit } : { head: unit, base: counterpart };
  });
  return { pairs, removed: openBase };
}

/** Those that have a key in common. */
function* matching(head: readonly Unit[], base: readonly Unit[], key: Key): Generator<readonly [Unit, Unit]> {
  const candidates = grouped(base, key);
  for (const [own, units] of grouped(head, key)) yield* likest(units, candidates.get(own) ?? []);
}

function grouped(units: readonly Unit[], key: Key): ReadonlyMap<string, readonly Unit[]> {
  const groups = new Map<string, Unit[]>();
  for (const unit of units) {
    const own = key(unit);
    if (own === undefined) continue;
    const group = groups.get(own);
    if (group === undefined) groups.set(own, [unit]);
    else group.push(unit);
  }
  return groups;
}

/** Of more units with the same key each is paired as they come, not with the one that is likest. */
const MOST_WEIGHED = 30;

/** Pairs units with the same key: of several with those that say most of the same, then as they come. */
function likest(head: readonly Unit[], base: readonly Unit[]): readonly (readonly [Unit, Unit])[] {
  const isClear = head.length === 1 && base.length === 1;
  const isTooMuch = head.length > MOST_WEIGHED || base.length > MOST_WEIGHED;
  const open = [...base];
  if (isClear || isTooMuch) return inOrder(head, open);
  const words = new Map([...head, ...base].map(({ sight }) => [sight, wordsOf(sight)]));
  const weighed = head.flatMap((one) =>
    base.map((other) => ({ one, other, likeness: likeness(words.get(one.sight), words.get(other.sight)) })),
  );
  // Sorting keeps the order of those that are as like.
  weighed.sort((a, b) => b.likeness - a.likeness);
  const pairs = new Map<Unit, Unit>();
  const taken = new Set<Unit>();
  for (const { one, other } of weighed) {
    if (pairs.has(one) || taken.has(other)) continue;
    pairs.set(one, other);
    taken.add(other);
  }
  return [...pairs];
}

function inOrder(head: readonly Unit[], base: readonly Unit[]): readonly (readonly [Unit, Unit])[] {
  return head.flatMap((unit, index) => {
    const other = base[index];
    return other === undefined ? [] : [[unit, other] as const];
  });
}

/** The share of words that two sets have in common, from 0 to 1. */
function likeness(one: ReadonlySet<string> = new Set(), other: ReadonlySet<string> = new Set()): number {
  const common = [...one].filter((word) => other.has(word)).length;
  const all = one.size + other.size - common;
  return all === 0 ? 1 : common / all;
}

/** Of more bare documents than this the files are not compared by how similar their names are. */
const MOST_SIMILAR = 200;

/** Bare documents whose files have similar names. */
function* similar(head: readonly Unit[], base: readonly Unit[]): Generator<readonly [Unit, Unit]> {
  const isBare = ({ address }: Unit) => address === undefined;
  const open = new Map(base.filter(isBare).map((unit) => [unit.file.key, unit]));
  const moved = head.filter(isBare);
  if (open.size > MOST_SIMILAR || moved.length > MOST_SIMILAR) return;
  for (const unit of moved) {
    const key = mostSimilar(unit.file.key, open.keys());
    const other = key === undefined ? undefined : open.get(key);
    if (key === undefined || other === undefined) continue;
    open.delete(key);
    yield [unit, other];
  }
}
