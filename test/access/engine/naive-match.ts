/**
 * What patterns match, said as plainly as can be: the yardstick for the engine, which shares no code with it.
 */

/** Whether a text is one of a pattern's: `*` is any run, `?` any character. */
export function likes(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  const [first, rest] = [pattern.charAt(0), pattern.slice(1)];
  if (first === '*') return likes(rest, text) || (text !== '' && likes(pattern, text.slice(1)));
  return text !== '' && (first === '?' || first === text.charAt(0)) && likes(rest, text.slice(1));
}

const known = new Map<string, boolean>();

/** The same, each question answered once. */
function likesKnown(pattern: string, text: string): boolean {
  const question = `${pattern}\n${text}`;
  const answer = known.get(question) ?? likes(pattern, text);
  known.set(question, answer);
  return answer;
}

/**
 * The same for ARNs, segment by segment; patterns with too few colons go on if they end in `*`, or cross them. A text
 * with too few colons is no ARN: each segment that it lacks is a text that only stars match.
 */
export function likesArn(written: string, arn: string): boolean {
  const pattern = written.replaceAll('**', '*');
  const [wanted, got] = [segments(pattern), segments(arn)];
  const last = wanted.at(-1) ?? '';
  const isOpen = last.endsWith('*') && last.indexOf('*') === last.length - 1;
  if (wanted.length < 6 && !isOpen) return likesKnown(pattern, arn);
  return wanted.every((each, index) => likesKnown(each, got[index] ?? '\u0000'.repeat(64)));
}

/** Cut at the first five colons. */
function segments(text: string): readonly string[] {
  const parts = text.split(':');
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}

/** Every word of these letters that is no longer. */
export function wordsOf(letters: readonly string[], longest: number): readonly string[] {
  const words = [''];
  for (const word of words) if (word.length < longest) words.push(...letters.map((letter) => word + letter));
  return words;
}

/** Which of some words a pattern matches, each asked once. */
export function matcherOf(words: readonly string[], match: (pattern: string, word: string) => boolean) {
  const known = new Map<string, readonly boolean[]>();
  return (pattern: string): readonly boolean[] => {
    const found = known.get(pattern) ?? words.map((word) => match(pattern, word));
    known.set(pattern, found);
    return found;
  };
}

/** ARNs of few letters, with colons behind the fifth too. */
export const SMALL_ARNS: readonly string[] = ['', 'a'].flatMap((one) =>
  ['', 'a', 'b'].flatMap((two) =>
    ['', 'b'].flatMap((three) => [
      [one, two, three, '', 'a', 'ab'].join(':'),
      [one, two, '', three, '', ''].join(':'),
      [one, two, three, 'a', 'a', two, 'a'].join(':'),
    ]),
  ),
);
