import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Blobs } from './blobs.js';
import { blobId, isBlob, isStored } from './disk.js';
import type { Revision, TreeFile } from './revision.js';

/** Tells of files, by path from the root of the repository, whether they are others than in a revision. */
export type IsChanged = (key: string) => boolean;

/**
 * What has changed in the working tree since a revision. A file that was renamed and is the same otherwise has not; one
 * of a submodule whose revision is not here may have.
 */
export function changesOnDisk(base: Revision): IsChanged {
  const blobs = new Blobs();
  const before = pathsById(base);
  return remembered((key) => {
    const absolute = resolve(base.root, key);
    const file = base.files.get(key);
    if (file !== undefined) return !isBlob(absolute, file.id) && !isInStore(absolute, file, blobs);
    const id = blobId(absolute, before.keys().next().value?.length === 64 ? 'sha256' : 'sha1');
    return !isRenamed(before.get(id ?? ''), (path) => !existsSync(resolve(base.root, path)));
  });
}

function isInStore(absolute: string, file: TreeFile, blobs: Blobs): boolean {
  blobs.load([file]);
  return isStored(absolute, blobs.held(file));
}

/**
 * What is staged and is not the same in a revision.
 *
 * @param base absent where nothing has been committed yet
 */
export function stagedChanges(index: Revision, base: Revision | undefined): IsChanged {
  const before = base === undefined ? new Map<string, readonly string[]>() : pathsById(base);
  return remembered((key) => {
    const file = index.files.get(key);
    const former = base?.files.get(key);
    if (former !== undefined) return former.id !== file?.id;
    return !isRenamed(before.get(file?.id ?? ''), (path) => !index.files.has(path));
  });
}

/** Whether a new file has the words of one that is gone. */
function isRenamed(paths: readonly string[] = [], isGone: (path: string) => boolean): boolean {
  return paths.some(isGone);
}

/** The files of a revision by what they hold. */
function pathsById({ files }: Revision): ReadonlyMap<string, readonly string[]> {
  const paths = new Map<string, string[]>();
  for (const [path, { id }] of files) {
    const known = paths.get(id);
    if (known === undefined) paths.set(id, [path]);
    else known.push(path);
  }
  return paths;
}

function remembered(isChanged: IsChanged): IsChanged {
  const known = new Map<string, boolean>();
  return (key) => {
    const earlier = known.get(key);
    if (earlier !== undefined) return earlier;
    const changed = isChanged(key);
    known.set(key, changed);
    return changed;
  };
}
