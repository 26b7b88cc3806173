import { isJsonEscape } from './json-string.js';
import type { SyntaxProblem } from './source-file.js';

/** After this many problems reading goes on, but no more are kept. */
const MOST_PROBLEMS = 20;

/** Characters that no JSON has outside strings, as long as they cannot begin, end or part anything. */
const WORD = /[^\s,:{}[\]"'/]+/y;

/** Moves over the tokens of a JSON text, and takes down what is wrong with it. */
export class JsonLexer {
  readonly text: string;
  readonly problems: SyntaxProblem[] = [];
  /** The offset of the next character. */
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** Moves over white space and comments. Returns the code of the character behind them, `END` if there is none. */
  skipSpace(): number {
    const text = this.text;
    for (;;) {
      let at = this.at;
      let code = at < text.length ? text.charCodeAt(at) : END;
      while (code <= SPACE && (code === SPACE || code === LINE_FEED || code === CARRIAGE_RETURN || code === TAB)) {
        at++;
        code = at < text.length ? text.charCodeAt(at) : END;
      }
      this.at = at;
      if (code !== SLASH && code <= LAST_ASCII) return code;
      if (!(code === SLASH ? this.#skipComment() : this.#skipOtherSpace())) return code;
    }
  }

  /** Moves behind the string whose opening quote stands here. A broken one ends with its line. */
  skipString(quote: number): void {
    const text = this.text;
    const { length } = text;
    let at = this.at + 1;
    while (at < length) {
      const code = text.charCodeAt(at);
      if (code === quote) {
        this.at = at + 1;
        return;
      }
      if (code >= SPACE && code !== BACKSLASH) at++;
      else if (isLineEnd(code)) break;
      else at = this.#skipSpecial(code, at);
    }
    this.at = at;
    this.problem(`expected ${String.fromCharCode(quote)} at the end of the string`);
  }

  /** Returns the offset behind the escape or control character of a string. */
  #skipSpecial(code: number, at: number): number {
    if (code !== BACKSLASH) {
      this.problem('control character in a string', at);
      return at + 1;
    }
    if (isJsonEscape(this.text, at)) return at + 2;
    this.problem('unknown escape in a string', at);
    // The end of a line is not to be escaped: it ends a broken string.
    return at + 1 === this.text.length || isLineEnd(this.text.charCodeAt(at + 1)) ? at + 1 : at + 2;
  }

  /** Moves over a word: a number, `true`, or something unquoted that is no JSON. Returns whether one stands here. */
  skipWord(): boolean {
    WORD.lastIndex = this.at;
    if (!WORD.test(this.text)) return false;
    this.at = WORD.lastIndex;
    return true;
  }

  problem(message: string, offset = this.at): void {
    if (this.problems.length < MOST_PROBLEMS) this.problems.push({ offset, message });
  }

  #skipComment(): boolean {
    const { text } = this;
    const second = text.charCodeAt(this.at + 1);
    if (second === SLASH) {
      while (this.at < text.length && !isLineEnd(text.charCodeAt(this.at))) this.at++;
      return true;
    }
    if (second !== STAR) return false;
    const end = text.indexOf('*/', this.at + 2);
    if (end < 0) this.problem('expected "*/" at the end of the comment');
    this.at = end < 0 ? text.length : end + 2;
    return true;
  }

  /** Text copied from a web page is indented with no-break spaces, which JSON does not know. */
  #skipOtherSpace(): boolean {
    if (this.text.charAt(this.at).trim() !== '') return false;
    this.problem('white space that JSON does not know');
    this.at++;
    return true;
  }
}

function isLineEnd(code: number): boolean {
  return code === LINE_FEED || code === CARRIAGE_RETURN;
}

/** Stands for the code of a character behind the last one. */
export const END = -1;
const TAB = 0x09;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const SPACE = 0x20;
const STAR = 0x2a;
const SLASH = 0x2f;
const BACKSLASH = 0x5c;
const LAST_ASCII = 0x7f;
