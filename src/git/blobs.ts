import type { SourceText } from '../document/source-file.js';
import { LARGEST_WHOLE, readStream } from '../lint/read-file.js';
import { blobParts, git, NOT_HERE } from './git.js';
import type { TreeFile } from './revision.js';

/** So many blobs are asked for at once, … */
const MOST_AT_ONCE = 1000;
/** … and so many bytes. */
const MOST_BYTES = 64 * 2 ** 20;

/** What files of a revision hold, read a thousand at a time: a process for each would take longer than all the rest. */
export class Blobs {
  readonly #bytes = new Map<string, Buffer>();
  readonly #missing = new Set<string>();

  /** Reads what is small enough to be held. */
  load(files: Iterable<TreeFile>): void {
    const byFolder = new Map<string, Set<string>>();
    for (const { id, folder } of files) byFolder.set(folder, (byFolder.get(folder) ?? new Set()).add(id));
    for (const [folder, ids] of byFolder) {
      const all = [...ids].filter((id) => !this.#bytes.has(id));
      for (let at = 0; at < all.length; at += MOST_AT_ONCE) this.#loadSome(folder, all.slice(at, at + MOST_AT_ONCE));
    }
  }

  /** What a file holds, where that has been loaded. */
  held({ id }: TreeFile): Buffer | undefined {
    return this.#bytes.get(id);
  }

  /** A file's text, undefined where it holds none. Throws in words for the user. */
  async text(file: TreeFile): Promise<SourceText | undefined> {
    const { id, folder } = file;
    const bytes = this.#bytes.get(id);
    if (bytes !== undefined) return readStream([bytes]);
    if (this.#missing.has(id)) throw new Error(NOT_HERE);
    return readStream(blobParts(folder, id));
  }

  #loadSome(folder: string, ids: readonly string[]): void {
    const { stdout } = git(folder, ['cat-file', '--batch-check'], `${ids.join('\n')}\n`);
    let group: string[] = [];
    let room = MOST_BYTES;
    for (const line of stdout.toString('latin1').split('\n')) {
      const [id = '', type, size] = line.split(' ');
      if (type === 'missing') this.#missing.add(id);
      if (type !== 'blob' || Number(size) > LARGEST_WHOLE) continue;
      if (Number(size) > room) {
        this.#readGroup(folder, group);
        group = [];
        room = MOST_BYTES;
      }
      group.push(id);
      room -= Number(size);
    }
    this.#readGroup(folder, group);
  }

  #readGroup(folder: string, ids: readonly string[]): void {
    if (ids.length === 0) return;
    const { stdout } = git(folder, ['cat-file', '--batch'], `${ids.join('\n')}\n`);
    for (let at = 0; at < stdout.length; ) {
      const end = stdout.indexOf('\n', at);
      if (end < 0) return;
      const [id = '', type, size] = stdout.toString('latin1', at, end).split(' ');
      const start = end + 1;
      if (type !== 'blob') {
        at = start;
        continue;
      }
      this.#bytes.set(id, stdout.subarray(start, start + Number(size)));
      at = start + Number(size) + 1;
    }
  }
}
