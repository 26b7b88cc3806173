import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { baseOf } from '../git/base.js';
import { changesOnDisk, type IsChanged, stagedChanges } from '../git/changes.js';
import { commitOf, openRepository, type Repository, type WrongUsage } from '../git/repository.js';
import { type Revision, readIndex, revisionOf } from '../git/revision.js';
import { isInRevision, keyIn } from '../git/revision-scope.js';
import { stagedSource } from '../git/staged.js';
import { changedOnly } from '../lint/changed-only.js';
import { type FileSource, filesOnDisk } from '../lint/file-source.js';
import type { Report } from '../report/report.js';
import type { InputRead } from './input.js';
import type { ChangedOptions } from './narrowing-options.js';

/** A run that reports what has changed. */
export interface ChangedRun {
  /** The paths to look into: what was taken for a revision may be one. */
  readonly paths: readonly string[];
  /** Where files are read from; the disk where it is absent. */
  readonly source?: FileSource;
  /** What to say where no file is looked into; absent where that needs no words of its own. */
  readonly nothing?: string;
  /** Whether a file is there, by its absolute path. */
  readonly isThere: (absolute: string) => boolean;
  /** Leaves out of a report what has not changed. */
  readonly only: (report: Report, input: InputRead) => { readonly report: Report; readonly notes: readonly string[] };
}

/**
 * Opens what a run compares with that reports what has changed, or says why it cannot.
 *
 * @param given the paths of the command line
 */
export function openChanged(options: ChangedOptions, given: readonly string[], cwd: string): ChangedRun | WrongUsage {
  const option = options.staged === true ? '--staged' : '--changed';
  if (given.includes('-')) return { problem: `${option} is about files: standard input has no history` };
  const repository = openRepository(cwd, option);
  if ('problem' in repository) return repository;
  const opened = options.staged === true ? openStaged(repository, cwd) : openSince(options.changed, repository, cwd);
  if ('problem' in opened) return opened;
  const paths = [...opened.paths, ...given];
  const outside = paths.find((path) => keyIn(repository, resolve(cwd, path)) === undefined);
  if (outside !== undefined) return { problem: `${outside}: is not in the repository of ${option}` };
  return { ...opened, paths, only: leavingOut(repository, opened.isChanged, option, cwd) };
}

/** What tells changed files from others. */
interface Opened extends Omit<ChangedRun, 'only'> {
  readonly isChanged: IsChanged;
}

function openStaged(repository: Repository, cwd: string): Opened | WrongUsage {
  const { root } = repository;
  const index = readIndex(root);
  if ('problem' in index) return index;
  const head = commitOf(root, 'HEAD');
  const base = head === undefined ? undefined : revisionOf(root, head, 'HEAD', '--staged');
  if (base !== undefined && 'problem' in base) return base;
  const unmerged = new Set(index.unmerged);
  return {
    paths: [],
    source: stagedSource(index, cwd),
    nothing: 'nothing is staged that could hold IAM',
    isThere: (absolute) => {
      const key = keyIn(repository, absolute) ?? '';
      return index.files.has(key) || unmerged.has(key);
    },
    isChanged: stagedChanges(index, base),
  };
}

/** @param given the revision; what is none, and a path, is taken for that: `--changed infra/` */
function openSince(given: string | true | undefined, repository: Repository, cwd: string): Opened | WrongUsage {
  const { root } = repository;
  const named = typeof given === 'string' ? given : undefined;
  const isPath = named !== undefined && commitOf(root, named) === undefined && existsSync(resolve(cwd, named));
  const base = baseOf(repository, isPath ? undefined : named);
  if ('problem' in base) return base;
  const revision: Revision | WrongUsage = revisionOf(root, base.commit, base.name, '--changed');
  if ('problem' in revision) return revision;
  return {
    paths: isPath ? [named] : [],
    source: sourceSince(revision, cwd),
    isThere: existsSync,
    isChanged: changesOnDisk(revision),
  };
}

/** The disk. A path that leads nowhere any more, and did in a revision, is no trouble: what was there is deleted. */
function sourceSince(revision: Revision, cwd: string): FileSource {
  const disk = filesOnDisk(cwd);
  return {
    ...disk,
    find: async (paths, options) => {
      const found = await disk.find(paths, options);
      return { ...found, problems: found.problems.filter(({ path }) => !isInRevision(path, revision, options)) };
    },
  };
}

function leavingOut(repository: Repository, isChanged: IsChanged, option: string, cwd: string): ChangedRun['only'] {
  return (given, { lookedAt, withIam }) => {
    const hasChanged = (file: string): boolean => {
      const key = keyIn(repository, resolve(cwd, file));
      return key === undefined || isChanged(key);
    };
    const { report, unread } = changedOnly(given, hasChanged, lookedAt, withIam);
    const what = unread === 1 ? 'file that has not changed' : 'files that have not changed';
    const notes = unread === 0 ? [] : [`${unread} ${what} could not be read; a run without ${option} says why`];
    return { report, notes };
  };
}
