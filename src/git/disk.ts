import { createHash } from 'node:crypto';
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { filePartsOf } from '../lint/big-file.js';
import { LARGEST_WHOLE } from '../lint/read-file.js';
import { isLfsPointer, lfsHash } from './lfs.js';

/**
 * Whether a file holds what a blob does: computed here, as git would run the repository's filters on it. One that cannot
 * be read may be another; reading it for good says why.
 */
export function isBlob(absolute: string, id: string): boolean {
  return blobId(absolute, id.length === 40 ? 'sha1' : 'sha256') === id;
}

/** The id of the blob that a file is; undefined of one that cannot be read. */
export function blobId(absolute: string, algorithm: 'sha1' | 'sha256'): string | undefined {
  const size = sizeOf(absolute);
  return size === undefined ? undefined : hashOf(absolute, algorithm, `blob ${size}\0`);
}

/** Whether a file is the one in Git LFS that a revision's pointer stands for. */
export function isStored(absolute: string, before: Buffer | undefined): boolean {
  const pointer = before?.toString('utf8', 0, 1024) ?? '';
  return isLfsPointer(pointer) && hashOf(absolute, 'sha256', '') === lfsHash(pointer);
}

/** What files say that bring in others, or make stacks of them. A NUL is of an encoding in which nothing else shows. */
const BRINGS_IN: readonly string[] = ['AWS::Include', '${file(', 'TemplateURL', 'AWS::Serverless::Application', '\0'];

/** Whether a file may bring in others, so that what it amounts to may change when it does not. */
export function mayBringOthersIn(absolute: string): boolean {
  const size = sizeOf(absolute);
  // Nothing larger can be deployed, but for plans, which hold all there is.
  if (size === undefined || size > LARGEST_WHOLE) return false;
  const bytes = orUndefined(() => readFileSync(absolute));
  return bytes === undefined || BRINGS_IN.some((words) => bytes.includes(words));
}

/** A path without links; as it is where it leads nowhere. */
export function realPath(absolute: string): string {
  return orUndefined(() => realpathSync(absolute)) ?? absolute;
}

/** The size of a file that can be read more than once: undefined for pipes, and what is not there. */
function sizeOf(absolute: string): number | undefined {
  const stats = orUndefined(() => statSync(absolute));
  return stats?.isFile() === true ? stats.size : undefined;
}

function hashOf(absolute: string, algorithm: 'sha1' | 'sha256', prefix: string): string | undefined {
  return orUndefined(() => {
    const hash = createHash(algorithm).update(prefix);
    for (const part of filePartsOf(absolute)) hash.update(part);
    return hash.digest('hex');
  });
}

/** What the file system gives, undefined where it refuses. */
function orUndefined<Value>(ask: () => Value): Value | undefined {
  try {
    return ask();
  } catch {
    return undefined;
  }
}
