import type { Comment } from '../../document/comments.js';
import { type Document, FIELDS, keyRangeOf, type Node, rangeOf } from '../../document/document.js';
import { lineStarts, positionAt } from '../../document/position.js';

/** A stretch of a text, the end exclusive. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * Tells what comments stand beside. A comment behind something speaks of the members and elements that begin on its own
 * line, with all within them; one on a line of its own of those that begin on the next line with anything on it. A
 * comment above everything speaks of the whole document.
 */
export class Targets {
  readonly #text: string;
  readonly #starts: readonly number[];
  /** What may be spoken of, by where it begins; of several that begin together the outermost. */
  readonly #stretches: readonly Stretch[];
  /** All that the file holds, document by document. */
  readonly #documents: readonly Stretch[];

  constructor(text: string, documents: readonly Document[]) {
    this.#text = text;
    this.#starts = lineStarts(text);
    this.#stretches = documents.flatMap(stretchesOf).sort((a, b) => a.start - b.start || b.end - a.end);
    this.#documents = documents.map((document) => stretchOf(document, 0));
  }

  /** What a comment stands beside; nothing where there is nothing. */
  of({ start, end }: Comment): readonly Stretch[] {
    const before = this.#text.slice(this.#starts[this.#lineOf(start) - 1], start).trim();
    // What a lone dash introduces begins on a line further down.
    if (before !== '' && before !== '-') return this.#beginningOn(this.#lineOf(start));
    const document = this.#documentBelow(start, end);
    if (document !== undefined) return [document];
    const next = this.#stretches[this.#firstFrom(end)];
    return next === undefined ? [] : this.#beginningOn(this.#lineOf(next.start));
  }

  /** The document that begins behind a comment, with nothing of it or of the one before it in between. */
  #documentBelow(start: number, end: number): Stretch | undefined {
    const below = this.#documents.findIndex((document) => document.start >= end);
    const above = this.#documents[below < 0 ? this.#documents.length - 1 : below - 1];
    return below >= 0 && (above === undefined || above.end <= start) ? this.#documents[below] : undefined;
  }

  /** Those that begin on a line and are within no other that does. */
  #beginningOn(line: number): readonly Stretch[] {
    const outermost: Stretch[] = [];
    const lineEnd = this.#starts[line] ?? Number.POSITIVE_INFINITY;
    let covered = -1;
    for (let at = this.#firstFrom(this.#starts[line - 1] ?? 0); at < this.#stretches.length; at++) {
      const stretch = this.#stretches[at];
      if (stretch === undefined || stretch.start >= lineEnd) break;
      if (stretch.start < covered) continue;
      outermost.push(stretch);
      covered = stretch.end;
    }
    return outermost;
  }

  #lineOf(offset: number): number {
    return positionAt(this.#starts, offset).line;
  }

  /** The index of the first stretch that begins at an offset or behind it. */
  #firstFrom(offset: number): number {
    let low = 0;
    for (let high = this.#stretches.length; low < high; ) {
      const middle = (low + high) >> 1;
      if ((this.#stretches[middle]?.start ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** All members and elements of a document. */
function stretchesOf(document: Document): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (let node = 1; node < document.tape.length / FIELDS; node++) stretches.push(stretchOf(document, node));
  return stretches;
}

/** A member with its key, or an element. What an alias stands for is written elsewhere, and no part of it. */
export function stretchOf(document: Document, node: Node): Stretch {
  const [start, end] = rangeOf(document, node);
  const key = keyRangeOf(document, node);
  if (key === undefined) return { start, end };
  return { start: key[0], end: start >= key[1] ? Math.max(end, key[1]) : key[1] };
}
