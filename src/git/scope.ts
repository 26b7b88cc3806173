import { existsSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import picomatch from 'picomatch';
import { displayPath } from '../lint/files.js';
import { NEVER_SEARCHED, READ_IN_FOLDERS } from '../lint/folder.js';
import { literalFolder, PatternScope } from '../lint/patterns.js';

/** What the paths of the command line take in of files that are no longer there. */
export type Scope = (absolute: string) => boolean;

/** As the working tree is searched: patterns that begin with `!` take from the other patterns. */
export function scopeOf(paths: readonly string[], cwd: string): Scope {
  const negative = paths.filter((path) => path.startsWith('!'));
  const isTakenAway = picomatch(
    negative.map((path) => patternOf(path.slice(1))),
    { dot: true },
  );
  const scopes = paths
    .filter((path) => !path.startsWith('!'))
    .map((path) => (isPattern(path, cwd) ? scopeOfPattern(path, cwd, isTakenAway) : scopeOfPath(resolve(cwd, path))));
  return (file) => scopes.some((scope) => scope(file));
}

function isPattern(path: string, cwd: string): boolean {
  return /[*?[\]{}]/.test(path) && !existsSync(resolve(cwd, path));
}

function patternOf(path: string): string {
  return path.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '');
}

function scopeOfPattern(path: string, cwd: string, isTakenAway: (path: string) => boolean): Scope {
  const pattern = patternOf(path);
  const root = resolve(cwd, literalFolder(pattern));
  const ignored = new PatternScope(root);
  const matches = picomatch(pattern, { dot: true });
  return (file) => {
    const shown = displayPath(cwd, file);
    return isBelow(root, file) && matches(shown) && !isTakenAway(shown) && !ignored.ignores(file);
  };
}

function scopeOfPath(root: string): Scope {
  const ignored = new PatternScope(root);
  return (file) => {
    if (file === root) return true;
    if (!isBelow(root, file) || !READ_IN_FOLDERS.test(file)) return false;
    const isSearched = !relative(root, file)
      .split(sep)
      .some((segment) => NEVER_SEARCHED.has(segment));
    return isSearched && !ignored.ignores(file);
  };
}

function isBelow(folder: string, file: string): boolean {
  return file.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
