const { spawnSync } = require('node:child_process');
const { existsSync, readdirSync, readFileSync, rmSync } = require('node:fs');
const { dirname, join, resolve } = require('node:path');

/**
 * Writes the declarations that the library's entry points speak of to dist/types; throws if tsc complains.
 *
 * @param {string} root the project's folder
 * @param {readonly string[]} entries source files, from there
 */
exports.compileDeclarations = function compileDeclarations(root, entries) {
  const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin', 'tsc');
  const types = join(root, 'dist', 'types');
  rmSync(types, { recursive: true, force: true });
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [tsc, '-p', join(root, 'bin', 'tsconfig.types.json')],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(`the declarations could not be written:\n${stdout}${stderr}`);
  keepReachable(types, entries);
};

/** A module that a declaration names, by `from` or `import()`. */
const NAMED = /(?:from|import)\s*\(?\s*['"](\.[^'"]+)\.js['"]/g;

/** Removes declarations that no entry point leads to: tsc writes those of all that the code imports. */
function keepReachable(types, entries) {
  const reached = new Set(entries.map((entry) => join(types, entry.replace(/\.ts$/, '.d.ts'))));
  // A Set takes in what is added while it is walked.
  for (const file of reached) {
    if (!existsSync(file)) throw new Error(`no declaration of ${file}`);
    for (const [, name] of readFileSync(file, 'utf8').matchAll(NAMED)) {
      reached.add(resolve(dirname(file), `${name}.d.ts`));
    }
  }
  for (const entry of readdirSync(types, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    if (entry.isFile() && !reached.has(path)) rmSync(path);
  }
}
