import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type DiscoveryOptions, displayPath, type FoundFile } from '../lint/files.js';
import type { Revision, TreeFile } from './revision.js';
import { type Scope, scopeOf } from './scope.js';

/** Whether a path that leads nowhere on the disk leads somewhere in a revision. */
export function isInRevision(path: string, revision: Revision, { cwd }: DiscoveryOptions): boolean {
  const key = keyIn(revision, resolve(cwd, path));
  if (key === undefined) return false;
  if (revision.files.has(key)) return true;
  const scope = scopeOf([path], cwd);
  return [...revision.files.keys()].some((file) => scope(resolve(revision.root, file)));
}

/** A file's path from the root of the repository; undefined outside of it. */
export function keyIn({ root }: Pick<Revision, 'root'>, absolute: string): string | undefined {
  const path = displayPath(root, absolute);
  return path.startsWith('../') || path === '..' || resolve(root, path) !== absolute ? undefined : path;
}

/**
 * The files of a revision that paths take in: those of the working tree, and what is no longer there.
 *
 * @param found what they take in of the working tree, by path from the root
 */
export function filesInScope(
  revision: Revision,
  found: ReadonlyMap<string, FoundFile>,
  scope: Scope,
  { isLeftOut }: DiscoveryOptions,
): readonly (readonly [string, TreeFile])[] {
  return [...revision.files].filter(([key]) => {
    if (found.has(key)) return true;
    const absolute = resolve(revision.root, key);
    // What is there and was not found was passed over for a reason that holds for both sides.
    if (!scope(absolute) || existsSync(absolute)) return false;
    return isLeftOut?.(absolute, false) !== true;
  });
}

/** A file of a revision as the report shows it. */
export function shown({ root }: Revision, cwd: string, key: string): string {
  return displayPath(cwd, resolve(root, key));
}
