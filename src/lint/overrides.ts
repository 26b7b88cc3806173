import { relative, resolve } from 'node:path';
import picomatch from 'picomatch';
import type { Override } from './settings.js';

/**
 * The overrides that apply to a file, in their order.
 *
 * @param path the file's path, relative to `cwd`
 */
export function matchingOverrides(overrides: readonly Override[], cwd: string, path: string): readonly Override[] {
  const absolute = resolve(cwd, path);
  return overrides.filter(({ files, base }) => {
    const fromBase = relative(base, absolute).replaceAll('\\', '/');
    return picomatch.isMatch(fromBase, [...files], { dot: true });
  });
}
