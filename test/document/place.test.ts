import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse as parseYamlValue } from 'yaml';
import {
  childrenOf,
  type Document,
  keyOf,
  kindOf,
  memberOf,
  type Node,
  type OriginSegment,
  rangeOf,
  scalarOf,
} from '../../src/document/document.js';
import { parseJson } from '../../src/document/json.js';
import { keyPlaceOf, locate, outermost, type Place, partOf, placeOf } from '../../src/document/place.js';
import { lineStarts, positionAt } from '../../src/document/position.js';
import { decodeText, type SourceFile } from '../../src/document/source-file.js';
import { parseYaml } from '../../src/document/yaml.js';
import { nodesOf } from './plain-tree.js';

function documentOf(file: SourceFile): Document {
  const [document] = file.path.endsWith('.json') ? [parseJson(file).document] : parseYaml(file).documents;
  if (document === undefined) throw new Error(`nothing read from ${file.text}`);
  return document;
}

/** The JSON document that a string of another document holds. */
function embedded(document: Document, node: Node): Document {
  const origin = [{ at: 0, place: placeOf(document, node) }];
  const { document: inner, problems } = parseJson(document.file, scalarOf(document, node) ?? '', origin);
  expect(problems).toEqual([]);
  if (inner === undefined) throw new Error('nothing embedded');
  return inner;
}

function member(document: Document, node: Node, ...keys: readonly string[]): Node {
  return keys.reduce((inner, key) => memberOf(document, inner, key) ?? 0, node);
}

function shows(place: Place): string {
  const { file, start, end } = locate(place);
  return file.text.slice(start, end);
}

const POLICY = {
  Version: '2012-10-17',
  Statement: [
    { Sid: 'é\u{1f600}"\\/\n', Effect: 'Allow', Action: ['s3:*', 'iam:PassRole'], Resource: `arn:\${x}/it's *` },
  ],
};

/** Checks that all nodes, keys and characters of a document that stands in another are found in the file. */
function expectFound(inner: Document, decode: (raw: string) => string): void {
  for (const node of nodesOf(inner)) {
    const [start, end] = rangeOf(inner, node);
    expect(decode(shows(placeOf(inner, node)))).toBe(inner.text.slice(start, end));
    const key = keyOf(inner, node);
    if (key !== undefined) expect(JSON.parse(decode(shows(keyPlaceOf(inner, node))))).toBe(key);
    const scalar = kindOf(inner, node) === 'string' ? (scalarOf(inner, node) ?? '') : '';
    for (let i = 0; i < scalar.length; i++) {
      const raw = decode(shows(partOf(placeOf(inner, node), i, i + 1)));
      expect(JSON.parse(`"${raw}"`)).toBe(scalar.charAt(i));
    }
  }
}

const decodeJson = (raw: string): string => JSON.parse(`"${raw}"`);

describe('a policy in a string', () => {
  it.each([undefined, 2])('of JSON is found in the file, indent %s', (indent) => {
    const text = JSON.stringify({ a: [JSON.stringify(POLICY, null, indent)] }, null, indent);
    const outer = documentOf({ path: 'a.json', text });
    expectFound(embedded(outer, member(outer, 0, 'a') + 1), decodeJson);
  });

  it('of JSON with escapes of every kind is found in the file', () => {
    const escaped = (json: string) =>
      [...json].map((char, i) => (i % 3 === 0 ? unicodeEscape(char) : JSON.stringify(char).slice(1, -1)));
    const text = `{"a": "${escaped(JSON.stringify(POLICY)).join('')}"}`;
    const outer = documentOf({ path: 'a.json', text });
    expectFound(embedded(outer, member(outer, 0, 'a')), decodeJson);
  });

  it('of JSON in a string of JSON is found in the file', () => {
    const text = JSON.stringify({ a: JSON.stringify({ b: JSON.stringify(POLICY) }) });
    const outer = documentOf({ path: 'a.json', text });
    const middle = embedded(outer, member(outer, 0, 'a'));
    const inner = embedded(middle, member(middle, 0, 'b'));
    expectFound(inner, (raw) => decodeJson(decodeJson(raw)));
    expect(outermost(placeOf(inner, 3))).toEqual(placeOf(outer, member(outer, 0, 'a')));
  });

  const pretty = JSON.stringify(POLICY, null, 2);
  const lines = (indent: string) => pretty.split('\n').join(`\n${indent}`);
  it.each([
    ['literal', `a:\n  b: |\n    ${lines('    ')}\n`],
    ['literal with indicators', `a:\n  b: |2-\n    ${lines('    ')}\n`],
    ['folded', `a:\n  b: >\n    ${lines('    ')}\n`],
    ['single-quoted', `a:\n  b: '${lines('    ').replaceAll("'", "''")}'\n`],
    ['double-quoted', `a:\n  b: ${JSON.stringify(pretty)}\n`],
    [
      'double-quoted over lines',
      `a:\n  b: "${JSON.stringify(JSON.stringify(POLICY)).slice(1, -1).replaceAll(',', ', \n    ')}"\n`,
    ],
  ])('of YAML is found in the file: %s', (style, text) => {
    for (const written of [text, text.replaceAll('\n', '\r\n')]) {
      const outer = documentOf({ path: 'a.yaml', text: written });
      const inner = embedded(outer, member(outer, 0, 'a', 'b'));
      expect(JSON.parse(inner.text)).toEqual(POLICY);
      expectInYaml(inner, style);
    }
  });

  it('of YAML in JSON in YAML is found in the file', () => {
    const text = `b: ${JSON.stringify(JSON.stringify({ c: JSON.stringify(POLICY) }))}\n`;
    const outer = documentOf({ path: 'a.yaml', text });
    const middle = embedded(outer, member(outer, 0, 'b'));
    expectFound(embedded(middle, member(middle, 0, 'c')), (raw) => decodeJson(decodeJson(raw)));
  });
});

function unicodeEscape(char: string): string {
  return Array.from({ length: char.length }, (_, i) => `\\u${char.charCodeAt(i).toString(16).padStart(4, '0')}`).join(
    '',
  );
}

/** As `expectFound`; what white space becomes is the scalar's affair. */
function expectInYaml(inner: Document, style: string): void {
  const isDouble = style.startsWith('double');
  const decode = (raw: string): string =>
    isDouble ? parseYamlValue(`"${raw}"`) : style.startsWith('single') ? raw.replaceAll("''", "'") : raw;
  const squeeze = (text: string) => text.replace(/\s+/g, '');
  for (const node of nodesOf(inner)) {
    expect(squeeze(decode(shows(placeOf(inner, node))))).toBe(squeeze(inner.text.slice(...rangeOf(inner, node))));
    const key = keyOf(inner, node);
    if (key !== undefined) expect(decode(shows(keyPlaceOf(inner, node)))).toBe(JSON.stringify(key));
    const scalar = kindOf(inner, node) === 'string' ? (scalarOf(inner, node) ?? '') : '';
    for (const word of ['s3:*', 'PassRole', 'it', "'s *"]) {
      const at = scalar.indexOf(word);
      if (at >= 0) expect(decode(shows(partOf(placeOf(inner, node), at, at + word.length)))).toBe(word);
    }
  }
}

describe('a text of several origins', () => {
  const outer = documentOf({ path: 'a.json', text: '["ab\\n", {"Ref": "X"}, "cd", "efgh"]' });
  const [first = 0, reference = 0, second = 0, third = 0] = childrenOf(outer, 0);
  const origin: readonly OriginSegment[] = [
    { at: 0, place: placeOf(outer, first) },
    { at: 3, place: placeOf(outer, reference) },
    { at: 10, place: placeOf(outer, second) },
    { at: 12, place: partOf(placeOf(outer, third), 1, 3) },
    { at: 14, place: partOf(placeOf(outer, third), 0, 1) },
  ];
  const joined = parseJson(outer.file, 'ab\nxxxxxxxcdfgzz', origin).document;
  const at = (from: number, to: number): string => {
    if (joined === undefined) throw new Error('nothing read');
    const tape = [2, from, to, 1, -1, -1];
    return shows({ document: { ...joined, tape }, node: 0 });
  };

  it('is found piece by piece, and what was made up as a whole', () => {
    expect(at(1, 2)).toBe('b');
    expect(at(2, 3)).toBe('\\n');
    expect(at(5, 6)).toBe('{"Ref": "X"}');
    expect(at(10, 12)).toBe('cd');
    expect(at(13, 14)).toBe('g');
    expect(at(15, 16)).toBe('e');
    expect(at(1, 12)).toBe('b\\n", {"Ref": "X"}, "cd');
    expect(at(13, 13)).toBe('');
  });

  it('is nowhere if there are none', () => {
    const lost = parseJson(outer.file, '[1]', []).document;
    expect(lost && locate(placeOf(lost, 0))).toEqual({ file: outer.file, start: 0, end: 0 });
  });
});

describe('a part of a text', () => {
  const document = documentOf({ path: 'a.json', text: '{"k\\u0065y": "a\\tbc", "n": [12]}' });
  const value = placeOf(document, 1);

  it('counts from where its place begins', () => {
    expect(shows(partOf(value, 1, 3))).toBe('\\tb');
    expect(shows(partOf(partOf(value, 1, 4), 1, 2))).toBe('b');
    expect(shows(partOf(keyPlaceOf(document, 1), 1, 2))).toBe('\\u0065');
    expect(shows(partOf(placeOf(document, 3), 1, 2))).toBe('2');
  });

  it('may be empty, and is all of it where there is no such part', () => {
    expect(locate(partOf(value, 2, 2))).toMatchObject({ start: 17, end: 17 });
    expect(locate(partOf(value, 4, 4))).toMatchObject({ start: 19, end: 19 });
    expect(shows(partOf(value, 2, 9))).toBe('"a\\tbc"');
    expect(shows(partOf(placeOf(document, 2), 0, 1))).toBe('[12]');
    expect(keyPlaceOf(document, 0)).toEqual(placeOf(document, 0));
  });
});

describe('a file in any encoding', () => {
  const text = '{\r\n  "a": "é",\r\n  "b": ["\u{1f600}", "x"]\r\n}';
  const bigEndian = Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-16', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16 big endian', bigEndian],
  ])('has the same lines and columns: %s', (_name, bytes) => {
    const decoded = decodeText(bytes) ?? '';
    const document = documentOf({ path: 'a.json', text: decoded });
    const { start, end } = locate(placeOf(document, member(document, 0, 'b') + 2));
    const starts = lineStarts(decoded);
    expect([positionAt(starts, start), positionAt(starts, end)]).toEqual([
      { line: 3, column: 15 },
      { line: 3, column: 18 },
    ]);
  });
});

describe('random strings of JSON in JSON', () => {
  it('are found in the file, character by character', () => {
    const property = fc.property(fc.string({ unit: 'binary', maxLength: 20 }), fc.nat(3), (string, depth) => {
      let text = JSON.stringify([string]);
      for (let i = 0; i < depth; i++) text = JSON.stringify([text]);
      let document = documentOf({ path: 'a.json', text });
      for (let i = 0; i < depth; i++) document = embedded(document, 1);
      for (let i = 0; i < string.length; i++) {
        let raw = shows(partOf(placeOf(document, 1), i, i + 1));
        for (let j = 0; j <= depth; j++) raw = decodeJson(raw);
        expect(raw).toBe(string.charAt(i));
      }
    });
    fc.assert(property, { seed: 1, numRuns: 300 });
  });
});
