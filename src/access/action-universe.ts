import { actionCount, type ServiceEntry, serviceEntries } from '../aws/actions.js';
import type { Membership } from './action-membership.js';

/**
 * A set of actions: all of the catalogue's, and what no catalogue knows. The members are points, each of them in a set
 * or not, so that the algebra is exact and its laws hold (a set is within itself, twice the complement is the set):
 *
 * - each action of the catalogue;
 * - per service, its *fresh* action: one AWS adds tomorrow under a name nobody has thought of. `s3:*` and `s3:?*` hold
 *   it, `s3:Get*` does not. So the list of all s3 actions known today is less than `s3:*`, and `s3:Get*` is no more
 *   than the list of all known `Get` actions;
 * - the fresh action of a fresh service, which `*` and `*:*` hold;
 * - *named* actions, which a pattern writes and the catalogue lacks: `s3:GetNew`, and for a pattern that no known or
 *   fresh action matches (`s3:NoSuch*`, `nosuch:*`) the text it stands for with a fresh run for each star. A named
 *   action is in the sets whose patterns match it: in `s3:Get*`, not in the list of all known ones.
 *
 * That is sound on both sides. An Allow of an unknown name grants something, so its set is not empty, and a Deny of
 * another unknown name takes nothing away from it. A Deny, or a `NotAction`, of an unknown name leaves the rest of the
 * service as it was, the fresh action included; one bit "unknown actions of s3" would either lose it or let two
 * unknown names pass for one another. What the model does not see is a pattern's own future: names that AWS will add
 * and that no pattern at hand spells out. All answers are relative to the catalogue's date in this sense.
 */
export interface ActionSet {
  /** A bit each: the actions by id, the fresh action of each service, the fresh service. Never written to. */
  readonly bits: Uint32Array;
  /** The named actions of the patterns it was made of, in it or not; sorted, lower case. */
  readonly named: readonly string[];
  /** Tells of any named action, those of other sets too, whether it is in this set. */
  readonly membership: Membership;
}

/** A fresh array with no bit set, long enough for every set. */
export function newBits(): Uint32Array {
  return new Uint32Array((freshServiceBit() + 32) >>> 5);
}

/** Sets the bits from `start` to before `end`. */
export function setBits(bits: Uint32Array, start: number, end: number): void {
  let bit = start;
  for (; bit < end && (bit & 31) !== 0; bit++) setBit(bits, bit);
  for (; bit + 32 <= end; bit += 32) bits[bit >>> 5] = 0xffffffff;
  for (; bit < end; bit++) setBit(bits, bit);
}

/** Sets one bit. */
export function setBit(bits: Uint32Array, bit: number): void {
  bits[bit >>> 5] = at(bits, bit >>> 5) | (1 << (bit & 31));
}

/** The bit of a service's fresh action. */
export function freshBit(service: ServiceEntry): number {
  return actionCount() + service.ordinal;
}

/** The bit of a fresh service's fresh action: the last of all. */
export function freshServiceBit(): number {
  return actionCount() + serviceEntries().length;
}

/** A word of the bits. */
export function at(bits: Uint32Array, index: number): number {
  return bits[index] ?? 0;
}

/** How many bits of a word are set. */
export function ones(word: number): number {
  let n = word - ((word >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Whether no bit is set. */
export function isZero(bits: Uint32Array): boolean {
  for (let i = 0; i < bits.length; i++) if (bits[i] !== 0) return false;
  return true;
}

/**
 * More named actions than this in one set are not looked at; the first in alphabetical order are. No policy that AWS
 * accepts has room for so many, and a hostile one would make each question quadratic.
 */
const MOST_NAMED = 1000;

/** Named actions as a set holds them: sorted, each once. */
export function sortedNames(named: readonly string[]): readonly string[] {
  return named.length < 2 ? named : [...new Set(named)].sort().slice(0, MOST_NAMED);
}
