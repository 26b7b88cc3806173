import { type Position, positionAt } from './position.js';
import type { SourceText } from './source-file.js';

/** What stands in an abridged text for each value that was left out. */
export const STAND_IN = 'null';

/** A value that was left out of a file's text, with `STAND_IN` in its place; or several in a row. */
export interface Gap {
  /** The offset in the text at which the stand-in begins, … */
  readonly from: number;
  /** … and that behind it. */
  readonly at: number;
  /** Where the file goes on there: behind all that was left out. */
  readonly line: number;
  readonly column: number;
}

/** The position in the file of an offset into its text, which may be abridged. `starts` are the text's own lines. */
export function positionIn({ gaps = [] }: SourceText, starts: readonly number[], offset: number): Position {
  const index = gapBefore(gaps, offset);
  // A stand-in stands where the value did, and has no inside.
  const known = Math.min(offset, gapStart(gaps[index + 1]));
  const within = positionAt(starts, known);
  const gap = gaps[index];
  if (gap === undefined) return within;
  const ended = positionAt(starts, gap.at);
  const line = gap.line + within.line - ended.line;
  return { line, column: within.line === ended.line ? gap.column + known - gap.at : within.column };
}

/** The index of the last gap that ends at the offset or before it, -1 where there is none. */
function gapBefore(gaps: readonly Gap[], offset: number): number {
  let low = -1;
  for (let high = gaps.length - 1; low < high; ) {
    const middle = (low + high + 1) >> 1;
    if ((gaps[middle]?.at ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function gapStart(gap: Gap | undefined): number {
  return gap?.from ?? Number.POSITIVE_INFINITY;
}

/**
 * A line of a file, or a part of it, without its end. What is not in the text because it was left out shows as an
 * ellipsis and as many blanks as keep the columns.
 *
 * @param line counted from 1, as the file has them
 * @param from the column at which the part begins
 * @param length how many code units of the line are wanted at most
 */
export function lineIn(
  file: SourceText,
  starts: readonly number[],
  line: number,
  from: number,
  length: number,
): string {
  const gaps = file.gaps ?? [];
  let offset = offsetOf(file, starts, line, from);
  let index = gapBefore(gaps, offset);
  const first = positionIn(file, starts, offset);
  // All of the line was left out, or it has no such column.
  if (first.line !== line) return ellipsis(gaps[index]?.at === offset && first.line > line ? 1 : 0, length);
  let part = ellipsis(first.column - from, length);
  while (part.length < length) {
    const gap = gaps[++index];
    const end = Math.min(lineEnd(file.text, starts, offset), gapStart(gap), offset + length - part.length);
    part += file.text.slice(offset, end);
    if (gap === undefined || end < gapStart(gap)) break;
    part += ellipsis(gap.line === line ? gap.column - from - part.length : 1, length - part.length);
    if (gap.line !== line) break;
    offset = gap.at;
  }
  return part;
}

/** The first offset of the text that stands in the file at a position or behind it. */
function offsetOf(file: SourceText, starts: readonly number[], line: number, column: number): number {
  if (file.gaps === undefined) {
    const start = starts[line - 1] ?? file.text.length;
    return Math.min(start + column - 1, lineEnd(file.text, starts, start));
  }
  let low = 0;
  for (let high = file.text.length; low < high; ) {
    const middle = (low + high) >> 1;
    const position = positionIn(file, starts, middle);
    if (position.line < line || (position.line === line && position.column < column)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The end of the line of the text that an offset stands in, without `\n`, `\r\n` or `\r`. */
function lineEnd(text: string, starts: readonly number[], offset: number): number {
  const next = starts[positionAt(starts, offset).line];
  if (next === undefined) return text.length;
  const isPair = text.charCodeAt(next - 1) === LINE_FEED && text.charCodeAt(next - 2) === CARRIAGE_RETURN;
  return isPair ? Math.max(offset, next - 2) : next - 1;
}

function ellipsis(width: number, most: number): string {
  const shown = Math.min(width, most);
  return shown <= 0 ? '' : `…${' '.repeat(shown - 1)}`;
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
