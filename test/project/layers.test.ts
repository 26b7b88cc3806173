import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');

/** Lowest first: a file imports its own layer or a lower one. */
const LAYERS: readonly string[] = [
  'src/document',
  'src/aws',
  'src/policy',
  'src/access',
  'src/inventory',
  'src/rule.ts',
  'src/sources',
  'rules',
  'src/report',
  'src/lint',
  'src/git',
  'src/diff',
  'src/config',
  'src/cli',
  'src/testing.ts',
  'src/index.ts',
];

/** Names that say nothing, and so take in everything: what is in such a file belongs beside the type it works on. */
const DRAWERS = ['common', 'constants', 'core', 'helpers', 'misc', 'shared', 'types', 'utils'];

const LONGEST_FILE = 400;

function filesBelow(folder: string): readonly string[] {
  return (
    readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).split(sep).join('/'))
      // Where a script of the project is being run at this moment, its bundle stands beside it.
      .filter((path) => !path.includes('/.run-'))
      .sort()
  );
}

const sources = [...filesBelow('src'), ...filesBelow('rules')].filter((path) => path.endsWith('.ts'));

function layerOf(path: string): number {
  return LAYERS.findIndex((layer) => path === layer || path.startsWith(`${layer}/`));
}

/** The files of this project that a file imports, statically, dynamically, or for their types. */
function importsOf(path: string): readonly string[] {
  const text = readFileSync(join(ROOT, path), 'utf8');
  const specifiers = text.matchAll(/(?:\bfrom|\bimport\()\s*'(\.[^']*\.js)'/g);
  return Array.from(specifiers, ([, specifier = '']) =>
    relative(ROOT, resolve(ROOT, dirname(path), specifier))
      .split(sep)
      .join('/')
      .replace(/\.js$/, '.ts'),
  );
}

it('has a layer for each file', () => {
  expect(sources.filter((path) => layerOf(path) < 0)).toEqual([]);
});

it('imports downward only', () => {
  const upward = sources.flatMap((path) =>
    importsOf(path)
      .filter((imported) => layerOf(imported) > layerOf(path))
      .map((imported) => `${path} is below ${imported} and may not import it`),
  );
  expect(upward).toEqual([]);
});

it('sees the imports that there are', () => {
  expect(importsOf('src/cli/check.ts')).toContain('src/cli/input.ts');
  expect(importsOf('src/cli/color.ts')).toContain('src/report/colors.ts');
});

it('has no drawers', () => {
  const paths = [...sources, ...filesBelow('test'), ...filesBelow('bin')];
  const parts = new Set(paths.flatMap((path) => [...dirname(path).split('/'), basename(path).replace(/\..*$/, '')]));
  expect(DRAWERS.filter((name) => parts.has(name))).toEqual([]);
});

it('has no file that is too long to be read in one sitting', () => {
  const written = sources.filter((path) => !path.includes('/generated/'));
  const long = written.filter((path) => readFileSync(join(ROOT, path), 'utf8').split('\n').length > LONGEST_FILE);
  expect(long).toEqual([]);
});
