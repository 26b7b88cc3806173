import { isAscii } from 'node:buffer';
import type { Position } from '../position.js';
import { CARRIAGE_RETURN, LINE_FEED } from './json-bytes.js';

/** Counts lines, columns and UTF-16 code units of a text in UTF-8 that comes in chunks. */
export class PositionCounter {
  /** Where in the text the next byte stands. */
  #line = 1;
  #column = 1;
  #isBehindReturn = false;
  #chunk: Buffer = Buffer.alloc(0);
  /** By block of the chunk: whether it holds nothing but ASCII and no ends of lines, which are counted without a look. */
  readonly #plain: boolean[] = [];

  /** Where in the text the next byte stands. */
  get position(): Position {
    return { line: this.#line, column: this.#column };
  }

  /** The line of the next byte. */
  get line(): number {
    return this.#line;
  }

  /** The column of the next byte. */
  get column(): number {
    return this.#column;
  }

  /** Goes on with the next chunk. */
  enter(chunk: Buffer): void {
    this.#chunk = chunk;
    this.#plain.length = 0;
    const isPlainWhole = isPlain(chunk);
    for (let at = 0; at < chunk.length; at += BLOCK) {
      this.#plain.push(isPlainWhole || isPlain(chunk.subarray(at, at + BLOCK)));
    }
  }

  /** Moves on over a stretch of the chunk. Returns how many UTF-16 code units that has. */
  pass(from: number, to: number): number {
    let units = 0;
    for (let at = from; at < to; ) {
      const block = Math.floor(at / BLOCK);
      const end = Math.min(to, (block + 1) * BLOCK);
      units += this.#plain[block] === true ? this.#passPlain(end - at) : this.#count(at, end);
      at = end;
    }
    return units;
  }

  #passPlain(length: number): number {
    this.#isBehindReturn = false;
    this.#column += length;
    return length;
  }

  #count(from: number, to: number): number {
    const chunk = this.#chunk;
    /** Units by which the stretch has less than bytes, so far. */
    let fewer = 0;
    /** Units before the last end of a line, and how many lines have ended. */
    let unitsOfEnded = -1;
    let ended = 0;
    let isBehindReturn = this.#isBehindReturn;
    for (let at = from; at < to; at++) {
      const byte = chunk[at] ?? 0;
      if (byte > CARRIAGE_RETURN && byte < CONTINUATION) {
        isBehindReturn = false;
        continue;
      }
      // The first byte of a character stands for one unit, or for two where four bytes make one.
      if (byte >= FIRST_OF_FOUR) fewer--;
      else if (byte >= CONTINUATION && byte < FIRST_OF_MANY) fewer++;
      const isLineFeed = byte === LINE_FEED;
      if (isLineFeed || byte === CARRIAGE_RETURN) {
        if (!(isLineFeed && isBehindReturn)) ended++;
        unitsOfEnded = at + 1 - from - fewer;
      }
      isBehindReturn = byte === CARRIAGE_RETURN;
    }
    const units = to - from - fewer;
    this.#isBehindReturn = isBehindReturn;
    this.#line += ended;
    this.#column = unitsOfEnded < 0 ? this.#column + units : 1 + units - unitsOfEnded;
    return units;
  }
}

function isPlain(bytes: Buffer): boolean {
  return isAscii(bytes) && !bytes.includes(LINE_FEED) && !bytes.includes(CARRIAGE_RETURN);
}

/** Bytes of a block: a word that is not ASCII is found in few of them. */
const BLOCK = 2 ** 12;
/** In UTF-8, bytes from here on continue a character, … */
const CONTINUATION = 0x80;
/** … begin one of several bytes, … */
const FIRST_OF_MANY = 0xc0;
/** … begin one of four. */
const FIRST_OF_FOUR = 0xf0;
