import { type Gap, STAND_IN } from '../gap.js';
import type { Position } from '../position.js';
import { isComma, type Point } from './abridged.js';

/** Writes an abridged text: takes the bytes of a file in their order, each to be kept or left out. */
export class AbridgedWriter {
  #bytes = Buffer.allocUnsafe(FIRST_SIZE);
  #length = 0;
  /** What has been written, in UTF-16 code units. */
  #offset = 0;
  readonly #gaps: Gap[] = [];
  /** Where in the file the next byte stands. */
  #line = 1;
  #column = 1;
  #isBehindReturn = false;

  /** How many bytes of text have been written. */
  get length(): number {
    return this.#length;
  }

  /** The offset at the text's end, in UTF-16 code units. */
  get offset(): number {
    return this.#offset;
  }

  /** Takes over a stretch of a chunk. */
  keep(chunk: Buffer, from: number, to: number, isPlain: boolean): void {
    this.#offset += this.#pass(chunk, from, to, isPlain);
    this.#reserve(to - from);
    if (to - from < SHORT) {
      const bytes = this.#bytes;
      let length = this.#length;
      for (let at = from; at < to; at++) bytes[length++] = chunk[at] ?? 0;
    } else chunk.copy(this.#bytes, this.#length, from, to);
    this.#length += to - from;
  }

  /**
   * Leaves out a stretch of a chunk.
   *
   * @param isPlain whether the chunk is known to hold nothing but ASCII and no ends of lines
   */
  leaveOut(chunk: Buffer, from: number, to: number, isPlain: boolean): void {
    this.#pass(chunk, from, to, isPlain);
  }

  /** Writes what stands for all that has been left out since the last byte that was kept. */
  standIn(): void {
    const from = this.#offset;
    this.#reserve(STAND_IN.length);
    for (let i = 0; i < STAND_IN.length; i++) this.#bytes[this.#length++] = STAND_IN.charCodeAt(i);
    this.#offset += STAND_IN.length;
    const gap = { from, at: this.#offset, ...this.position() };
    const last = this.#gaps.at(-1);
    // Nothing stands between two elements that are left out of a list, so that one gap will do for both.
    const between = last === undefined ? 0 : from - last.at;
    const isNext = isComma(this.#bytes, this.#length - STAND_IN.length - between, between);
    if (last !== undefined && isNext) this.#gaps[this.#gaps.length - 1] = { ...gap, from: last.from };
    else this.#gaps.push(gap);
  }

  /** Where in the file the next byte stands. */
  position(): Position {
    return { line: this.#line, column: this.#column };
  }

  /** The end of what has been written. */
  point(): Point {
    return { bytes: this.#length, offset: this.#offset, gaps: this.#gaps.length };
  }

  /** Leaves out, after all, what has been written since. */
  rewind({ bytes, offset, gaps }: Point): void {
    this.#length = bytes;
    this.#offset = offset;
    this.#gaps.length = gaps;
  }

  /** The bytes of the text. Nothing can be written after this. */
  finish(): { readonly bytes: Buffer; readonly gaps: readonly Gap[] } {
    return { bytes: this.#bytes.subarray(0, this.#length), gaps: this.#gaps };
  }

  #reserve(count: number): void {
    if (this.#length + count <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(2 * this.#bytes.length, this.#length + count));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }

  /** Moves the position behind a stretch. Returns how many UTF-16 code units that has, if it is UTF-8. */
  #pass(chunk: Buffer, from: number, to: number, isPlain: boolean): number {
    if (to <= from) return 0;
    if (isPlain) {
      this.#isBehindReturn = false;
      this.#column += to - from;
      return to - from;
    }
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

const FIRST_SIZE = 2 ** 20;
/** Stretches shorter than this are copied faster byte by byte. */
const SHORT = 48;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
/** In UTF-8, bytes from here on continue a character, … */
const CONTINUATION = 0x80;
/** … begin one of several bytes, … */
const FIRST_OF_MANY = 0xc0;
/** … begin one of four. */
const FIRST_OF_FOUR = 0xf0;
