import { END, FIELDS, NEXT, type Node } from './document.js';

/** Deeper nesting than this is refused: nothing that holds IAM comes near, and readers may recurse safely. */
export const DEEPEST = 500;

/**
 * A tape under construction: the writing side of `Document`. A plain array of small integers: typed arrays of this size
 * live outside the heap, and to make and to free one costs more than to read a policy.
 */
export class TapeWriter {
  readonly #fields: number[] = [];
  #count = 0;

  /** How many nodes have been written. */
  get count(): number {
    return this.#count;
  }

  /** Writes a node whose end and next node are set later, by `close`, where it is a container. */
  add(kind: number, start: number, end: number, keyStart: number, keyEnd: number): Node {
    const node = this.#count++;
    // In the order of KIND, START, END, NEXT, KEY_START, KEY_END.
    this.#fields.push(kind, start, end, node + 1, keyStart, keyEnd);
    return node;
  }

  /** Ends a container: all nodes written since lie within it. */
  close(node: Node, end: number): void {
    this.#fields[node * FIELDS + END] = end;
    this.#fields[node * FIELDS + NEXT] = this.#count;
  }

  /** The finished tape. */
  finish(): readonly number[] {
    return this.#fields;
  }
}
