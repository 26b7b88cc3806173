import { STAND_IN } from '../gap.js';
import type { Position } from '../position.js';
import { ByteList } from './byte-list.js';
import { GAP_AT, GAP_COLUMN, GAP_FROM, GAP_LINE, GAP_WIDTH, type Point } from './points.js';
import { PositionCounter } from './position-counter.js';
import { Rows } from './rows.js';

/** Writes an abridged text: takes the bytes of a file in their order, each to be kept or left out. */
export class AbridgedWriter {
  readonly #bytes = new ByteList();
  readonly #gaps = new Rows(GAP_WIDTH);
  readonly #counter = new PositionCounter();
  /** What has been written, in UTF-16 code units. */
  #offset = 0;
  #chunk: Buffer = Buffer.alloc(0);
  /** Of the chunk, all before this has been written or left out. */
  #done = 0;
  /** Whether what comes next is left out. */
  leavesOut = false;

  /** How many bytes of text have been written. */
  get length(): number {
    return this.#bytes.length;
  }

  /** The offset at the text's end, in UTF-16 code units. */
  get offset(): number {
    return this.#offset;
  }

  /** Goes on with the next chunk. All of the one before has to be done with. */
  enter(chunk: Buffer): void {
    this.#chunk = chunk;
    this.#done = 0;
    this.#counter.enter(chunk);
  }

  /** Writes, or leaves out, the chunk up to a byte. */
  upTo(at: number): void {
    if (at <= this.#done) return;
    const units = this.#counter.pass(this.#done, at);
    if (!this.leavesOut) {
      this.#offset += units;
      this.#bytes.append(this.#chunk, this.#done, at);
    }
    this.#done = at;
  }

  /** Writes what stands for all that has been left out since the last byte that was kept. */
  standIn(): void {
    const from = this.#offset;
    const start = this.#bytes.length;
    this.#bytes.append(STAND_IN_BYTES, 0, STAND_IN_BYTES.length);
    this.#offset += STAND_IN.length;
    const gaps = this.#gaps;
    // Nothing stands between two elements that are left out of a list, so that one gap will do for both.
    const between = from - gaps.get(gaps.count - 1, GAP_AT);
    const isNext = gaps.count > 0 && this.#bytes.isComma(start - between, between);
    const gap = isNext ? gaps.count - 1 : gaps.add();
    if (!isNext) gaps.set(gap, GAP_FROM, from);
    gaps.set(gap, GAP_AT, this.#offset);
    gaps.set(gap, GAP_LINE, this.#counter.line);
    gaps.set(gap, GAP_COLUMN, this.#counter.column);
  }

  /** Whether nothing stands between two points of the text, in bytes, but what was left out. */
  isNothing(from: number, to: number): boolean {
    return this.#bytes.isNulls(from, to);
  }

  /** Where in the file the next byte stands. */
  position(): Position {
    return this.#counter.position;
  }

  /** The end of what has been written. */
  point(): Point {
    return { bytes: this.#bytes.length, offset: this.#offset, gaps: this.#gaps.count };
  }

  /** Leaves out, after all, what has been written since. */
  rewind({ bytes, offset, gaps }: Point): void {
    this.#bytes.truncate(bytes);
    this.#offset = offset;
    this.#gaps.truncate(gaps);
  }

  /** The bytes of the text, and its gaps in rows. Nothing can be written after this. */
  finish(): { readonly bytes: ByteList; readonly gaps: Rows } {
    return { bytes: this.#bytes, gaps: this.#gaps };
  }
}

const STAND_IN_BYTES = Buffer.from(STAND_IN);
