import { maskSecrets } from '../aws/credential-text.js';
import { lineIn, positionIn } from '../document/gap.js';
import { lineStarts, type Position, positionAt } from '../document/position.js';
import type { SourceFile } from '../document/source-file.js';
import type { Frame, Span } from '../report/report.js';

/** Lines of a file shown before and behind the one that a finding points at. */
const FRAME_LINES = 2;

/** A frame shows at most so many lines of a finding that spans more. */
const LONGEST_FRAME = 8;

/** A frame keeps so many characters of a line. */
const LONGEST_LINE = 1000;

/** A file's text by lines and columns. What that takes is computed for a file with something to report. */
export class FileText {
  readonly file: SourceFile;
  #starts: readonly number[] | undefined;
  #masked: SourceFile | undefined;

  constructor(file: SourceFile) {
    this.file = file;
  }

  /** Where the lines of the text begin, which has fewer of them than the file where it is abridged. */
  get starts(): readonly number[] {
    this.#starts ??= lineStarts(this.file.text);
    return this.#starts;
  }

  /** Where an offset into the text stands in the file. */
  positionAt(offset: number): Position {
    return positionIn(this.file, this.starts, offset);
  }

  /** The line of the text, counted from 1, that an offset stands in. */
  lineAt(offset: number): number {
    return positionAt(this.starts, offset).line;
  }

  /** The lines around a span. */
  frame(span: Span): Frame {
    const lastLine = this.positionAt(this.file.text.length).line;
    const startLine = Math.max(1, span.line - FRAME_LINES);
    const endLine = Math.min(lastLine, span.endLine + FRAME_LINES, startLine + LONGEST_FRAME);
    const lines = this.#lines(startLine, endLine, 1, LONGEST_LINE + 1);
    if (lines.at(-1) === '' && endLine === lastLine) lines.pop();
    if (lines.every(({ length }) => length <= LONGEST_LINE)) return { startLine, lines };
    // A minified file is one line: keep what stands around the words.
    const first = Math.max(0, span.column - 1 - LONGEST_LINE / 2);
    const cut = this.#lines(startLine, startLine + lines.length - 1, first + 1, LONGEST_LINE);
    return first === 0 ? { startLine, lines: cut } : { startLine, startColumn: first + 1, lines: cut };
  }

  /** Parts of lines: so many code units from a column on. */
  #lines(startLine: number, endLine: number, from: number, length: number): string[] {
    const lines: string[] = [];
    for (let line = startLine; line <= endLine; line++) {
      lines.push(lineIn(this.#shown, this.starts, line, from, length));
    }
    return lines;
  }

  /** What is printed ends up in logs, where a secret would be read by more people than in the file. */
  get #shown(): SourceFile {
    this.#masked ??= { ...this.file, text: maskSecrets(this.file.text) };
    return this.#masked;
  }
}
