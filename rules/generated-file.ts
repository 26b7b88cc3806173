import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';

/**
 * Makes a generated file be what it is to be, and says so; with `checkOnly`, only says that it is not.
 *
 * @returns whether it was fresh
 */
export function bringUpToDate(path: string, text: string, checkOnly: boolean): boolean {
  const old = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  if (old === text) return true;
  const name = relative(process.cwd(), path).replaceAll('\\', '/');
  if (checkOnly) process.stdout.write(`${name} is stale: run node bin/run.js rules/generate.ts\n`);
  else {
    writeFileSync(path, text);
    process.stdout.write(`wrote ${name}\n`);
  }
  return false;
}
