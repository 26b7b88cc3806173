import { posix } from 'node:path';
import type { Document } from '../document/document.js';
import { decodeText, type SourceFile } from '../document/source-file.js';
import type { YamlResult } from '../document/yaml.js';
import { displayPath } from '../lint/files.js';
import { type FileOnDisk, type FilesOnDisk, MOST_BYTES, parseWhole } from '../lint/local-files.js';
import type { Blobs } from './blobs.js';
import type { Revision, TreeFile } from './revision.js';

/** The files of a revision, for templates of that revision that include them. Nothing of the disk is read. */
export class RevisionFiles implements FilesOnDisk {
  readonly #revision: Revision;
  readonly #blobs: Blobs;
  readonly #cwd: string;
  readonly #documents = new Map<string, Document | undefined>();
  #parseYaml: ((file: SourceFile) => YamlResult) | undefined;

  constructor(revision: Revision, blobs: Blobs, cwd: string) {
    this.#revision = revision;
    this.#blobs = blobs;
    this.#cwd = cwd;
  }

  readonly broughtIn = (): ReadonlySet<string> =>
    new Set([...this.#documents.values()].flatMap((document) => document?.file.path ?? []));

  readonly prepare = async (): Promise<void> => {
    this.#parseYaml ??= (await import('../document/yaml.js')).parseYaml;
  };

  readonly find = (path: string, from: SourceFile): FileOnDisk | undefined => {
    const file = this.#resolve(path, from);
    return file === undefined ? undefined : { path: this.#display(file.path), absolute: file.path };
  };

  readonly read = (path: string, from: SourceFile): Document | undefined => {
    const file = this.#resolve(path, from);
    if (file === undefined) return undefined;
    if (!this.#documents.has(file.path)) this.#documents.set(file.path, this.#parse(file));
    return this.#documents.get(file.path);
  };

  /** A file by its path from the folder of another one. */
  #resolve(path: string, from: SourceFile): TreeFile | undefined {
    if (path === '' || posix.isAbsolute(path)) return undefined;
    const own = displayPath(this.#revision.root, `${this.#cwd}/${from.path}`);
    return this.#revision.files.get(posix.normalize(posix.join(posix.dirname(own), path)));
  }

  #display(path: string): string {
    return posix.normalize(displayPath(this.#cwd, `${this.#revision.root}/${path}`));
  }

  #parse(file: TreeFile): Document | undefined {
    this.#blobs.load([file]);
    const bytes = this.#blobs.held(file);
    if (bytes === undefined || bytes.length > MOST_BYTES) return undefined;
    return parseWhole({ path: this.#display(file.path), text: decodeText(bytes) ?? '' }, this.#parseYaml);
  }
}
