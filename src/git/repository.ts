import { resolve } from 'node:path';
import { type GitResult, git } from './git.js';

/** Why something cannot be done: wrong usage, one line. */
export interface WrongUsage {
  readonly problem: string;
}

/** A repository with a working tree. */
export interface Repository {
  /** The absolute root of the working tree. */
  readonly root: string;
  /** Whether the history is cut off somewhere. */
  readonly isShallow: boolean;
}

/**
 * Opens the repository that a folder is in, or says why there is none.
 *
 * @param option the option that needs it, for the message
 */
export function openRepository(cwd: string, option: string): Repository | WrongUsage {
  const about = git(cwd, ['rev-parse', '--is-inside-work-tree', '--is-shallow-repository', '--show-cdup']);
  if (about.problem !== undefined) {
    const isNone = /not a git repository/.test(about.problem);
    return { problem: isNone ? `${option} needs a git repository, and this folder is in none` : about.problem };
  }
  const [isInside, isShallow, up = ''] = linesOf(about);
  if (isInside !== 'true') return { problem: `${option} needs the working tree of a git repository` };
  return { root: resolve(cwd, up), isShallow: isShallow === 'true' };
}

/** The id of the commit that a revision means. What begins with a dash is none, but might be taken for an option. */
export function commitOf(root: string, name: string): string | undefined {
  if (name === '' || name.startsWith('-') || name.includes('\0')) return undefined;
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`];
  return idIn(git(root, args));
}

/** The id that git printed, if it did. */
export function idIn({ stdout, problem }: GitResult): string | undefined {
  const [id = ''] = stdout.toString('latin1').split('\n');
  return problem === undefined && /^[0-9a-f]{40,64}$/.test(id) ? id : undefined;
}

/** What git printed, line by line. */
export function linesOf({ stdout }: GitResult): readonly string[] {
  return stdout.toString('utf8').split(/\r?\n/);
}
