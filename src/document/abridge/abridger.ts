import { isAscii } from 'node:buffer';
import { decodeJsonString } from '../json-string.js';
import type { SyntaxProblem } from '../source-file.js';
import { DEEPEST } from '../tape.js';
import { Abridged, type Piece, type Point } from './abridged.js';
import type { Facts, Keep, KeepWithin } from './keep.js';
import { MarkFinder } from './marks.js';
import { JsonSkipper } from './skip.js';
import { WordReader } from './words.js';
import { AbridgedWriter } from './writer.js';

/** A map or list that is looked into. */
interface Frame {
  readonly isMap: boolean;
  readonly within: KeepWithin;
  /** The key that it stands under. */
  readonly key: string;
  /** What is kept of the member whose key has been read. */
  next: Keep;
  /** Of a list: how many elements have been begun. */
  count: number;
}

/** A map that is decided about as a whole, once its end is reached. */
interface Element {
  readonly within: KeepWithin;
  readonly facts: Map<string, string>;
  /** Where it begins in the chunk, … */
  readonly startAt: number;
  /** … and in the text, once that has been written: not before something within it has to be. */
  start: Point | undefined;
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
  readonly #pieces: Piece[] = [];
  /** The list that the last piece stands in, and the index of its first element. */
  #lastList: Frame | undefined;
  #firstIndex = 0;
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
  /** For use by the next map that has facts. */
  readonly #spareFacts: Map<string, string>[] = [];

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
  end(): Abridged {
    if (this.#stoppedBy === undefined && !this.#isComplete()) this.#stop(this.#chunk.length, this.#expected());
    const { bytes, gaps } = this.#writer.finish();
    return new Abridged(bytes, gaps, this.#pieces, this.#stoppedBy);
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
    frame.count++;
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
      if (typeof keep === 'object') return this.#open(at, keep, isMap, key ?? '');
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
  #open(at: number, within: KeepWithin, isMap: boolean, key: string): number {
    if (this.#frames.length >= DEEPEST) return this.#stop(at, `nested deeper than ${DEEPEST} levels`);
    if (isMap && (within.matters !== undefined || within.part !== undefined)) {
      this.#searchMarks(at);
      this.#elements.push({
        within,
        facts: this.#spareFacts.pop() ?? new Map(),
        startAt: at,
        start: undefined,
        depth: this.#frames.length,
        hasMark: false,
        unsearched: at,
      });
    }
    this.#frames.push({ isMap, within, key, next: 'all', count: 0 });
    this.#state = 'first';
    return at + 1;
  }

  /** Ends a map or list that was looked into, with the byte before `at`. */
  #close(at: number): number {
    if (this.#elements.at(-1)?.depth === this.#frames.length - 1) this.#endElement(at);
    this.#frames.pop();
    this.#endValue(at);
    return at;
  }

  #endElement(at: number): void {
    const element = this.#elements.at(-1);
    if (element === undefined) return;
    const outer = this.#elements.at(-2);
    const hasMark = (): boolean => {
      element.hasMark ||= this.#marks.between(element.unsearched, at);
      return element.hasMark;
    };
    const { matters, part } = element.within;
    if (matters?.(element.facts, hasMark) === false) this.#leaveElementOut(element, at);
    else if (part !== undefined && outer === undefined) {
      this.#writeUpTo(at);
      const keys = this.#frames.map(({ key }) => key);
      const name = part(element.facts, keys);
      if (name !== undefined) this.#addPiece(name, element.start ?? this.#writer.point());
    }
    this.#elements.pop();
    element.facts.clear();
    this.#spareFacts.push(element.facts);
    if (outer !== undefined) outer.hasMark ||= element.hasMark;
  }

  #leaveElementOut(element: Element, at: number): void {
    this.#writeStarts();
    this.#leavesOut = true;
    this.#writeOn(at);
    this.#leavesOut = false;
    this.#writer.rewind(element.start ?? this.#writer.point());
    this.#writer.standIn();
  }

  /** Notes that a map belongs to a part; where the one before it in the list does so too, with that. */
  #addPiece(part: string, start: Point): void {
    const list = this.#frames.at(-2);
    const index = list?.isMap === false ? list.count : 0;
    const piece = { part, count: 1, start, end: this.#writer.point(), ...this.#writer.position() };
    const last = this.#pieces.at(-1);
    if (last === undefined || this.#lastList !== list || index === 0 || last.part !== part) {
      this.#pieces.push(piece);
      this.#firstIndex = index;
    } else {
      this.#pieces[this.#pieces.length - 1] = { ...piece, count: index - this.#firstIndex + 1, start: last.start };
    }
    this.#lastList = list;
  }

  /** Looks for marks in what has been read of the innermost map that may be kept for one. */
  #searchMarks(to: number): void {
    const element = this.#elements.at(-1);
    if (element === undefined || this.#elements.every(({ within }) => within.matters === undefined)) return;
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

  /** Writes, or leaves out, what has been read. */
  #writeUpTo(at: number): void {
    this.#writeStarts();
    this.#writeOn(at);
  }

  /** Writes what stands before each open map that is decided about, to know where in the text it begins. */
  #writeStarts(): void {
    for (const element of this.#elements) {
      if (element.start !== undefined) continue;
      this.#writeOn(element.startAt);
      element.start = this.#writer.point();
    }
  }

  #writeOn(at: number): void {
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
