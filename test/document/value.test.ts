import { describe, expect, it } from 'vitest';
import { parseJson } from '../../src/document/json.js';
import { locate } from '../../src/document/place.js';
import {
  displayText,
  literalOf,
  literalText,
  member,
  memberEntry,
  plainValue,
  stringOfValue,
  type Text,
  type Value,
} from '../../src/document/value.js';
import { parseYaml } from '../../src/document/yaml.js';

function read(text: string): Value {
  const { document } = parseJson({ path: 'a.json', text });
  if (document === undefined) throw new Error('nothing read');
  return plainValue(document, 0);
}

describe('a plain value', () => {
  it('keeps the order, what is given twice, and what each scalar was', () => {
    const value = read('{"a": "x", "b": [1, true, null, ""], "a": {}}');
    if (value.kind !== 'map') throw new Error('no map');
    expect(value.entries.map(({ key, value: inner }) => [literalOf(key), inner.kind])).toEqual([
      ['a', 'text'],
      ['b', 'list'],
      ['a', 'map'],
    ]);
    expect(member(value, 'a')?.kind).toBe('map');
    const list = member(value, 'b');
    const scalars =
      list?.kind === 'list' ? list.items.map((item) => (item.kind === 'text' ? item.scalar : item.kind)) : [];
    expect(scalars).toEqual(['number', 'boolean', 'null', 'string']);
  });

  it('can be pointed at, key and value', () => {
    const text = '{"a": {"b": "c"}}';
    const entry = memberEntry(member(read(text), 'a'), 'b');
    const words = [entry?.key, entry?.value].map((part) => {
      const { start, end } = part ? locate(part.place) : { start: 0, end: 0 };
      return text.slice(start, end);
    });
    expect(words).toEqual(['"b"', '"c"']);
  });

  it('is the same from YAML', () => {
    const [document] = parseYaml({ path: 'a.yaml', text: 'Version: 2012-10-17\nid: 012345678901\n' }).documents;
    const value = document && plainValue(document, 0);
    expect(stringOfValue(member(value, 'Version'))).toBe('2012-10-17');
    expect(stringOfValue(member(value, 'id'))).toBe('012345678901');
  });
});

describe('a text', () => {
  const { place } = read('""');
  const mixed: Text = {
    kind: 'text',
    place,
    scalar: 'string',
    parts: ['arn:', { kind: 'hole', id: 'Bucket' }, '/', { kind: 'variable', name: 'aws:username' }],
  };

  it('is literal where all of it is known', () => {
    expect(literalOf(literalText(place, ''))).toBe('');
    expect(literalOf(literalText(place, 'x'))).toBe('x');
    expect(literalOf(mixed)).toBeUndefined();
    expect(stringOfValue(read('[]'))).toBeUndefined();
    expect(stringOfValue(undefined)).toBeUndefined();
  });

  it('shows holes and variables', () => {
    expect(displayText(mixed)).toBe(`arn:‹Bucket›/\${aws:username}`);
  });

  it('shows of what may follow no more than that it may', () => {
    const open: Text = { ...mixed, parts: ['arn:', { kind: 'hole', id: '…aws_iam_policy.a 12 0', opaque: true }] };
    expect(displayText(open)).toBe('arn:…');
  });

  it('has no members', () => {
    expect(member(mixed, 'a')).toBeUndefined();
    expect(memberEntry(read('{"a": 1}'), 'b')).toBeUndefined();
  });
});
