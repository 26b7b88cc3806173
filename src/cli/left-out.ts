import type { IgnorePattern } from '../config/layer.js';

/** Whether the config leaves a file or folder out; what matches patterns is loaded only if there are any. */
export async function leftOutBy(
  ignore: readonly IgnorePattern[],
): Promise<((absolute: string, isFolder: boolean) => boolean) | undefined> {
  if (ignore.length === 0) return undefined;
  const { ignorePatterns, isIgnored } = await import('../lint/ignore-file.js');
  const bases = [...new Set(ignore.map(({ base }) => base))];
  const files = bases.map((base) =>
    ignorePatterns(
      base,
      ignore.filter((one) => one.base === base).map(({ pattern }) => pattern),
    ),
  );
  return (absolute, isFolder) => isIgnored(files, absolute, isFolder);
}
