import { escapee } from './escape.js';
import { fulfils, type Mode, type Requirement } from './requirement.js';
import {
  ARN_SEGMENTS,
  countsCharacters,
  type Pattern,
  patternCovers,
  type Shape,
  shapeCovers,
  shapeHasToken,
  shapeMayMatch,
  textOfWord,
} from './shape.js';
import { meetOfShapes } from './shape-meet.js';

/** A value that fulfils requirements; `none` if there is none, `unclear` if none was found. */
export type Found = { readonly value: string; readonly shape?: Shape } | 'none' | 'unclear';

/** More ways in which lists of patterns overlap are not gone through. */
const MOST_SHAPES = 2000;

/**
 * A text or ARN that passes some tests and not others.
 *
 * Rests on a theorem: where no pattern to be avoided counts characters by `?`, a pattern lies within the union of others
 * only if it lies within one of them. Proof: write a letter that occurs in none of them for each wildcard; whichever
 * matches that word has a star there, and so matches whatever the wildcard stands for. The word is then the witness.
 *
 * @param requirements whose patterns are all of texts, or all of ARNs; of family `any case` only such as must not be passed
 */
export function findWord(requirements: readonly Requirement[], mode: Mode): Found {
  const segments = requirements.some(({ test }) => test.patterns.some(isOfArns)) ? ARN_SEGMENTS : 1;
  const shapes = commonShapes(requirements, segments, mode);
  if (shapes === undefined) return 'unclear';
  const avoided = requirements.flatMap(({ test, must }) => (must ? [] : test.patterns.flatMap(({ shapes }) => shapes)));
  const letter = freshLetter(requirements);
  const same = new Set(avoided.map(textOf));
  let isUnclear = false;
  for (const shape of shapes) {
    if (same.has(textOf(shape))) continue;
    const found = findInShape(shape, requirements, avoided, letter, mode);
    if (typeof found === 'object') return found;
    isUnclear ||= found === 'unclear';
  }
  return isUnclear ? 'unclear' : 'none';
}

function findInShape(
  shape: Shape,
  requirements: readonly Requirement[],
  avoided: readonly Shape[],
  letter: string,
  mode: Mode,
): Found {
  if (avoided.some((other) => shapeCovers(other, shape))) return 'none';
  for (const fill of ['x', '', letter]) {
    const value = filled(shape, fill);
    if (requirements.every((requirement) => fulfils(value, requirement, mode))) return { value };
  }
  const counting = avoided.filter((other) => countsCharacters(other) && shapeMayMatch(other, shape));
  if (counting.length > 0) {
    const word = escapee(shape, avoided, letter);
    if (word === undefined) return 'none';
    if (word === 'unclear') return 'unclear';
    const value = textOfWord(word);
    if (requirements.every((requirement) => fulfils(value, requirement, mode))) return { value };
  }
  const hasTokens = shapeHasToken(shape) || requirements.some(({ test }) => test.patterns.some(hasTokenPattern));
  // By what its holes may stand for there may be one.
  if (hasTokens) return mode === 'possible' ? { value: filled(shape, letter), shape } : 'none';
  // Of a shape with wildcards, words are left beside the one that was tried; of others there is but the one.
  const isOpen = countsCharacters(shape) || (counting.length > 0 && shape.some((segment) => segment.includes('*')));
  return isOpen ? 'unclear' : 'none';
}

function textOf(shape: Shape): string {
  return shape.join('\n');
}

function isOfArns({ shapes }: Pattern): boolean {
  return shapes.some((shape) => shape.length > 1);
}

function hasTokenPattern({ shapes, widest }: Pattern): boolean {
  return shapes !== widest;
}

/** A word of a shape, with `fill` for each wildcard; for `?` never nothing. */
export function filled(shape: Shape, fill: string): string {
  const one = fill === '' ? 'x' : fill;
  return textOfWord(shape.map((segment) => segment.replaceAll('*', fill).replaceAll('?', one)));
}

/** The shapes whose union is what all tests that must be passed have in common. */
function commonShapes(
  requirements: readonly Requirement[],
  segments: number,
  mode: Mode,
): readonly Shape[] | undefined {
  let common: readonly Shape[] = [Array.from({ length: segments }, () => '*')];
  // Of what tokens may stand for, texts that are told do not show in what is common.
  const hasTokens = requirements.some(({ test, must }) => must && test.patterns.some(hasTokenPattern));
  for (const { test, must } of requirements) {
    if (!must) continue;
    const patterns = hasTokens ? test.patterns.filter((one) => !isExcluded(one, requirements)) : test.patterns;
    const next = new Map<string, Shape>();
    for (const shape of common) {
      for (const pattern of patterns) {
        const shared = sharedBy(shape, pattern, mode);
        if (shared === undefined) return undefined;
        for (const one of shared) next.set(textOf(one), one);
        if (next.size > Math.max(MOST_SHAPES, patterns.length)) return undefined;
      }
    }
    common = [...next.values()];
    if (common.length === 0) break;
  }
  return common;
}

/** Whether what must not be passed holds all of a pattern, whatever stands in its place elsewhere. */
function isExcluded(pattern: Pattern, requirements: readonly Requirement[]): boolean {
  return requirements.some(({ test, must }) => !must && test.patterns.some((other) => patternCovers(other, pattern)));
}

function sharedBy(shape: Shape, pattern: Pattern, mode: Mode): readonly Shape[] | undefined {
  const mayHold = mode === 'possible' && (hasTokenPattern(pattern) || shapeHasToken(shape));
  const shared: Shape[] = [];
  for (const other of pattern.shapes) {
    const meet = meetOfShapes(shape, other);
    if (meet === undefined) return undefined;
    shared.push(...meet);
  }
  if (!mayHold || shared.length > 0) return shared;
  // By what its holes may stand for, all of it may be meant.
  return pattern.widest.some((other) => shapeMayMatch(other, widenedShape(shape))) ? [shape] : [];
}

function widenedShape(shape: Shape): Shape {
  return shape.map((segment) => segment.replace(/[\uE000\uE001][^\uE002]*\uE002/g, '*'));
}

/** Letters to write for wildcards, the plainest first. */
const LETTERS = ['x', 'z', 'q', 'w', '7', '~'];

/** A letter that stands in no pattern, and in no text that is refused in any case. */
function freshLetter(requirements: readonly Requirement[]): string {
  const texts = requirements.flatMap(({ test }) => [...test.patterns.map(({ written }) => written), ...test.points]);
  const isFresh = (letter: string) => texts.every((text) => !text.toLowerCase().includes(letter));
  const plain = LETTERS.find(isFresh);
  if (plain !== undefined) return plain;
  // Texts are finite, and this script's letters are many.
  let code = 0x4e00;
  while (!isFresh(String.fromCharCode(code)) && code < 0x9fff) code++;
  return String.fromCharCode(code);
}
