import type { Frame } from './report.js';
import { type Colors, displayWidth, printable } from './terminal.js';

/** A stretch of one line to underline. Line and columns from 1, in UTF-16 code units, the end exclusive. */
export interface Mark {
  readonly line: number;
  readonly column: number;
  /** Infinity: to the end of the line. */
  readonly endColumn: number;
  readonly underline: '^' | '-';
  readonly label?: string | undefined;
  readonly paint: (text: string) => string;
}

interface FrameStyle {
  readonly colors: Colors;
  /** Columns for the line numbers. */
  readonly gutter: number;
  /** Columns for everything. */
  readonly width: number;
}

interface RenderedFrame {
  readonly lines: readonly string[];
  /** The marks that can be seen, with their labels. */
  readonly shown: ReadonlySet<Mark>;
}

const TAB_WIDTH = 4;
/** Columns that code is given, however narrow or wide the terminal is. */
const NARROWEST = 20;
const WIDEST = 400;
/** Code units of a long line that are looked at, before the main mark and in all: more than are ever shown. */
const BEFORE_MARK = WIDEST;
const LOOKED_AT = 4 * WIDEST;

/**
 * Lines of code with their numbers, and under each the marks that stand on it. Long lines are cut; that of the main
 * mark so that the mark is in sight.
 *
 * @param marks - the main one first
 */
export function renderFrame(frame: Frame, marks: readonly Mark[], style: FrameStyle): RenderedFrame {
  const columns = Math.min(Math.max(style.width - style.gutter - 3, NARROWEST), WIDEST);
  const bar = `${' '.repeat(style.gutter)} ${style.colors.gutter('|')}`;
  const lines = [bar];
  const shown = new Set<Mark>();
  frame.lines.forEach((text, index) => {
    const line = frame.startLine + index;
    const main = marks[0]?.line === line ? marks[0] : undefined;
    const view = viewOf(text, frame.startColumn ?? 1, main, columns);
    const number = style.colors.gutter(`${String(line).padStart(style.gutter)} |`);
    lines.push(`${number} ${visibleText(view)}`.trimEnd());
    for (const mark of marks) {
      const underline = mark.line === line ? underlineOf(mark, view) : undefined;
      if (underline === undefined) continue;
      lines.push(`${bar} ${underline}`);
      shown.add(mark);
    }
  });
  return { lines, shown };
}

/** The part of a line that is shown. */
interface View {
  readonly cells: readonly Cell[];
  /** The column of the first cell. */
  readonly firstColumn: number;
  /** Display column, counted from the first cell, at which the shown part begins. */
  readonly scroll: number;
  /** Columns for text, without the one for the sign that something is cut off on the left. */
  readonly room: number;
  readonly cutLeft: boolean;
}

function viewOf(text: string, textColumn: number, main: Mark | undefined, columns: number): View {
  const before = (main?.column ?? textColumn) - textColumn;
  const skipped = Math.max(0, before - BEFORE_MARK);
  const cells = cellsOf(text.slice(skipped, skipped + LOOKED_AT));
  const firstColumn = textColumn + skipped;
  const isCut = firstColumn > 1 && cells.length > 0;
  const whole: View = { cells, firstColumn, scroll: 0, room: isCut ? columns - 1 : columns, cutLeft: isCut };
  const scroll = main === undefined ? 0 : scrollTo(main, whole);
  return scroll === 0 ? whole : { ...whole, scroll, room: columns - 1, cutLeft: true };
}

/** How far to scroll so that the mark is in sight, with a third of the room that is left before it. */
function scrollTo(mark: Mark, { cells, firstColumn, room }: View): number {
  const width = endOf(cells);
  const from = columnAt(cells, mark.column - firstColumn);
  const to = columnAt(cells, mark.endColumn - firstColumn);
  if (width <= room || to < room) return 0;
  const spare = Math.max(0, room - 2 - (to - from));
  return Math.max(0, Math.min(from - Math.floor(spare / 3), width - room + 1));
}

/** A character as it is shown. */
interface Cell {
  /** Code units before it, from the first cell on. */
  readonly offset: number;
  readonly shown: string;
  readonly column: number;
  readonly width: number;
}

function cellsOf(text: string): readonly Cell[] {
  const cells: Cell[] = [];
  let offset = 0;
  let column = 0;
  for (const character of text) {
    const shown = shownAs(character, column);
    const width = displayWidth(shown);
    cells.push({ offset, shown, column, width });
    offset += character.length;
    column += width;
  }
  return cells;
}

function shownAs(character: string, column: number): string {
  if (character === '\t') return ' '.repeat(TAB_WIDTH - (column % TAB_WIDTH));
  return character >= ' ' && character <= '~' ? character : printable(character);
}

function endOf(cells: readonly Cell[]): number {
  const last = cells.at(-1);
  return last === undefined ? 0 : last.column + last.width;
}

/** The display column of the first character at or behind an offset. */
function columnAt(cells: readonly Cell[], offset: number): number {
  return cells.find((cell) => cell.offset >= offset)?.column ?? endOf(cells);
}

function visibleText({ cells, scroll, room, cutLeft }: View): string {
  const cutRight = endOf(cells) - scroll > room;
  const end = scroll + room - (cutRight ? 1 : 0);
  const visible = cells.filter((cell) => cell.column >= scroll && cell.column + cell.width <= end);
  const gap = ' '.repeat(Math.max(0, (visible[0]?.column ?? scroll) - scroll));
  return (cutLeft ? '…' : '') + gap + visible.map((cell) => cell.shown).join('') + (cutRight ? '…' : '');
}

/** The line under a line of code, or undefined where the mark or its label would be out of sight. */
function underlineOf(mark: Mark, { cells, firstColumn, scroll, room, cutLeft }: View): string | undefined {
  const end = scroll + room;
  const from = columnAt(cells, mark.column - firstColumn);
  if (mark.column < firstColumn || from < scroll || from > end) return undefined;
  const behind = mark.endColumn === Infinity ? trimmedEnd(cells) : columnAt(cells, mark.endColumn - firstColumn);
  const length = Math.max(1, Math.min(end, behind) - from);
  const label = mark.label === undefined ? '' : ` ${printable(mark.label)}`;
  if (mark.underline === '-' && from - scroll + length + displayWidth(label) > room) return undefined;
  const indent = ' '.repeat(from - scroll + (cutLeft ? 1 : 0));
  return indent + mark.paint(mark.underline.repeat(length) + label);
}

function trimmedEnd(cells: readonly Cell[]): number {
  return endOf(cells.slice(0, cells.findLastIndex((cell) => cell.shown.trim() !== '') + 1));
}
