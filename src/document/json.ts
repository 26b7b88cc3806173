import { BOOLEAN, type Document, LIST, MAP, NULL, NUMBER, type OriginSegment, STRING } from './document.js';
import { END, JsonLexer } from './json-lexer.js';
import type { SourceFile, SyntaxProblem } from './source-file.js';
import { DEEPEST, TapeWriter } from './tape.js';

/** What reading a text as JSON gives: a document as far as one can be made out, and what is wrong with the text. */
export interface JsonResult {
  /** Undefined where the text holds no value at all. */
  readonly document: Document | undefined;
  /** In the order of the text; empty for valid JSON, with or without comments. */
  readonly problems: readonly SyntaxProblem[];
}

/**
 * Reads JSON in one scan, without building values. Comments are allowed (tools take them, and a file with a comment
 * must not count as unreadable); every other deviation is a problem, and reading goes on behind it as well as it can.
 *
 * @param text the JSON text: by default the file's, else that of a string within it, with `origin` telling where from
 */
export function parseJson(file: SourceFile, text = file.text, origin?: readonly OriginSegment[]): JsonResult {
  const lexer = new JsonLexer(text);
  const tape = new JsonScanner(lexer).scan();
  const base = { file, format: 'json', text, tape } as const;
  const document = tape.length === 0 ? undefined : origin === undefined ? base : { ...base, origin };
  return { document, problems: lexer.problems.toSorted((a, b) => a.offset - b.offset) };
}

const NUMBER_GRAMMAR = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** Writes the tape of a JSON text. */
class JsonScanner {
  readonly #lexer: JsonLexer;
  readonly #tape: TapeWriter;
  /** Open containers, outermost first: their nodes, and whether each is a map. */
  readonly #open: number[] = [];
  readonly #openIsMap: boolean[] = [];
  /** Of the innermost container: whether it is a map, and whether anything has been read in it. */
  #inMap = false;
  #isEmpty = true;

  constructor(lexer: JsonLexer) {
    this.#lexer = lexer;
    this.#tape = new TapeWriter();
  }

  scan(): readonly number[] {
    const lexer = this.#lexer;
    const first = lexer.skipSpace();
    if (first === END) lexer.problem('expected a value');
    else this.#scanValue(first, -1, -1);
    while (this.#open.length > 0 && lexer.at < lexer.text.length) this.#scanMember();
    if (this.#open.length > 0) {
      if (this.#open.length <= DEEPEST) lexer.problem(`expected ${closer(this.#inMap)} before the end`);
      while (this.#open.length > 0) this.#close(lexer.at);
    } else if (lexer.skipSpace() !== END) lexer.problem('expected nothing behind the value');
    return this.#tape.finish();
  }

  /** The next element or member of the innermost container, with the comma before it; or the container's end. */
  #scanMember(): void {
    const lexer = this.#lexer;
    let code = lexer.skipSpace();
    const hasComma = code === COMMA;
    if (hasComma && this.#isEmpty) this.#expectedMember();
    if (hasComma) {
      lexer.at++;
      code = lexer.skipSpace();
      for (; code === COMMA; code = lexer.skipSpace()) {
        this.#expectedMember();
        lexer.at++;
      }
    }
    if (code === END) return;
    if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      if (hasComma && !this.#isEmpty) lexer.problem('expected no "," before the end');
      this.#scanEnd(code === CLOSE_BRACE);
      return;
    }
    if (!hasComma && !this.#isEmpty) lexer.problem('expected ","');
    if (this.#inMap) this.#scanEntry(code);
    else this.#scanElement(code);
  }

  #expectedMember(): void {
    this.#lexer.problem(this.#inMap ? 'expected a key' : 'expected a value');
  }

  /** A closing bracket: of the innermost container, else of one further out, else of none. */
  #scanEnd(closesMap: boolean): void {
    const lexer = this.#lexer;
    const start = lexer.at++;
    if (this.#inMap !== closesMap) {
      lexer.problem(`expected ${closer(this.#inMap)}`, start);
      if (!this.#openIsMap.includes(closesMap)) return;
      while (this.#inMap !== closesMap) this.#close(start);
    }
    this.#close(lexer.at);
  }

  #openContainer(node: number, isMap: boolean): void {
    this.#open.push(node);
    this.#openIsMap.push(isMap);
    this.#inMap = isMap;
    this.#isEmpty = true;
    if (this.#open.length <= DEEPEST) return;
    this.#lexer.problem(`nested deeper than ${DEEPEST} levels`);
    this.#lexer.at = this.#lexer.text.length;
  }

  #close(end: number): void {
    const node = this.#open.pop();
    if (node !== undefined) this.#tape.close(node, end);
    this.#openIsMap.pop();
    this.#inMap = this.#openIsMap[this.#openIsMap.length - 1] === true;
    this.#isEmpty = false;
  }

  /** An element of a list. A key in its place shows that the list's end is missing. */
  #scanElement(code: number): void {
    const lexer = this.#lexer;
    const start = lexer.at;
    if (code !== QUOTE) {
      this.#scanValue(code, -1, -1);
      return;
    }
    lexer.skipString(QUOTE);
    const end = lexer.at;
    if (lexer.skipSpace() === COLON && this.#openIsMap[this.#openIsMap.length - 2] === true) {
      lexer.problem('expected "]"', start);
      this.#close(start);
      this.#scanEntryValue(start, end);
    } else this.#add(STRING, start, end, -1, -1);
  }

  /** A member of a map. A map in its place shows, within a list, that the end of the one before is missing. */
  #scanEntry(code: number): void {
    const lexer = this.#lexer;
    const start = lexer.at;
    if (code === QUOTE) lexer.skipString(QUOTE);
    else if (code === OPEN_BRACE && this.#openIsMap[this.#openIsMap.length - 2] === false) {
      lexer.problem('expected "}"');
      this.#close(start);
      this.#scanValue(code, -1, -1);
      return;
    } else {
      lexer.problem('expected a key in double quotes');
      if (code === OPEN_BRACE || code === OPEN_BRACKET) {
        this.#scanValue(code, start, start);
        return;
      }
      if (code === SINGLE_QUOTE) lexer.skipString(SINGLE_QUOTE);
      else if (!lexer.skipWord()) {
        lexer.at++;
        return;
      }
    }
    this.#scanEntryValue(start, lexer.at);
  }

  /** The colon and the value behind a key. */
  #scanEntryValue(keyStart: number, keyEnd: number): void {
    const lexer = this.#lexer;
    let code = lexer.skipSpace();
    if (code === COLON) {
      lexer.at++;
      code = lexer.skipSpace();
    } else lexer.problem('expected ":"');
    if (code === END || code === COMMA || code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      lexer.problem('expected a value');
      this.#add(NULL, keyEnd, keyEnd, keyStart, keyEnd);
    } else this.#scanValue(code, keyStart, keyEnd);
  }

  #scanValue(code: number, keyStart: number, keyEnd: number): void {
    const lexer = this.#lexer;
    const start = lexer.at;
    if (code === QUOTE) {
      lexer.skipString(QUOTE);
      this.#add(STRING, start, lexer.at, keyStart, keyEnd);
    } else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      lexer.at++;
      const isMap = code === OPEN_BRACE;
      this.#openContainer(this.#tape.add(isMap ? MAP : LIST, start, lexer.at, keyStart, keyEnd), isMap);
    } else this.#scanBare(code, keyStart, keyEnd);
  }

  /** A number, `true`, `false`, `null`, or something that is no JSON: that is taken for a string. */
  #scanBare(code: number, keyStart: number, keyEnd: number): void {
    const lexer = this.#lexer;
    const start = lexer.at;
    if (code === SINGLE_QUOTE) lexer.skipString(SINGLE_QUOTE);
    else if (!lexer.skipWord()) lexer.at++;
    const kind = bareKind(lexer.text.slice(start, lexer.at));
    if (kind === STRING) lexer.problem('expected a value', start);
    this.#add(kind, start, lexer.at, keyStart, keyEnd);
  }

  #add(kind: number, start: number, end: number, keyStart: number, keyEnd: number): void {
    this.#tape.add(kind, start, end, keyStart, keyEnd);
    this.#isEmpty = false;
  }
}

function bareKind(word: string): number {
  if (word === 'true' || word === 'false') return BOOLEAN;
  if (word === 'null') return NULL;
  return NUMBER_GRAMMAR.test(word) ? NUMBER : STRING;
}

function closer(ofMap: boolean): string {
  return ofMap ? '"}"' : '"]"';
}

const QUOTE = 0x22;
const SINGLE_QUOTE = 0x27;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
