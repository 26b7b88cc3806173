#!/usr/bin/env node
// Runs a TypeScript file of this project: `node bin/run.js src/aws/generate.ts [arguments]`.
const { mkdtempSync, rmSync } = require('node:fs');
const { readFile } = require('node:fs/promises');
const { dirname, join, resolve } = require('node:path');
const { pathToFileURL } = require('node:url');
const { build } = require('esbuild');

/** Modules that read files beside themselves find them there, wherever the bundle stands. */
const ownFolder = {
  name: 'own-folder',
  setup(builder) {
    builder.onLoad({ filter: /\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replaceAll('import.meta.dirname', JSON.stringify(dirname(path))),
      loader: 'ts',
    }));
  },
};

async function run(file, args) {
  const entry = resolve(file);
  // The bundle stands beside the source, so that its imports of packages are found.
  const folder = mkdtempSync(join(dirname(entry), '.run-'));
  try {
    const outfile = join(folder, 'run.mjs');
    await build({
      entryPoints: [entry],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      packages: 'external',
      logLevel: 'warning',
      plugins: [ownFolder],
    });
    process.argv = [process.argv[0], entry, ...args];
    await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const [file, ...args] = process.argv.slice(2);
run(file, args);
