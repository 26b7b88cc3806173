import { COMMA, SPACE } from './json-bytes.js';
/** Bytes that are appended, in blocks: one array that grows would be copied each time, and take twice its memory. */
export class ByteList {
  readonly #blocks: Buffer[] = [];
  #length = 0;

  /** How many bytes there are. */
  get length(): number {
    return this.#length;
  }

  /** Appends a stretch of a chunk. */
  append(chunk: Buffer, from: number, to: number): void {
    for (let at = from; at < to; ) {
      const within = this.#length % BLOCK;
      const block = this.#blockFor(this.#length);
      const count = Math.min(to - at, BLOCK - within);
      if (count < SHORT) for (let i = 0; i < count; i++) block[within + i] = chunk[at + i] ?? 0;
      else chunk.copy(block, within, at, at + count);
      at += count;
      this.#length += count;
    }
  }

  /** Takes bytes away from the end, until so many are left. */
  truncate(length: number): void {
    this.#length = length;
  }

  /** The bytes between two points: a view if these lie in one block, otherwise a copy. */
  slice(from: number, to: number): Buffer {
    const first = Math.floor(from / BLOCK);
    const last = Math.floor(Math.max(from, to - 1) / BLOCK);
    const views: Buffer[] = [];
    for (let index = first; index <= last; index++) {
      const start = index * BLOCK;
      const view = this.#blocks[index]?.subarray(Math.max(from - start, 0), Math.min(to - start, BLOCK));
      if (view !== undefined) views.push(view);
    }
    return views.length === 1 ? (views[0] ?? NOTHING) : Buffer.concat(views);
  }

  /** Appends what stands between two points of another list. */
  appendFrom(other: ByteList, from: number, to: number): void {
    for (let at = from; at < to; ) {
      const within = at % BLOCK;
      const count = Math.min(to - at, BLOCK - within);
      const block = other.#blocks[Math.floor(at / BLOCK)];
      if (block !== undefined) this.append(block, within, within + count);
      at += count;
    }
  }

  /** Whether a stretch is nothing but a comma, with or without space: what stands between elements of a list. */
  isComma(from: number, length: number): boolean {
    if (length > LONGEST_SPACE) return false;
    for (let at = from; at < from + length; at++) {
      const byte = this.#blocks[Math.floor(at / BLOCK)]?.[at % BLOCK] ?? 0;
      if (byte !== COMMA && byte > SPACE) return false;
    }
    return true;
  }

  /** Whether nothing stands between two points but elements of a list that are `null`, with their commas. */
  isNulls(from: number, to: number): boolean {
    for (let at = from; at < to; at++) {
      const byte = this.#blocks[Math.floor(at / BLOCK)]?.[at % BLOCK] ?? 0;
      if (byte > SPACE && byte !== COMMA && !NULL.includes(byte)) return false;
    }
    return true;
  }

  #blockFor(at: number): Buffer {
    const index = Math.floor(at / BLOCK);
    const block = this.#blocks[index] ?? Buffer.allocUnsafe(BLOCK);
    this.#blocks[index] = block;
    return block;
  }
}

const NOTHING = Buffer.alloc(0);
const BLOCK = 2 ** 20;
/** Stretches shorter than this are copied faster byte by byte. */
const SHORT = 48;
/** Elements of a list stand no further apart, unless they are indented beyond reason. */
const LONGEST_SPACE = 200;
const NULL = Buffer.from('null');
