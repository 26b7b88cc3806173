import type { ScalarOffsets } from './scalar-offset.js';

/**
 * Reads a YAML scalar once more, as the YAML parser does, to tell where each code unit of its text stands.
 * https://yaml.org/spec/1.2.2/#chapter-7-flow-style-productions and #chapter-8-block-style-productions
 *
 * @param start offset of the scalar in the text, quotes or block header included
 * @param decoded the scalar's text as the parser gave it
 */
export function yamlScalarOffsets(text: string, start: number, end: number, decoded: string): ScalarOffsets {
  const offsets = new OffsetWriter();
  const first = text.charAt(start);
  if (first === '|' || first === '>') addBlock(offsets, text, start, end, decoded);
  else if (first === '"' || first === "'") addFlow(offsets, text, start + 1, end - 1, first);
  else addFlow(offsets, text, start, end, '');
  return offsets;
}

class OffsetWriter implements ScalarOffsets {
  readonly starts: number[] = [];
  readonly ends: number[] = [];

  /** Writes one code unit that the characters from `start` to `end` give. Returns `end`. */
  add(start: number, end: number): number {
    this.starts.push(start);
    this.ends.push(end);
    return end;
  }

  /** Writes characters that stand for themselves. Returns `end`. */
  addAll(start: number, end: number): number {
    for (let at = start; at < end; at++) this.add(at, at + 1);
    return end;
  }
}

/** The content of a plain or quoted scalar. */
function addFlow(offsets: OffsetWriter, text: string, from: number, to: number, quote: '"' | "'" | ''): void {
  for (let at = from; at < to; ) {
    const char = text.charAt(at);
    if (quote === '"' && char === '\\') at = addEscape(offsets, text, at);
    else if (quote === "'" && char === "'") at = offsets.add(at, at + 2);
    else if (isBlank(char) || breakLength(text, at) > 0) at = addSpace(offsets, text, at, to);
    else at = offsets.add(at, at + 1);
  }
}

/** Blanks are themselves; one line break, with the blanks around it, is a blank; of several the first is nothing. */
function addSpace(offsets: OffsetWriter, text: string, from: number, to: number): number {
  const blanksEnd = skipBlanks(text, from);
  if (blanksEnd >= to || breakLength(text, blanksEnd) === 0) return offsets.addAll(from, blanksEnd);
  let at = blanksEnd;
  let breaks = 0;
  for (let length = breakLength(text, at); length > 0; length = breakLength(text, at)) {
    if (breaks++ > 0) offsets.add(at, at + length);
    at = skipBlanks(text, at + length);
  }
  return breaks === 1 ? offsets.add(from, at) : at;
}

/** An escape of a double-quoted scalar. */
function addEscape(offsets: OffsetWriter, text: string, at: number): number {
  const lineBreak = breakLength(text, at + 1);
  if (lineBreak > 0) return skipBlanks(text, at + 1 + lineBreak);
  const letter = text.charAt(at + 1);
  const digits = letter === 'x' ? 2 : letter === 'u' ? 4 : letter === 'U' ? 8 : 0;
  const end = at + 2 + digits;
  const code = digits === 0 ? 0 : Number.parseInt(text.slice(at + 2, end), 16);
  if (code > 0xffff) offsets.add(at, end);
  return offsets.add(at, end);
}

/** A line of a block scalar. */
interface BlockLine {
  readonly start: number;
  /** Where its indentation ends. */
  readonly content: number;
  /** Where its text ends, and where the next line starts. */
  readonly end: number;
  readonly next: number;
}

/** A literal or folded block: `|` or `>`, its indicators, and the lines below. */
function addBlock(offsets: OffsetWriter, text: string, start: number, end: number, decoded: string): void {
  const isFolded = text.charAt(start) === '>';
  const lines = blockLines(text, start, end);
  const firstContent = lines.findIndex(hasContent);
  // Lines that are all blank are no text, however long; what chomping keeps of them are their breaks.
  const first = firstContent < 0 ? lines.length : firstContent;
  const indent = blockIndent(lines, first, decoded);
  for (const line of lines.slice(0, Math.max(0, firstContent))) {
    offsets.addAll(textStart(line, indent), line.content);
    addBreak(offsets, line, end);
  }
  let previous = Math.max(0, firstContent);
  let wasMore = false;
  for (const [i, line] of lines.entries()) {
    const isMore = line.content - line.start > indent || text.charAt(line.content) === '\t';
    if (i < first || !(hasContent(line) || isMore)) continue;
    const between = lines.slice(previous, i);
    if (isFolded && !isMore && !wasMore) addFoldedBreaks(offsets, between, textStart(line, indent));
    else for (const before of between) addBreak(offsets, before, end);
    offsets.addAll(textStart(line, indent), line.end);
    previous = i;
    wasMore = isMore;
  }
  // What chomping leaves of the breaks at the end.
  for (let i = previous; offsets.starts.length < decoded.length; i++) addBreak(offsets, lines[i], end);
}

/** The breaks between two lines of folded text: one is a blank, of several the first is nothing. */
function addFoldedBreaks(offsets: OffsetWriter, lines: readonly BlockLine[], end: number): void {
  const [first, ...others] = lines;
  if (first !== undefined && others.length === 0) offsets.add(first.end, end);
  for (const line of others) offsets.add(line.end, line.next);
}

/** How many blanks each line begins with that are not text: what the first line with content has more than its text. */
function blockIndent(lines: readonly BlockLine[], first: number, decoded: string): number {
  const line = lines[first];
  return line === undefined ? 0 : line.content - line.start - leadingBlanks(decoded, first);
}

function textStart(line: BlockLine, indent: number): number {
  return Math.min(line.start + indent, line.content);
}

function addBreak(offsets: OffsetWriter, line: BlockLine | undefined, end: number): void {
  offsets.add(line?.end ?? end, line?.next ?? end);
}

/** The lines behind the header. */
function blockLines(text: string, start: number, end: number): readonly BlockLine[] {
  const lines: BlockLine[] = [];
  const header = text.indexOf('\n', start);
  for (let at = header < 0 ? end : header + 1; at < end; ) {
    const newline = text.indexOf('\n', at);
    const next = newline < 0 || newline >= end ? end : newline + 1;
    const broken = next > at && text.charAt(next - 1) === '\n' ? next - 1 : next;
    const lineEnd = broken > at && text.charAt(broken - 1) === '\r' ? broken - 1 : broken;
    let content = at;
    while (content < lineEnd && text.charAt(content) === ' ') content++;
    lines.push({ start: at, content, end: lineEnd, next });
    at = next;
  }
  return lines;
}

function hasContent(line: BlockLine): boolean {
  return line.content < line.end;
}

/** How many blanks the text's line of this number, from 0, begins with. */
function leadingBlanks(decoded: string, line: number): number {
  let at = 0;
  for (let i = 0; i < line; i++) at = decoded.indexOf('\n', at) + 1;
  let blanks = 0;
  while (decoded.charAt(at + blanks) === ' ') blanks++;
  return blanks;
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (isBlank(text.charAt(at))) at++;
  return at;
}

function isBlank(char: string): boolean {
  return char === ' ' || char === '\t';
}

/** The length of the line break at `at`; 0 where there is none. */
function breakLength(text: string, at: number): number {
  if (text.charAt(at) === '\n') return 1;
  return text.charAt(at) === '\r' && text.charAt(at + 1) === '\n' ? 2 : 0;
}
