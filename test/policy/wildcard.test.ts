import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { covers, hasWildcard, intersectionWitness, intersects, matches, witness } from '../../src/policy/wildcard.js';

/** All texts over the alphabet up to the length, shortest first. */
function texts(alphabet: string, length: number): readonly string[] {
  const all = [''];
  for (let from = 0, size = 0; size < length; size++) {
    const end = all.length;
    for (; from < end; from++) for (const letter of alphabet) all.push(all[from] + letter);
  }
  return all;
}

/** The definition, word for word. */
function naive(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  if (pattern[0] === '*') return naive(pattern.slice(1), text) || (text !== '' && naive(pattern, text.slice(1)));
  return text !== '' && (pattern[0] === '?' || pattern[0] === text[0]) && naive(pattern.slice(1), text.slice(1));
}

// `c` stands in no pattern: it plays the character that a pattern's author did not think of.
const words = texts('abc', 7);
const languages = new Map<string, Uint8Array>();
function language(pattern: string): Uint8Array {
  let found = languages.get(pattern);
  if (found === undefined) {
    found = Uint8Array.from(words, (word) => Number(matches(pattern, word)));
    languages.set(pattern, found);
  }
  return found;
}

const pattern = (length: number) =>
  fc.array(fc.constantFrom('a', 'b', '*', '*', '?'), { maxLength: length }).map((parts) => parts.join(''));
const seeded = { seed: 7, numRuns: 4000 };

describe('matches', () => {
  it('follows the definition for all short patterns and texts', () => {
    for (const p of texts('ab*?', 4))
      for (const t of texts('ab', 5)) expect(matches(p, t), `${p} ${t}`).toBe(naive(p, t));
  });

  it('follows the definition for longer ones', () => {
    fc.assert(
      fc.property(pattern(9), fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 14 }), (p, letters) => {
        expect(matches(p, letters.join(''))).toBe(naive(p, letters.join('')));
      }),
      seeded,
    );
  });

  it('takes wildcards in the text for plain characters', () => {
    expect(matches('a*', '*')).toBe(false);
    expect(matches('*', '?*')).toBe(true);
    expect(matches('a?', 'a*')).toBe(true);
    expect(matches('ab', 'a?')).toBe(false);
  });

  it('lets a star cross separators and heeds case', () => {
    expect(matches('arn:aws:s3:::*/x', 'arn:aws:s3:::b/c:d/x')).toBe(true);
    expect(matches('Get*', 'getObject')).toBe(false);
  });
});

describe('covers', () => {
  it('is inclusion for all pairs of short patterns', () => {
    const all = texts('ab*?', 4);
    const wrong = all.flatMap((p) => all.filter((o) => covers(p, o) !== included(o, p)).map((o) => [p, o]));
    expect(wrong).toEqual([]);
  });

  it('is inclusion for random pairs', () => {
    fc.assert(
      fc.property(pattern(5), pattern(5), (p, o) => {
        expect(covers(p, o)).toBe(included(o, p));
      }),
      seeded,
    );
  });

  it.each([
    ['?*', '*a', true],
    ['*?', '?*', true],
    ['?*?', '**a*', false],
    ['*a?*b*', '*a*ab*', true],
    ['*a?b*', '*a*b*', false],
    ['s3:get*', 's3:getobject*', true],
    ['s3:getobject*', 's3:get*', false],
    ['a', '?', false],
    ['', '*', false],
    ['*', '', true],
  ])('covers(%s, %s) is %s', (p, o, expected) => expect(covers(p, o)).toBe(expected));

  function included(small: string, big: string): boolean {
    const inBig = language(big);
    return language(small).every((held, index) => held === 0 || inBig[index] === 1);
  }
});

describe('intersects', () => {
  const meets = (a: string, b: string) => {
    const inB = language(b);
    return language(a).some((held, index) => held === 1 && inB[index] === 1);
  };
  const check = (a: string, b: string) => {
    const found = intersectionWitness(a, b);
    expect(intersects(a, b)).toBe(found !== undefined);
    if (found === undefined) expect(meets(a, b), `${a} ${b}`).toBe(false);
    else expect(naive(a, found) && naive(b, found), `${a} ${b} ${found}`).toBe(true);
  };

  it('is right, and shows a text, for all pairs of short patterns', () => {
    const all = texts('ab*?', 3);
    for (const a of all) for (const b of all) check(a, b);
  });

  it('is right, and shows a text, for random pairs', () => {
    fc.assert(
      fc.property(pattern(7), pattern(7), (a, b) => check(a, b)),
      seeded,
    );
  });
});

describe('witness', () => {
  it('matches its pattern', () => {
    fc.assert(
      fc.property(pattern(9), (p) => {
        expect(naive(p, witness(p))).toBe(true);
      }),
      seeded,
    );
  });

  it('holds no wildcard', () => {
    expect(witness('s3:Get?b*')).toBe('s3:Getxb');
    expect(hasWildcard('s3:Get?')).toBe(true);
    expect(hasWildcard(witness('*?*'))).toBe(false);
  });
});

describe('hostile patterns', () => {
  // Exponential matchers never come back from these; the runner's time limit is the assertion.
  const many = `${'*a'.repeat(20)}*b`;
  const gaps = '*?a'.repeat(20);
  const long = 'a'.repeat(200);

  it('are answered at once', () => {
    for (let round = 0; round < 200; round++) {
      expect(matches(many, long)).toBe(false);
      expect(covers(many, `${long}*`)).toBe(false);
      expect(covers(many, `${many}*`)).toBe(false);
      expect(covers(gaps, `${gaps}${long}`)).toBe(true);
      expect(intersects(many, long)).toBe(false);
      expect(intersects(many, gaps)).toBe(false);
      expect(intersects(`${many}*`, '?'.repeat(200))).toBe(true);
    }
  });

  it('need no stack and little memory', () => {
    const huge = '*a'.repeat(20_000);
    expect(matches('?'.repeat(50_000), 'a'.repeat(50_000))).toBe(true);
    expect(covers('*'.repeat(50_000), huge)).toBe(true);
    expect(intersects(huge, `${huge}?`)).toBe(true);
  });
});
