import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  childrenOf,
  type Document,
  isList,
  isMap,
  keyOf,
  kindOf,
  memberOf,
  type Node,
  nextOf,
  pathBetween,
  scalarOf,
  stringOf,
  tagOf,
} from '../../src/document/document.js';
import { parseJson } from '../../src/document/json.js';
import { isAsWritten, keyPlaceOf, locate, partOf, placeOf, sourceOf } from '../../src/document/place.js';
import { copiedEntry, copyOf, listAt, mapAt, type Sketch, textAt, writeSketch } from '../../src/document/rewrite.js';
import { parseYaml } from '../../src/document/yaml.js';
import { jsonText } from './json-text.js';
import { nodesOf, textTreeOf } from './plain-tree.js';
import { yamlText } from './yaml-text.js';

function read(text: string, path = 'a.json'): Document {
  const file = { path, text };
  const document = path.endsWith('.json') ? parseJson(file).document : parseYaml(file).documents[0];
  if (document === undefined) throw new Error('nothing read');
  return document;
}

function shows(document: Document, node: Node, onKey = false): string {
  const { file, start, end } = locate(onKey ? keyPlaceOf(document, node) : placeOf(document, node));
  return file.text.slice(start, end);
}

/** Takes each collection apart and puts it together again from copies of what it holds; texts become made-up ones. */
function rebuilt(document: Document, node: Node, rename: (text: string) => string): Sketch {
  const at = placeOf(document, node);
  const tag = tagOf(document, node);
  if (isMap(document, node)) {
    const entries = childrenOf(document, node).map((child) => ({
      ...copiedEntry(document, child),
      value: rebuilt(document, child, rename),
    }));
    return { kind: 'map', at, entries, tag };
  }
  if (isList(document, node)) {
    return {
      kind: 'list',
      at,
      items: childrenOf(document, node).map((child) => rebuilt(document, child, rename)),
      tag,
    };
  }
  const text = stringOf(document, node);
  return text === undefined ? copyOf(document, node) : { kind: 'text', at, text: rename(text), tag };
}

const anyDocument = fc.oneof(
  jsonText({ comments: true }).map(({ text }) => read(text)),
  yamlText.map((text) => read(text, 'a.yaml')),
);

describe('a tree that is written anew', () => {
  it('reads like the one that it was copied from, and stands where that stands', () => {
    const property = fc.property(anyDocument, fc.constantFrom('whole', 'piece by piece'), (document, how) => {
      const written = writeSketch(
        document,
        how === 'whole' ? copyOf(document, 0) : rebuilt(document, 0, (text) => text),
      );
      expect(textTreeOf(written, 0)).toEqual(textTreeOf(document, 0));
      for (const node of nodesOf(document)) {
        expect(kindOf(written, node)).toBe(kindOf(document, node));
        expect(nextOf(written, node)).toBe(nextOf(document, node));
        expect(tagOf(written, node)).toBe(tagOf(document, node));
        expect(locate(placeOf(written, node))).toEqual(locate(placeOf(document, node)));
        if (scalarOf(document, node) !== undefined) expect(isAsWritten(placeOf(written, node))).toBe(true);
        expect(locate(keyPlaceOf(written, node))).toEqual(locate(keyPlaceOf(document, node)));
        expect(pathBetween(written, 0, node)).toEqual(pathBetween(document, 0, node));
        const text = scalarOf(document, node) ?? '';
        for (let i = 0; i < text.length; i++) {
          expect(locate(partOf(placeOf(written, node), i, i + 1))).toEqual(
            locate(partOf(placeOf(document, node), i, i + 1)),
          );
        }
      }
    });
    fc.assert(property, { seed: 1, numRuns: 200 });
  });

  it('shows all of a text where a macro changed it, however often the tree was rewritten', () => {
    const property = fc.property(anyDocument, fc.string({ maxLength: 8 }), fc.nat(2), (document, added, times) => {
      let written = writeSketch(
        document,
        rebuilt(document, 0, (text) => `${text}${added}!`),
      );
      for (let i = 0; i < times; i++)
        written = writeSketch(
          written,
          rebuilt(written, 0, (text) => text),
        );
      for (const node of nodesOf(document)) {
        const text = stringOf(document, node);
        if (text === undefined) continue;
        expect(stringOf(written, node)).toBe(`${text}${added}!`);
        const whole = locate(placeOf(document, node));
        expect(locate(placeOf(written, node))).toEqual(whole);
        expect(isAsWritten(placeOf(written, node))).toBe(false);
        for (let i = 0; i <= text.length + added.length; i++) {
          expect(locate(partOf(placeOf(written, node), i, i + 1))).toEqual(whole);
        }
      }
    });
    fc.assert(property, { seed: 1, numRuns: 200 });
  });
});

describe('what a macro makes up', () => {
  const document = read('{"a": {"k\\u0065y": ["x", 12, true, null]}, "b": "text"}');
  const list = memberOf(document, memberOf(document, 0, 'a') ?? 0, 'key') ?? 0;
  const cause = keyPlaceOf(document, list);
  const written = writeSketch(
    document,
    mapAt(placeOf(document, 0), {
      Made: listAt(cause, [textAt(cause, 'up'), copyOf(document, list)]),
      Left: undefined,
    }),
  );
  const made = memberOf(written, 0, 'Made') ?? 0;

  it('points at what caused it', () => {
    expect(textTreeOf(written, 0)).toEqual({ Made: ['up', ['x', '12', 'true', 'null']] });
    expect(shows(written, made)).toBe('"k\\u0065y"');
    expect(shows(written, made + 1)).toBe('"k\\u0065y"');
    expect(shows(written, made + 2)).toBe('["x", 12, true, null]');
    expect(shows(written, made + 3)).toBe('"x"');
    expect(sourceOf(placeOf(written, made + 3))).toEqual(placeOf(document, list + 1));
  });

  it('has keys in maps only', () => {
    expect([made, made + 1, made + 2, made + 3].map((node) => keyOf(written, node))).toEqual(['Made', ...Array(3)]);
    expect(shows(written, made, true)).toBe(document.text);
    expect(keyPlaceOf(written, made + 1)).toEqual(placeOf(written, made + 1));
  });

  it('may come from another document, in another format and another file', () => {
    const yaml = read('role: !Sub "ro\\x6ce"\n', 'b.yaml');
    const role = memberOf(yaml, 0, 'role') ?? 0;
    const mixed = writeSketch(document, listAt(cause, [copyOf(document, list), copyOf(yaml, 0)]));
    const copied = memberOf(mixed, childrenOf(mixed, 0)[1] ?? 0, 'role') ?? 0;
    expect(stringOf(mixed, copied)).toBe('role');
    expect(tagOf(mixed, copied)).toBe('!Sub');
    expect(locate(partOf(placeOf(mixed, copied), 2, 3))).toEqual(locate(partOf(placeOf(yaml, role), 2, 3)));
    expect(locate(keyPlaceOf(mixed, copied)).file.path).toBe('b.yaml');
  });
});
