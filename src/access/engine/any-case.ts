import { pointTest, type ValueTest } from './value-test.js';

/** A test that looks at texts without regard to case: `StringEqualsIgnoreCase`. */
export function anyCaseTest(values: readonly string[]): ValueTest {
  const folded = new Set(values.map((value) => value.toLowerCase()));
  return pointTest('any case', values, (value) => folded.has(value.toLowerCase()));
}

/** Of a text with more letters than this, not all spellings are gone through. */
const MOST_LETTERS = 10;

/** A text in its spellings: as it is, and with any of its letters in the other case. */
export function spellings(text: string): { readonly values: readonly string[]; readonly areAll: boolean } {
  const lower = text.toLowerCase();
  const upper = (at: number) => lower.charAt(at).toUpperCase();
  const places = Array.from(lower, (_, at) => at).filter((at) => upper(at) !== lower.charAt(at));
  const found = new Set([text, lower, text.toUpperCase()]);
  const some = places.slice(0, MOST_LETTERS);
  for (let number = 0; number < 2 ** some.length; number++) {
    const letters = lower.split('');
    for (const [bit, at] of some.entries()) if ((number >> bit) & 1) letters[at] = upper(at);
    found.add(letters.join(''));
  }
  return { values: [...found], areAll: places.length === some.length };
}
