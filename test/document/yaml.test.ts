import { spawnSync } from 'node:child_process';
import { buildSync } from 'esbuild';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import {
  childrenOf,
  type Document,
  keyOf,
  keyRangeOf,
  kindOf,
  memberOf,
  rangeOf,
  scalarOf,
  tagOf,
} from '../../src/document/document.js';
import { parseYaml, type YamlResult } from '../../src/document/yaml.js';
import { mutated } from './mutate.js';
import { expectSoundTape, nodesOf, textTreeOf } from './plain-tree.js';
import { yamlText } from './yaml-text.js';

function parse(text: string): YamlResult {
  return parseYaml({ path: 'a.yaml', text });
}

function read(text: string): Document {
  const { documents, problems } = parse(text);
  expect(problems).toEqual([]);
  const [document] = documents;
  if (document === undefined) throw new Error(`nothing read from ${text}`);
  return document;
}

function tree(text: string): unknown {
  return textTreeOf(read(text), 0);
}

function messages(text: string): readonly string[] {
  return parse(text).problems.map(({ message }) => message);
}

/** What the `yaml` package makes of a text if every scalar is its text, and whether it takes the text at all. */
function expected(text: string): { readonly valid: boolean; readonly trees: readonly unknown[] } {
  const options = { schema: 'failsafe', merge: true, uniqueKeys: false, logLevel: 'silent' } as const;
  const parsed = parseAllDocuments(text, options);
  const documents = Array.isArray(parsed) ? parsed : [];
  if (documents.some(({ errors }) => errors.length > 0)) return { valid: false, trees: [] };
  try {
    return { valid: true, trees: documents.map((document) => withoutNull(document.toJS({ maxAliasCount: -1 }))) };
  } catch {
    // A merge key that names no map.
    return { valid: false, trees: [] };
  }
}

function withoutNull(value: unknown): unknown {
  if (value === null) return '';
  if (Array.isArray(value)) return value.map(withoutNull);
  if (typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutNull(inner)]));
}

describe('a YAML text in any style', () => {
  it('gives the tree that the yaml package gives', () => {
    const property = fc.property(yamlText, (text) => {
      const { valid, trees } = expected(text);
      const { documents, problems } = parse(text);
      expect(problems.length === 0).toBe(valid);
      if (valid) expect(documents.map((document) => textTreeOf(document, 0))).toEqual(trees);
      for (const document of documents) expectSoundTape(document);
    });
    fc.assert(property, { seed: 1, numRuns: 600 });
  });
});

const SEEDS = [
  `Version: 2012-10-17\nStatement:\n  - Effect: Allow\n    Action: ["s3:*", 'iam:Get*']\n    Resource: !Sub "arn:\${A}/*"\n`,
  'a: &x {b: 1, c: [2, {d: 3}]}\ne: *x\nf:\n  <<: *x\n  b: 4\n',
  '? |\n  key\n: >-\n  folded\n  text\n\n  more\n- x\n---\n- - a\n  - !If [A, b, !Ref "AWS::NoValue"]\n- ~\n...\n',
  'text: "two\n  lines \\\n  \\u0041\\x41"\nplain: one\n  two\n\n  three # comment\nliteral: |+2\n    x\n\n',
];
const PIECES = [
  ':',
  ': ',
  '- ',
  '? ',
  '[',
  ']',
  '{',
  '}',
  ',',
  '&x',
  '*x',
  '!',
  '!!str ',
  '|',
  '>',
  "'",
  '"',
  '#',
  ' ',
  '\n',
  '\r\n',
  '\t',
  '---\n',
  '%',
  '<<',
];

describe('a broken YAML text', () => {
  it('gives a sound tree all the same', () => {
    const property = fc.property(mutated(SEEDS, PIECES), (text) => {
      const { documents, problems } = parse(text);
      for (const { offset } of problems) expect(offset >= 0 && offset <= text.length).toBe(true);
      for (const document of documents) expectSoundTape(document, text.includes('*'));
    });
    fc.assert(property, { seed: 2, numRuns: 4000 });
  });

  it('is one that the yaml package refuses', () => {
    const property = fc.property(mutated(SEEDS, PIECES), (text) => {
      fc.pre(!text.includes('*') && !text.includes('?'));
      const { valid, trees } = expected(text);
      const { documents, problems } = parse(text);
      expect(problems.length === 0).toBe(valid);
      if (valid) expect(documents.map((document) => textTreeOf(document, 0))).toEqual(trees);
    });
    fc.assert(property, { seed: 3, numRuns: 1500 });
  });

  it('is read as far as it goes', () => {
    const { documents, problems } = parse('a: 1\nb: "open\nc: 2\n');
    expect(problems.length).toBeGreaterThan(0);
    const [document] = documents;
    expect(document && childrenOf(document, 0).map((node) => keyOf(document, node))).toEqual(['a', 'b']);
  });
});

describe('scalars', () => {
  it('keep the text as written', () => {
    const text = '[2012-10-17, 012345678901, yes, 1e3, ~, 0x1F, true, null, .5, "", -0]';
    const document = read(text);
    const nodes = childrenOf(document, 0);
    expect(`[${nodes.map((node) => scalarOf(document, node) || '""').join(', ')}]`).toBe(text);
    expect(nodes.map((node) => kindOf(document, node))).toEqual([
      'string',
      'number',
      'string',
      'number',
      'null',
      'number',
      'boolean',
      'null',
      'number',
      'string',
      'number',
    ]);
  });

  it('may be absent', () => {
    const document = read('a:\nb: !Ref\n? c\n');
    expect(childrenOf(document, 0).map((node) => [keyOf(document, node), scalarOf(document, node)])).toEqual([
      ['a', ''],
      ['b', ''],
      ['c', ''],
    ]);
    expect(childrenOf(document, 0).map((node) => kindOf(document, node))).toEqual(['null', 'string', 'null']);
  });

  it.each([
    ['|\n  a\n   b\n\n', 'a\n b\n'],
    ['|-\n  a\n  b\n\n', 'a\nb'],
    ['|+\n  a\n\n', 'a\n\n'],
    ['|2\n    a\n', '  a\n'],
    ['>\n  a\n  b\n\n  c\n   d\n  e\n', 'a b\n\nc\n d\ne\n'.replace('\n\n', '\n')],
    ['>-\n  a\n\n\n  b\n', 'a\n\nb'],
    ['"a\n  b\n\n  c \\\n  d\\te"', 'a b\nc d\te'],
    ["'it''s\n  me'", "it's me"],
    ['a\n  b\n\n  c # comment', 'a b\nc'],
  ])('are folded, chomped and unescaped: %j', (written, text) => {
    expect(tree(`k: ${written}`)).toEqual({ k: text });
    expect(tree(`k: ${written}`.replaceAll('\n', '\r\n'))).toEqual({ k: text });
  });
});

describe('collections', () => {
  it('keep keys that are given twice, and take the last', () => {
    const document = read('a: 1\nb: 2\n"a": 3\n');
    expect(childrenOf(document, 0).map((node) => keyOf(document, node))).toEqual(['a', 'b', 'a']);
    expect(scalarOf(document, memberOf(document, 0, 'a') ?? 0)).toBe('3');
  });

  it('may have keys that are no strings', () => {
    expect(tree('1: a\ntrue: b\n~: c\n&k x: d\n*k : e\n')).toEqual({ 1: 'a', true: 'b', '~': 'c', x: 'e' });
    expect(tree('? [a, b]\n: c\n')).toEqual({ '': 'c' });
  });

  it('have the ranges of their first and last characters', () => {
    const text = 'a:\n  - {b: c}\n  - d # e\nf: g\n';
    const document = read(text);
    const words = nodesOf(document).map((node) => text.slice(...rangeOf(document, node)));
    expect(words).toEqual([text.trimEnd(), '- {b: c}\n  - d', '{b: c}', 'c', 'd', 'g']);
    const keys = nodesOf(document).map((node) => keyRangeOf(document, node));
    expect(keys.map((key) => key && text.slice(...key))).toEqual([undefined, 'a', undefined, 'b', undefined, 'f']);
  });

  it('of several documents are apart', () => {
    const { documents, problems } = parse('a: 1\n---\n- b\n...\n---\n# nothing\n---\nc\n');
    expect(problems).toEqual([]);
    expect(documents.map((document) => textTreeOf(document, 0))).toEqual([{ a: '1' }, ['b'], '', 'c']);
    expect(parse('').documents).toEqual([]);
  });
});

describe('tags', () => {
  it('stand on scalars, lists and maps', () => {
    const document = read(
      `a: !Sub "\${x}"\nb: !If [c, !Ref d, 1]\ne: !Transform {Name: f}\ng: !GetAtt h.i\nj: !!str 1\nk: ! 2\n`,
    );
    const tagged = nodesOf(document).map((node) => tagOf(document, node));
    expect(tagged).toEqual([
      undefined,
      '!Sub',
      '!If',
      undefined,
      '!Ref',
      undefined,
      '!Transform',
      undefined,
      '!GetAtt',
      undefined,
      undefined,
    ]);
    expect(kindOf(document, memberOf(document, 0, 'j') ?? 0)).toBe('string');
    expect(kindOf(document, memberOf(document, 0, 'k') ?? 0)).toBe('string');
  });

  it('of YAML 1.1 change nothing of the text', () => {
    expect(
      tree(
        '%YAML 1.1\n---\n- !!timestamp 2012-10-17\n- !!binary aGk=\n- !!set {a, b}\n- !!omap [c: d]\n- 2012-10-17\n',
      ),
    ).toEqual(['2012-10-17', 'aGk=', { a: '', b: '' }, [{ c: 'd' }], '2012-10-17']);
  });
});

describe('anchors', () => {
  it('are copied to where they are named', () => {
    const text = 'a: &x [1, &y {b: 2}]\nc: *x\nd: *y\n';
    expect(tree(text)).toEqual({ a: ['1', { b: '2' }], c: ['1', { b: '2' }], d: { b: '2' } });
    const document = read(text);
    const copy = memberOf(document, 0, 'd') ?? 0;
    expect(text.slice(...rangeOf(document, copy))).toBe('{b: 2}');
    expect(text.slice(...(keyRangeOf(document, copy) ?? [0, 0]))).toBe('d');
  });

  it('are the last of their name before', () => {
    expect(tree('- &x 1\n- *x\n- &x 2\n- *x\n')).toEqual(['1', '1', '2', '2']);
  });

  it.each([
    ['own keys win', 'a: &a {x: 1, y: 2}\nb:\n  x: 3\n  <<: *a\n', { x: '3', y: '2' }],
    ['own keys win from below', 'a: &a {x: 1, y: 2}\nb:\n  <<: *a\n  x: 3\n', { x: '3', y: '2' }],
    ['the first of several wins', 'a: [&a {x: 1}, &c {x: 2, y: 2}]\nb:\n  <<: [*a, *c]\n', { x: '1', y: '2' }],
    [
      'a merge within what is merged',
      'a: [&a {x: 1, y: 1, z: 1}, &c {<<: *a, y: 2}]\nb:\n  <<: *c\n  z: 3\n',
      { x: '1', y: '2', z: '3' },
    ],
    ['two merge keys', 'a: [&a {x: 1}, &c {x: 2, y: 2}]\nb:\n  <<: *a\n  <<: *c\n', { x: '1', y: '2' }],
    ['a map in place', 'b:\n  <<: {x: 1}\n', { x: '1' }],
    ['a quoted key does not merge', 'b:\n  "<<": 1\n', { '<<': '1' }],
  ])('are merged: %s', (_name, text, merged) => {
    expect(tree(text)).toMatchObject({ b: merged });
    expect(tree(text)).toEqual(expected(text).trees[0]);
  });

  it('must stand before, and be maps to be merged', () => {
    expect(messages('a: *x\n')).not.toEqual([]);
    expect(messages('a:\n  <<: text\n')).toEqual(['a merge key names no map']);
  });
});

describe('hostile texts', () => {
  const bomb = (first: string, line: (previous: string) => string) =>
    [`a0: &a0 ${first}`, ...Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} ${line(`*a${i}`)}`)].join('\n');

  it.each([
    ['lists of aliases', bomb('[x]', (name) => `[${Array(9).fill(name).join(', ')}]`)],
    ['merged lists of aliases', bomb('{x: 1}', (name) => `{<<: [${Array(9).fill(name).join(', ')}]}`)],
    ['empty merges', bomb('{}', (name) => `{<<: [${Array(9).fill(name).join(', ')}]}`)],
    ['an alias to what holds it', 'a: &a [*a, *a, *a]\n'],
    ['a merge of what holds it', 'a: &a\n  - &b {<<: [*a, *b]}\n  - {<<: *a}\n'],
    ['many documents of them', `${bomb('[x]', (name) => `[${Array(9).fill(name).join(', ')}]`)}\n---\n`.repeat(20)],
  ])('of aliases are a problem: %s', (_name, text) => {
    const { documents, problems } = parse(text);
    expect(problems.map(({ message }) => message)).toContain('aliases stand for too much text to be read');
    expect(documents.reduce((sum, document) => sum + nodesOf(document).length, 0)).toBeLessThan(200_000);
  });

  it('of deep nesting are a problem, twice in one process', () => {
    const { outputFiles } = buildSync({
      stdin: { contents: DEEP_PROGRAM, resolveDir: import.meta.dirname, loader: 'ts' },
      bundle: true,
      platform: 'node',
      format: 'cjs',
      write: false,
      logLevel: 'error',
    });
    const { status, stdout } = spawnSync(process.execPath, ['-'], { input: outputFiles[0]?.text, encoding: 'utf8' });
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'all refused' });
  });

  it('of deep nesting leave the documents before them', () => {
    const { documents, problems } = parse(`a: 1\n---\n${'['.repeat(300)}`);
    expect(documents.map((document) => textTreeOf(document, 0))).toEqual([{ a: '1' }]);
    expect(problems).toMatchObject([{ message: 'nested deeper than 250 levels' }]);
  });

  it('only look deep: brackets in texts and comments, and many small collections', () => {
    const line = (i: number) => `k${i}: "[[{\${x${i}}" # {[[\nl${i}: '{{[' \nm${i}: {a: [1, '}']}\nn${i}: x[{y\n`;
    expect(messages(Array.from({ length: 500 }, (_, i) => line(i)).join(''))).toEqual([]);
    expect(messages(`a: |\n${'  [[[[{{{{\n'.repeat(200)}b: [${'[1], '.repeat(1000)}]\n`)).toEqual([]);
    expect(messages(`${'['.repeat(200)}${']'.repeat(200)}`)).toEqual([]);
  });
});

const DEEP_PROGRAM = `
import { parseYaml } from '../../src/document/yaml.ts';
const texts = [];
for (const depth of [1000, 1000, 5000, 5000]) {
  for (const open of ['[', '{a: ', '[{a: ', '- ', '? ', '[? ', '- ? ', '!If [', '&a [', '- - ? - ']) texts.push(open.repeat(depth));
  texts.push('['.repeat(depth) + ']'.repeat(depth));
  texts.push('['.repeat(200) + '"\\n' + ']'.repeat(9999) + '", ' + '['.repeat(depth));
  texts.push('['.repeat(200) + "'" + ']'.repeat(9999) + "', # " + ']'.repeat(9999) + '\\n' + ' ['.repeat(depth));
  texts.push(Array.from({ length: depth }, (_, i) => ' '.repeat(i) + 'a:').join('\\n'));
  texts.push(Array.from({ length: depth }, (_, i) => ' '.repeat(i) + '-').join('\\n'));
}
const refused = texts.filter((text) => {
  const { problems } = parseYaml({ path: 'a.yaml', text });
  return problems.some(({ message }) => message.startsWith('nested deeper'));
});
process.stdout.write(refused.length === texts.length ? 'all refused' : 'read: ' + texts.filter((text) => !refused.includes(text)).map((text) => text.slice(0, 30)));
`;
