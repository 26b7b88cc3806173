import { resolve } from 'node:path';
import type { SourceFile, SourceText } from '../document/source-file.js';
import type { FileSource } from '../lint/file-source.js';
import { type Discovery, type DiscoveryOptions, findFiles } from '../lint/files.js';
import { readSource } from '../lint/read-file.js';
import { Blobs } from './blobs.js';
import { isStored } from './disk.js';
import { isLfsPointer } from './lfs.js';
import type { Index, TreeFile } from './revision.js';
import { RevisionFiles } from './revision-files.js';
import { filesInScope, isInRevision, keyIn, shown } from './revision-scope.js';
import { scopeOf } from './scope.js';

/** The staged files of a repository, in place of those of the working tree. */
export function stagedSource(index: Index, cwd: string): FileSource {
  const blobs = new Blobs();
  const local = new RevisionFiles(index, blobs, cwd);
  const fileAt = (absolute: string): TreeFile | undefined => index.files.get(keyIn(index, absolute) ?? '');
  return {
    find: (paths, options) => findStaged(index, blobs, paths, options),
    read: async (absolute) => {
      const file = fileAt(absolute);
      return file === undefined ? undefined : textOf(file, absolute, blobs);
    },
    local: {
      read: local.read,
      broughtIn: local.broughtIn,
      prepare: local.prepare,
      find: (path: string, from: SourceFile) => {
        const found = local.find(path, from);
        return found === undefined ? undefined : { path: found.path, absolute: resolve(index.root, found.absolute) };
      },
    },
  };
}

async function findStaged(
  index: Index,
  blobs: Blobs,
  paths: readonly string[],
  options: DiscoveryOptions,
): Promise<Discovery> {
  const { cwd } = options;
  const onDisk = await findFiles(paths, options);
  const unmerged = new Set(index.unmerged);
  const found = new Map(onDisk.files.map((file) => [keyIn(index, file.absolute) ?? file.absolute, file]));
  const staged = filesInScope(index, found, scopeOf(paths, cwd), options);
  blobs.load(staged.map(([, file]) => file));
  const files = staged.map(([key]) => ({
    path: shown(index, cwd, key),
    absolute: resolve(index.root, key),
    named: found.get(key)?.named === true,
  }));
  const known = new Set(staged.map(([key]) => key));
  const others = [...found].filter(([key]) => !known.has(key) && !unmerged.has(key));
  for (const [, { path, named }] of others) if (!named) options.onPass?.(path, 'not staged');
  const conflicts = index.unmerged
    .filter((key) => found.has(key))
    .map((key) => ({
      path: shown(index, cwd, key),
      message: 'its merge is not resolved, so it is not known what is staged',
    }));
  const unstaged = others.flatMap(([, { path, named }]) =>
    named ? [{ path, message: 'is not staged; `git add` it, or leave out --staged' }] : [],
  );
  const problems = onDisk.problems.filter(({ path }) => !isInRevision(path, index, options));
  return {
    ...onDisk,
    files: files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)),
    problems: [...problems, ...unstaged, ...conflicts],
  };
}

/** What is staged of a file; of one that Git LFS keeps, what stands on the disk if that is the same. */
async function textOf(file: TreeFile, absolute: string, blobs: Blobs): Promise<SourceText | undefined> {
  const source = await blobs.text(file);
  if (source === undefined || !isLfsPointer(source.text)) return source;
  if (isStored(absolute, blobs.held(file))) return readSource(absolute);
  throw new Error('it is in Git LFS, and what is staged is not on the disk');
}
