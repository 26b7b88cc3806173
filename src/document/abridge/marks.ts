/**
 * Tells whether one of some words stands between two points of a text that comes in chunks. Each chunk is searched
 * once, and only as far as is asked. The words may hold neither brackets nor quotes, so that none stands across the
 * border of a map.
 */
export class MarkFinder {
  readonly #words: readonly Buffer[];
  /** By word: where it stands next in the chunk, behind all that has been asked for; infinity where nowhere. */
  readonly #next: number[];
  #chunk: Buffer = Buffer.alloc(0);
  /** The end of what came before the chunk, as long as the longest word. */
  #tail: Buffer = Buffer.alloc(0);

  constructor(words: readonly string[]) {
    this.#words = words.map((word) => Buffer.from(word));
    this.#next = words.map(() => -1);
  }

  /** Goes on with the next chunk. Returns whether a word stands across its beginning. */
  enter(chunk: Buffer): boolean {
    this.#chunk = chunk;
    this.#next.fill(-1);
    return this.#words.some((word) => {
      const part = word.length - 1;
      const before = this.#tail.subarray(Math.max(0, this.#tail.length - part));
      return Buffer.concat([before, chunk.subarray(0, part)]).includes(word);
    });
  }

  /** Ends the chunk: its memory may be used for something else then. */
  leave(): void {
    const longest = Math.max(0, ...this.#words.map(({ length }) => length));
    const tail = Buffer.concat([this.#tail, this.#chunk.subarray(Math.max(0, this.#chunk.length - longest))]);
    this.#tail = tail.subarray(Math.max(0, tail.length - longest));
  }

  /** Whether a word stands between two points of the chunk, leaving aside those that an earlier call has passed. */
  between(from: number, to: number): boolean {
    return this.#words.some((word, index) => {
      let next = this.#next[index] ?? -1;
      if (next < from) {
        const found = this.#chunk.indexOf(word, from);
        next = found < 0 ? Number.POSITIVE_INFINITY : found;
        this.#next[index] = next;
      }
      return next + word.length <= to;
    });
  }
}
