import type { Position } from '../position.js';
import type { Point } from './points.js';
import { Rows } from './rows.js';

/**
 * The pieces of a text that belong to parts, in its order: each a map, such as a module's, or several elements of a list
 * in a row. A piece is given by its row.
 */
export class Pieces {
  readonly #rows = new Rows(WIDTH);
  readonly #names: string[] = [];
  readonly #indices = new Map<string, number>();
  /** The list that the last piece stands in, and the index of its first element. */
  #list: object | undefined;
  #firstIndex = 0;

  /** How many bytes of the text stand before the end of the last piece. */
  get end(): number {
    return this.#rows.get(this.#rows.count - 1, END_BYTES);
  }

  /**
   * Adds an element of a list, behind all others; where the one before it in the list belongs to the same part, to that.
   *
   * @param isNext whether nothing stands between it and the last
   * @param list what tells the list from others; undefined of a map that is no element of one
   * @param next where the file goes on behind it
   */
  add(
    part: string,
    isNext: boolean,
    list: object | undefined,
    index: number,
    start: Point,
    end: Point,
    next: Position,
  ): void {
    const rows = this.#rows;
    const name = this.#indexOf(part);
    const last = rows.count - 1;
    const isSame = isNext && last >= 0 && list !== undefined && this.#list === list && rows.get(last, NAME) === name;
    const row = isSame ? last : rows.add();
    if (!isSame) {
      this.#firstIndex = index;
      rows.set(row, NAME, name);
      rows.set(row, START_BYTES, start.bytes);
      rows.set(row, START_OFFSET, start.offset);
      rows.set(row, START_GAPS, start.gaps);
    }
    rows.set(row, COUNT, index - this.#firstIndex + 1);
    rows.set(row, END_BYTES, end.bytes);
    rows.set(row, END_OFFSET, end.offset);
    rows.set(row, END_GAPS, end.gaps);
    rows.set(row, LINE, next.line);
    rows.set(row, COLUMN, next.column);
    this.#list = list;
  }

  /** How many pieces there are. */
  get count(): number {
    return this.#rows.count;
  }

  /** The part that a piece belongs to. */
  partOf(piece: number): string {
    return this.#names[this.#rows.get(piece, NAME)] ?? '';
  }

  /** How many elements a piece has, with those between them that are left out already. */
  elementsOf(piece: number): number {
    return this.#rows.get(piece, COUNT);
  }

  /** Where in the text a piece begins. */
  startOf(piece: number): Point {
    return this.#pointAt(piece, START_BYTES);
  }

  /** Where in the text a piece ends. */
  endOf(piece: number): Point {
    return this.#pointAt(piece, END_BYTES);
  }

  /** Where the file goes on behind a piece. */
  nextTo(piece: number): Position {
    return { line: this.#rows.get(piece, LINE), column: this.#rows.get(piece, COLUMN) };
  }

  #pointAt(piece: number, column: number): Point {
    const rows = this.#rows;
    return {
      bytes: rows.get(piece, column),
      offset: rows.get(piece, column + 1),
      gaps: rows.get(piece, column + 2),
    };
  }

  #indexOf(part: string): number {
    const known = this.#indices.get(part);
    if (known !== undefined) return known;
    const index = this.#names.push(part) - 1;
    this.#indices.set(part, index);
    return index;
  }
}

const NAME = 0;
const COUNT = 1;
const START_BYTES = 2;
const START_OFFSET = 3;
const START_GAPS = 4;
const END_BYTES = 5;
const END_OFFSET = 6;
const END_GAPS = 7;
const LINE = 8;
const COLUMN = 9;
const WIDTH = 10;
