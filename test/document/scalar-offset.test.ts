import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse as parseYamlValue } from 'yaml';
import {
  childrenOf,
  type Document,
  keyOf,
  keyRangeOf,
  type Node,
  rangeOf,
  STRING,
  scalarOf,
} from '../../src/document/document.js';
import { parseJson } from '../../src/document/json.js';
import { scalarOffsets } from '../../src/document/scalar-offset.js';
import { TapeWriter } from '../../src/document/tape.js';
import { parseYaml } from '../../src/document/yaml.js';
import { jsonText } from './json-text.js';
import { nodesOf } from './plain-tree.js';
import { yamlText } from './yaml-text.js';

interface ShownScalar {
  readonly decoded: string;
  readonly range: readonly [number, number];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

function shown(document: Document, node: Node, isKey: boolean): ShownScalar | undefined {
  const decoded = isKey ? keyOf(document, node) : scalarOf(document, node);
  const range = isKey ? keyRangeOf(document, node) : rangeOf(document, node);
  return decoded === undefined || range === undefined
    ? undefined
    : { decoded, range, ...scalarOffsets(document, node, isKey) };
}

function scalarsOf(document: Document): readonly ShownScalar[] {
  const scalars = nodesOf(document).flatMap((node) => [shown(document, node, false), shown(document, node, true)]);
  return scalars.filter((scalar) => scalar !== undefined);
}

/** What each code unit of a text is written as. */
function written(document: Document, node: Node): readonly string[] {
  const { starts, ends } = scalarOffsets(document, node, false);
  return starts.map((start, i) => document.text.slice(start, ends[i]));
}

function expectWithin({ decoded, range, starts, ends }: ShownScalar): void {
  expect(starts).toHaveLength(decoded.length);
  expect(ends).toHaveLength(decoded.length);
  let last = range[0];
  starts.forEach((start, i) => {
    const end = ends[i] ?? -1;
    expect(start >= last && end >= start && end <= range[1]).toBe(true);
    last = start;
  });
}

describe('the characters of a JSON string', () => {
  it('are those that it decodes', () => {
    const property = fc.property(jsonText({ comments: false }), ({ text }) => {
      const { document } = parseJson({ path: 'a.json', text });
      for (const scalar of document ? scalarsOf(document) : []) {
        expectWithin(scalar);
        if (text.charAt(scalar.range[0]) !== '"') continue;
        scalar.starts.forEach((start, i) => {
          expect(JSON.parse(`"${text.slice(start, scalar.ends[i])}"`)).toBe(scalar.decoded.charAt(i));
        });
      }
    });
    fc.assert(property, { seed: 1, numRuns: 500 });
  });

  it('of a broken string stand within it', () => {
    for (const text of ['["a\\', '["a\\u12', '["a\\"', "['it\\'s", '[bare', '["x']) {
      const { document } = parseJson({ path: 'a.json', text });
      for (const scalar of document ? scalarsOf(document) : []) expectWithin(scalar);
    }
  });
});

describe('the characters of a YAML scalar', () => {
  it('are those that it decodes, in all styles', () => {
    let folded = 0;
    let escaped = 0;
    const property = fc.property(yamlText, (text) => {
      const { documents, problems } = parseYaml({ path: 'a.yaml', text });
      if (problems.length > 0) return;
      for (const scalar of documents.flatMap(scalarsOf)) {
        expectWithin(scalar);
        scalar.starts.forEach((start, i) => {
          const unit = scalar.decoded.charAt(i);
          const raw = text.slice(start, scalar.ends[i]);
          const isDouble = text.charAt(scalar.range[0]) === '"';
          if (isDouble && raw.startsWith('\\')) {
            escaped++;
            expect(parseYamlValue(`"${raw}"`)).toContain(unit);
          } else if (unit === '\n' || unit === ' ' || unit === '\t') {
            if (raw !== unit) folded++;
            expect(raw.trim()).toBe('');
          } else expect(raw === unit || raw === "''").toBe(true);
        });
      }
    });
    fc.assert(property, { seed: 2, numRuns: 1500 });
    expect(folded).toBeGreaterThan(100);
    expect(escaped).toBeGreaterThan(100);
  });

  it.each([
    [
      'a: plain\n   text  \n\n   here',
      ['p', 'l', 'a', 'i', 'n', '\n   ', 't', 'e', 'x', 't', '\n', 'h', 'e', 'r', 'e'],
    ],
    ["a: 'it''s'", ['i', 't', "''", 's']],
    ['a: "\\x41\\u0042\\U0001F600 \\\n   c"', ['\\x41', '\\u0042', '\\U0001F600', '\\U0001F600', ' ', 'c']],
    ['a: "b \r\n  c"', ['b', ' \r\n  ', 'c']],
    ['a: |2-\n    b\n   c\n', [' ', ' ', 'b', '\n', ' ', 'c']],
    ['a: >+ # d\n  b\n  c\n\n', ['b', '\n  ', 'c', '\n', '\n']],
    ['a: |+\n\n\n', ['\n', '\n']],
    ['a: |+\n  \n    \n', ['\n', '\n']],
    ['a: |\n  \n    \n', []],
    ['a: |\n\n  b\n    \n\n', ['\n', 'b', '\n', ' ', ' ', '\n']],
    ['a: >\n  b', ['b', '']],
  ])('are written so: %j', (text, units) => {
    const document = parseYaml({ path: 'a.yaml', text }).documents[0];
    if (document === undefined) throw new Error('nothing read');
    expect(written(document, childrenOf(document, 0)[0] ?? 0)).toEqual(units);
  });
});

describe('the characters of a CSV field', () => {
  it('are single but for doubled quotes', () => {
    const tape = new TapeWriter();
    tape.add(STRING, 0, 8, -1, -1);
    const file = { path: 'a.csv', text: '"a""b,c",d' };
    const document: Document = { file, format: 'csv', text: file.text, tape: tape.finish(), scalars: ['a"b,c'] };
    expect(written(document, 0)).toEqual(['a', '""', 'b', ',', 'c']);
  });
});

describe('a map or list', () => {
  it('has no characters', () => {
    const { document } = parseJson({ path: 'a.json', text: '[1]' });
    expect(document && scalarOffsets(document, 0, false)).toEqual({ starts: [], ends: [] });
  });
});
