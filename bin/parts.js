// Makes the command's files of the modules that esbuild has split into chunks.
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { basename, join } = require('node:path');
const { transform } = require('esbuild');

/** The part that the program starts with, and the one that holds what every check needs. */
const FIRST = 'cli';
const MAIN = 'cli-check';

/** What is asked for so often that it stands in the first file. */
const WITH_FIRST = ['cli-version'];

/** What several parts need, unless it is big enough for a file of its own. */
const SHARED = 'shared';
const WORTH_A_FILE = 4096;

/**
 * Packs chunks into CommonJS files, which start faster than ES modules, and of which each is loaded when something in it
 * is first used: one file a part, which is a module that is imported dynamically with what nobody else needs. What every
 * check needs stands with the part that checks; what several others need is a file of its own.
 *
 * @param {import('esbuild').BuildResult} result of a build with `splitting` and `metafile`, white space left as it is
 * @param {(entryPoint: string) => string} partName what to call the part of an entry point
 * @returns {Promise<readonly { name: string, contents: string }[]>}
 */
exports.packParts = async function packParts(result, partName) {
  const texts = new Map(result.outputFiles.map(({ path, text }) => [basename(path), text]));
  const chunks = new Map(
    Object.entries(result.metafile.outputs).map(([path, { imports, entryPoint, inputs }]) => {
      const links = imports.filter(({ external }) => external !== true);
      const needs = links.filter(({ kind }) => kind === 'import-statement').map((each) => basename(each.path));
      if (entryPoint !== undefined && /(?:^|\/)node_modules\//.test(entryPoint)) {
        // A CommonJS package by itself has no named exports.
        throw new Error(`${entryPoint}: import it in a module of its own, and that module dynamically`);
      }
      const part = entryPoint === undefined ? undefined : partName(entryPoint);
      const [largest] = Object.keys(inputs).sort((a, b) => inputs[b].bytesInOutput - inputs[a].bytesInOutput);
      const shared = largest === undefined ? undefined : `${SHARED}-${partName(largest)}`;
      return [basename(path), { needs, links: links.length, part, shared, text: texts.get(basename(path)) }];
    }),
  );
  const fileOf = placed(chunks);
  const files = new Map();
  for (const [name, file] of fileOf) {
    const pack = files.get(file) ?? [];
    files.set(file, pack);
    pack.push(packed(idOf(name), linked(name, chunks, fileOf)));
  }
  const parts = await Promise.all(
    [...files].map(async ([file, pack]) => {
      const contents = `"use strict";module.exports={${(await Promise.all(pack)).join(',\n')}};\n`;
      return { name: `${file}.cjs`, contents };
    }),
  );
  const [first] = [...chunks].find(([, { part }]) => part === FIRST);
  return [...parts, { name: 'leastwise.cjs', contents: await linker(parts, idOf(first)) }];
};

/** What starts the command: it links the chunks. */
async function linker(parts, start) {
  const build = createHash('sha256');
  for (const { contents } of parts) build.update(contents);
  const importing = parts
    .filter(({ contents }) => /\bimport\(/.test(contents))
    .map(({ name }) => name.replace('.cjs', ''));
  const code = readFileSync(join(__dirname, 'linker.js'), 'utf8')
    .replace('__BUILD__', build.digest('hex').slice(0, 16))
    .replace('__IMPORTING__', importing.join(' '));
  return minified(`${code}\nexports.start = () => link('${FIRST}', '${start}').start();\n`);
}

/** A chunk in a file. In brackets, its function is compiled at once; otherwise it would be read over first. */
async function packed(id, body) {
  const code = await minified(`packed = function (__exported, __link) {\n${body}\n};`);
  return `${JSON.stringify(id)}:(${code
    .trim()
    .replace(/^packed=/, '')
    .replace(/;$/, '')})`;
}

/** Half the time of a short run goes into compiling, which goes by length. */
async function minified(code) {
  return (await transform(code, { minify: true, target: 'node20.19', charset: 'utf8' })).code;
}

/** The file that each chunk stands in. */
function placed(chunks) {
  const users = new Map([...chunks.keys()].map((name) => [name, new Set()]));
  for (const [name, { part }] of chunks) {
    if (part !== undefined) for (const needed of closure(name, chunks)) users.get(needed).add(part);
  }
  return new Map(
    [...users].map(([name, parts]) => {
      if ([FIRST, ...WITH_FIRST].some((part) => parts.has(part))) return [name, FIRST];
      if (parts.has(MAIN)) return [name, MAIN];
      const [part, ...others] = parts;
      if (part !== undefined && others.length === 0) return [name, part];
      const { text, shared } = chunks.get(name);
      return [name, text.length < WORTH_A_FILE ? SHARED : shared];
    }),
  );
}

/** A chunk and all that it needs. */
function closure(name, chunks) {
  const found = new Set([name]);
  // A Set takes in what is added while it is walked.
  for (const each of found) for (const needed of chunks.get(each).needs) found.add(needed);
  return found;
}

/** `chunk-2QCCZG52.js` is `2QCCZG52`, `check-2QCCZG52.js` as well; the first entry point has no hash. */
function idOf(name) {
  return name.replace(/\.js$/, '').replace(/^.*-/, '');
}

/** A module's import or export statement, as esbuild writes it: on lines of its own, from their start. */
const IMPORT = /^import (?:(?:(\w+|\* as \w+|\{[^{}]*\})(?:, (\{[^{}]*\}))?) from )?"([^"\n]+)";$/gm;
const EXPORT_DEFAULT = /^export default /gm;
const EXPORT = /^export \{([^{}]*)\};$/gm;
const DYNAMIC_IMPORT = /\bimport\("\.\/([\w.-]+\.js)"\)/g;
const BUILTIN_IMPORT = /\bimport\("(node:[\w/]+)"\)/g;

/** A chunk's text as the body of a function that takes what other chunks export from `link`, and hands out its own. */
function linked(name, chunks, fileOf) {
  const { text, links } = chunks.get(name);
  let replaced = 0;
  const ask = (other) => {
    replaced++;
    return `__link(${JSON.stringify(fileOf.get(other))}, ${JSON.stringify(idOf(other))})`;
  };
  const body = text
    .replace(IMPORT, (_, names, more, path) => {
      const isChunk = path.startsWith('./');
      const from = isChunk ? ask(path.slice(2)) : `require(${JSON.stringify(path)})`;
      const taken = [names, more].filter((each) => each !== undefined).map(asPattern);
      return taken.length === 0 ? `${from};` : taken.map((pattern) => `const ${pattern} = ${from};`).join(' ');
    })
    .replace(DYNAMIC_IMPORT, (_, other) => `Promise.resolve().then(() => ${ask(other)})`)
    .replace(BUILTIN_IMPORT, (_, builtin) => `Promise.resolve().then(() => require(${JSON.stringify(builtin)}))`)
    .replace(EXPORT_DEFAULT, '__exported.default = ')
    .replace(EXPORT, (_, names) =>
      names
        .split(',')
        .map((each) => /(\S+)(?: as (\S+))?/.exec(each) ?? [])
        .map(([, own, exported = own]) => (own === undefined ? '' : `__exported.${exported} = ${own};`))
        .join('\n'),
    );
  if (replaced !== links) throw new Error(`${name}: ${replaced} of ${links} imports were found`);
  return body;
}

/** What an import takes, as what a declaration does. */
function asPattern(names) {
  return names.startsWith('{') ? names.replaceAll(' as ', ': ') : names.replace('* as ', '');
}
