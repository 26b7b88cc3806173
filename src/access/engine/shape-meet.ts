import { covers, intersects } from '../../policy/wildcard.js';
import type { Shape } from './shape.js';

/** More patterns than this are not told apart. */
const MOST_PATTERNS = 128;

/**
 * The shapes whose union is what two shapes have in common; none if that is nothing.
 *
 * @returns undefined where there would be too many
 */
export function meetOfShapes(a: Shape, b: Shape): readonly Shape[] | undefined {
  let shapes: readonly Shape[] = [[]];
  for (const [index, segment] of a.entries()) {
    const common = meetOfPatterns(segment, b[index] ?? '');
    if (common === undefined || common.length * shapes.length > MOST_PATTERNS) return undefined;
    shapes = shapes.flatMap((shape) => common.map((one) => [...shape, one]));
    if (shapes.length === 0) break;
  }
  return shapes;
}

/**
 * The wildcard patterns whose union is what two patterns have in common. There are finitely many: two runs of literals
 * can only be interleaved.
 *
 * @returns undefined where there would be too many
 */
function meetOfPatterns(a: string, b: string): readonly string[] | undefined {
  if (!intersects(a, b)) return [];
  if (covers(a, b)) return [b];
  if (covers(b, a)) return [a];
  const memo = new Map<number, readonly string[] | undefined>();
  const width = b.length + 1;

  const meet = (i: number, j: number): readonly string[] | undefined => {
    const key = i * width + j;
    if (memo.has(key)) return memo.get(key);
    const found = simplified(step(i, j));
    memo.set(key, found);
    return found;
  };

  const step = (i: number, j: number): readonly string[] | undefined => {
    const [x, y] = [a[i], b[j]];
    if (x === undefined) return onlyStars(b, j) ? [''] : [];
    if (y === undefined) return onlyStars(a, i) ? [''] : [];
    if (x === '*' && y === '*') return before('*', union(meet(i + 1, j), meet(i, j + 1)));
    // A star is over, or goes on over what the other has.
    if (x === '*') return union(meet(i + 1, j), before(y, meet(i, j + 1)));
    if (y === '*') return union(meet(i, j + 1), before(x, meet(i + 1, j)));
    if (x !== y && x !== '?' && y !== '?') return [];
    return before(x === '?' ? y : x, meet(i + 1, j + 1));
  };
  return meet(0, 0);
}

function onlyStars(pattern: string, from: number): boolean {
  for (let i = from; i < pattern.length; i++) if (pattern[i] !== '*') return false;
  return true;
}

function before(start: string, rest: readonly string[] | undefined): readonly string[] | undefined {
  return rest?.map((each) => (start === '*' && each.startsWith('*') ? each : start + each));
}

function union(a: readonly string[] | undefined, b: readonly string[] | undefined): readonly string[] | undefined {
  return a === undefined || b === undefined ? undefined : [...a, ...b];
}

/** Without those that others cover. */
function simplified(patterns: readonly string[] | undefined): readonly string[] | undefined {
  if (patterns === undefined) return undefined;
  const kept: string[] = [];
  for (const pattern of [...new Set(patterns)]) {
    if (kept.some((other) => covers(other, pattern))) continue;
    kept.splice(0, kept.length, ...kept.filter((other) => !covers(pattern, other)), pattern);
    if (kept.length > MOST_PATTERNS) return undefined;
  }
  return kept;
}
