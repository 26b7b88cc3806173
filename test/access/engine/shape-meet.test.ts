import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arnPattern } from '../../../src/access/engine/shape.js';
import { meetOfShapes } from '../../../src/access/engine/shape-meet.js';
import { likes, likesArn, matcherOf, SMALL_ARNS, wordsOf } from './naive-match.js';

const seeded = { seed: 1, numRuns: 20_000 };
const WORDS = wordsOf(['a', 'b'], 6);
const matched = matcherOf(WORDS, likes);
const anyPattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '*', '?'), maxLength: 6 });

describe('what two patterns have in common', () => {
  it('is what both match', () => {
    fc.assert(
      fc.property(anyPattern, anyPattern, (a, b) => {
        const shapes = meetOfShapes([a], [b]);
        expect(shapes).toBeDefined();
        const found = (shapes ?? []).map(([pattern = '']) => matched(pattern));
        const [inA, inB] = [matched(a), matched(b)];
        const wrong = WORDS.filter((_, index) => found.some((each) => each[index]) !== (inA[index] && inB[index]));
        expect(wrong).toEqual([]);
      }),
      seeded,
    );
  });

  it.each([
    ['a*', '*b', ['a*b']],
    ['?*', '*?', ['*?']],
    ['a?', '?b', ['ab']],
    ['a', 'b', []],
    ['*a*', '*b*', ['*a*b*', '*b*a*']],
    ['a*a', 'aa*', ['aa*a', 'aa']],
  ])('of %s and %s', (a, b, common) => {
    const shapes = meetOfShapes([a], [b]) ?? [];
    expect(shapes.map(([pattern]) => pattern).sort()).toEqual([...common].sort());
  });
});

const arnMatched = matcherOf(SMALL_ARNS, likesArn);
const anySegment = fc.constantFrom('', 'a', 'b', '*', '?', 'a*', '*b', '**', '?*');
const anyArnPattern = fc.array(anySegment, { minLength: 1, maxLength: 7 }).map((segments) => segments.join(':'));

describe('what two patterns of ARNs have in common', () => {
  it('is what both match, segment by segment', () => {
    fc.assert(
      fc.property(anyArnPattern, anyArnPattern, (a, b) => {
        const shapes = arnPattern(a).shapes.flatMap((one) =>
          arnPattern(b).shapes.flatMap((other) => meetOfShapes(one, other) ?? [['?']]),
        );
        const found = shapes.map((shape) => arnMatched(shape.join(':')));
        const [inA, inB] = [arnMatched(a), arnMatched(b)];
        const wrong = SMALL_ARNS.filter((_, index) => found.some((each) => each[index]) !== (inA[index] && inB[index]));
        expect(wrong).toEqual([]);
      }),
      seeded,
    );
  });
});
