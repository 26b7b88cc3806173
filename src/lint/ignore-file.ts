import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** The patterns of one `.gitignore`, and the folder that they are relative to. */
export interface IgnoreFile {
  readonly folder: string;
  readonly patterns: Ignore;
}

/** The `.gitignore` of a folder, if it has one that can be read. */
export function readIgnoreFile(folder: string): IgnoreFile | undefined {
  try {
    const text = readFileSync(join(folder, '.gitignore'), 'utf8');
    return ignorePatterns(folder, text.split(/\r?\n/));
  } catch {
    return undefined;
  }
}

/** Patterns as a `.gitignore` has them, relative to a folder. */
export function ignorePatterns(folder: string, patterns: readonly string[]): IgnoreFile {
  // Without this it throws on paths of another Windows drive, which no pattern matches anyway.
  return { folder, patterns: ignore({ allowRelativePaths: true }).add(patterns) };
}

/** The `.gitignore` files above a folder, up to the root of its repository, the outermost first. */
export function ignoreFilesAbove(folder: string): readonly IgnoreFile[] {
  const files: IgnoreFile[] = [];
  for (let current = folder; ; ) {
    if (existsSync(join(current, '.git'))) return files.reverse();
    const parent = dirname(current);
    // Outside a repository nothing above counts.
    if (parent === current) return [];
    current = parent;
    const file = readIgnoreFile(current);
    if (file !== undefined) files.push(file);
  }
}

/** Whether a path is ignored: of several files the innermost that says anything about it decides. */
export function isIgnored(files: readonly IgnoreFile[], absolute: string, isFolder: boolean): boolean {
  for (let i = files.length - 1; i >= 0; i--) {
    const file = files[i];
    if (file === undefined) continue;
    const path = relative(file.folder, absolute).split(sep).join('/');
    if (path === '' || path.startsWith('../')) continue;
    const { ignored, unignored } = file.patterns.test(isFolder ? `${path}/` : path);
    if (ignored || unignored) return ignored;
  }
  return false;
}
