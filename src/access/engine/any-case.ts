import { pointTest, type ValueTest } from './value-test.js';

/** A test that looks at texts without regard to case: `StringEqualsIgnoreCase`. */
export function anyCaseTest(values: readonly string[]): ValueTest {
  const folded = new Set(values.map((value) => value.toLowerCase()));
  return pointTest('any case', values, (value) => folded.has(value.toLowerCase()));
}

/** A text as it is, and with other letters in upper case: one more than `count` spellings, if there are so many. */
export function caseVariants(text: string, count: number): readonly string[] {
  const lower = text.toLowerCase();
  const found = new Set([text, lower, text.toUpperCase()]);
  for (let number = 1; found.size <= count + 1 && number < 2 ** Math.min(lower.length, 12); number++) {
    found.add(Array.from(lower, (letter, at) => ((number >> at) & 1 ? letter.toUpperCase() : letter)).join(''));
  }
  return [...found];
}
