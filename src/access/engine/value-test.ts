import { hasHole, hasToken, widened, withoutHoles } from './pattern.js';
import { arnWord, type Pattern, type Shape, shapeMatches, shapeMayMatch, type Word } from './shape.js';

/** How a request's value is looked at: as a text, as an ARN, in any case, or as something with an order. */
export type Family = 'text' | 'arn' | 'any case' | 'number' | 'date' | 'address' | 'boolean';

/**
 * A test of one value. It never says both `surely` and `surelyNot`; neither of them where the answer hangs on what a
 * hole stands for.
 */
export interface ValueTest {
  readonly family: Family;
  /** Whatever holes stand for, the value passes. */
  readonly surely: (value: string) => boolean;
  /** For some choice of what holes and policy variables stand for, it passes. */
  readonly maybe: (value: string) => boolean;
  /** Whatever holes stand for, it does not; policy variables are chosen so. */
  readonly surelyNot: (value: string) => boolean;
  /** Of texts and ARNs: those that pass. */
  readonly patterns: readonly Pattern[];
  /** Of all others: the values at which the answer changes. */
  readonly points: readonly string[];
}

/** A test for values of one of these patterns. */
export function patternTest(family: 'text' | 'arn', patterns: readonly Pattern[]): ValueTest {
  const segments = family === 'arn' ? arnWord : inOne;
  const some = (shapesOf: (pattern: Pattern) => readonly Shape[], word: Word): boolean =>
    patterns.some((pattern) => shapesOf(pattern).some((shape) => shapeMatches(shape, word)));
  const someMay = (shapesOf: (pattern: Pattern) => readonly Shape[], word: Word): boolean =>
    patterns.some((pattern) => shapesOf(pattern).some((shape) => shapeMayMatch(shape, word)));
  return {
    family,
    patterns,
    points: [],
    surely: (value) => some(({ shapes }) => shapes, segments(value)),
    maybe: (value) =>
      hasToken(value)
        ? some(({ shapes }) => shapes, segments(value)) || someMay(({ widest }) => widest, segments(widened(value)))
        : some(({ widest }) => widest, segments(value)),
    surelyNot: (value) =>
      hasHole(value)
        ? !someMay(({ chosen }) => chosen, segments(withoutHoles(value)))
        : !some(({ chosen }) => chosen, segments(value)),
  };
}

function inOne(text: string): Word {
  return [text];
}

/** A test that looks at values without holes or variables: numbers, dates, addresses, booleans. */
export function pointTest(family: Family, points: readonly string[], passes: (value: string) => boolean): ValueTest {
  return { family, patterns: [], points, surely: passes, maybe: passes, surelyNot: (value) => !passes(value) };
}
