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
const { dirname, join, relative } = require('node:path');
const { build } = require('esbuild');
const { compileDeclarations } = require('./declarations.js');
const { thirdPartyNotices } = require('./notices.js');
const { packParts } = require('./parts.js');
const { checksWhenTheyRun, loadRules, ruleTexts, withoutTexts } = require('./rules.js');

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

/** The command: CommonJS files, of which a run loads those that it needs. */
async function buildCommand(rules) {
  const result = await build({
    ...shared,
    entryPoints: [join(root, 'src/cli/main.ts')],
    outdir: dist,
    format: 'esm',
    splitting: true,
    minifyIdentifiers: false,
    define: { 'import.meta.dirname': '__dirname' },
    plugins: [withoutSubprograms, withoutTexts, checksWhenTheyRun(rules)],
  });
  return { result, files: await packParts(result, partName) };
}

/** Commander asks for it at its start, for subcommands that are programs of their own. There are none. */
const withoutSubprograms = {
  name: 'without-subprograms',
  setup(builder) {
    builder.onResolve({ filter: /^(node:)?child_process$/ }, ({ path, importer }) =>
      packageFolder(importer)?.endsWith('commander') ? { path, namespace: 'unused' } : undefined,
    );
    builder.onLoad({ filter: /./, namespace: 'unused' }, () => ({ contents: 'module.exports = {}' }));
  },
};

function packageFolder(path) {
  return /^(?:.*[\\/])?node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(path)?.[0];
}

/** `src/document/yaml.ts` is `document-yaml`, the program itself `cli`, a package is called as it is. */
function partName(path) {
  if (path === 'src/cli/main.ts') return 'cli';
  const name = packageFolder(path)?.replace(/^.*node_modules\//, '') ?? path.replace(/^src\/|^[\w-]+:|\.ts$/g, '');
  return name.replaceAll('/', '-');
}

/** The library: ESM with shared chunks, all in one folder so that modules find the data beside themselves. */
async function buildLibrary() {
  const entryPoints = Object.entries(LIBRARY)
    .map(([out, source]) => ({ out, in: join(root, source) }))
    .filter((entry) => existsSync(entry.in));
  const banner =
    "import { createRequire as _createRequire } from 'node:module';const require=_createRequire(import.meta.url);";
  return build({
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
    plugins: [withoutTexts],
  });
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
  rmSync(join(dist, 'compiled'), { recursive: true, force: true });
  const rules = await loadRules(root);
  const [command, library] = await Promise.all([buildCommand(rules), buildLibrary()]);
  mkdirSync(dist, { recursive: true });
  const ofLibrary = library.outputFiles.map(({ path, contents }) => ({ name: relative(dist, path), contents }));
  const written = new Set(['THIRD-PARTY-NOTICES.txt']);
  for (const { name, contents } of [...command.files, ...ofLibrary]) {
    writeWhole(join(dist, name), contents);
    written.add(name);
  }
  for (const [from, to] of COPIED) {
    if (existsSync(join(root, from))) cpSync(join(root, from), join(dist, to), { recursive: true });
  }
  writeWhole(join(dist, 'data', 'rules.txt'), ruleTexts(rules));
  writeWhole(join(dist, 'THIRD-PARTY-NOTICES.txt'), thirdPartyNotices(root, [command.result, library]));
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
