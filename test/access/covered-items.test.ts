import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coveredItems } from '../../src/access/covered-items.js';
import { parseJson } from '../../src/document/json.js';
import { displayText, plainValue, type Text } from '../../src/document/value.js';
import { matches } from '../../src/policy/wildcard.js';

const asIs = (text: string) => text;

function items(texts: readonly string[]): readonly Text[] {
  const { document } = parseJson({ path: 'list.json', text: JSON.stringify(texts) });
  const value = document === undefined ? undefined : plainValue(document, 0);
  return value?.kind === 'list' ? value.items.filter((item) => item.kind === 'text') : [];
}

/** Patterns of few letters, so that many cover each other. */
const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), minLength: 1, maxLength: 5 });
const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });

describe('entries that others cover', () => {
  it('can all be removed at once, and nothing is lost', () => {
    fc.assert(
      fc.property(fc.array(pattern, { maxLength: 8 }), fc.array(word, { maxLength: 20 }), (patterns, words) => {
        const texts = items(patterns);
        const covered = new Set(coveredItems(texts, asIs).map(({ item }) => item));
        const left = texts.filter((item) => !covered.has(item)).map(displayText);
        for (const text of words) {
          expect(left.some((one) => matches(one, text))).toBe(patterns.some((one) => matches(one, text)));
        }
      }),
    );
  });

  it('are found wherever one stands for all of another', () => {
    fc.assert(
      fc.property(pattern, fc.array(word, { maxLength: 8 }), (one, words) => {
        const plain = words.filter((text) => text !== '' && text !== one);
        const covered = coveredItems(items([one, ...new Set(plain)]), asIs).map(({ item }) => displayText(item));
        expect(covered).toEqual([...new Set(plain)].filter((text) => matches(one, text)));
      }),
    );
  });

  it('are compared as they are folded', () => {
    const texts = items(['S3:GETOBJECT', 's3:Get*']);
    expect(coveredItems(texts, asIs)).toEqual([]);
    expect(coveredItems(texts, (text) => text.toLowerCase())).toMatchObject([{ item: texts[0], by: texts[1] }]);
  });

  it('takes no time to speak of on a flood of patterns', () => {
    const flood = items(Array.from({ length: 20_000 }, (_, index) => `s3:${'*a'.repeat(4)}${index}*`));
    const start = performance.now();
    coveredItems(flood, asIs);
    expect(performance.now() - start).toBeLessThan(20_000);
  });
});
