import { expect, it } from 'vitest';
import type { Document } from '../../src/document/document.js';
import { stretchOfDocument } from '../../src/document/document-stretch.js';
import { parseJson } from '../../src/document/json.js';
import { locate } from '../../src/document/place.js';
import { placeInText } from '../../src/document/place-in-text.js';
import { parseYaml } from '../../src/document/yaml.js';

function documentsOf(text: string): readonly Document[] {
  if (!text.startsWith('{')) return parseYaml({ path: 'a.yaml', text }).documents;
  const { document } = parseJson({ path: 'a.json', text });
  return document === undefined ? [] : [document];
}

it.each([
  ['a string of JSON', '{"a": ["x", "one\\nWORD\\u0020two"]}', 'WORD', true],
  ['all of a string', '{"a": "WORD"}', 'WORD', true],
  ['a key', '{"WORD": 1}', 'WORD', false],
  ['a plain scalar', 'a: {b: one WORD two}', 'WORD', true],
  ['a block', 'a: |\n  one\n  WORD two\nb: 1\n', 'WORD', true],
  ['a comment', 'a: 1 # WORD\nb: 2\n', 'WORD', false],
  ['a comment before everything', '# WORD\na: 1\n', 'WORD', false],
])('a word in %s is pointed at', (_, text, word, isInScalar) => {
  const [document] = documentsOf(text);
  if (document === undefined) throw new Error('no document');
  const start = text.indexOf(word);
  const place = placeInText(document, start, start + word.length);
  const { start: from, end } = locate(place);
  expect(text.slice(from, end)).toBe(word);
  expect(place.document === document).toBe(isInScalar);
});

it('documents share a file without overlap and without a gap', () => {
  const texts = ['# one\na: 1\n# end of one', '# two\nb: |\n  --- no line of its own\n', 'c: {}\n# three'];
  const text = texts.join('\n---\n');
  const stretches = documentsOf(text).map(stretchOfDocument);
  expect(stretches).toHaveLength(3);
  expect(stretches.map(({ start, end }) => text.slice(start, end)).join('')).toBe(text);
  for (const [index, { start, end }] of stretches.entries()) {
    expect(text.slice(start, end).replace(/^\n---\n/, '')).toBe(texts[index]);
  }
});

it('a document of JSON has all of its file', () => {
  const text = '{"a": "\\n---"}\n';
  expect(documentsOf(text).map(stretchOfDocument)).toEqual([{ start: 0, end: text.length }]);
});
