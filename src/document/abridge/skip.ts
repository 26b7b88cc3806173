import { DEEPEST } from '../tape.js';
import {
  BACKSLASH,
  CARRIAGE_RETURN,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  LINE_FEED,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  SLASH,
} from './json-bytes.js';

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
    this.problem = undefined;
    this.#depth = this.#inString ? 0 : 1;
    this.#closers[0] = opening + TO_CLOSER;
  }

  /**
   * Moves on to the end of the value or of the chunk, whichever comes first. Returns the index behind it. All bytes that
   * are not kept pass through here, so that this is one loop over them without a call.
   */
  skip(chunk: Uint8Array, from: number): number {
    const { length } = chunk;
    const closers = this.#closers;
    let depth = this.#depth;
    let inString = this.#inString;
    let at = this.#isEscaped ? from + 1 : from;
    for (;;) {
      if (inString) {
        for (; at < length; at++) {
          const byte = chunk[at] ?? 0;
          if (byte > BACKSLASH) continue;
          if (byte === QUOTE) break;
          if (byte === BACKSLASH) at++;
          else if (byte === LINE_FEED || byte === CARRIAGE_RETURN) return this.#stop(at, UNCLOSED_STRING, depth, true);
        }
        if (at >= length) break;
        at++;
        inString = false;
        if (depth === 0) break;
      }
      for (; at < length && !inString; at++) {
        const byte = chunk[at] ?? 0;
        if (byte === QUOTE) inString = true;
        else if (byte === SLASH) return this.#stop(at, 'comments are not read in a file of this size', depth, false);
        else if (byte < OPEN_BRACKET) continue;
        else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
          if (depth === DEEPEST) return this.#stop(at, `nested deeper than ${DEEPEST} levels`, depth, false);
          closers[depth++] = byte + TO_CLOSER;
        } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
          const closer = closers[depth - 1] ?? 0;
          if (byte !== closer) return this.#stop(at, `expected "${String.fromCharCode(closer)}"`, depth, false);
          depth--;
          if (depth > 0) continue;
          at++;
          break;
        }
      }
      if (!inString) break;
    }
    this.#depth = depth;
    this.#inString = inString;
    this.#isEscaped = at > length;
    return Math.min(at, length);
  }

  #stop(at: number, problem: string, depth: number, inString: boolean): number {
    this.#depth = depth;
    this.#inString = inString;
    this.problem = problem;
    return at;
  }
}

const UNCLOSED_STRING = 'expected " at the end of the string';
/** From the code of an opening bracket to that of its closing one. */
const TO_CLOSER = 2;
