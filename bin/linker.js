// The start of the built command: links the chunks that bin/parts.js has packed into files, and keeps their compiled code.
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { Script } = require('node:vm');

/** The build that the files are of, and those with an `import()`, which only `require` provides for; put in by the build. */
const BUILD = '__BUILD__';
const IMPORTING = '__IMPORTING__'.split(' ');

/**
 * Where compiled code is kept from one run to the next, as half the time of a short run goes into compiling: beside the
 * code, where nobody can write who could not change the code itself. Node does it by itself from version 22 on.
 * https://nodejs.org/api/module.html#moduleenablecompilecachecachedir
 */
const folder =
  process.version.startsWith('v20.') && process.env.NODE_DISABLE_COMPILE_CACHE === undefined
    ? join(__dirname, 'compiled', `${BUILD}-${process.version}-${process.arch}`)
    : undefined;

/** Scripts that were compiled anew, by where their code is to be kept. */
const compiled = new Map();

/** The chunks of files. */
const files = new Map();
const ran = new Map();

/** What a chunk exports; it runs when it is first asked for. */
function link(file, name) {
  let exported = ran.get(name);
  if (exported === undefined) {
    exported = {};
    ran.set(name, exported);
    chunksOf(file)[name](exported, link);
  }
  return exported;
}

function chunksOf(file) {
  let chunks = files.get(file);
  if (chunks === undefined) {
    const path = join(__dirname, `${file}.cjs`);
    chunks = folder === undefined || IMPORTING.includes(file) ? require(path) : chunksFrom(path, join(folder, file));
    files.set(file, chunks);
  }
  return chunks;
}

/** The same as `require`, with code that an earlier run has compiled. */
function chunksFrom(path, keptAt) {
  const cachedData = kept(keptAt);
  const code = `(function (module, require, __dirname) {${readFileSync(path, 'utf8')}\n})`;
  const script = new Script(code, { filename: path, cachedData });
  if (cachedData === undefined || script.cachedDataRejected) keepAtExit(script, keptAt);
  const loaded = { exports: {} };
  script.runInThisContext()(loaded, require, dirname(path));
  return loaded.exports;
}

function kept(path) {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** When all has run, functions are compiled that are compiled only when they are called. */
function keepAtExit(script, path) {
  if (compiled.size === 0) process.on('exit', keep);
  compiled.set(path, script);
}

/** Where the folder cannot be written to, every run compiles. Whole files only: others may be reading. */
function keep() {
  try {
    mkdirSync(folder, { recursive: true });
    for (const [path, script] of compiled) {
      const unfinished = `${path}.${process.pid}`;
      writeFileSync(unfinished, script.createCachedData());
      renameSync(unfinished, path);
    }
  } catch {}
}

exports.link = link;
