import { type ActionSet, areDisjoint, intersect, isEmpty } from '../action-set.js';
import type { Cube, Literal } from './cube.js';
import { type FoundKey, findKeyValue, fulfilsKey, holds, type KeyRequirement, type KeyValue } from './key-search.js';
import type { KeyTest } from './key-test.js';
import { hasToken } from './pattern.js';
import { fulfils, type Mode, type Requirement } from './requirement.js';
import { arnPattern, shapeCovers, textPattern } from './shape.js';
import { patternTest, type ValueTest } from './value-test.js';
import { type Found, findWord } from './word-search.js';

/**
 * Requests: some actions, and for each other variable what has to be so of it, with a value for which it is. Variables
 * do not depend on each other, so that a box holds a request as long as each of them has a value.
 */
export interface Box {
  readonly actions: ActionSet;
  readonly resource: Side;
  readonly principal: Side;
  readonly keys: ReadonlyMap<string, KeySide>;
  /** A template's conditions, and what is not told, as far as they have to be so; all others are not so. */
  readonly flags: ReadonlyMap<string, boolean>;
}

interface Side {
  readonly requirements: readonly Requirement[];
  readonly found: Found;
}

interface KeySide {
  readonly requirements: readonly KeyRequirement[];
  readonly found: FoundKey;
}

/** All requests with some actions. */
export function boxOf(actions: ActionSet): Box {
  anything ??= {
    resource: sideOf(patternTest('arn', [arnPattern('*')])),
    principal: sideOf(patternTest('text', [textPattern('*')])),
  };
  return { actions, ...anything, keys: new Map(), flags: new Map() };
}

/** Made when the first question is asked: many runs ask none. */
let anything: { readonly resource: Side; readonly principal: Side } | undefined;

function sideOf(test: ValueTest): Side {
  const requirements = [{ test, must: true }];
  return { requirements, found: findWord(requirements, 'proven') };
}

/** What of a box lies in a cube; undefined where nothing does. */
export function within(box: Box, { actions, literals }: Cube, mode: Mode): Box | undefined {
  if (areDisjoint(box.actions, actions)) return undefined;
  let left: Box | undefined = { ...box, actions: intersect(box.actions, actions) };
  for (const literal of literals) {
    left = left && having(left, literal, true, mode);
  }
  return left;
}

/** What of a box lies on one side of a literal; undefined where nothing does. */
export function having(box: Box, literal: Literal, should: boolean, mode: Mode): Box | undefined {
  const must = literal.is === should;
  switch (literal.kind) {
    case 'resource':
    case 'principal': {
      const side = withRequirement(box[literal.kind], { test: literal.test, must }, mode);
      return side && { ...box, [literal.kind]: side };
    }
    case 'key': {
      const { key } = literal.test;
      const side = withKeyRequirement(box.keys.get(key), { test: literal.test, must }, mode);
      return side && { ...box, keys: new Map(box.keys).set(key, side) };
    }
    case 'guard':
    case 'untold': {
      // Nobody can prove what rests on it.
      if (literal.kind === 'untold' && mode === 'proven') return undefined;
      const name = flagName(literal);
      const known = box.flags.get(name);
      if (known !== undefined) return known === must ? box : undefined;
      return { ...box, flags: new Map(box.flags).set(name, must) };
    }
  }
}

function flagName({ kind, name }: { readonly kind: string; readonly name: string }): string {
  return `${kind} ${name}`;
}

/** The guards that a box asks for. */
export function guardsOf({ flags }: Box): readonly { readonly condition: string; readonly is: boolean }[] {
  return [...flags].flatMap(([name, is]) => (name.startsWith('guard ') ? [{ condition: name.slice(6), is }] : []));
}

function withRequirement({ requirements, found }: Side, added: Requirement, mode: Mode): Side | undefined {
  const all = [...requirements, added];
  const isExact = typeof found === 'object' && found.shape === undefined && isTold([found.value], added.test);
  if (isExact && fulfils(found.value, added, mode)) return { requirements: all, found };
  const next = findWord(all, mode);
  return isNothing(next, mode) ? undefined : { requirements: all, found: next };
}

function withKeyRequirement(side: KeySide | undefined, added: KeyRequirement, mode: Mode): KeySide | undefined {
  const all = [...(side?.requirements ?? []), added];
  const found = side?.found;
  const isExact = typeof found === 'object' && found.isExact && isTold(found.value, added.test.test);
  if (isExact && fulfilsKey(found.value, added, mode)) return { requirements: all, found };
  const next = findKeyValue(all, mode);
  return isNothing(next, mode) ? undefined : { requirements: all, found: next };
}

/** Whether neither values nor a test hold tokens, which might stand for one thing here and for another elsewhere. */
function isTold(value: KeyValue, { patterns }: ValueTest): boolean {
  return value?.some(hasToken) !== true && !patterns.some(({ written }) => hasToken(written));
}

/** Where nothing was found for sure, there may be something. */
function isNothing(found: object | 'none' | 'unclear', mode: Mode): boolean {
  return found === 'none' || (found === 'unclear' && mode === 'proven');
}

/**
 * Whether the request that a box has in mind lies in a cube but for the action: in mode `possible` surely, in mode
 * `proven` maybe.
 */
export function threatens({ literals }: Cube, box: Box, mode: Mode): boolean {
  if (mode === 'possible') return literals.every((literal) => surely(literal, box, true));
  return !literals.some((literal) => surely(literal, box, false));
}

/** Whether a literal surely holds, or surely does not, of the request that a box has in mind. */
function surely(literal: Literal, box: Box, should: boolean): boolean {
  const is = literal.is === should;
  switch (literal.kind) {
    case 'resource':
    case 'principal':
      return surelyPasses(literal.test, box[literal.kind].found, is);
    case 'key':
      return surelyHolds(literal.test, box.keys.get(literal.test.key)?.found, is);
    case 'guard':
      // Where it is open, one side or the other has to be taken.
      return (box.flags.get(flagName(literal)) ?? literal.is) === is;
    case 'untold':
      return box.flags.get(flagName(literal)) === is;
  }
}

function surelyPasses(test: ValueTest, found: Found, should: boolean): boolean {
  if (typeof found === 'string') return false;
  const { value, shape } = found;
  if (shape === undefined) return should ? test.surely(value) : test.surelyNot(value);
  return should && test.patterns.some(({ shapes }) => shapes.some((outer) => shapeCovers(outer, shape)));
}

function surelyHolds(test: KeyTest, found: FoundKey | undefined, should: boolean): boolean {
  if (found === undefined) return holds(test, undefined, should);
  return typeof found === 'object' && found.isExact && holds(test, found.value, should);
}

/** Whether a box is without actions. */
export function isOver(box: Box): boolean {
  return isEmpty(box.actions);
}
