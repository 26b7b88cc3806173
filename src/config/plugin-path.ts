import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, isAbsolute, join, resolve } from 'node:path';

/**
 * The file that a plugin's name leads to: a path if it begins as one, else a package as Node finds it from the folder of
 * the config file that names it.
 *
 * @param folder absolute folder of that config file
 */
export function pluginPath(name: string, folder: string): string | undefined {
  if (/^\.{1,2}[/\\]/.test(name) || isAbsolute(name)) {
    const path = resolve(folder, name);
    return isFile(path) ? path : undefined;
  }
  try {
    const path = createRequire(join(folder, 'leastwise.yaml')).resolve(name);
    // The name of one of Node's own modules leads to no file.
    return isAbsolute(path) ? path : undefined;
  } catch {
    return importedEntry(name, folder);
  }
}

/** The entry of a package that has none for `require`. */
function importedEntry(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const root = join(folder, 'node_modules', name);
    if (existsSync(join(root, 'package.json'))) {
      const path = resolve(root, entryOf(join(root, 'package.json')) ?? 'index.js');
      return isFile(path) ? path : undefined;
    }
    if (dirname(folder) === folder) return undefined;
  }
}

/** Nesting of conditions that is looked into. */
const DEEPEST = 8;

function entryOf(manifest: string): string | undefined {
  try {
    const { exports, main } = JSON.parse(readFileSync(manifest, 'utf8'));
    const own = typeof exports === 'object' && exports !== null && '.' in exports ? exports['.'] : exports;
    return importTarget(own, DEEPEST) ?? (typeof main === 'string' ? main : undefined);
  } catch {
    return undefined;
  }
}

/** https://nodejs.org/api/packages.html#conditional-exports: of the conditions that hold the first counts. */
function importTarget(target: unknown, depth: number): string | undefined {
  if (typeof target === 'string') return target;
  if (typeof target !== 'object' || target === null || depth === 0) return undefined;
  for (const [condition, inner] of Object.entries(target)) {
    if (!['import', 'node', 'default'].includes(condition)) continue;
    const found = importTarget(inner, depth - 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
