import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { credentialsIn, maskSecrets, type Stretch } from '../../src/aws/credential-text.js';

const CAPITALS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/+';

const id = fc
  .array(fc.constantFrom(...CAPITALS), { minLength: 16, maxLength: 16 })
  .map((letters) => `AKIA${letters.join('')}`)
  .filter((text) => !text.endsWith('EXAMPLE') && text.lastIndexOf('AKIA') === 0);
const secret = fc
  .array(fc.constantFrom(...LETTERS), { minLength: 40, maxLength: 40 })
  .map((letters) => letters.join(''))
  .filter((text) => /[a-z]/.test(text) && /[A-Z]/.test(text) && /[0-9]/.test(text) && new Set(text).size >= 18)
  .filter((text) => !text.includes('AKIA'));
/** What stands around and between them: words, quotes, escapes, hashes; nothing of forty such characters. */
const filler = fc
  .array(fc.constantFrom('key', ' ', '\n', '\t', '"', ': ', '=', 'AKI', '\\', 'a94a8fe5cc', '{}', 'Zeta9'), {
    maxLength: 6,
  })
  .map((words) => ` ${words.join(' ')} `);

const shown = (text: string) => {
  const { ids, secrets } = credentialsIn(text);
  const word = ({ start, end }: Stretch) => text.slice(start, end).replaceAll('\\/', '/');
  return { ids: ids.map(word), secrets: secrets.map(word) };
};

describe('an access key in a text', () => {
  it('is found with its secret, before or behind it, as text and as JSON', () => {
    fc.assert(
      fc.property(id, secret, filler, filler, filler, fc.boolean(), (key, word, a, b, c, isBehind) => {
        const text = isBehind ? `${a}${key}${b}${word}${c}` : `${a}${word}${b}${key}${c}`;
        expect(shown(text)).toEqual({ ids: [key], secrets: [word] });
        const json = JSON.stringify(text);
        expect(shown(json)).toEqual({ ids: [key], secrets: [word] });
        expect(shown(json.replaceAll('/', '\\/'))).toEqual({ ids: [key], secrets: [word] });
      }),
    );
  });

  it('is one of several, each with its own secret', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(id, secret), { minLength: 1, maxLength: 5 }), fc.boolean(), (pairs, isBehind) => {
        const text = pairs.map(([key, word]) => (isBehind ? `${key}:${word}` : `${word}:${key}`)).join('\n');
        const found = shown(text);
        expect(found.ids).toEqual(pairs.map(([key]) => key));
        expect(found.secrets).toEqual(pairs.map(([, word]) => word));
      }),
    );
  });

  const KEY = 'AKIALEASTWISEFIXTURE';
  const SECRET = 'Leastwise+Fixture/0123456789NoSecretHere';

  it.each([
    ['the key of the documentation', `AKIAIOSFODNN7EXAMPLE wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY`],
    ['an id alone', KEY],
    ['a secret alone', SECRET],
    ['a secret far away', `${KEY}${' '.repeat(401)}${SECRET}`],
    ['a hash', `${KEY} da39a3ee5e6b4b0d3255bfef95601890afd80709`],
    ['a longer text', `${KEY} ${SECRET}0`],
    ['base64', `${KEY} ${SECRET}==`],
    ['a row of one letter', `${KEY} Xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx1`],
    ['a longer id', `${KEY}S ${SECRET}`],
    ['a part of a word', `x${KEY} ${SECRET}`],
    ['small letters', `${KEY.toLowerCase()} ${SECRET}`],
  ])('is not %s', (_, text) => {
    expect(shown(text).ids).toEqual([]);
    expect(maskSecrets(text)).toBe(text);
  });

  it('is found behind an escape', () => {
    expect(shown(`id\\n${KEY}\\nsecret\\n${SECRET}\\n`)).toEqual({ ids: [KEY], secrets: [SECRET] });
  });

  it('is looked for in time that grows with the text', () => {
    const started = performance.now();
    expect(credentialsIn(`/${KEY}`.repeat(20_000)).ids).toEqual([]);
    expect(credentialsIn(`${KEY} `.repeat(20_000)).ids).toEqual([]);
    expect(performance.now() - started).toBeLessThan(3000);
  });
});

describe('a masked text', () => {
  it('is as long and without secrets', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(id, secret, filler), { maxLength: 4 }), (pairs) => {
        const text = pairs.map(([key, word, between]) => `${key}${between}${word}`).join(' ');
        const masked = maskSecrets(text);
        expect(masked).toHaveLength(text.length);
        for (const [key, word] of pairs) {
          expect(masked).toContain(key);
          expect(masked).not.toContain(word);
        }
      }),
    );
  });
});
