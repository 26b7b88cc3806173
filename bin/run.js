#!/usr/bin/env node
// Runs a TypeScript file of this project: `node bin/run.js src/aws/generate.ts [arguments]`.
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

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

const [file, ...rest] = process.argv.slice(2);
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
  process.argv = [process.argv[0], entry, ...rest];
  await import(pathToFileURL(outfile).href);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
