import { statSync } from 'node:fs';
import { basename, dirname, relative, resolve, sep } from 'node:path';
import { realPath } from '../git/disk.js';
import type { WrongUsage } from '../git/repository.js';
import { type DiscoveryOptions, type FoundFile, findFiles } from '../lint/files.js';
import { openLocalFiles } from '../lint/local-files.js';
import { readSource } from '../lint/read-file.js';
import type { Side, SideFile, Sides } from './side.js';

/**
 * Two files, or two folders, as the sides of a comparison.
 *
 * @param base what was before
 * @param head what is now
 */
export async function sidesOfPaths(base: string, head: string, options: DiscoveryOptions): Promise<Sides | WrongUsage> {
  const roots = [base, head].map((path) => resolve(options.cwd, path));
  const [baseRoot = '', headRoot = ''] = roots;
  const [isBaseFolder, isHeadFolder] = roots.map(isFolder);
  if (isBaseFolder !== undefined && isHeadFolder !== undefined && isBaseFolder !== isHeadFolder) {
    return { problem: 'compare a file with a file, or a folder with a folder' };
  }
  const found = await Promise.all(
    [base, head].map((path) => findFiles([path], leavingOut(roots, resolve(options.cwd, path), options))),
  );
  const problem = found.flatMap(({ problems }) => problems)[0];
  if (problem !== undefined) {
    const { path, message, suggestion } = problem;
    const hint = suggestion === undefined ? '' : ` (did you mean "${suggestion}"?)`;
    return { problem: `${path}: ${message}${hint}` };
  }
  const [ofBase, ofHead] = found.map(({ files }) => files);
  return {
    base: sideOf(baseRoot, ofBase ?? [], options.cwd),
    head: sideOf(headRoot, ofHead ?? [], options.cwd),
  };
}

/** Whether a path leads to a folder; undefined where it leads nowhere. */
function isFolder(absolute: string): boolean | undefined {
  try {
    return statSync(absolute).isDirectory();
  } catch {
    return undefined;
  }
}

/** Where one folder is within the other, it is no part of that. */
function leavingOut(roots: readonly string[], own: string, options: DiscoveryOptions): DiscoveryOptions {
  const within = roots.filter((root) => root !== own && root.startsWith(own + sep));
  if (within.length === 0) return options;
  const { isLeftOut } = options;
  return {
    ...options,
    isLeftOut: (absolute, isFolder) => within.includes(absolute) || isLeftOut?.(absolute, isFolder) === true,
  };
}

function sideOf(root: string, files: readonly FoundFile[], cwd: string): Side {
  const isOneFile = files.length === 1 && files[0]?.absolute === root;
  const folder = isOneFile ? dirname(root) : root;
  return {
    files: files.map((file) => sideFile(file, isOneFile ? '' : keyIn(folder, file.absolute))),
    local: openLocalFiles(cwd),
    nested: (found) => sideFile(found, keyIn(realPath(folder), found.absolute)),
    failures: [],
    label: '',
  };
}

function sideFile({ path, absolute }: Pick<FoundFile, 'path' | 'absolute'>, key: string): SideFile {
  return { path, key, absolute: realPath(absolute), read: () => readSource(absolute) };
}

function keyIn(folder: string, absolute: string): string {
  return relative(folder, absolute).replaceAll('\\', '/') || basename(absolute);
}
