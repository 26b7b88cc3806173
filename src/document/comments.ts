import { CST, Lexer } from 'yaml';
import type { Document } from './document.js';

/** A comment of a text: what it says, without the marks around it. */
export interface Comment {
  readonly text: string;
  /** Where that begins in the text of the file. */
  readonly at: number;
  /** Where the comment begins, marks included, … */
  readonly start: number;
  /** … and the offset behind it. */
  readonly end: number;
}

/** The comments of a JSON or YAML text, in its order. What looks like one within a string is none. */
export function commentsOf(text: string, format: Document['format']): readonly Comment[] {
  if (format === 'csv') return [];
  return [...(format === 'yaml' ? yamlComments(text) : jsonComments(text))];
}

function* yamlComments(text: string): Generator<Comment> {
  let at = 0;
  let isScalar = false;
  for (const lexeme of new Lexer().lex(text)) {
    // Behind the mark of a scalar comes its text, whatever that looks like.
    const type: CST.TokenType | null = isScalar ? 'scalar' : CST.tokenType(lexeme);
    const isMark = !isScalar && (type === 'scalar' || type === 'doc-mode' || type === 'flow-error-end');
    isScalar = !isScalar && type === 'scalar';
    if (isMark) continue;
    if (type === 'comment') yield commentAt(at, lexeme, 1);
    at += lexeme.length;
  }
}

function* jsonComments(text: string): Generator<Comment> {
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = stringEnd(text, at);
    else if (code === SLASH && text.charCodeAt(at + 1) === SLASH) {
      const end = lineEnd(text, at);
      yield commentAt(at, text.slice(at, end), 2);
      at = end;
    } else if (code === SLASH && text.charCodeAt(at + 1) === STAR) {
      const close = text.indexOf('*/', at + 2);
      const end = close < 0 ? text.length : close + 2;
      const inner = text.slice(at, close < 0 ? end : close);
      yield { ...commentAt(at, inner, 2), end };
      at = end;
    } else at++;
  }
}

/** @param marks how many characters stand before what the comment says */
function commentAt(start: number, whole: string, marks: number): Comment {
  const inner = whole.slice(marks);
  const said = inner.trim();
  return { text: said, at: start + marks + inner.indexOf(said), start, end: start + whole.length };
}

/** Behind the end of a string: a broken one ends with its line. */
function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at++;
    else if (code === QUOTE) return at + 1;
    else if (code === LINE_FEED || code === CARRIAGE_RETURN) return at;
  }
  return text.length;
}

function lineEnd(text: string, start: number): number {
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === LINE_FEED || code === CARRIAGE_RETURN) return at;
  }
  return text.length;
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const QUOTE = 0x22;
const STAR = 0x2a;
const SLASH = 0x2f;
const BACKSLASH = 0x5c;
