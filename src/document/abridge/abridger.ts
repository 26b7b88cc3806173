import type { SyntaxProblem } from '../source-file.js';
import { DEEPEST } from '../tape.js';
import { Abridged } from './abridged.js';
import { Elements } from './elements.js';
import {
  CARRIAGE_RETURN,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  FIRST_OF_WORD,
  LINE_FEED,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  SLASH,
  SPACE,
  stringEnd,
  TAB,
} from './json-bytes.js';
import type { Facts, Keep, KeepWithin } from './keep.js';
import { Pieces } from './pieces.js';
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
  readonly #words = new WordReader();
  readonly #frames: Frame[] = [];
  readonly #elements: Elements;
  readonly #pieces = new Pieces();
  #state: State = 'value';
  #stoppedBy: SyntaxProblem | undefined;
  #chunk: Buffer = Buffer.alloc(0);
  #key = '';
  /** The key of the fact that is being read. */
  #factKey: string | undefined;

  /**
   * @param root what is kept
   * @param marks words that a map may be kept for; none may hold a bracket or a quote
   */
  constructor(root: Keep, marks: readonly string[]) {
    this.#root = root;
    this.#elements = new Elements(marks);
  }

  /** Goes on with the next bytes: UTF-8 without byte order mark. */
  write(bytes: Buffer): void {
    if (this.#stoppedBy !== undefined) return;
    this.#chunk = bytes;
    this.#writer.enter(bytes);
    this.#elements.enter(bytes);
    for (let at = 0; at < bytes.length && this.#stoppedBy === undefined; ) at = this.#step(at);
    if (this.#stoppedBy === undefined) this.#leaveChunk();
    this.#elements.leave(bytes.length);
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
    return this.#elements.rootFacts;
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
    this.#words.begin(at);
    this.#state = 'in key';
    const end = stringEnd(this.#chunk, at, SHORT);
    if (end > 0) return this.#endKey(end);
    this.#skipper.start(byte);
    return this.#skip(at + 1);
  }

  #beginValue(at: number, byte: number, wanted: Keep, key: string | undefined): number {
    const keep = typeof wanted === 'function' ? wanted(this.#elements.facts) : wanted;
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
    if (keep === 'nothing') this.#beginLeavingOut(at);
    else if (keep === 'fact' && byte === QUOTE) {
      this.#factKey = key;
      this.#words.begin(at);
    }
    this.#state = 'in value';
    const end = stringEnd(this.#chunk, at, SHORT);
    if (end > 0) return this.#endValue(end);
    this.#skipper.start(byte);
    return this.#skip(at + 1);
  }

  /** Reads on within a key, or a value that is not looked into. */
  #skip(from: number): number {
    const at = this.#skipper.skip(this.#chunk, from);
    if (this.#skipper.problem !== undefined) return this.#stop(at, this.#skipper.problem);
    if (!this.#skipper.isDone) return at;
    return this.#state === 'in key' ? this.#endKey(at) : this.#endValue(at);
  }

  #endKey(at: number): number {
    this.#key = this.#words.end(this.#chunk, at);
    const frame = this.#frames.at(-1);
    if (frame !== undefined) {
      const { members, each } = frame.within;
      frame.next = (members === undefined ? each : members.get(this.#key)) ?? 'all';
    }
    this.#state = 'colon';
    return at;
  }

  #endValue(at: number): number {
    this.#state = this.#frames.length === 0 ? 'done' : 'behind';
    if (this.#writer.leavesOut) {
      this.#writer.upTo(at);
      this.#writer.standIn();
      this.#writer.leavesOut = false;
    } else if (this.#factKey !== undefined) {
      this.#elements.facts.set(this.#factKey, this.#words.end(this.#chunk, at));
      this.#factKey = undefined;
    }
    return at;
  }

  /** A number, `true`, `false` or `null`: kept, as it is hardly longer than what would stand for it. */
  #readWord(from: number): number {
    const chunk = this.#chunk;
    let at = from;
    for (; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0;
      if (byte <= SPACE || byte === COMMA || byte === CLOSE_BRACKET || byte === CLOSE_BRACE) return this.#endValue(at);
    }
    return at;
  }

  /** Looks into a map or list. */
  #open(at: number, within: KeepWithin, isMap: boolean, key: string): number {
    if (this.#frames.length >= DEEPEST) return this.#stop(at, `nested deeper than ${DEEPEST} levels`);
    if (isMap && (within.matters !== undefined || within.part !== undefined)) {
      const end = this.#elements.endOfUseless(within, at);
      if (end > 0) {
        this.#beginLeavingOut(at);
        return this.#endValue(end);
      }
      this.#elements.open(within, at, this.#frames.length);
    }
    this.#frames.push({ isMap, within, key, next: 'all', count: 0 });
    this.#state = 'first';
    return at + 1;
  }

  /** Ends a map or list that was looked into, with the byte before `at`. */
  #close(at: number): number {
    const element = this.#elements.last;
    if (element?.depth === this.#frames.length - 1) {
      if (this.#elements.matters(element, at)) this.#endKept(at);
      else this.#leaveElementOut();
      this.#elements.close();
    }
    this.#frames.pop();
    return this.#endValue(at);
  }

  /** Leaves out the innermost element, also what of it has been written. */
  #leaveElementOut(): void {
    const element = this.#elements.last;
    this.#elements.writeStarts(this.#writer);
    if (element?.start !== undefined) this.#writer.rewind(element.start);
    this.#writer.leavesOut = true;
  }

  #beginLeavingOut(at: number): void {
    this.#elements.writeStarts(this.#writer);
    this.#writer.upTo(at);
    this.#writer.leavesOut = true;
  }

  /** Notes which part an element belongs to, if it stands in no other. */
  #endKept(at: number): void {
    const element = this.#elements.last;
    if (element?.within.part === undefined || this.#elements.count > 1) return;
    this.#elements.writeStarts(this.#writer);
    this.#writer.upTo(at);
    const keys = this.#frames.map(({ key }) => key);
    const name = element.within.part(element.facts, keys);
    const start = element.start ?? this.#writer.point();
    if (name === undefined) return;
    const frame = this.#frames.at(-2);
    const list = frame?.isMap === false ? frame : undefined;
    const isNext = this.#writer.isNothing(this.#pieces.end, start.bytes);
    this.#pieces.add(name, isNext, list, list?.count ?? 0, start, this.#writer.point(), this.#writer.position());
  }

  /** Takes from a chunk what is still needed when it is gone. */
  #leaveChunk(): void {
    this.#elements.writeStarts(this.#writer);
    this.#writer.upTo(this.#chunk.length);
    if (this.#state === 'in key' || (this.#state === 'in value' && this.#factKey !== undefined)) {
      this.#words.carry(this.#chunk);
    }
  }

  /** Ends the text before its time. Returns the index behind the chunk. */
  #stop(at: number, message: string): number {
    if (this.#writer.leavesOut) {
      this.#writer.upTo(at);
      this.#writer.standIn();
      this.#writer.leavesOut = false;
    } else {
      this.#elements.writeStarts(this.#writer);
      this.#writer.upTo(at);
    }
    this.#stoppedBy = { offset: this.#writer.offset, message };
    return this.#chunk.length;
  }
}

/** Strings that are longer, or do not end in the chunk, take the skipper. */
const SHORT = 64;
