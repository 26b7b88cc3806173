import { decodeJsonString } from '../json-string.js';

/** How many words are remembered: a power of two. */
const SLOTS = 512;

/** Longer texts seldom come again. */
const LONGEST = 32;

/** Reads strings of a JSON text that comes in chunks: short ones, such as keys, come again and again, and are made once. */
export class WordReader {
  /** The bytes of the words that are remembered, `LONGEST` for each, and how many each has. */
  readonly #bytes = new Uint8Array(SLOTS * LONGEST);
  readonly #lengths = new Uint8Array(SLOTS);
  readonly #words: string[] = new Array(SLOTS).fill('');
  /** Where the string begins in the chunk, and what of it stood in earlier chunks. */
  #start = 0;
  #carried: Buffer = NOTHING;

  /** Begins a string, with its quote. */
  begin(at: number): void {
    this.#start = at;
    this.#carried = NOTHING;
  }

  /** Takes from a chunk what is needed of the string when it is gone. */
  carry(chunk: Buffer): void {
    this.#carried = Buffer.concat([this.#carried, chunk.subarray(this.#start)]);
    this.#start = 0;
  }

  /** The text of the string, whose closing quote stands before `end`. */
  end(chunk: Buffer, end: number): string {
    if (this.#carried === NOTHING) return this.#read(chunk, this.#start, end);
    const bytes = Buffer.concat([this.#carried, chunk.subarray(0, end)]);
    return this.#read(bytes, 0, bytes.length);
  }

  #read(chunk: Buffer, start: number, end: number): string {
    const from = start + 1;
    const length = end - 1 - from;
    if (length > LONGEST || length <= 0) return decoded(chunk, start, end);
    const first = chunk[from] ?? 0;
    const slot = (length * 31 + first * 7 + (chunk[end - 2] ?? 0) * 3 + (chunk[from + (length >> 1)] ?? 0)) % SLOTS;
    const place = slot * LONGEST;
    const known = this.#bytes;
    let isKnown = this.#lengths[slot] === length;
    for (let i = 0; i < length && isKnown; i++) isKnown = chunk[from + i] === known[place + i];
    if (isKnown) return this.#words[slot] ?? '';
    const word = decoded(chunk, start, end);
    for (let i = 0; i < length; i++) known[place + i] = chunk[from + i] ?? 0;
    this.#lengths[slot] = length;
    this.#words[slot] = word;
    return word;
  }
}

function decoded(chunk: Buffer, start: number, end: number): string {
  const word = chunk.toString('utf8', start + 1, end - 1);
  return word.includes('\\') ? decodeJsonString(chunk.toString('utf8', start, end), 0, word.length + 2) : word;
}

const NOTHING = Buffer.alloc(0);
