const { spawnSync } = require('node:child_process');
const { rmSync } = require('node:fs');
const { dirname, join } = require('node:path');

/** Writes the declarations of everything that the library's entry points reach to dist/types; throws if tsc complains. */
exports.compileDeclarations = function compileDeclarations(root) {
  const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin', 'tsc');
  rmSync(join(root, 'dist', 'types'), { recursive: true, force: true });
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [tsc, '-p', join(root, 'bin', 'tsconfig.types.json')],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(`the declarations could not be written:\n${stdout}${stderr}`);
};
