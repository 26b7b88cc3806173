import { covers, intersects, matches } from '../../policy/wildcard.js';
import { hasHole, hasToken, MISSING, widened, withoutHoles } from './pattern.js';

/**
 * Patterns for each segment: one for a plain text, six for an ARN, whose wildcards do not cross the first five colons.
 * AWS's published verdicts on CheckNoNewAccess are only consistent with that.
 * https://github.com/aws-samples/iam-access-analyzer-custom-policy-check-samples
 */
export type Shape = readonly string[];

/** How many segments an ARN has. */
export const ARN_SEGMENTS = 6;

/** A text or ARN, in segments. It may hold tokens: then it is one of many. */
export type Word = readonly string[];

/** What a pattern stands for, by what its holes and variables are taken for. */
export interface Pattern {
  /** Equal only to themselves. The union of these. */
  readonly shapes: readonly Shape[];
  /** Anything. */
  readonly widest: readonly Shape[];
  /** Holes are anything, variables are equal only to themselves. */
  readonly chosen: readonly Shape[];
}

/** A pattern for plain texts. */
export function textPattern(pattern: string): Pattern {
  return patternFrom(pattern, (each) => [[each]]);
}

/** A pattern for ARNs. */
export function arnPattern(pattern: string): Pattern {
  return patternFrom(pattern, arnShapes);
}

function patternFrom(pattern: string, shapesOf: (pattern: string) => readonly Shape[]): Pattern {
  const shapes = shapesOf(pattern);
  if (!hasToken(pattern)) return { shapes, widest: shapes, chosen: shapes };
  return {
    shapes,
    widest: shapesOf(widened(pattern)),
    chosen: hasHole(pattern) ? shapesOf(withoutHoles(pattern)) : shapes,
  };
}

/** The ways in which wildcards of a pattern with too few colons may stand for the others: more are not told apart. */
const MOST_WAYS = 64;

function arnShapes(pattern: string): readonly Shape[] {
  const segments = splitArn(pattern);
  if (segments.length === ARN_SEGMENTS) return [segments];
  const last = segments.at(-1) ?? '';
  if (last.endsWith('*') && !last.slice(0, -1).includes('*')) {
    // What ends in `*` goes on with whatever there is.
    return [[...segments, ...Array.from({ length: ARN_SEGMENTS - segments.length }, () => '*')]];
  }
  const asWritten = [...segments, ...Array.from({ length: ARN_SEGMENTS - segments.length }, () => MISSING)];
  return [asWritten, ...crossing(pattern)];
}

/** The shapes of ARNs that a short pattern matches where a star in it stands for colons too. */
function crossing(pattern: string): readonly Shape[] {
  const found: Shape[] = [];
  const open = [{ at: 0, segments: [] as readonly string[], current: '' }];
  for (let way = open.pop(); way !== undefined && found.length < MOST_WAYS; way = open.pop()) {
    const { at, segments, current } = way;
    const character = pattern[at];
    if (character === undefined) {
      if (segments.length === ARN_SEGMENTS - 1) found.push([...segments, current]);
    } else if (character === ':' && segments.length < ARN_SEGMENTS - 1) {
      open.push({ at: at + 1, segments: [...segments, current], current: '' });
    } else {
      open.push({ at: at + 1, segments, current: current + character });
      if (character === '*' && segments.length < ARN_SEGMENTS - 1) {
        open.push({ at, segments: [...segments, `${current}*`], current: '' });
      }
    }
    if (open.length > MOST_WAYS) break;
  }
  return found;
}

/** A text cut at its first five colons. */
function splitArn(text: string): readonly string[] {
  const segments: string[] = [];
  let start = 0;
  while (segments.length < ARN_SEGMENTS - 1) {
    const colon = text.indexOf(':', start);
    if (colon < 0) break;
    segments.push(text.slice(start, colon));
    start = colon + 1;
  }
  return [...segments, text.slice(start)];
}

/** An ARN in its six segments, those that it lacks marked as missing. */
export function arnWord(text: string): Word {
  const segments = splitArn(text);
  if (segments.length === ARN_SEGMENTS) return segments;
  return [...segments, ...Array.from({ length: ARN_SEGMENTS - segments.length }, () => MISSING)];
}

/** The text that segments make up. */
export function textOfWord(word: Word): string {
  return word.filter((segment) => segment !== MISSING).join(':');
}

/** Whether every word of `inner` is one of `outer`. Both have as many segments. */
export function shapeCovers(outer: Shape, inner: Shape): boolean {
  return outer.every((segment, index) => covers(segment, inner[index] ?? ''));
}

/** Whether a word is one of a shape. */
export function shapeMatches(shape: Shape, word: Word): boolean {
  return shape.every((segment, index) => matches(segment, word[index] ?? ''));
}

/** Whether a word, its tokens taken for anything, may be one of a shape. */
export function shapeMayMatch(shape: Shape, word: Word): boolean {
  return shape.every((segment, index) => intersects(segment, word[index] ?? ''));
}

/** Whether some shape holds a question mark, which stands for one character and so for no run of them. */
export function countsCharacters(shape: Shape): boolean {
  return shape.some((segment) => segment.includes('?'));
}

/** Whether a token stands in a shape. */
export function shapeHasToken(shape: Shape): boolean {
  return shape.some(hasToken);
}
