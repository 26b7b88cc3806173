import { realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { globby } from 'globby';
import { IGNORED, LEFT_OUT, type PathProblem, type Search } from './files.js';
import { NEVER_SEARCHED } from './folder.js';
import { type IgnoreFile, ignoreFilesAbove, isIgnored, readIgnoreFile } from './ignore-file.js';

/**
 * Finds the files that glob patterns match. The folder that a pattern starts with is like one that is named: searched
 * even if it is ignored, though ignore files within it count. Patterns that start with `!` take files away again.
 *
 * @returns a problem for each pattern that matches nothing
 */
export async function searchPatterns(given: readonly string[], search: Search): Promise<readonly PathProblem[]> {
  const patterns = given.map((pattern) => pattern.replaceAll('\\', '/'));
  const negative = patterns.filter((pattern) => pattern.startsWith('!'));
  const problems: PathProblem[] = [];
  for (const pattern of patterns) {
    if (pattern.startsWith('!')) continue;
    const matches = await globby([pattern, ...negative], {
      cwd: search.cwd,
      absolute: true,
      dot: true,
      followSymbolicLinks: false,
      ignore: [...NEVER_SEARCHED].filter((name) => !pattern.includes(name)).map((name) => `**/${name}/**`),
      expandDirectories: false,
      suppressErrors: true,
    });
    if (matches.length === 0) problems.push({ path: pattern, message: 'matches no file' });
    const scope = new PatternScope(resolve(search.cwd, literalFolder(pattern)));
    for (const match of matches) addMatch(resolve(match), scope, search);
  }
  return problems;
}

function addMatch(absolute: string, scope: PatternScope, search: Search): void {
  if (scope.ignores(absolute)) search.pass(absolute, IGNORED);
  else if (search.isLeftOut?.(absolute, false) === true) search.pass(absolute, LEFT_OUT);
  else search.add(absolute, realpathSync(absolute), false);
}

/** The part of a pattern before the first segment that has wildcards. */
export function literalFolder(pattern: string): string {
  const segments = pattern.split('/');
  const first = segments.findIndex((segment) => /[*?[\]{}()!+@]/.test(segment));
  const literal = segments.slice(0, first < 0 ? -1 : first).join('/');
  return literal === '' && pattern.startsWith('/') ? '/' : literal;
}

interface IgnoreState {
  readonly ignored: boolean;
  readonly files: readonly IgnoreFile[];
}

/** What the ignore files say of the files below one folder, whether there or not; each folder's is read once. */
export class PatternScope {
  readonly #states = new Map<string, IgnoreState>();

  constructor(root: string) {
    const above = ignoreFilesAbove(root);
    this.#states.set(root, this.#enter(root, isIgnored(above, root, true) ? [] : above));
  }

  ignores(absolute: string): boolean {
    const { ignored, files } = this.#stateOf(dirname(absolute));
    return ignored || isIgnored(files, absolute, false);
  }

  #stateOf(folder: string): IgnoreState {
    const known = this.#states.get(folder);
    if (known !== undefined) return known;
    const parent = dirname(folder);
    const outer = parent === folder ? { ignored: false, files: [] } : this.#stateOf(parent);
    const ignored = outer.ignored || isIgnored(outer.files, folder, true);
    const state = ignored ? { ignored, files: outer.files } : this.#enter(folder, outer.files);
    this.#states.set(folder, state);
    return state;
  }

  #enter(folder: string, above: readonly IgnoreFile[]): IgnoreState {
    const own = readIgnoreFile(folder);
    return { ignored: false, files: own === undefined ? above : [...above, own] };
  }
}
