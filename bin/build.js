#!/usr/bin/env node
// Builds dist/: the command, the library, its declarations, AWS's data and the notices of what is bundled.
//
//   node bin/build.js [--no-types]
const {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} = require('node:fs');
const { dirname, join, relative, sep } = require('node:path');
const { build } = require('esbuild');
const { compileDeclarations } = require('./declarations.js');
const { thirdPartyNotices } = require('./notices.js');

const root = dirname(__dirname);
const dist = join(root, 'dist');

/** The library's entry points: dist/<name>.js by source file, as `exports` of package.json publishes them. */
const LIBRARY = {
  index: 'src/index.ts',
  rule: 'src/rule.ts',
  policy: 'src/policy/index.ts',
  access: 'src/access/index.ts',
  aws: 'src/aws/index.ts',
  testing: 'src/testing.ts',
};

/** Files that are published as they stand: AWS's data, and the JSON Schemas of config file, report, answers and baseline. */
const COPIED = [
  ['src/aws/data', 'data'],
  ['src/config/schema.json', 'schema.json'],
  ['src/report/report.schema.json', 'report.schema.json'],
  ['src/report/access.schema.json', 'access.schema.json'],
  ['src/lint/baseline/baseline.schema.json', 'baseline.schema.json'],
];

/** Its import may lead to an ES module, which `require` could not take. */
const RUNS_FILES_OF_USERS = join(root, 'src/config/import-file.ts');

const shared = {
  absWorkingDir: root,
  bundle: true,
  write: false,
  metafile: true,
  platform: 'node',
  target: 'node20.19',
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'silent',
};

/**
 * The command: one CommonJS file that holds what every run needs, and one for each module that is imported dynamically,
 * which is loaded when it is first used. CommonJS starts faster than ESM, and a part that is not loaded costs nothing.
 */
async function buildCommand() {
  const results = [];
  const parts = new Map([[join(root, 'src/cli/main.ts'), 'cli']]);
  const partsOnTheirOwn = {
    name: 'parts-on-their-own',
    setup(builder) {
      // Commander asks for it at its start, for subcommands that are programs of their own. There are none.
      builder.onResolve({ filter: /^(node:)?child_process$/ }, ({ path, importer }) =>
        packageFolder(importer)?.endsWith('commander') ? { path, namespace: 'unused' } : undefined,
      );
      builder.onLoad({ filter: /./, namespace: 'unused' }, () => ({ contents: 'module.exports = {}' }));
      builder.onResolve({ filter: /./ }, async ({ path, kind, importer, resolveDir }) => {
        if (kind !== 'dynamic-import' || path.startsWith('node:')) return undefined;
        const found = await builder.resolve(path, { kind: 'import-statement', importer, resolveDir });
        if (found.errors.length > 0) return { errors: found.errors };
        if (isEsmPackage(found.path)) {
          return { errors: [{ text: `import "${path}" in a module of its own, and that module dynamically` }] };
        }
        if (!parts.has(found.path)) parts.set(found.path, partName(found.path));
        return { path: `./${parts.get(found.path)}.cjs`, external: true };
      });
    },
  };
  // A Map takes in what is added while it is walked, so this ends when no part names a new one.
  for (const [entry, name] of parts) {
    const result = await build({
      ...shared,
      entryPoints: [entry],
      outfile: join(dist, `${name}.cjs`),
      format: 'cjs',
      // Half the time of a short run goes into compiling, which goes by length.
      minify: true,
      supported: { 'dynamic-import': entry === RUNS_FILES_OF_USERS },
      define: { 'import.meta.dirname': '__dirname' },
      plugins: [partsOnTheirOwn],
    });
    results.push(result);
  }
  return results;
}

/** The default export of an ESM package would not survive `require`; a CommonJS package is its own default. */
function isEsmPackage(path) {
  const folder = packageFolder(path);
  return folder !== undefined && JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).type === 'module';
}

function packageFolder(path) {
  return /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(path)?.[0];
}

/** `src/document/yaml.ts` is `document-yaml`, a package is called as it is. */
function partName(path) {
  const folder = packageFolder(path);
  if (folder !== undefined) return relative(join(root, 'node_modules'), folder).split(sep).join('-');
  return relative(root, path)
    .replace(/^src[\\/]/, '')
    .replace(/\.ts$/, '')
    .split(sep)
    .join('-');
}

/** The library: ESM with shared chunks, all in one folder so that modules find the data beside themselves. */
async function buildLibrary() {
  const entryPoints = Object.entries(LIBRARY)
    .map(([out, source]) => ({ out, in: join(root, source) }))
    .filter((entry) => existsSync(entry.in));
  const banner =
    "import { createRequire as _createRequire } from 'node:module';const require=_createRequire(import.meta.url);";
  const result = await build({
    ...shared,
    entryPoints,
    outdir: dist,
    format: 'esm',
    // Names stay, for those who look for a fault with a debugger.
    minifyWhitespace: true,
    minifySyntax: true,
    splitting: true,
    chunkNames: 'chunk-[hash]',
    banner: { js: banner },
  });
  return [result];
}

/** Writes a file whole and only if it changed, so that a command that runs meanwhile never sees half of one. */
function writeWhole(path, contents) {
  if (existsSync(path) && readFileSync(path).equals(Buffer.from(contents))) return;
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, contents);
  renameSync(unfinished, path);
}

/** Builds everything but the declarations; quick enough to run before every test. */
async function buildAll() {
  const results = [...(await buildCommand()), ...(await buildLibrary())];
  mkdirSync(dist, { recursive: true });
  const written = new Set(['THIRD-PARTY-NOTICES.txt']);
  for (const { path, contents } of results.flatMap((result) => result.outputFiles)) {
    writeWhole(path, contents);
    written.add(relative(dist, path));
  }
  for (const [from, to] of COPIED) {
    if (existsSync(join(root, from))) cpSync(join(root, from), join(dist, to), { recursive: true });
  }
  writeWhole(join(dist, 'THIRD-PARTY-NOTICES.txt'), thirdPartyNotices(root, results));
  for (const name of readdirSync(dist)) {
    if (/\.c?js$/.test(name) && !written.has(name)) rmSync(join(dist, name), { force: true });
  }
}

async function main() {
  try {
    await buildAll();
    if (!process.argv.includes('--no-types')) compileDeclarations(root, Object.values(LIBRARY));
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}

exports.buildAll = buildAll;
if (require.main === module) main();
