import { existsSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { type DiscoveryOptions, displayPath, type FoundFile, findFiles } from '../lint/files.js';
import { openLocalFiles } from '../lint/local-files.js';
import { readSource } from '../lint/read-file.js';
import type { Failure } from '../report/report.js';
import { Blobs } from './blobs.js';
import { isBlob, isStored, mayBringOthersIn, realPath } from './disk.js';
import { openRevision, type Revision, type TreeFile } from './revision.js';
import { RevisionFiles } from './revision-files.js';
import { type Scope, scopeOf } from './scope.js';
import type { SideFile, Sides, WrongUsage } from './side.js';

/**
 * A revision and the working tree as the sides of a comparison. Files that are the same in both are left out, but for
 * those that may bring others in.
 *
 * @param name the revision, as git knows it: a branch, a tag, `HEAD~3`
 * @param paths files, folders and patterns, as `check` takes them
 */
export async function sidesOfRevision(
  name: string,
  paths: readonly string[],
  options: DiscoveryOptions,
): Promise<Sides | WrongUsage> {
  const { cwd } = options;
  const revision = openRevision(cwd, name);
  if ('problem' in revision) return revision;
  const { files, problems } = await findFiles(paths, options);
  const scope = scopeOf(paths, cwd);
  const problem = problems.find(({ path }) => !hadBefore(path, revision, options));
  if (problem !== undefined) {
    const hint = problem.suggestion === undefined ? '' : ` (did you mean "${problem.suggestion}"?)`;
    return { problem: `${problem.path}: ${problem.message}${hint}` };
  }
  const outside = files.find(({ absolute }) => keyIn(revision, absolute) === undefined);
  if (outside !== undefined) return { problem: `${outside.path}: is not in the repository of --base` };
  return compared(revision, files, scope, options);
}

/** Whether a path that leads nowhere led somewhere in the revision. */
function hadBefore(path: string, revision: Revision, { cwd }: DiscoveryOptions): boolean {
  const key = keyIn(revision, resolve(cwd, path));
  if (key === undefined) return false;
  if (revision.files.has(key)) return true;
  const scope = scopeOf([path], cwd);
  return [...revision.files.keys()].some((file) => scope(resolve(revision.root, file)));
}

/** A file's path from the root of the repository; undefined outside of it. */
function keyIn({ root }: Revision, absolute: string): string | undefined {
  const path = displayPath(root, absolute);
  return path.startsWith('../') || path === '..' || resolve(root, path) !== absolute ? undefined : path;
}

async function compared(
  revision: Revision,
  found: readonly FoundFile[],
  scope: Scope,
  options: DiscoveryOptions,
): Promise<Sides> {
  const { cwd } = options;
  const head = new Map(found.map((file) => [keyIn(revision, file.absolute) ?? '', file]));
  const unchanged = new Set<string>();
  const changed: FoundFile[] = [];
  for (const [key, file] of head) {
    // Of a submodule that is not here nothing is known to be new.
    if (revision.missing.some((path) => key.startsWith(`${path}/`))) continue;
    const before = revision.files.get(key);
    const isKept = before !== undefined && isBlob(file.absolute, before.id) && !mayBringOthersIn(file.absolute);
    if (isKept) unchanged.add(key);
    else changed.push(file);
  }
  const base = baseFiles(revision, head, scope, options).filter(([key]) => !unchanged.has(key));
  const blobs = new Blobs();
  blobs.load(base.map(([, file]) => file));
  const stored = new Set(
    base.flatMap(([key, file]) => {
      const now = head.get(key);
      return now !== undefined && isStored(now.absolute, blobs.held(file)) ? [key] : [];
    }),
  );
  const local = new RevisionFiles(revision, blobs, cwd);
  const sideFile = (path: string, absolute: string, file: TreeFile | undefined): SideFile => ({
    path,
    key: displayPath(revision.root, resolve(cwd, path)),
    absolute,
    read: async () => (file === undefined ? undefined : blobs.text(file)),
  });
  const diskFile = ({ path, absolute }: Pick<FoundFile, 'path' | 'absolute'>): SideFile => ({
    path,
    key: keyIn(revision, absolute) ?? path,
    absolute: realPath(absolute),
    read: () => readSource(absolute),
  });
  const { missing } = revision;
  return {
    base: {
      files: base.flatMap(([key, file]) =>
        stored.has(key) ? [] : [sideFile(shown(revision, cwd, key), file.path, file)],
      ),
      local,
      nested: ({ path, absolute }) => sideFile(path, absolute, revision.files.get(absolute)),
      failures: missing.flatMap((path) => submoduleFailure(path, revision, found, cwd)),
      label: `at ${revision.name}: `,
    },
    head: {
      files: changed.filter((file) => !stored.has(keyIn(revision, file.absolute) ?? '')).map(diskFile),
      local: openLocalFiles(cwd),
      nested: diskFile,
      failures: [],
      label: '',
    },
  };
}

/** The files of a revision that the paths take in: those of the working tree, and what is no longer there. */
function baseFiles(
  revision: Revision,
  head: ReadonlyMap<string, FoundFile>,
  scope: Scope,
  { isLeftOut }: DiscoveryOptions,
): readonly (readonly [string, TreeFile])[] {
  return [...revision.files].filter(([key]) => {
    if (head.has(key)) return true;
    const absolute = resolve(revision.root, key);
    // What is there and was not found was passed over for a reason that holds for both sides.
    if (!scope(absolute) || existsSync(absolute)) return false;
    return isLeftOut?.(absolute, false) !== true;
  });
}

function shown({ root }: Revision, cwd: string, key: string): string {
  return displayPath(cwd, resolve(root, key));
}

/** A submodule whose revision is not here, if the paths take in any of its files. */
function submoduleFailure(
  path: string,
  revision: Revision,
  found: readonly FoundFile[],
  cwd: string,
): readonly Failure[] {
  const root = resolve(revision.root, path) + sep;
  if (!found.some(({ absolute }) => absolute.startsWith(root))) return [];
  const message = `at ${revision.name}: this submodule's revision is not here; \`git fetch\` in it`;
  return [{ file: shown(revision, cwd, path), message }];
}
