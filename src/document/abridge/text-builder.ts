import { isAscii } from 'node:buffer';
import { type Gap, STAND_IN } from '../gap.js';
import type { Position } from '../position.js';
import type { SourceText, SyntaxProblem } from '../source-file.js';
import type { ByteList } from './byte-list.js';
import { gapIn, type Point } from './points.js';
import type { Rows } from './rows.js';

/** Makes a text of an abridged one by leaving out further stretches, from its beginning to its end. */
export class TextBuilder {
  readonly #source: ByteList;
  readonly #sourceGaps: Rows;
  readonly #bytes: ByteList;
  readonly #gaps: Gap[] = [];
  /** The point of the abridged text up to which it has been taken over or left out. */
  #from: Point = { bytes: 0, offset: 0, gaps: 0 };
  /** How many code units have been left out. */
  #less = 0;

  /**
   * @param gaps in rows as `points.ts` has them
   * @param scratch where the text is put together: nothing of it is needed any more when it is finished
   */
  constructor(source: ByteList, gaps: Rows, scratch: ByteList) {
    this.#source = source;
    this.#sourceGaps = gaps;
    this.#bytes = scratch;
    scratch.truncate(0);
  }

  /** Takes over what stands before a point. */
  upTo(to: Point): void {
    const from = this.#from;
    const start = this.#bytes.length;
    this.#bytes.appendFrom(this.#source, from.bytes, to.bytes);
    for (let row = from.gaps; row < to.gaps; row++) {
      const gap = gapIn(this.#sourceGaps, row, this.#less);
      const last = row === from.gaps ? this.#gaps.at(-1) : undefined;
      this.#add(gap, last, last !== undefined && this.#bytes.isComma(start, gap.from - last.at));
    }
    this.#from = to;
  }

  /**
   * Leaves out what stands before a point.
   *
   * @param elements for how many elements of a list that stands
   * @param next where the file goes on there
   */
  leaveOut(to: Point, elements: number, next: Position): void {
    const start = this.#from.offset - this.#less;
    const length = (STAND_IN.length + 1) * elements - 1;
    const last = this.#gaps.at(-1);
    const between = start - (last?.at ?? 0);
    const isNext = last !== undefined && this.#bytes.isComma(this.#bytes.length - between, between);
    this.#add({ from: start, at: start + length, ...next }, last, isNext);
    for (let i = elements; i > 0; i -= MOST_AT_ONCE) {
      const most = Math.min(i, MOST_AT_ONCE);
      this.#bytes.append(STAND_INS, 0, most === i ? (STAND_IN.length + 1) * most - 1 : STAND_INS.length);
    }
    this.#less += to.offset - this.#from.offset - length;
    this.#from = to;
  }

  /** The text. The builder is not to be used any more. */
  finish(stoppedBy: SyntaxProblem | undefined): SourceText {
    this.upTo({ bytes: this.#source.length, offset: 0, gaps: this.#sourceGaps.count });
    const bytes = this.#bytes.slice(0, this.#bytes.length);
    const text = bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8');
    if (stoppedBy === undefined) return { text, gaps: this.#gaps };
    return { text, gaps: this.#gaps, stoppedBy: { ...stoppedBy, offset: stoppedBy.offset - this.#less } };
  }

  /** Adds a gap. Nothing stands between two elements that are left out of a list, so that one will do for both. */
  #add(gap: Gap, last: Gap | undefined, isNext: boolean): void {
    if (last !== undefined && isNext) this.#gaps[this.#gaps.length - 1] = { ...gap, from: last.from };
    else this.#gaps.push(gap);
  }
}

/** Stand-ins of elements in a row are written so many at once. */
const MOST_AT_ONCE = 256;
const STAND_INS = Buffer.from(`${STAND_IN},`.repeat(MOST_AT_ONCE));
