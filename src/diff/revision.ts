import { existsSync } from 'node:fs';
import { join, posix, resolve } from 'node:path';
import { type GitResult, git } from './git.js';
import type { WrongUsage } from './side.js';

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

/** Opens a revision of the repository that a folder is in, or says why there is none. */
export function openRevision(cwd: string, name: string): Revision | WrongUsage {
  const about = git(cwd, ['rev-parse', '--is-inside-work-tree', '--is-shallow-repository', '--show-cdup']);
  if (about.problem !== undefined) return { problem: notHere(about.problem) };
  const [isInside, isShallow, up = ''] = linesOf(about);
  if (isInside !== 'true') return { problem: '--base needs the working tree of a git repository' };
  const root = resolve(cwd, up);
  const commit = commitOf(root, name);
  if (commit === undefined) {
    const hint = isShallow === 'true' ? '; this clone is shallow: `git fetch --unshallow`, or `git fetch` it' : '';
    return { problem: `--base ${name}: no such revision${hint === '' ? '; is there a `git fetch` missing?' : hint}` };
  }
  const tree = new Tree();
  const problem = tree.add(root, commit, '', 0);
  if (problem !== undefined) return { problem: `--base ${name}: ${problem}` };
  return { name, root, files: tree.resolved(), missing: tree.missing };
}

function linesOf({ stdout }: GitResult): readonly string[] {
  return stdout.toString('utf8').split(/\r?\n/);
}

function notHere(problem: string): string {
  return /not a git repository/.test(problem) ? '--base needs a git repository, and this folder is in none' : problem;
}

/** The id of the commit that a revision means. What begins with a dash is none, but might be taken for an option. */
function commitOf(root: string, name: string): string | undefined {
  if (name === '' || name.startsWith('-') || name.includes('\0')) return undefined;
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`];
  const { stdout, problem } = git(root, args);
  const id = stdout.toString('latin1').trim();
  return problem === undefined && /^[0-9a-f]{40,64}$/.test(id) ? id : undefined;
}

/** The files of a revision in the making. */
class Tree {
  readonly missing: string[] = [];
  readonly #files = new Map<string, TreeFile>();
  readonly #links = new Map<string, TreeFile>();

  /** Adds what a commit holds; says why it cannot. */
  add(folder: string, commit: string, prefix: string, depth: number): string | undefined {
    const { stdout, problem } = git(folder, ['ls-tree', '-r', '-z', '--full-tree', commit]);
    if (problem !== undefined) return problem;
    for (const entry of stdout.toString('utf8').split('\0')) {
      const [, mode, id, name] = /^(\d{6}) \w+ ([0-9a-f]{40,64})\t([\s\S]+)$/.exec(entry) ?? [];
      if (mode === undefined || id === undefined || name === undefined) continue;
      const path = prefix + name;
      if (mode === '160000') this.#addSubmodule(join(folder, name), id, path, depth + 1);
      else if (mode === '120000') this.#links.set(path, { id, folder, path });
      else this.#files.set(path, { id, folder, path });
    }
    return undefined;
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
