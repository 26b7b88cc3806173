import { DEEPEST } from '../tape.js';

/**
 * Moves over strings, maps and lists of a JSON text that comes in chunks, looking at nothing but quotes and brackets.
 * A chunk may end anywhere.
 */
export class JsonSkipper {
  /** The bytes that end the open maps and lists, outermost first. */
  readonly #closers = new Uint8Array(DEEPEST);
  #depth = 0;
  #inString = false;
  #isEscaped = false;
  /** What is wrong at the byte where skipping stopped, if anything is. */
  problem: string | undefined;

  /** Whether the value has ended. */
  get isDone(): boolean {
    return this.#depth === 0 && !this.#inString;
  }

  /** What is wrong where the text ends within the value. */
  get problemAtEnd(): string {
    if (this.#inString) return UNCLOSED_STRING;
    return `expected "${String.fromCharCode(this.#closers[this.#depth - 1] ?? 0)}" before the end`;
  }

  /** Begins a value, by the quote or bracket that opens it. */
  start(opening: number): void {
    this.#inString = opening === QUOTE;
    this.#isEscaped = false;
    this.#depth = this.#inString ? 0 : 1;
    this.#closers[0] = opening + TO_CLOSER;
  }

  /** Moves on to the end of the value or of the chunk, whichever comes first. Returns the index behind it. */
  skip(chunk: Uint8Array, from: number): number {
    let at = from;
    while (at < chunk.length) {
      if (this.#inString) {
        at = this.#skipString(chunk, at);
        if (this.problem !== undefined) return at;
      }
      if (this.isDone) return at;
      at = this.#skipStructure(chunk, at);
      if (this.isDone || this.problem !== undefined) return at;
    }
    return at;
  }

  #skipString(chunk: Uint8Array, from: number): number {
    const { length } = chunk;
    let at = from;
    if (this.#isEscaped && at < length) {
      this.#isEscaped = false;
      at++;
    }
    while (at < length) {
      const byte = chunk[at] ?? 0;
      if (byte === QUOTE) {
        this.#inString = false;
        return at + 1;
      }
      if (byte === BACKSLASH) at++;
      else if (byte === LINE_FEED || byte === CARRIAGE_RETURN) {
        this.problem = UNCLOSED_STRING;
        return at;
      }
      at++;
    }
    this.#isEscaped = at > length;
    return length;
  }

  /** Moves behind the bracket that ends the value or the quote that begins a string. */
  #skipStructure(chunk: Uint8Array, from: number): number {
    const { length } = chunk;
    const closers = this.#closers;
    let depth = this.#depth;
    for (let at = from; at < length; at++) {
      const byte = chunk[at] ?? 0;
      if (byte === QUOTE) {
        this.#depth = depth;
        this.#inString = true;
        return at + 1;
      }
      if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        closers[depth++] = byte + TO_CLOSER;
        if (depth < DEEPEST) continue;
        this.problem = `nested deeper than ${DEEPEST} levels`;
      } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
        const closer = closers[depth - 1] ?? 0;
        if (byte === closer && --depth > 0) continue;
        this.#depth = depth;
        if (byte === closer) return at + 1;
        this.problem = `expected "${String.fromCharCode(closer)}"`;
      } else if (byte === SLASH) this.problem = 'comments are not read in a file of this size';
      else continue;
      this.#depth = depth;
      return at;
    }
    this.#depth = depth;
    return length;
  }
}

const UNCLOSED_STRING = 'expected " at the end of the string';
/** From the code of an opening bracket to that of its closing one. */
const TO_CLOSER = 2;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const QUOTE = 0x22;
const SLASH = 0x2f;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
