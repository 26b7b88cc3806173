import type { SourceText, SyntaxProblem } from '../source-file.js';
import { ByteList } from './byte-list.js';
import type { Pieces } from './pieces.js';
import type { Rows } from './rows.js';
import { TextBuilder } from './text-builder.js';

/** An abridged text as bytes, from which texts of some of its parts can be made. */
export class Abridged {
  readonly #bytes: ByteList;
  readonly #gaps: Rows;
  readonly #pieces: Pieces;
  readonly #stoppedBy: SyntaxProblem | undefined;
  /** Where texts are put together, one after the other. */
  readonly #scratch = new ByteList();

  /**
   * @param gaps in rows as `points.ts` has them
   * @param stoppedBy why the text ends before the file does, if it does
   */
  constructor(bytes: ByteList, gaps: Rows, pieces: Pieces, stoppedBy: SyntaxProblem | undefined) {
    this.#bytes = bytes;
    this.#gaps = gaps;
    this.#pieces = pieces;
    this.#stoppedBy = stoppedBy;
  }

  /** Its size in bytes. */
  get size(): number {
    return this.#bytes.length;
  }

  /** The size of each part in bytes, in the order in which they begin. */
  sizes(): ReadonlyMap<string, number> {
    const pieces = this.#pieces;
    const sizes = new Map<string, number>();
    for (let piece = 0; piece < pieces.count; piece++) {
      const part = pieces.partOf(piece);
      sizes.set(part, (sizes.get(part) ?? 0) + pieces.endOf(piece).bytes - pieces.startOf(piece).bytes);
    }
    return sizes;
  }

  /** The texts of the parts' pieces that hold a word, in the order of the text. */
  *piecesWith(word: string): Generator<{ readonly part: string; readonly text: string }> {
    const pieces = this.#pieces;
    const sought = Buffer.from(word);
    for (let piece = 0; piece < pieces.count; piece++) {
      const bytes = this.#bytes.slice(pieces.startOf(piece).bytes, pieces.endOf(piece).bytes);
      if (bytes.includes(sought)) yield { part: pieces.partOf(piece), text: bytes.toString() };
    }
  }

  /** All of the text. */
  whole(): SourceText {
    return this.#without(() => false);
  }

  /** The text with pieces of these parts only, and what belongs to none. The others are left out, as `null`. */
  only(parts: ReadonlySet<string>): SourceText {
    return this.#without((part) => !parts.has(part));
  }

  #without(isLeftOut: (part: string) => boolean): SourceText {
    const builder = new TextBuilder(this.#bytes, this.#gaps, this.#scratch);
    const pieces = this.#pieces;
    for (let piece = 0; piece < pieces.count; piece++) {
      if (!isLeftOut(pieces.partOf(piece))) continue;
      builder.upTo(pieces.startOf(piece));
      builder.leaveOut(pieces.endOf(piece), pieces.elementsOf(piece), pieces.nextTo(piece));
    }
    return builder.finish(this.#stoppedBy);
  }
}
