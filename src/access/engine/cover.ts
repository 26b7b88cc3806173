import { isSubset } from '../action-set.js';
import type { Cube, Literal } from './cube.js';
import { patternCovers } from './shape.js';
import type { ValueTest } from './value-test.js';

/** More pairs of patterns are not compared. */
const MOST_PAIRS = 10_000;

/**
 * Whether one cube holds all of another, as far as that shows without a search: most of what two policies have in common
 * was not changed.
 */
export function coversCube(outer: Cube, inner: Cube): boolean {
  if (!isSubset(inner.actions, outer.actions)) return false;
  return outer.literals.every((wanted) => inner.literals.some((given) => implies(given, wanted)));
}

function implies(given: Literal, wanted: Literal): boolean {
  if (given.is !== wanted.is) return false;
  switch (given.kind) {
    case 'resource':
    case 'principal': {
      if (given.kind !== wanted.kind) return false;
      return given.is ? isWithin(given.test, wanted.test) : isWithin(wanted.test, given.test);
    }
    case 'key':
      return wanted.kind === 'key' && given.test.meaning === wanted.test.meaning;
    case 'guard':
    case 'untold':
      return given.kind === wanted.kind && given.name === wanted.name;
  }
}

function isWithin(inner: ValueTest, outer: ValueTest): boolean {
  if (inner.patterns.length * outer.patterns.length > MOST_PAIRS) return false;
  return inner.patterns.every((pattern) => outer.patterns.some((other) => patternCovers(other, pattern)));
}
