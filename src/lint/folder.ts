import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { sep } from 'node:path';
import { type CloudAssembly, MANIFEST, readCloudAssembly } from './cloud-assembly.js';
import { IGNORED, LEFT_OUT, type Search } from './files.js';
import { type IgnoreFile, ignoreFilesAbove, isIgnored, readIgnoreFile } from './ignore-file.js';

/** Folders that never hold what a project wrote itself. */
export const NEVER_SEARCHED: ReadonlySet<string> = new Set(['.git', '.hg', '.svn', '.terraform', 'node_modules']);

/** What files found in a folder must be called to be looked into; a file named outright may be called anything. */
export const READ_IN_FOLDERS = /\.(?:json|jsonc|ya?ml|template|tfstate|tfplan)$/i;

/** Why files and folders of a cloud assembly are passed over. */
const NOT_OF_ASSEMBLY = `not part of what the ${MANIFEST} beside it describes`;

/** Folders nested deeper than this are not searched. */
const DEEPEST_FOLDER = 200;

/**
 * Searches a folder and all below it, but for what `.gitignore` files say. Links to folders are not followed: they
 * lead in circles, or to what is found anyway.
 */
export function walkFolder(root: string, search: Search): void {
  const above = ignoreFilesAbove(root);
  // A folder that was named is wanted, even if it is ignored; then the files above it have no say in it at all.
  const ignoreFiles = isIgnored(above, root, true) ? [] : above;
  new Walk(root, search).folder(root, ignoreFiles, 0);
}

class Walk {
  readonly #root: string;
  readonly #realRoot: string;
  readonly #search: Search;

  constructor(root: string, search: Search) {
    this.#root = root;
    this.#realRoot = realpathSync(root);
    this.#search = search;
  }

  folder(folder: string, above: readonly IgnoreFile[], depth: number): void {
    const entries = this.#entries(folder);
    const own = entries.some(({ name }) => name === '.gitignore') ? readIgnoreFile(folder) : undefined;
    const ignoreFiles = own === undefined ? above : [...above, own];
    const assembly = this.#assembly(folder, entries);
    for (const entry of entries) {
      const absolute = folder.endsWith(sep) ? folder + entry.name : folder + sep + entry.name;
      if (assembly !== undefined && !belongsTo(assembly, entry)) this.#search.pass(absolute, NOT_OF_ASSEMBLY);
      else if (entry.isDirectory()) this.#subfolder(absolute, entry.name, ignoreFiles, depth + 1);
      else this.#file(absolute, entry, ignoreFiles);
    }
  }

  /** What CDK says belongs to its folder. Where it does not tell, all of it is read. */
  #assembly(folder: string, entries: readonly Dirent[]): CloudAssembly | undefined {
    if (!entries.some(({ name }) => name === MANIFEST)) return undefined;
    const assembly = readCloudAssembly(folder, new Set(entries.map(({ name }) => name)));
    if (assembly !== 'broken') return assembly;
    this.#search.brokenAssemblies.push(this.#search.display(folder));
    return undefined;
  }

  #entries(folder: string): readonly Dirent[] {
    try {
      return readdirSync(folder, { withFileTypes: true });
    } catch {
      this.#search.fail(folder, 'the folder may not be searched');
      return [];
    }
  }

  #subfolder(absolute: string, name: string, ignoreFiles: readonly IgnoreFile[], depth: number): void {
    const reason = this.#reasonToPass(absolute, name, ignoreFiles, depth);
    if (reason === undefined) {
      this.folder(absolute, ignoreFiles, depth);
      return;
    }
    if (name === 'cdk.out' && reason === IGNORED) this.#search.ignoredCdkOut.push(this.#search.display(absolute));
    this.#search.pass(absolute, reason);
  }

  #reasonToPass(absolute: string, name: string, ignoreFiles: readonly IgnoreFile[], depth: number): string | undefined {
    if (NEVER_SEARCHED.has(name)) return 'never searched';
    if (isIgnored(ignoreFiles, absolute, true)) return IGNORED;
    if (this.#search.isLeftOut?.(absolute, true) === true) return LEFT_OUT;
    return depth > DEEPEST_FOLDER ? 'nested too deep' : undefined;
  }

  #file(absolute: string, entry: Dirent, ignoreFiles: readonly IgnoreFile[]): void {
    const reason = this.#reasonToPassFile(absolute, entry, ignoreFiles);
    if (reason !== undefined) {
      this.#search.pass(absolute, reason);
      return;
    }
    const real = entry.isSymbolicLink() ? realpathSync(absolute) : this.#realRoot + absolute.slice(this.#root.length);
    this.#search.add(absolute, real, false);
  }

  #reasonToPassFile(absolute: string, entry: Dirent, ignoreFiles: readonly IgnoreFile[]): string | undefined {
    if (!READ_IN_FOLDERS.test(entry.name)) return 'not named like a policy or template';
    if (entry.isSymbolicLink() ? !leadsToFile(absolute) : !entry.isFile()) return 'no file';
    if (isIgnored(ignoreFiles, absolute, false)) return IGNORED;
    return this.#search.isLeftOut?.(absolute, false) === true ? LEFT_OUT : undefined;
  }
}

function belongsTo({ templates, assemblies }: CloudAssembly, entry: Dirent): boolean {
  return entry.isDirectory() ? assemblies.has(entry.name) : templates.has(entry.name);
}

function leadsToFile(absolute: string): boolean {
  try {
    return statSync(absolute).isFile();
  } catch {
    return false;
  }
}
