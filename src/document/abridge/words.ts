/** How many words are remembered: a power of two. */
const SLOTS = 256;

/** Longer texts seldom come again. */
const LONGEST = 32;

/** Decodes short UTF-8 texts that come again and again, such as keys, making each string once. */
export class WordReader {
  readonly #bytes: (Buffer | undefined)[] = new Array(SLOTS).fill(undefined);
  readonly #words: string[] = new Array(SLOTS).fill('');

  /** The text between two points of a chunk. */
  read(chunk: Buffer, from: number, to: number): string {
    const length = to - from;
    if (length > LONGEST || length === 0) return chunk.toString('utf8', from, to);
    const slot =
      (length * 31 + (chunk[from] ?? 0) * 7 + (chunk[to - 1] ?? 0) * 3 + (chunk[from + (length >> 1)] ?? 0)) % SLOTS;
    const known = this.#bytes[slot];
    if (known !== undefined && known.length === length && isAt(chunk, from, known)) return this.#words[slot] ?? '';
    const word = chunk.toString('utf8', from, to);
    this.#bytes[slot] = Buffer.from(chunk.subarray(from, to));
    this.#words[slot] = word;
    return word;
  }
}

function isAt(chunk: Buffer, from: number, word: Buffer): boolean {
  for (let i = 0; i < word.length; i++) if (chunk[from + i] !== word[i]) return false;
  return true;
}
