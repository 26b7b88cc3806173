import { realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, resolve, sep } from 'node:path';
import type { Document } from '../document/document.js';
import { parseJson } from '../document/json.js';
import type { SourceFile } from '../document/source-file.js';
import type { YamlResult } from '../document/yaml.js';
import type { LocalFiles } from '../sources/source.js';
import { displayPath } from './files.js';
import { gitRoot } from './git-root.js';
import { readText } from './read-file.js';

/** Larger files are not brought in: CloudFormation takes no template of more than 1 MB. */
export const MOST_BYTES = 2_000_000;

/** The files around those that are linted. */
export interface FilesOnDisk extends LocalFiles {
  /** A file that may be read, by its path relative to another file's folder. */
  readonly find: (path: string, from: SourceFile) => FileOnDisk | undefined;
  /** The files that were brought in, as the report shows them. */
  readonly broughtIn: () => ReadonlySet<string>;
  /** Loads what reading YAML needs; without, only JSON is read. */
  readonly prepare: () => Promise<void>;
}

/** A file that was found. */
export interface FileOnDisk {
  /** As the report shows it. */
  readonly path: string;
  /** Its real path. */
  readonly absolute: string;
}

/**
 * Opens the files of the repository, or of the working directory, for templates that include them. Nothing outside is
 * ever read, by whatever path or link; nor what is no file, or too large.
 *
 * @param cwd absolute folder that the paths of files are relative to
 */
export function openLocalFiles(cwd: string): FilesOnDisk {
  return new RepositoryFiles(cwd);
}

class RepositoryFiles implements FilesOnDisk {
  readonly #cwd: string;
  /** What has been read, by real path. */
  readonly #documents = new Map<string, Document | undefined>();
  #parseYaml: ((file: SourceFile) => YamlResult) | undefined;

  constructor(cwd: string) {
    this.#cwd = cwd;
  }

  readonly broughtIn = (): ReadonlySet<string> =>
    new Set([...this.#documents.values()].flatMap((document) => document?.file.path ?? []));

  readonly prepare = async (): Promise<void> => {
    this.#parseYaml ??= (await import('../document/yaml.js')).parseYaml;
  };

  readonly find = (path: string, from: SourceFile): FileOnDisk | undefined => {
    const absolute = this.#resolve(path, from);
    return absolute === undefined ? undefined : { path: displayPath(realpathSync(this.#cwd), absolute), absolute };
  };

  readonly read = (path: string, from: SourceFile): Document | undefined => {
    const absolute = this.#resolve(path, from);
    if (absolute === undefined) return undefined;
    if (!this.#documents.has(absolute)) this.#documents.set(absolute, this.#parse(absolute));
    return this.#documents.get(absolute);
  };

  /** The real path of a file that may be read. */
  #resolve(path: string, from: SourceFile): string | undefined {
    // What has a scheme is an address; a drive's letter begins an absolute path.
    if (path === '' || path.includes('\0') || isAbsolute(path) || /^[A-Za-z][\w+.-]*:/.test(path)) return undefined;
    try {
      const folder = dirname(realpathSync(resolve(this.#cwd, from.path)));
      const real = realpathSync(resolve(folder, path));
      const root = realpathSync(this.#rootOf(folder));
      const stats = statSync(real);
      const isWithin = real.startsWith(root.endsWith(sep) ? root : root + sep);
      return isWithin && stats.isFile() && stats.size <= MOST_BYTES ? real : undefined;
    } catch {
      return undefined;
    }
  }

  /** The folder that files are not looked for outside of. */
  #rootOf(folder: string): string {
    const cwd = realpathSync(this.#cwd);
    return gitRoot(folder) ?? (folder === cwd || folder.startsWith(cwd + sep) ? cwd : folder);
  }

  #parse(absolute: string): Document | undefined {
    try {
      const file = { path: displayPath(realpathSync(this.#cwd), absolute), text: readText(absolute) ?? '' };
      return parseWhole(file, this.#parseYaml);
    } catch {
      return undefined;
    }
  }
}

/** The document of a file that is brought in, undefined where there is something wrong with its text. */
export function parseWhole(
  file: SourceFile,
  parseYaml: ((file: SourceFile) => YamlResult) | undefined,
): Document | undefined {
  if (/^\s*[[{]/.test(file.text)) {
    const { document, problems } = parseJson(file);
    if (problems.length === 0) return document;
  }
  const yaml = parseYaml?.(file);
  return yaml === undefined || yaml.problems.length > 0 ? undefined : yaml.documents[0];
}
