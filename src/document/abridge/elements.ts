import { Glance } from './glance.js';
import type { Facts, KeepWithin } from './keep.js';
import { KnownFacts } from './known-facts.js';
import { MarkFinder } from './marks.js';
import type { Point } from './points.js';
import type { AbridgedWriter } from './writer.js';

/** A map that is decided about as a whole, once its end is reached. */
export interface Element {
  readonly within: KeepWithin;
  readonly facts: KnownFacts;
  /** Where it begins in the chunk, … */
  readonly startAt: number;
  /** … and in the text, once that has been written: not before something within it has to be. */
  start: Point | undefined;
  /** How many maps and lists are open around it. */
  readonly depth: number;
  hasMark: boolean;
  /** From here on, in the chunk, no mark has been looked for. */
  unsearched: number;
}

/** The open maps that are decided about, outermost first, with what is known of each. */
export class Elements {
  readonly #open: Element[] = [];
  readonly #marks: MarkFinder;
  readonly #glance = new Glance((from, to) => this.#marks.between(from, to));
  readonly #rootFacts = new KnownFacts();
  /** For use by the next map that has facts. */
  readonly #spareFacts: KnownFacts[] = [];
  /** How many of those that are open may be left out. */
  #undecided = 0;

  constructor(marks: readonly string[]) {
    this.#marks = new MarkFinder(marks);
  }

  /** The innermost. */
  get last(): Element | undefined {
    return this.#open.at(-1);
  }

  /** How many are open. */
  get count(): number {
    return this.#open.length;
  }

  /** Facts that stand in none. */
  get rootFacts(): Facts {
    return this.#rootFacts;
  }

  /** What is known of the innermost, or of the root. */
  get facts(): KnownFacts {
    return this.#open.at(-1)?.facts ?? this.#rootFacts;
  }

  /** Goes on with the next chunk. */
  enter(chunk: Buffer): void {
    const hasMark = this.#marks.enter(chunk);
    this.#glance.enter(chunk);
    for (const element of this.#open) {
      element.hasMark ||= hasMark;
      element.unsearched = 0;
    }
  }

  /** Ends the chunk. */
  leave(length: number): void {
    this.#search(length);
    this.#marks.leave();
  }

  /** Opens a map. */
  open(within: KeepWithin, at: number, depth: number): void {
    this.#search(at);
    if (within.matters !== undefined) this.#undecided++;
    const facts = this.#spareFacts.pop() ?? new KnownFacts();
    this.#open.push({
      within,
      facts,
      startAt: at,
      start: undefined,
      depth,
      hasMark: false,
      unsearched: at,
    });
  }

  /** Closes the innermost map. */
  close(): void {
    const element = this.#open.pop();
    if (element === undefined) return;
    if (element.within.matters !== undefined) this.#undecided--;
    element.facts.clear();
    this.#spareFacts.push(element.facts);
    const outer = this.#open.at(-1);
    if (outer !== undefined) outer.hasMark ||= element.hasMark;
  }

  /** Whether a map matters that ends before a byte of the chunk. */
  matters(element: Element, end: number): boolean {
    return element.within.matters?.(element.facts, () => this.#hasMark(element, end)) !== false;
  }

  /** Where a map that begins within the innermost one ends, if it is seen at a glance not to matter; otherwise 0. */
  endOfUseless(within: KeepWithin, start: number): number {
    // Of a map that may be left out itself all marks have to be found.
    return this.#undecided > 0 ? 0 : this.#glance.endOfUseless(within, start);
  }

  /** Writes what stands before each map, to know where in the text it begins. */
  writeStarts(writer: AbridgedWriter): void {
    for (const element of this.#open) {
      if (element.start !== undefined) continue;
      writer.upTo(element.startAt);
      element.start = writer.point();
    }
  }

  #hasMark(element: Element, end: number): boolean {
    element.hasMark ||= this.#marks.between(element.unsearched, end);
    return element.hasMark;
  }

  /** Looks for marks in what has been read of the innermost map, if any may be kept for one. */
  #search(to: number): void {
    const element = this.#open.at(-1);
    if (element === undefined || this.#undecided === 0) return;
    element.hasMark ||= this.#marks.between(element.unsearched, to);
    element.unsearched = to;
    for (const outer of this.#open) outer.hasMark ||= element.hasMark;
  }
}
