import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What a config file may be called, in the order in which they are looked for; only the first in a folder counts. */
const CONFIG_NAMES: readonly string[] = ['leastwise', '.leastwise'].flatMap((name) =>
  ['yaml', 'yml', 'json', 'jsonc'].map((extension) => `${name}.${extension}`),
);

/**
 * The config file for a working directory: in it, or in the nearest folder above it up to the root of its git
 * repository. Outside a repository only the folder itself is looked at, so that nothing above decides by accident.
 *
 * @returns the file's absolute path; a `package.json` counts if it has the key `leastwise`
 */
export function findConfigFile(cwd: string): string | undefined {
  const folders: string[] = [];
  for (let folder = cwd; ; folder = dirname(folder)) {
    folders.push(folder);
    if (existsSync(join(folder, '.git'))) break;
    if (dirname(folder) === folder) {
      folders.length = 1;
      break;
    }
  }
  for (const folder of folders) {
    const file = configFileIn(folder);
    if (file !== undefined) return file;
  }
  return undefined;
}

function configFileIn(folder: string): string | undefined {
  const named = CONFIG_NAMES.map((name) => join(folder, name)).find(isFile);
  if (named !== undefined) return named;
  const manifest = join(folder, 'package.json');
  return isFile(manifest) && hasConfigKey(manifest) ? manifest : undefined;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function hasConfigKey(manifest: string): boolean {
  try {
    const text = readFileSync(manifest, 'utf8');
    return text.includes('"leastwise"') && Object.hasOwn(JSON.parse(text), 'leastwise');
  } catch {
    // A package.json that cannot be read configures nothing.
    return false;
  }
}
