import { COLON, COMMA, OPEN_BRACE, spaceEnd, stringEnd } from './json-bytes.js';
import type { KeepWithin } from './keep.js';
import { KnownFacts } from './known-facts.js';
import { JsonSkipper } from './skip.js';
import { WordReader } from './words.js';

/** Whether a mark stands between two points of the chunk. */
type HasMark = (from: number, to: number) => boolean;

/**
 * Sees at a glance that a map does not matter: by the facts with which it begins, and by there being no mark in it. Most
 * maps of a big file are left out so, without reading them member by member. What is written in an unusual way, or does
 * not stand in one chunk, it does not see.
 */
export class Glance {
  readonly #hasMark: HasMark;
  readonly #skipper = new JsonSkipper();
  readonly #facts = new KnownFacts();
  readonly #words = new WordReader();
  #chunk: Buffer = NOTHING;

  constructor(hasMark: HasMark) {
    this.#hasMark = hasMark;
  }

  /** Goes on with the next chunk. */
  enter(chunk: Buffer): void {
    this.#chunk = chunk;
  }

  /** Where a map ends, behind its bracket, if it is seen not to matter; otherwise 0. */
  endOfUseless({ matters, decidedBy }: KeepWithin, start: number): number {
    if (matters === undefined || decidedBy === undefined) return 0;
    this.#facts.clear();
    const known = this.#readFacts(decidedBy, start + 1);
    if (known === 0) return 0;
    let isByMarks = false;
    const mayMatter = matters(this.#facts, () => {
      isByMarks = true;
      return true;
    });
    if (mayMatter && !isByMarks) return 0;
    this.#skipper.start(OPEN_BRACE);
    const end = this.#skipper.skip(this.#chunk, known);
    if (!this.#skipper.isDone || this.#skipper.problem !== undefined) return 0;
    return mayMatter && matters(this.#facts, () => this.#hasMark(start, end)) ? 0 : end;
  }

  /** Reads the members of a map as long as they are strings and facts are missing. Returns the end of the last, or 0. */
  #readFacts(keys: readonly string[], from: number): number {
    const chunk = this.#chunk;
    let at = from;
    for (let missing = keys.length; missing > 0; ) {
      const keyStart = spaceEnd(chunk, at);
      const keyEnd = stringEnd(chunk, keyStart, LONGEST);
      const colon = spaceEnd(chunk, keyEnd);
      const start = spaceEnd(chunk, colon + 1);
      const end = stringEnd(chunk, start, LONGEST);
      if (keyEnd === 0 || chunk[colon] !== COLON || end === 0) return 0;
      const key = keys.find((one) => isKey(chunk, keyStart, keyEnd, one));
      if (key !== undefined) {
        this.#words.begin(start);
        this.#facts.set(key, this.#words.end(chunk, end));
        missing--;
      }
      at = spaceEnd(chunk, end);
      if (missing === 0) break;
      if (chunk[at] !== COMMA) return 0;
      at++;
    }
    return at;
  }
}

/** Whether a string, given with its quotes, is a key in ASCII, written without escapes. */
function isKey(chunk: Buffer, start: number, end: number, key: string): boolean {
  if (end - start !== key.length + 2) return false;
  for (let i = 0; i < key.length; i++) if (chunk[start + 1 + i] !== key.charCodeAt(i)) return false;
  return true;
}

const NOTHING = Buffer.alloc(0);
/** Longer strings are not for a glance. */
const LONGEST = 1000;
