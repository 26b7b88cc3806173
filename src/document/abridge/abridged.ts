import { isAscii } from 'node:buffer';
import { type Gap, STAND_IN } from '../gap.js';
import type { SourceText, SyntaxProblem } from '../source-file.js';

/** A point of an abridged text: how many bytes, UTF-16 code units and gaps stand before it. */
export interface Point {
  readonly bytes: number;
  readonly offset: number;
  readonly gaps: number;
}

/** A map that belongs to a part of the text, such as a module's; or several elements of a list in a row. */
export interface Piece {
  readonly part: string;
  /** How many elements these are, with those between them that are left out already. */
  readonly count: number;
  readonly start: Point;
  readonly end: Point;
  /** Where the file goes on behind it. */
  readonly line: number;
  readonly column: number;
}

/** An abridged text as bytes, from which texts of some of its parts can be made. */
export class Abridged {
  readonly #bytes: Buffer;
  readonly #gaps: readonly Gap[];
  readonly #pieces: readonly Piece[];
  readonly #stoppedBy: SyntaxProblem | undefined;

  /** @param stoppedBy why the text ends before the file does, if it does */
  constructor(bytes: Buffer, gaps: readonly Gap[], pieces: readonly Piece[], stoppedBy: SyntaxProblem | undefined) {
    this.#bytes = bytes;
    this.#gaps = gaps;
    this.#pieces = pieces;
    this.#stoppedBy = stoppedBy;
  }

  /** Its size in bytes. */
  get size(): number {
    return this.#bytes.length;
  }

  /** The size of each part in bytes, in the order in which they begin. */
  sizes(): ReadonlyMap<string, number> {
    const sizes = new Map<string, number>();
    for (const { part, start, end } of this.#pieces) {
      sizes.set(part, (sizes.get(part) ?? 0) + end.bytes - start.bytes);
    }
    return sizes;
  }

  /** The texts of the parts' pieces that hold a word, in the order of the text. */
  *piecesWith(word: string): Generator<{ readonly part: string; readonly text: string }> {
    const sought = Buffer.from(word);
    let next = this.#bytes.indexOf(sought);
    for (const { part, start, end } of this.#pieces) {
      if (next < 0) return;
      if (next < start.bytes) next = this.#bytes.indexOf(sought, start.bytes);
      if (next >= end.bytes) continue;
      yield { part, text: this.#bytes.toString('utf8', start.bytes, end.bytes) };
      next = this.#bytes.indexOf(sought, end.bytes);
    }
  }

  /** All of the text. */
  whole(): SourceText {
    return this.#text(this.#bytes, this.#gaps, this.#stoppedBy?.offset ?? 0);
  }

  /** The text with pieces of these parts only, and what belongs to none. The others are left out, as `null`. */
  only(parts: ReadonlySet<string>): SourceText {
    const stretches: Buffer[] = [];
    const gaps: Gap[] = [];
    let from: Point = { bytes: 0, offset: 0, gaps: 0 };
    /** How many code units have been left out. */
    let less = 0;
    /** Adds a gap, the first behind `from` if it is so far the last: nothing stands between two elements of a list. */
    const add = (gap: Gap, isFirst: boolean): void => {
      const last = isFirst ? gaps.at(-1) : undefined;
      const isNext = last !== undefined && isComma(this.#bytes, from.bytes, gap.from - last.at);
      if (isNext) gaps[gaps.length - 1] = { ...gap, from: last.from };
      else gaps.push(gap);
    };
    const copy = (to: Point): void => {
      stretches.push(this.#bytes.subarray(from.bytes, to.bytes));
      for (let i = from.gaps; i < to.gaps; i++) {
        const gap = this.#gaps[i];
        if (gap !== undefined) add({ ...gap, from: gap.from - less, at: gap.at - less }, i === from.gaps);
      }
    };
    for (const { part, count, start, end, line, column } of this.#pieces) {
      if (parts.has(part)) continue;
      copy(start);
      const standIns = count === 1 ? ONE_STAND_IN : Buffer.from(`${STAND_IN}${`,${STAND_IN}`.repeat(count - 1)}`);
      stretches.push(standIns);
      const gapStart = start.offset - less;
      add({ from: gapStart, at: gapStart + standIns.length, line, column }, start.gaps === from.gaps);
      less += end.offset - start.offset - standIns.length;
      from = end;
    }
    copy({ bytes: this.#bytes.length, offset: 0, gaps: this.#gaps.length });
    return this.#text(Buffer.concat(stretches), gaps, (this.#stoppedBy?.offset ?? 0) - less);
  }

  #text(bytes: Buffer, gaps: readonly Gap[], end: number): SourceText {
    const text = bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8');
    const stop = this.#stoppedBy;
    return { text, gaps, ...(stop === undefined ? {} : { stoppedBy: { ...stop, offset: end } }) };
  }
}

/** Elements of a list stand no further apart, unless they are indented beyond reason. */
const LONGEST_SPACE = 200;

/** Whether a stretch of a text is nothing but a comma, with or without space: what stands between elements of a list. */
export function isComma(bytes: Buffer, from: number, length: number): boolean {
  if (length > LONGEST_SPACE) return false;
  for (let at = from; at < from + length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte !== COMMA && byte > SPACE) return false;
  }
  return true;
}

const ONE_STAND_IN = Buffer.from(STAND_IN);
const SPACE = 0x20;
const COMMA = 0x2c;
