import { relative, resolve } from 'node:path';
import picomatch from 'picomatch';
import type { Override, PlacedInvariant } from './settings.js';

/**
 * The overrides that apply to a file, in their order.
 *
 * @param path the file's path, relative to `cwd`
 */
export function matchingOverrides(overrides: readonly Override[], cwd: string, path: string): readonly Override[] {
  const absolute = resolve(cwd, path);
  return overrides.filter(({ files, base }) => isAmong(files, base, absolute));
}

/**
 * The invariants that must hold in a file.
 *
 * @param path the file's path, relative to `cwd`
 */
export function matchingInvariants(
  invariants: readonly PlacedInvariant[],
  cwd: string,
  path: string,
): readonly PlacedInvariant[] {
  const absolute = resolve(cwd, path);
  return invariants.filter(
    ({ files, exceptFiles = [], base }) =>
      (files === undefined || isAmong(files, base, absolute)) && !isAmong(exceptFiles, base, absolute),
  );
}

function isAmong(patterns: readonly string[], base: string, absolute: string): boolean {
  return patterns.length > 0 && fileMatcher(patterns, base)(absolute);
}

/** Tells whether files are among those that glob patterns name. */
export function fileMatcher(patterns: readonly string[], base: string): (absolute: string) => boolean {
  const isMatch = picomatch([...patterns], { dot: true });
  return (absolute) => isMatch(relative(base, absolute).replaceAll('\\', '/'));
}
