import { END, FIELDS, KEY_END, KEY_START, KIND, NEXT, type Node, START } from './document.js';

/** Deeper nesting than this is refused: nothing that holds IAM comes near, and readers may recurse safely. */
export const DEEPEST = 500;

/** A tape under construction: the writing side of `Document`. */
export class TapeWriter {
  #fields: Int32Array;
  #count = 0;

  /** @param expected about how many nodes there will be */
  constructor(expected: number) {
    this.#fields = new Int32Array(Math.max(16, expected) * FIELDS);
  }

  /** How many nodes have been written. */
  get count(): number {
    return this.#count;
  }

  /** Writes a node whose end and next node are set later, by `close`, where it is a container. */
  add(kind: number, start: number, end: number, keyStart: number, keyEnd: number): Node {
    const node = this.#count++;
    const at = node * FIELDS;
    if (at + FIELDS > this.#fields.length) {
      const grown = new Int32Array(this.#fields.length * 2);
      grown.set(this.#fields);
      this.#fields = grown;
    }
    const fields = this.#fields;
    fields[at + KIND] = kind;
    fields[at + START] = start;
    fields[at + END] = end;
    fields[at + NEXT] = node + 1;
    fields[at + KEY_START] = keyStart;
    fields[at + KEY_END] = keyEnd;
    return node;
  }

  /** Ends a container: all nodes written since lie within it. */
  close(node: Node, end: number): void {
    this.#fields[node * FIELDS + END] = end;
    this.#fields[node * FIELDS + NEXT] = this.#count;
  }

  /** The finished tape. */
  finish(): Int32Array {
    return this.#fields.subarray(0, this.#count * FIELDS);
  }
}
