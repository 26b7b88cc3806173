import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { git } from './git.js';
import { commitOf, openRepository, type WrongUsage } from './repository.js';

/** A revision of a repository: the files it has. */
export interface Revision {
  /** As the user named it. */
  readonly name: string;
  /** The absolute root of the working tree. */
  readonly root: string;
  /** All files, by path from the root with forward slashes; links by what they lead to. */
  readonly files: ReadonlyMap<string, TreeFile>;
  /** Submodules whose revision is not here, by path. */
  readonly missing: readonly string[];
}

/** A file of a revision. */
export interface TreeFile {
  /** The id of what it holds. */
  readonly id: string;
  /** The folder in whose repository that is: the root's, or a submodule's. */
  readonly folder: string;
  /** Its own path, where it was found by a link. */
  readonly path: string;
}

/** Submodules in submodules deeper than this are not looked into. */
const DEEPEST_SUBMODULE = 10;

/**
 * Opens a revision of the repository that a folder is in, or says why there is none.
 *
 * @param option the option that names it, for the message
 */
export function openRevision(cwd: string, name: string, option: string): Revision | WrongUsage {
  const repository = openRepository(cwd, option);
  if ('problem' in repository) return repository;
  const { root, isShallow } = repository;
  const commit = commitOf(root, name);
  if (commit !== undefined) return revisionOf(root, commit, name, option);
  const hint = isShallow ? '; this clone is shallow: `git fetch --unshallow`, or `git fetch` it' : '';
  return { problem: `${option} ${name}: no such revision${hint === '' ? '; is there a `git fetch` missing?' : hint}` };
}

/** The revision that a commit is, or why it cannot be read. */
export function revisionOf(root: string, commit: string, name: string, option: string): Revision | WrongUsage {
  const tree = new Tree();
  const problem = tree.add(root, commit, '', 0);
  if (problem !== undefined) return { problem: `${option} ${name}: ${problem}` };
  return { name, root, files: tree.resolved(), missing: tree.missing };
}

/** What is staged for the next commit. */
export interface Index extends Revision {
  /** Files whose merge is not resolved, by path. */
  readonly unmerged: readonly string[];
}

/** What is staged for the next commit, or why it cannot be read. */
export function readIndex(root: string): Index | WrongUsage {
  const tree = new Tree();
  const problem = tree.addIndex(root);
  if (problem !== undefined) return { problem: `--staged: ${problem}` };
  return { name: 'the index', root, files: tree.resolved(), missing: tree.missing, unmerged: [...tree.unmerged] };
}

/** The files of a revision in the making. */
class Tree {
  readonly missing: string[] = [];
  readonly unmerged = new Set<string>();
  readonly #files = new Map<string, TreeFile>();
  readonly #links = new Map<string, TreeFile>();

  /** Adds what a commit holds; says why it cannot. */
  add(folder: string, commit: string, prefix: string, depth: number): string | undefined {
    const { stdout, problem } = git(folder, ['ls-tree', '-r', '-z', '--full-tree', commit]);
    if (problem !== undefined) return problem;
    for (const entry of stdout.toString('utf8').split('\0')) {
      const [, mode, id, name] = /^(\d{6}) \w+ ([0-9a-f]{40,64})\t([\s\S]+)$/.exec(entry) ?? [];
      if (mode === undefined || id === undefined || name === undefined) continue;
      this.#addEntry(folder, mode, id, name, prefix, depth);
    }
    return undefined;
  }

  /** Adds what is staged; says why it cannot. */
  addIndex(root: string): string | undefined {
    const { stdout, problem } = git(root, ['ls-files', '--stage', '-z']);
    if (problem !== undefined) return problem;
    for (const entry of stdout.toString('utf8').split('\0')) {
      const [, mode, id, stage, name] = /^(\d{6}) ([0-9a-f]{40,64}) (\d)\t([\s\S]+)$/.exec(entry) ?? [];
      if (mode === undefined || id === undefined || name === undefined) continue;
      if (stage === '0') this.#addEntry(root, mode, id, name, '', 0);
      else this.unmerged.add(name);
    }
    return undefined;
  }

  #addEntry(folder: string, mode: string, id: string, name: string, prefix: string, depth: number): void {
    const path = prefix + name;
    if (mode === '160000') this.#addSubmodule(join(folder, name), id, path, depth + 1);
    else if (mode === '120000') this.#links.set(path, { id, folder, path });
    else this.#files.set(path, { id, folder, path });
  }

  /** All files, and the links that lead to one of them. */
  resolved(): ReadonlyMap<string, TreeFile> {
    const files = new Map(this.#files);
    for (const link of this.#links.values()) {
      const target = this.#targetOf(link);
      if (target !== undefined) files.set(link.path, target);
    }
    return files;
  }

  /** A submodule's files are in its own repository, which may not be checked out. */
  #addSubmodule(folder: string, commit: string, path: string, depth: number): void {
    const isHere = depth <= DEEPEST_SUBMODULE && existsSync(join(folder, '.git'));
    if (!isHere || this.add(folder, commit, `${path}/`, depth) !== undefined) this.missing.push(path);
  }

  /** The file that a link leads to, through other links if need be. */
  #targetOf(link: TreeFile): TreeFile | undefined {
    let current: TreeFile | undefined = link;
    for (let steps = 0; steps < 10 && current !== undefined; steps++) {
      const { stdout, problem } = git(current.folder, ['cat-file', 'blob', current.id]);
      const written = stdout.toString('utf8');
      if (problem !== undefined || written === '' || posix.isAbsolute(written)) return undefined;
      const path = posix.join(posix.dirname(current.path), written);
      const file = this.#files.get(path);
      if (file !== undefined) return file;
      current = this.#links.get(path);
    }
    return undefined;
  }
}
