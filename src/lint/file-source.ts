import type { SourceText } from '../document/source-file.js';
import { type Discovery, type DiscoveryOptions, findFiles } from './files.js';
import { type FilesOnDisk, openLocalFiles } from './local-files.js';
import { readSource } from './read-file.js';

/** Where files are read from: the disk, or what is staged. */
export interface FileSource {
  /** Finds what paths lead to. */
  readonly find: (paths: readonly string[], options: DiscoveryOptions) => Promise<Discovery>;
  /** A file's text, undefined where it holds none. Throws in words for the user. */
  readonly read: (absolute: string) => Promise<SourceText | undefined>;
  /** What templates may bring in. */
  readonly local: FilesOnDisk;
}

/** @param cwd absolute folder that the paths of files are relative to */
export function filesOnDisk(cwd: string): FileSource {
  return { find: findFiles, read: readSource, local: openLocalFiles(cwd) };
}
