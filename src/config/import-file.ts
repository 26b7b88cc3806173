import { pathToFileURL } from 'node:url';

/**
 * Runs a file of the user's and gives what it exports. In a file of its own: the build leaves this import as it stands,
 * since what it loads may be an ES module.
 *
 * @param path absolute
 */
export async function importFile(path: string): Promise<unknown> {
  return import(/* @vite-ignore */ pathToFileURL(path).href);
}
