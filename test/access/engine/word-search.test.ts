import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapee } from '../../../src/access/engine/escape.js';
import type { Requirement } from '../../../src/access/engine/requirement.js';
import { arnPattern, textPattern } from '../../../src/access/engine/shape.js';
import { patternTest } from '../../../src/access/engine/value-test.js';
import { findWord } from '../../../src/access/engine/word-search.js';
import { likes, likesArn, matcherOf, SMALL_ARNS, wordsOf } from './naive-match.js';

const seeded = { seed: 1, numRuns: 20_000 };

/** A list of patterns, one of which must match, or none of which may. */
interface Wish {
  readonly patterns: readonly string[];
  readonly must: boolean;
}

type Match = (pattern: string, word: string) => boolean;

const wishes = (pattern: fc.Arbitrary<string>) =>
  fc.array(fc.record({ patterns: fc.array(pattern, { maxLength: 3 }), must: fc.boolean() }), { maxLength: 4 });

/** Checks a finding against all words of a small world. */
function check(family: 'text' | 'arn', asked: readonly Wish[], words: readonly string[], match: Match): void {
  const patternOf = family === 'text' ? textPattern : arnPattern;
  const requirements = asked.map(({ patterns, must }): Requirement => {
    return { test: patternTest(family, patterns.map(patternOf)), must };
  });
  const anything = { test: patternTest(family, [patternOf('*')]), must: true };
  const found = findWord([anything, ...requirements], 'proven');
  const fulfils = (word: string) =>
    asked.every(({ patterns, must }) => patterns.some((pattern) => match(pattern, word)) === must);
  expect(found).not.toBe('unclear');
  if (typeof found === 'object') expect(fulfils(found.value)).toBe(true);
  else expect(words.filter(fulfils)).toEqual([]);
  expect(typeof findWord([anything, ...requirements], 'possible')).toBe(typeof found);
}

describe('a word that fulfils all wishes', () => {
  const WORDS = wordsOf(['a', 'b', 'c'], 5);
  const matched = matcherOf(WORDS, likes);
  const places = new Map(WORDS.map((word, index) => [word, index]));
  const match: Match = (pattern, word) => {
    const place = places.get(word);
    return place === undefined ? likes(pattern, word) : (matched(pattern)[place] ?? false);
  };

  it.each([
    ['without question marks', fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 4 })],
    ['with question marks', fc.string({ unit: fc.constantFrom('a', 'b', '*', '?', '?'), maxLength: 4 })],
    [
      'that count',
      fc.constantFrom('', '?', '??', '???', '?*', '*?', '??*', '*??*', '???*', 'a*', '*a', 'a', '*', '**'),
    ],
  ])('is found where there is one, %s', (_, pattern) => {
    fc.assert(
      fc.property(wishes(pattern), (asked) => check('text', asked, WORDS, match)),
      seeded,
    );
  });

  it('is found among long words too', () => {
    const all = wordsOf(['a', 'b', 'c'], 7);
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), minLength: 3, maxLength: 7 });
    fc.assert(
      fc.property(wishes(pattern), (asked) => check('text', asked, all, likes)),
      { seed: 2, numRuns: 300 },
    );
  });

  it('is found where wildcards count pairs of code units', () => {
    const found = findWord(
      [
        { test: patternTest('text', [textPattern('?*')]), must: true },
        { test: patternTest('text', ['?', '*\u{1F600}*', '???*'].map(textPattern)), must: false },
      ],
      'proven',
    );
    expect(found).toMatchObject({ value: expect.stringMatching(/^..$/) });
  });
});

describe('an ARN that fulfils all wishes', () => {
  const matched = matcherOf(SMALL_ARNS, likesArn);
  const places = new Map(SMALL_ARNS.map((word, index) => [word, index]));
  const match: Match = (pattern, word) => {
    const place = places.get(word);
    return place === undefined ? likesArn(pattern, word) : (matched(pattern)[place] ?? false);
  };
  const anySegment = fc.constantFrom('', 'a', 'b', '*', '?', 'a*', '*b', '**', '??*');
  const anyPattern = fc.oneof(
    { weight: 3, arbitrary: fc.array(anySegment, { minLength: 6, maxLength: 7 }) },
    { weight: 1, arbitrary: fc.array(anySegment, { minLength: 1, maxLength: 5 }) },
  );

  it('is found where there is one', () => {
    fc.assert(
      fc.property(wishes(anyPattern.map((segments) => segments.join(':'))), (asked) =>
        check('arn', asked, SMALL_ARNS, match),
      ),
      seeded,
    );
  });
});

describe('a word that escapes', () => {
  const WORDS = wordsOf(['a', 'b', 'c'], 5);
  const matched = matcherOf(WORDS, likes);

  it('is found exactly where others do not cover a pattern', () => {
    const anyPattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?', '?'), maxLength: 4 });
    fc.assert(
      fc.property(anyPattern, fc.array(anyPattern, { maxLength: 4 }), (pattern, others) => {
        const word = escapee(
          [pattern],
          others.map((other) => [other]),
          'c',
        );
        if (word === 'unclear') throw new Error('a small question was too much');
        const [text] = word ?? [];
        if (text !== undefined) {
          expect(likes(pattern, text)).toBe(true);
          expect(others.filter((other) => likes(other, text))).toEqual([]);
        } else {
          const [own, rest] = [matched(pattern), others.map(matched)];
          expect(WORDS.filter((_, at) => own[at] && !rest.some((one) => one[at]))).toEqual([]);
        }
      }),
      seeded,
    );
  });
});
