import type { Shape, Word } from './shape.js';

/** More states than this are not gone through. */
const MOST_STATES = 20_000;

/** Stands for the colon between two segments, which no wildcard of the first five crosses. */
const BETWEEN = '\uE007';

/**
 * A word of a shape that none of the others matches: exact also where they count characters by `?`, by walking the
 * shape letter by letter with all places at which the others may be.
 *
 * @param letter one that none of them holds
 * @returns undefined if there is none, `unclear` where there would be too much to walk
 */
export function escapee(shape: Shape, others: readonly Shape[], letter: string): Word | undefined | 'unclear' {
  const pattern = shape.join(BETWEEN);
  const avoided = others.map((other) => other.join(BETWEEN));
  const letters = lettersOf([pattern, ...avoided], letter);
  const start: State = { at: 0, places: avoided.map((other) => closed(other, new Set([0]))), word: '' };
  const open = [start];
  const seen = new Set([keyOf(start)]);
  for (let next = 0; next < open.length; next++) {
    if (open.length > MOST_STATES) return 'unclear';
    const state = open[next];
    if (state === undefined) break;
    const { at, places, word } = state;
    if (at === pattern.length) {
      if (avoided.every((other, index) => places[index]?.has(other.length) !== true)) return word.split(BETWEEN);
      continue;
    }
    for (const follower of followers(pattern, at, letters)) {
      const further: State =
        follower.letter === undefined
          ? { ...state, at: follower.at }
          : {
              at: follower.at,
              word: word + follower.letter,
              places: avoided.map((other, index) => stepped(other, places[index] ?? new Set(), follower.letter ?? '')),
            };
      const key = keyOf(further);
      if (seen.has(key)) continue;
      seen.add(key);
      open.push(further);
    }
  }
  return undefined;
}

interface State {
  /** Where in the shape. */
  readonly at: number;
  /** Where each of the others may be. */
  readonly places: readonly ReadonlySet<number>[];
  readonly word: string;
}

function keyOf({ at, places }: State): string {
  return `${at} ${places.map((set) => [...set].join(',')).join(';')}`;
}

interface Follower {
  readonly at: number;
  readonly letter?: string;
}

/** What may come next in the shape: a letter, or the end of a star without one. */
function followers(pattern: string, at: number, letters: readonly string[]): readonly Follower[] {
  const character = pattern[at] ?? '';
  const plain = letters.filter((each) => each !== BETWEEN);
  if (character === '*') return [{ at: at + 1 }, ...plain.map((letter) => ({ at, letter }))];
  if (character === '?') return plain.map((letter) => ({ at: at + 1, letter }));
  return [{ at: at + 1, letter: character }];
}

/** The places after a letter. */
function stepped(pattern: string, places: ReadonlySet<number>, letter: string): ReadonlySet<number> {
  const next = new Set<number>();
  for (const place of places) {
    const character = pattern[place];
    if (character === '*' && letter !== BETWEEN) next.add(place);
    else if (character === letter || (character === '?' && letter !== BETWEEN)) next.add(place + 1);
  }
  return closed(pattern, next);
}

/** With the places that stars without a letter lead to; in order. */
function closed(pattern: string, places: ReadonlySet<number>): ReadonlySet<number> {
  const all = new Set(places);
  for (const place of all) if (pattern[place] === '*') all.add(place + 1);
  return new Set([...all].sort((a, b) => a - b));
}

/** The letters that matter: those of the patterns, and one that is in none. */
function lettersOf(patterns: readonly string[], letter: string): readonly string[] {
  const found = new Set([letter]);
  for (const pattern of patterns) for (const character of pattern) if (!'*?'.includes(character)) found.add(character);
  return [...found];
}
