import { extname } from 'node:path';
import type { Rule } from '../rule.js';
import { pluginPath } from './plugin-path.js';
import { readRules } from './plugin-rule.js';

/** A plugin that a config file names, with the rules that it brings. */
export interface LoadedPlugin {
  /** As the config file has it. */
  readonly name: string;
  /** Its file: absolute. */
  readonly path: string;
  readonly rules: readonly Rule[];
}

/** A plugin, or why there is none. */
export type PluginRead = LoadedPlugin | { readonly problem: string };

/**
 * Loads a plugin: this runs its code. Never throws.
 *
 * @param name a package, or the path of a module relative to the config file
 * @param folder absolute folder of the config file that names it
 */
export async function loadPlugin(name: string, folder: string): Promise<PluginRead> {
  const fail = (problem: string): PluginRead => ({ problem: `plugin "${name}" ${problem}` });
  const path = pluginPath(name, folder);
  if (path === undefined) return fail('is not there; packages are looked for from the folder of this file');
  if (/^\.[cm]?ts$/.test(extname(path)) && !loadsTypeScript()) {
    return fail(`is TypeScript, which Node ${process.versions.node} does not load: name what it compiles to`);
  }
  try {
    const { importFile } = await import('./import-file.js');
    const read = readRules(await importFile(path));
    return 'problem' in read ? fail(read.problem) : { name, path, rules: read.rules };
  } catch (error) {
    return fail(`cannot be loaded: ${reasonOf(error)}`);
  }
}

/** Since 22.18: https://nodejs.org/api/typescript.html */
function loadsTypeScript(): boolean {
  const typescript: unknown = Reflect.get(process.features, 'typescript');
  return typescript !== undefined && typescript !== false;
}

/** What was thrown, on one line. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.split('\n', 1)[0] ?? '';
}
