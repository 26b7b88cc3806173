import { stripVTControlCharacters } from 'node:util';
import type { Severity } from '../rule.js';

/** How a terminal shows what a text is; each function takes and gives a text of the same width. */
export interface Colors {
  readonly severity: (severity: Severity, text: string) => string;
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  /** What holds the frame together: line numbers, bars, arrows. */
  readonly gutter: (text: string) => string;
  /** Places beside the main one. */
  readonly aside: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
}

const asIs = (text: string): string => text;

/** No colours: files, pipes, `NO_COLOR`. */
export const plainColors: Colors = {
  severity: (_, text) => text,
  bold: asIs,
  dim: asIs,
  gutter: asIs,
  aside: asIs,
  good: asIs,
  bad: asIs,
};

/** Control and formatting characters, line and paragraph separators, halves of surrogate pairs. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/**
 * A text from input, safe to write to a terminal: characters that steer it, reorder what it shows or are invisible
 * stand as escapes (`\u{1b}`).
 */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, escapeOf);
}

function escapeOf(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

const COMBINING = /^[\p{Mn}\p{Me}]$/u;

/** Ranges of characters that terminals show two columns wide: East Asian wide and fullwidth, and emoji. */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x231a, 0x231b],
  [0x23e9, 0x23ec],
  [0x2614, 0x2615],
  [0x26a1, 0x26a1],
  [0x2705, 0x2705],
  [0x274c, 0x274c],
  [0x2753, 0x2757],
  [0x2795, 0x2797],
  [0x2b50, 0x2b55],
  [0x2e80, 0x303e],
  [0x3041, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f7e0, 0x1f7eb],
  [0x1f900, 0x1f9ff],
  [0x1fa70, 0x1faff],
  [0x20000, 0x3fffd],
];

/** How many columns of a terminal a printable text takes. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

function characterWidth(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x300) return 1;
  if (COMBINING.test(character)) return 0;
  return WIDE.some(([first, last]) => code >= first && code <= last) ? 2 : 1;
}

/** How many columns a text takes that has colours or links. */
function paintedWidth(text: string): number {
  return displayWidth(text.includes('\u001b') ? stripVTControlCharacters(text) : text);
}

/**
 * Breaks a line at its spaces so that none of the resulting lines is wider than `width`; words that are wider than that
 * stay whole. Without a width, the line stays as it is.
 */
export function wrap(line: string, width: number | undefined): readonly string[] {
  if (width === undefined || paintedWidth(line) <= width) return [line];
  const lines: string[] = [];
  let current = '';
  let used = 0;
  for (const word of line.split(' ')) {
    const wordWidth = paintedWidth(word);
    if (current !== '' && used + 1 + wordWidth > width) {
      lines.push(current);
      current = word;
      used = wordWidth;
    } else {
      used += current === '' ? wordWidth : 1 + wordWidth;
      current = current === '' ? word : `${current} ${word}`;
    }
  }
  return [...lines, current];
}

/** A count with its noun: `1 finding`, `2 policies`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
