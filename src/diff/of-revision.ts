import { resolve, sep } from 'node:path';
import { Blobs } from '../git/blobs.js';
import { isBlob, isStored, mayBringOthersIn, realPath } from '../git/disk.js';
import type { WrongUsage } from '../git/repository.js';
import { openRevision, type Revision, type TreeFile } from '../git/revision.js';
import { RevisionFiles } from '../git/revision-files.js';
import { filesInScope, isInRevision, keyIn, shown } from '../git/revision-scope.js';
import { type Scope, scopeOf } from '../git/scope.js';
import { type DiscoveryOptions, displayPath, type FoundFile, findFiles } from '../lint/files.js';
import { openLocalFiles } from '../lint/local-files.js';
import { readSource } from '../lint/read-file.js';
import type { Failure } from '../report/report.js';
import type { SideFile, Sides } from './side.js';

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
  const revision = openRevision(cwd, name, '--base');
  if ('problem' in revision) return revision;
  const { files, problems } = await findFiles(paths, options);
  const scope = scopeOf(paths, cwd);
  const problem = problems.find(({ path }) => !isInRevision(path, revision, options));
  if (problem !== undefined) {
    const hint = problem.suggestion === undefined ? '' : ` (did you mean "${problem.suggestion}"?)`;
    return { problem: `${problem.path}: ${problem.message}${hint}` };
  }
  const outside = files.find(({ absolute }) => keyIn(revision, absolute) === undefined);
  if (outside !== undefined) return { problem: `${outside.path}: is not in the repository of --base` };
  return compared(revision, files, scope, options);
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
  const base = filesInScope(revision, head, scope, options).filter(([key]) => !unchanged.has(key));
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
