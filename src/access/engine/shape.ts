import { covers, intersects, matches } from '../../policy/wildcard.js';
import { hasToken, MISSING, widened, withoutHoles } from './pattern.js';

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
  /** As it was given. */
  readonly written: string;
  /** Equal only to themselves. The union of these: what the pattern surely stands for. */
  readonly shapes: readonly Shape[];
  /** Whether these are all, for tokens that are equal only to themselves. */
  readonly isWhole: boolean;
  /** Anything: nothing beyond these is the pattern's. */
  readonly widest: readonly Shape[];
  /** Holes are anything, variables are equal only to themselves. */
  readonly chosen: readonly Shape[];
}

/** A pattern for plain texts. */
export function textPattern(pattern: string): Pattern {
  return patternFrom(pattern, (each) => ({ shapes: [[each]], isWhole: true }));
}

/** A pattern for ARNs. */
export function arnPattern(pattern: string): Pattern {
  return patternFrom(pattern, arnShapes);
}

/** A text pattern as one for values that are ARNs: its wildcards cross colons. */
export function crossingPattern(pattern: string): Pattern {
  return patternFrom(pattern, crossingShapes);
}

/** The shapes that make up a pattern; not all of them where there are too many. */
interface Shapes {
  readonly shapes: readonly Shape[];
  readonly isWhole: boolean;
}

function patternFrom(written: string, shapesOf: (pattern: string) => Shapes): Pattern {
  const pattern = written.replace(/\*{2,}/g, '*');
  const { shapes, isWhole } = shapesOf(pattern);
  const atMost = (wide: string): readonly Shape[] => {
    const { shapes: found, isWhole: isAll } = wide === pattern ? { shapes, isWhole } : shapesOf(wide);
    return isAll ? found : ANYTHING;
  };
  if (!hasToken(pattern) && isWhole) return { written, shapes, isWhole, widest: shapes, chosen: shapes };
  return { written, shapes, isWhole, widest: atMost(widened(pattern)), chosen: atMost(withoutHoles(pattern)) };
}

const ANYTHING: readonly Shape[] = [Array.from({ length: ARN_SEGMENTS }, () => '*')];

/** More ways in which wildcards of a pattern with too few colons may stand for the others are not gone through. */
const MOST_WAYS = 256;

function arnShapes(pattern: string): Shapes {
  const segments = splitArn(pattern);
  if (segments.length === ARN_SEGMENTS) return { shapes: [segments], isWhole: true };
  const last = segments.at(-1) ?? '';
  if (!last.endsWith('*') || last.slice(0, -1).includes('*')) return crossingShapes(pattern);
  // What ends in `*` goes on with whatever there is.
  return { shapes: [filledUp(segments, '*')], isWhole: true };
}

function filledUp(segments: readonly string[], filling: string): Shape {
  return [...segments, ...Array.from({ length: ARN_SEGMENTS - segments.length }, () => filling)];
}

/** The shapes of what a pattern matches where wildcards stand for colons too: ARNs, and texts with fewer colons. */
function crossingShapes(pattern: string): Shapes {
  const found: Shape[] = [];
  const open = [{ at: 0, segments: [] as readonly string[], current: '' }];
  for (let way = open.pop(); way !== undefined; way = open.pop()) {
    const { at, segments, current } = way;
    const isLast = segments.length === ARN_SEGMENTS - 1;
    const next = isLast ? -1 : nextColon(pattern, at);
    if (next < 0) {
      const rest = [...segments, current + pattern.slice(at)];
      found.push(filledUp(rest, MISSING));
      if (found.length > MOST_WAYS) return { shapes: found, isWhole: false };
      continue;
    }
    const until = current + pattern.slice(at, next);
    const character = pattern[next];
    if (character !== ':') open.push({ at: next + 1, segments, current: until + character });
    // A star may have begun before the colon, and go on after it.
    if (character === '*') open.push({ at: next, segments: [...segments, `${until}*`], current: '' });
    else open.push({ at: next + 1, segments: [...segments, until], current: '' });
  }
  return { shapes: found, isWhole: true };
}

/** Where the next character stands that is a colon, or a wildcard that may stand for one. */
function nextColon(pattern: string, from: number): number {
  for (let at = from; at < pattern.length; at++) if (':*?'.includes(pattern.charAt(at))) return at;
  return -1;
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
  return filledUp(splitArn(text), MISSING);
}

/** The text that segments make up. */
export function textOfWord(word: Word): string {
  return word.filter((segment) => segment !== MISSING).join(':');
}

/** Whether every word of `inner` is one of `outer`. Both have as many segments. */
export function shapeCovers(outer: Shape, inner: Shape): boolean {
  return outer.every((segment, index) => covers(segment, inner[index] ?? ''));
}

/** Whether a pattern surely stands for all that another does, whatever tokens are taken for. */
export function patternCovers(outer: Pattern, inner: Pattern): boolean {
  return inner.isWhole && inner.shapes.every((shape) => outer.shapes.some((other) => shapeCovers(other, shape)));
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
