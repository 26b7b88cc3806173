import { isAscii } from 'node:buffer';
import { decodeJsonString } from '../json-string.js';
import type { SourceText, SyntaxProblem } from '../source-file.js';
import { DEEPEST } from '../tape.js';
import type { Facts, Keep, KeepWithin } from './keep.js';
import { MarkFinder } from './marks.js';
import { JsonSkipper } from './skip.js';
import { WordReader } from './words.js';
import { AbridgedWriter, type Checkpoint } from './writer.js';

/** A map or list that is looked into. */
interface Frame {
  readonly isMap: boolean;
  readonly within: KeepWithin;
  /** What is kept of the member whose key has been read. */
  next: Keep;
}

/** A map that is kept or left out as a whole, once its end is reached. */
interface Element {
  readonly matters: NonNullable<KeepWithin['matters']>;
  readonly facts: Map<string, string>;
  readonly start: Checkpoint;
  /** How many frames are open around it. */
  readonly depth: number;
  hasMark: boolean;
  /** From here on, in the chunk, no mark has been looked for. */
  unsearched: number;
}

/** Where in a map or list reading stands: what comes next. */
type State = 'value' | 'first' | 'key' | 'in key' | 'colon' | 'in value' | 'in word' | 'behind' | 'done';

/**
 * Abridges a JSON text in one pass over its bytes, which come in chunks that may end anywhere: what cannot matter is
 * replaced by `null`, so that everything that is kept has the path and, through the gaps, the position that it has in
 * the file. Takes as much memory as it keeps. Of invalid JSON it gives what stands before the break.
 */
export class Abridger {
  readonly #root: Keep;
  readonly #writer = new AbridgedWriter();
  readonly #skipper = new JsonSkipper();
  readonly #marks: MarkFinder;
  readonly #frames: Frame[] = [];
  readonly #elements: Element[] = [];
  #state: State = 'value';
  #stoppedBy: SyntaxProblem | undefined;
  #chunk: Buffer = Buffer.alloc(0);
  #isPlain = true;
  /** Of the chunk, all before this has been given to the writer. */
  #written = 0;
  /** Whether the value that is being read is left out. */
  #leavesOut = false;
  readonly #words = new WordReader();
  /** Where the key or fact that is being read begins in the chunk, and what of it stood in earlier chunks. */
  #wordStart = 0;
  #carried: Buffer = NOTHING;
  #factKey: string | undefined;
  readonly #rootFacts = new Map<string, string>();
  #key = '';

  /**
   * @param root what is kept
   * @param marks words that a map may be kept for; none may hold a bracket or a quote
   */
  constructor(root: Keep, marks: readonly string[]) {
    this.#root = root;
    this.#marks = new MarkFinder(marks);
  }

  /** Goes on with the next bytes: UTF-8 without byte order mark. */
  write(bytes: Buffer): void {
    if (this.#stoppedBy !== undefined) return;
    this.#chunk = bytes;
    this.#written = 0;
    this.#isPlain = isAscii(bytes) && !bytes.includes(LINE_FEED) && !bytes.includes(CARRIAGE_RETURN);
    const hasMark = this.#marks.enter(bytes);
    for (const element of this.#elements) {
      element.hasMark ||= hasMark;
      element.unsearched = 0;
    }
    for (let at = 0; at < bytes.length && this.#stoppedBy === undefined; ) at = this.#step(at);
    if (this.#stoppedBy === undefined) this.#leaveChunk();
    this.#searchMarks(bytes.length);
    this.#marks.leave();
  }

  /** Ends the text. Nothing can be written after this. */
  end(): SourceText {
    if (this.#stoppedBy === undefined && !this.#isComplete()) this.#stop(this.#chunk.length, this.#expected());
    const { text, gaps } = this.#writer.finish();
    return { text, gaps, ...(this.#stoppedBy === undefined ? {} : { stoppedBy: this.#stoppedBy }) };
  }

  /** How many bytes of text are kept by now. */
  get length(): number {
    return this.#writer.length;
  }

  /** Facts that stand in no map which is kept or left out as a whole. */
  get facts(): Facts {
    return this.#rootFacts;
  }

  #isComplete(): boolean {
    return this.#state === 'done' || (this.#state === 'in word' && this.#frames.length === 0);
  }

  #expected(): string {
    if (this.#state === 'in value' || this.#state === 'in key') return this.#skipper.problemAtEnd;
    const frame = this.#frames.at(-1);
    return frame === undefined ? 'expected a value' : `expected "${frame.isMap ? '}' : ']'}" before the end`;
  }

  /** Reads on from a byte of the chunk. Returns the index of the next. */
  #step(at: number): number {
    if (this.#state === 'in value' || this.#state === 'in key') return this.#skip(at);
    if (this.#state === 'in word') return this.#readWord(at);
    const byte = this.#chunk[at] ?? 0;
    if (byte === SPACE || byte === LINE_FEED || byte === CARRIAGE_RETURN || byte === TAB) return at + 1;
    if (this.#state === 'done') return this.#stop(at, 'expected nothing behind the value');
    const frame = this.#frames.at(-1);
    if (frame === undefined) return this.#beginValue(at, byte, this.#root, undefined);
    if (this.#state === 'colon') {
      if (byte !== COLON) return this.#stop(at, 'expected ":"');
      this.#state = 'value';
      return at + 1;
    }
    if (this.#state === 'behind' && byte === COMMA) {
      this.#state = frame.isMap ? 'key' : 'value';
      return at + 1;
    }
    if (this.#state === 'behind' || this.#state === 'first') {
      if (byte === (frame.isMap ? CLOSE_BRACE : CLOSE_BRACKET)) return this.#close(at + 1);
      if (this.#state === 'behind') return this.#stop(at, 'expected ","');
    }
    if (frame.isMap && this.#state !== 'value') return this.#beginKey(at, byte);
    if (frame.isMap) return this.#beginValue(at, byte, frame.next, this.#key);
    return this.#beginValue(at, byte, frame.within.each ?? 'all', undefined);
  }

  #beginKey(at: number, byte: number): number {
    if (byte !== QUOTE) return this.#stop(at, 'expected a key in double quotes');
    this.#beginWord(at);
    this.#skipper.start(byte);
    this.#state = 'in key';
    return at + 1;
  }

  #beginValue(at: number, byte: number, wanted: Keep, key: string | undefined): number {
    const keep = typeof wanted === 'function' ? wanted(this.#facts()) : wanted;
    const isMap = byte === OPEN_BRACE;
    if (isMap || byte === OPEN_BRACKET) {
      if (typeof keep === 'object') return this.#open(at, keep, isMap);
    } else if (byte !== QUOTE) {
      if (byte < FIRST_OF_WORD || byte === COLON || byte === CLOSE_BRACKET || byte === CLOSE_BRACE || byte === SLASH) {
        return this.#stop(at, 'expected a value');
      }
      this.#state = 'in word';
      return at + 1;
    }
    if (keep === 'nothing') this.#writeUpTo(at);
    this.#leavesOut = keep === 'nothing';
    this.#factKey = keep === 'fact' && byte === QUOTE ? key : undefined;
    this.#beginWord(at);
    this.#skipper.start(byte);
    this.#state = 'in value';
    return at + 1;
  }

  /** Reads on within a key, or a value that is not looked into. */
  #skip(from: number): number {
    const at = this.#skipper.skip(this.#chunk, from);
    if (this.#skipper.problem !== undefined) return this.#stop(at, this.#skipper.problem);
    if (!this.#skipper.isDone) return at;
    if (this.#state === 'in key') this.#endKey(at);
    else this.#endValue(at);
    return at;
  }

  #endKey(at: number): void {
    this.#key = this.#endWord(at);
    const frame = this.#frames.at(-1);
    if (frame !== undefined) {
      const { members, each } = frame.within;
      frame.next = (members === undefined ? each : members.get(this.#key)) ?? 'all';
    }
    this.#state = 'colon';
  }

  #endValue(at: number): void {
    if (this.#leavesOut) {
      this.#writeUpTo(at);
      this.#writer.standIn();
      this.#leavesOut = false;
    } else if (this.#factKey !== undefined) {
      this.#facts().set(this.#factKey, this.#endWord(at));
      this.#factKey = undefined;
    }
    this.#state = this.#frames.length === 0 ? 'done' : 'behind';
  }

  /** A number, `true`, `false` or `null`: kept, as it is hardly longer than what would stand for it. */
  #readWord(from: number): number {
    const chunk = this.#chunk;
    let at = from;
    for (; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0;
      if (byte <= SPACE || byte === COMMA || byte === CLOSE_BRACKET || byte === CLOSE_BRACE) {
        this.#endValue(at);
        break;
      }
    }
    return at;
  }

  /** Looks into a map or list. */
  #open(at: number, within: KeepWithin, isMap: boolean): number {
    if (this.#frames.length >= DEEPEST) return this.#stop(at, `nested deeper than ${DEEPEST} levels`);
    if (isMap && within.matters !== undefined) {
      this.#writeUpTo(at);
      this.#searchMarks(at);
      this.#elements.push({
        matters: within.matters,
        facts: new Map(),
        start: this.#writer.checkpoint(),
        depth: this.#frames.length,
        hasMark: false,
        unsearched: at,
      });
    }
    this.#frames.push({ isMap, within, next: 'all' });
    this.#state = 'first';
    return at + 1;
  }

  /** Ends a map or list that was looked into, with the byte before `at`. */
  #close(at: number): number {
    this.#frames.pop();
    if (this.#elements.at(-1)?.depth === this.#frames.length) this.#endElement(at);
    this.#endValue(at);
    return at;
  }

  #endElement(at: number): void {
    const element = this.#elements.pop();
    if (element === undefined) return;
    this.#writeUpTo(at);
    const outer = this.#elements.at(-1);
    const hasMark = (): boolean => {
      element.hasMark ||= this.#marks.between(element.unsearched, at);
      return element.hasMark;
    };
    if (!element.matters(element.facts, hasMark)) {
      this.#writer.rewind(element.start);
      this.#writer.standIn();
    }
    if (outer !== undefined) outer.hasMark ||= element.hasMark;
  }

  /** Looks for marks in what has been read of the innermost map that may be kept for one. */
  #searchMarks(to: number): void {
    const element = this.#elements.at(-1);
    if (element === undefined) return;
    element.hasMark ||= this.#marks.between(element.unsearched, to);
    element.unsearched = to;
    for (const outer of this.#elements) outer.hasMark ||= element.hasMark;
  }

  #beginWord(at: number): void {
    this.#wordStart = at;
    if (this.#carried.length > 0) this.#carried = NOTHING;
  }

  /** The text of the string, given with its quotes, that ends before `at`. */
  #endWord(at: number): string {
    const isCarried = this.#carried.length > 0;
    const bytes = isCarried ? Buffer.concat([this.#carried, this.#chunk.subarray(0, at)]) : this.#chunk;
    const from = isCarried ? 0 : this.#wordStart;
    const to = isCarried ? bytes.length : at;
    const word = this.#words.read(bytes, from + 1, to - 1);
    return word.includes('\\') ? decodeJsonString(bytes.toString('utf8', from, to), 0, word.length + 2) : word;
  }

  /** Takes from a chunk what is still needed when it is gone. */
  #leaveChunk(): void {
    const { length } = this.#chunk;
    this.#writeUpTo(length);
    if (this.#state !== 'in key' && (this.#state !== 'in value' || this.#factKey === undefined)) return;
    this.#carried = Buffer.concat([this.#carried, this.#chunk.subarray(this.#wordStart)]);
    this.#wordStart = 0;
  }

  #facts(): Map<string, string> {
    return this.#elements.at(-1)?.facts ?? this.#rootFacts;
  }

  #writeUpTo(at: number): void {
    if (this.#leavesOut) this.#writer.leaveOut(this.#chunk, this.#written, at, this.#isPlain);
    else this.#writer.keep(this.#chunk, this.#written, at, this.#isPlain);
    this.#written = at;
  }

  /** Ends the text before its time. Returns the index behind the chunk. */
  #stop(at: number, message: string): number {
    this.#writeUpTo(at);
    if (this.#leavesOut) this.#writer.standIn();
    this.#leavesOut = false;
    this.#stoppedBy = { offset: this.#writer.offset, message };
    return this.#chunk.length;
  }
}

const NOTHING = Buffer.alloc(0);
const TAB = 0x09;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;
const COMMA = 0x2c;
/** The lowest byte of a number is its sign, and all words are higher. */
const FIRST_OF_WORD = 0x2d;
const SLASH = 0x2f;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
