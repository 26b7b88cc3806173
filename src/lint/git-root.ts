import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of the repository that a folder is in: the nearest one upward that holds `.git`. */
export function gitRoot(folder: string): string | undefined {
  for (let current = folder; ; current = dirname(current)) {
    if (existsSync(join(current, '.git'))) return current;
    if (dirname(current) === current) return undefined;
  }
}
