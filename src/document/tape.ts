import { END, FIELDS, KEY_END, KEY_START, NEXT, type Node } from './document.js';

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

  /** Copies a node and all within it from another tape, to stand under another key, or under none (-1). */
  copy(tape: readonly number[], from: Node, keyStart: number, keyEnd: number): Node {
    const node = this.#count;
    const begin = from * FIELDS;
    const end = (tape[begin + NEXT] ?? from + 1) * FIELDS;
    for (let at = begin; at < end; at++) this.#fields.push(tape[at] ?? 0);
    for (let at = node * FIELDS + NEXT; at < this.#fields.length; at += FIELDS) {
      this.#fields[at] = (this.#fields[at] ?? 0) + node - from;
    }
    this.#fields[node * FIELDS + KEY_START] = keyStart;
    this.#fields[node * FIELDS + KEY_END] = keyEnd;
    this.#count = this.#fields.length / FIELDS;
    return node;
  }

  /** The finished tape. */
  finish(): readonly number[] {
    return this.#fields;
  }
}
