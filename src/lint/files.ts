import { lstatSync, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, relative, resolve, sep } from 'node:path';
import { mostSimilar } from '../document/similar.js';

/** A file to look into. */
export interface FoundFile {
  /** As the report shows it: relative to the working directory where it can be, with forward slashes. */
  readonly path: string;
  readonly absolute: string;
  /** Whether the user named this very file, rather than a folder or a pattern. */
  readonly named: boolean;
}

/** What searching the given paths came to. */
export interface Discovery {
  /** Sorted by path; each file once, however often it was named. */
  readonly files: readonly FoundFile[];
  /** Paths that do not exist or cannot be searched. */
  readonly problems: readonly PathProblem[];
  /** Folders named `cdk.out` that were left out because a `.gitignore` names them: they hold the templates. */
  readonly ignoredCdkOut: readonly string[];
  /** Folders that CDK wrote, and whose manifest does not tell what belongs to them: all of them was read. */
  readonly brokenAssemblies: readonly string[];
}

/** A path that leads to nothing. */
export interface PathProblem {
  /** As given. */
  readonly path: string;
  /** One line: `no such file or folder`. */
  readonly message: string;
  /** The path that was probably meant. */
  readonly suggestion?: string;
}

export interface DiscoveryOptions {
  /** Absolute working directory. */
  readonly cwd: string;
  /** Whether the config leaves a file or folder out; asked with the absolute path. */
  readonly isLeftOut?: (absolute: string, isFolder: boolean) => boolean;
  /** Told what was passed over, and why; for those who ask. */
  readonly onPass?: (path: string, reason: string) => void;
}

/** Why files are passed over, in the words of `--verbose`. */
export const IGNORED = 'ignored by a .gitignore';
export const LEFT_OUT = 'left out by the config';

/** A search under way: what every way of finding files adds to. */
export interface Search extends DiscoveryOptions {
  readonly add: (absolute: string, real: string, named: boolean) => void;
  readonly pass: (absolute: string, reason: string) => void;
  readonly fail: (absolute: string, message: string) => void;
  readonly display: (absolute: string) => string;
  readonly ignoredCdkOut: string[];
  readonly brokenAssemblies: string[];
}

/**
 * Finds the files to look into. A path that exists is taken as it is: a file is read whatever its extension, a folder
 * is searched even if an ignore file above it names it. Any other path that has wildcards is a pattern. What folders
 * and patterns need is loaded only for them: a list of files costs one `stat` each.
 */
export async function findFiles(paths: readonly string[], options: DiscoveryOptions): Promise<Discovery> {
  const found = new Map<string, FoundFile>();
  const problems: PathProblem[] = [];
  const search = startSearch(options, found, problems);
  const patterns: string[] = [];
  for (const path of paths) {
    const absolute = resolve(options.cwd, path);
    const stats = statOf(absolute);
    if (stats === undefined && hasWildcards(path)) patterns.push(path);
    else if (stats === undefined) problems.push(missing(path, absolute));
    else if (stats.isDirectory()) await searchFolder(absolute, search);
    else if (options.isLeftOut?.(absolute, false) === true) search.pass(absolute, LEFT_OUT);
    else search.add(absolute, paths.length === 1 ? absolute : realpathSync(absolute), true);
  }
  if (patterns.length > 0) {
    const { searchPatterns } = await import('./patterns.js');
    problems.push(...(await searchPatterns(patterns, search)));
  }
  const files = [...found.values()].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const { ignoredCdkOut, brokenAssemblies } = search;
  return { files, problems, ignoredCdkOut: ignoredCdkOut.sort(), brokenAssemblies: brokenAssemblies.sort() };
}

async function searchFolder(absolute: string, search: Search): Promise<void> {
  const { walkFolder } = await import('./folder.js');
  walkFolder(absolute, search);
}

function startSearch(options: DiscoveryOptions, found: Map<string, FoundFile>, problems: PathProblem[]): Search {
  const { cwd } = options;
  return {
    ...options,
    ignoredCdkOut: [],
    brokenAssemblies: [],
    add: (absolute, real, named) => {
      const path = displayPath(cwd, absolute);
      const earlier = found.get(real);
      // Of several paths to one file the first by name is shown, in whatever order the file system lists them.
      if (earlier === undefined || path < earlier.path) {
        found.set(real, { path, absolute, named: named || earlier?.named === true });
      } else if (named) found.set(real, { ...earlier, named });
    },
    pass: (absolute, reason) => options.onPass?.(displayPath(cwd, absolute), reason),
    fail: (absolute, message) => void problems.push({ path: displayPath(cwd, absolute), message }),
    display: (absolute) => displayPath(cwd, absolute),
  };
}

/** A path as the report shows it: relative to the working directory, with forward slashes. */
export function displayPath(cwd: string, absolute: string): string {
  // Below the working directory, as most paths are, it is the rest of the path.
  const isBelow = absolute.startsWith(cwd) && absolute.charAt(cwd.length) === sep;
  const path = isBelow ? absolute.slice(cwd.length + 1) : relative(cwd, absolute);
  if (path === '') return '.';
  return sep === '/' ? path : path.split(sep).join('/');
}

function statOf(absolute: string): Stats | undefined {
  try {
    return statSync(absolute, { throwIfNoEntry: false });
  } catch {
    // A path below a file, a name too long, a folder that may not be entered: as good as missing.
    return undefined;
  }
}

/** Whether a path that does not exist may be a pattern. */
function hasWildcards(path: string): boolean {
  return /[*?[\]{}]|^!/.test(path);
}

function missing(path: string, absolute: string): PathProblem {
  if (isBrokenLink(absolute)) return { path, message: 'is a link to something that does not exist' };
  const name = similarSibling(absolute);
  const message = 'no such file or folder';
  if (name === undefined) return { path, message };
  return { path, message, suggestion: `${path.replace(/[^\\/]+[\\/]*$/, '')}${name}` };
}

function isBrokenLink(absolute: string): boolean {
  try {
    return lstatSync(absolute, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  } catch {
    return false;
  }
}

function similarSibling(absolute: string): string | undefined {
  try {
    return mostSimilar(basename(absolute), readdirSync(dirname(absolute)));
  } catch {
    return undefined;
  }
}
