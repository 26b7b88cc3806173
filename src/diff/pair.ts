import { basename } from 'node:path';
import { mostSimilar } from '../document/similar.js';
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

/** Of more bare documents than this the files are not compared by how similar their names are. */
const MOST_SIMILAR = 200;

/** Finds for each unit of the head the one of the base that it was. */
export function pairUp(head: readonly Unit[], base: readonly Unit[]): Pairing {
  const found = new Map<Unit, Unit>();
  let openHead = head;
  let openBase = base;
  for (const key of KEYS) {
    for (const [one, other] of matching(openHead, openBase, key)) found.set(one, other);
    const taken = new Set(found.values());
    openHead = openHead.filter((unit) => !found.has(unit));
    openBase = openBase.filter((unit) => !taken.has(unit));
  }
  for (const [one, other] of similar(openHead, openBase)) found.set(one, other);
  const taken = new Set(found.values());
  const pairs = head.map((unit) => {
    const counterpart = found.get(unit);
    return counterpart === undefined ? { head: unit } : { head: unit, base: counterpart };
  });
  return { pairs, removed: openBase.filter((unit) => !taken.has(unit)) };
}

/** Those that have a key in common; of several with the same key the first with the first. */
function* matching(head: readonly Unit[], base: readonly Unit[], key: Key): Generator<readonly [Unit, Unit]> {
  const open = new Map<string, Unit[]>();
  for (const unit of [...base].reverse()) {
    const own = key(unit);
    if (own === undefined) continue;
    const others = open.get(own);
    if (others === undefined) open.set(own, [unit]);
    else others.push(unit);
  }
  for (const unit of head) {
    const own = key(unit);
    const other = own === undefined ? undefined : open.get(own)?.pop();
    if (other !== undefined) yield [unit, other];
  }
}

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
