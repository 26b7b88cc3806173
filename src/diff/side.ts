import type { SourceText } from '../document/source-file.js';
import type { FileOnDisk, FilesOnDisk } from '../lint/local-files.js';
import type { Failure } from '../report/report.js';

/** A file of one side of a comparison. */
export interface SideFile {
  /** As the report shows it: relative to the working directory. */
  readonly path: string;
  /** What the file of the other side is called that it is compared with: its path from the root of its side. */
  readonly key: string;
  /** What tells it from all other files of its side: its real path. */
  readonly absolute: string;
  /** Its text, undefined where it holds none. Throws in words for the user. */
  readonly read: () => Promise<SourceText | undefined>;
}

/** One side of a comparison: the files to look into, none of them read yet. */
export interface Side {
  readonly files: readonly SideFile[];
  /** What its templates may bring in. */
  readonly local: FilesOnDisk;
  /** A template beside its files that one of them makes a stack of. */
  readonly nested: (found: FileOnDisk) => SideFile;
  /** What could not be read, as far as that is known already. */
  readonly failures: readonly Failure[];
  /** What the side is called in a message about one of its files: `at main: `; empty where the path tells. */
  readonly label: string;
}

/** What is compared with what. */
export interface Sides {
  readonly base: Side;
  readonly head: Side;
}
