import type { Gap } from '../gap.js';
import type { Rows } from './rows.js';

/** A point of an abridged text: how many bytes, UTF-16 code units and gaps stand before it. */
export interface Point {
  readonly bytes: number;
  readonly offset: number;
  readonly gaps: number;
}

/** The numbers of a gap's row: those of `Gap`. */
export const GAP_FROM = 0;
export const GAP_AT = 1;
export const GAP_LINE = 2;
export const GAP_COLUMN = 3;
export const GAP_WIDTH = 4;

/** A gap by its row, where so many code units before it have been left out besides. */
export function gapIn(gaps: Rows, row: number, less: number): Gap {
  return {
    from: gaps.get(row, GAP_FROM) - less,
    at: gaps.get(row, GAP_AT) - less,
    line: gaps.get(row, GAP_LINE),
    column: gaps.get(row, GAP_COLUMN),
  };
}
