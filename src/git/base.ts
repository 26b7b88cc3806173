import { git } from './git.js';
import { commitOf, idIn, linesOf, type Repository, type WrongUsage } from './repository.js';

/** The commit that changes are counted from. */
export interface Base {
  readonly commit: string;
  /** As a report calls it. */
  readonly name: string;
}

/**
 * Where the work on top of a revision began: the last commit that both have.
 *
 * @param name the revision; by default the default branch of the remote
 */
export function baseOf({ root, isShallow }: Repository, name: string | undefined): Base | WrongUsage {
  if (commitOf(root, 'HEAD') === undefined) {
    return { problem: '--changed: this repository has no commits yet, so there is nothing to compare with' };
  }
  const named = name === undefined ? defaultBranch(root) : { name };
  if ('problem' in named) return named;
  const commit = commitOf(root, named.name);
  const deepen = '; this clone is shallow: `git fetch --unshallow`';
  if (commit === undefined) {
    const hint = isShallow ? `${deepen}, or \`git fetch\` it` : '; is there a `git fetch` missing?';
    return { problem: `--changed ${named.name}: no such revision${hint}` };
  }
  const base = idIn(git(root, ['merge-base', 'HEAD', commit]));
  if (base !== undefined) return { commit: base, name: named.name };
  return { problem: `--changed ${named.name}: has no commit in common with HEAD${isShallow ? deepen : ''}` };
}

/** Branches that are taken for the default one where the remote's own word for it is not known. */
const USUAL: readonly string[] = ['main', 'master'];

/** The remote's default branch: that of `origin`, or of the only remote. */
function defaultBranch(root: string): { readonly name: string } | WrongUsage {
  const remotes = linesOf(git(root, ['remote'])).filter((name) => name !== '');
  const remote = remotes.includes('origin') ? 'origin' : remotes[0];
  if (remote === undefined || (remote !== 'origin' && remotes.length > 1)) {
    const what = remote === undefined ? 'this repository has no remote' : 'none of the remotes is called origin';
    return { problem: `--changed: ${what}, so name what to compare with: --changed=main` };
  }
  const [head = ''] = linesOf(git(root, ['symbolic-ref', '--quiet', `refs/remotes/${remote}/HEAD`]));
  const candidates = [head.replace(/^refs\/remotes\//, ''), ...USUAL.map((branch) => `${remote}/${branch}`)];
  const name = candidates.find(
    (candidate) => candidate !== '' && commitOf(root, `refs/remotes/${candidate}`) !== undefined,
  );
  if (name !== undefined) return { name };
  return {
    problem: `--changed: the default branch of ${remote} is not known; \`git fetch\` it and \`git remote set-head ${remote} --auto\`, or name it: --changed=${remote}/main`,
  };
}
