import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  childrenOf,
  type Document,
  keyOf,
  keyRangeOf,
  kindOf,
  memberOf,
  pathBetween,
  rangeOf,
  scalarOf,
  stringOf,
} from '../../src/document/document.js';
import { parseJson } from '../../src/document/json.js';
import { jsonText } from './json-text.js';
import { mutated } from './mutate.js';
import { expectSoundTape, jsonValueOf, nodesOf } from './plain-tree.js';

function parse(text: string) {
  return parseJson({ path: 'a.json', text });
}

function read(text: string): Document {
  const { document } = parse(text);
  if (document === undefined) throw new Error(`nothing read from ${text}`);
  return document;
}

function messages(text: string): readonly string[] {
  return parse(text).problems.map(({ offset, message }) => `${offset} ${message}`);
}

function accepts(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('a JSON text in any formatting', () => {
  it('gives the tree that JSON.parse gives', () => {
    const property = fc.property(jsonText({ comments: true }), ({ text, plain }) => {
      const { document, problems } = parse(text);
      expect(problems).toEqual([]);
      expect(document && jsonValueOf(document, 0)).toEqual(JSON.parse(plain));
    });
    fc.assert(property, { seed: 1, numRuns: 1000 });
  });

  it('gives each node and key the range that its value stands in', () => {
    const property = fc.property(jsonText({ comments: true }), ({ text, plain }) => {
      const document = read(text);
      expectSoundTape(document);
      for (const node of nodesOf(document)) {
        expect(JSON.parse(plain.slice(...rangeOf(document, node)))).toEqual(jsonValueOf(document, node));
        const key = keyRangeOf(document, node);
        expect(key && JSON.parse(plain.slice(...key))).toBe(keyOf(document, node));
      }
    });
    fc.assert(property, { seed: 2, numRuns: 300 });
  });
});

const SEEDS = [
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:*","iam:Get*"],"Resource":"*"}]}',
  '{\n  "a": [1, -2.5e+3, true, false, null],\n  "b": {"c": "\\u0041\\n\\"", "": {}},\r\n\t"d": []\n}',
  '["\\\\", "", [[[]]], {"x": {"y": [0]}}]',
  '"only \\ud83d\\ude00 text"',
];
const PIECES = [
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"',
  '\\',
  "'",
  '\n',
  '\\u00',
  '0',
  '-',
  '.',
  'e',
  'true',
  'nul',
  '\u00a0',
];

describe('a broken JSON text', () => {
  it('is one that JSON.parse refuses', () => {
    const property = fc.property(mutated(SEEDS, PIECES), (text) => {
      fc.pre(!text.includes('/'));
      expect(parse(text).problems.length === 0).toBe(accepts(text));
    });
    fc.assert(property, { seed: 3, numRuns: 6000 });
  });

  it('gives a sound tree all the same', () => {
    const property = fc.property(mutated(SEEDS, [...PIECES, '//', '/*', '*/']), (text) => {
      const { document, problems } = parse(text);
      for (const { offset } of problems) expect(offset >= 0 && offset <= text.length).toBe(true);
      if (document !== undefined) expectSoundTape(document);
      else expect(problems.length).toBeGreaterThan(0);
    });
    fc.assert(property, { seed: 4, numRuns: 4000 });
  });

  it.each([
    ['{"a":1 "b":2}', { a: 1, b: 2 }, ['7 expected ","']],
    ['{"a":1,}', { a: 1 }, ['7 expected no "," before the end']],
    ['[1,2,]', [1, 2], ['5 expected no "," before the end']],
    ['[1,,2]', [1, 2], ['3 expected a value']],
    ['[,1]', [1], ['1 expected a value']],
    ['{"a":{"b":1', { a: { b: 1 } }, ['11 expected "}" before the end']],
    ['{"a":[1,2}', { a: [1, 2] }, ['9 expected "]"']],
    ['{"a":[1,{"b":2],"c":3}', { a: [1, { b: 2 }], c: 3 }, ['14 expected "}"']],
    ['{"s":[{"a":1, {"a":2}]}', { s: [{ a: 1 }, { a: 2 }] }, ['14 expected "}"']],
    ['{"a":["x","y","b":"z"}', { a: ['x', 'y'], b: 'z' }, ['14 expected "]"']],
    ['{"a":"x\n,"b":2}', { a: 'x', b: 2 }, ['7 expected " at the end of the string']],
    ['{"a":"x', { a: 'x' }, ['7 expected " at the end of the string', '7 expected "}" before the end']],
    ['{"a":"x\\"', { a: 'x"' }, ['9 expected " at the end of the string', '9 expected "}" before the end']],
    [
      "{'a':'x\\'y',\"b\":2}",
      { a: "x'y", b: 2 },
      ['1 expected a key in double quotes', '5 expected a value', '7 unknown escape in a string'],
    ],
    ['{a:1,"b":2}', { a: 1, b: 2 }, ['1 expected a key in double quotes']],
    ['{"a":Allow,"b":2}', { a: 'Allow', b: 2 }, ['5 expected a value']],
    ['{"a" 1}', { a: 1 }, ['5 expected ":"']],
    ['{"a":,"b":2}', { a: null, b: 2 }, ['5 expected a value']],
    ['{"a"}', { a: null }, ['4 expected ":"', '4 expected a value']],
    ['{\u00a0"a":1}', { a: 1 }, ['1 white space that JSON does not know']],
    ['{"a":1}]', { a: 1 }, ['7 expected nothing behind the value']],
    ['{"a":01,"b":2}', { a: '01', b: 2 }, ['5 expected a value']],
    [
      '{"a":"\\q","b":"\\u12"}',
      { a: 'q', b: 'u12' },
      ['6 unknown escape in a string', '15 unknown escape in a string'],
    ],
    ['["a\tb"]', ['a\tb'], ['3 control character in a string']],
    ['[1 /* open', [1], ['3 expected "*/" at the end of the comment', '10 expected "]" before the end']],
  ])('is read as far as it goes: %s', (text, value, problems) => {
    expect(jsonValueOf(read(text), 0)).toEqual(value);
    expect(messages(text)).toEqual(problems);
  });

  it.each(['', ' \n', '// nothing', '/* nothing */'])('holds no value: %j', (text) => {
    expect(parse(text).document).toBeUndefined();
    expect(parse(text).problems).toHaveLength(1);
  });

  it('keeps its first problems only', () => {
    expect(parse(`[${'?'.repeat(1000)}]`).problems.length).toBeLessThanOrEqual(20);
  });
});

describe('nesting', () => {
  it('is read 500 levels deep', () => {
    expect(messages('['.repeat(500) + ']'.repeat(500))).toEqual([]);
  });

  it.each(['[', '{"a":', '[{"a":'])('is a problem where it is deeper, not an overflow: %s', (open) => {
    const text = open.repeat(100_000);
    const { document, problems } = parse(text);
    expect(problems.map(({ message }) => message)).toEqual(['nested deeper than 500 levels']);
    if (document !== undefined) expectSoundTape(document);
  });
});

describe('texts of the JSON test suite', () => {
  it.each([
    '[1e1]',
    '[-0]',
    '[-0.0e-0]',
    '[1E+2]',
    '[123.456e78]',
    '["\\u0000"]',
    '["\\uD800"]',
    '["\\uDBFF\\uDFFE"]',
    '["\u007f"]',
    '["\u2028"]',
    '{"":0}',
    '{"a":"b","a":"b"}',
    '[[]   ]',
    '[""]',
    'null',
    'true',
    '42',
    '""',
    ' [1]\t\r\n',
    '["\\/"]',
  ])('accepts %j', (text) => {
    expect(messages(text)).toEqual([]);
    expect(jsonValueOf(read(text), 0)).toEqual(JSON.parse(text));
  });

  it.each([
    '[1 true]',
    '[aâ]',
    '["": 1]',
    '[,',
    '[""',
    '["a",\n4\n,1,',
    '[1,',
    '[1,\n1\n,1',
    '[{}',
    '[fals]',
    '[nul]',
    '[++1234]',
    '[+1]',
    '[-01]',
    '[-1.0.]',
    '[-2.]',
    '[.-1]',
    '[.2e-3]',
    '[0.1.2]',
    '[0.3e+]',
    '[0.e1]',
    '[0E]',
    '[1.0e-]',
    '[1 000.0]',
    '[1eE2]',
    '[2.e3]',
    '[9.e+]',
    '[Inf]',
    '[NaN]',
    '[\uff11]',
    '[- 1]',
    '[-foo]',
    '[0x1]',
    '[1+2]',
    '{"x", null}',
    '{"x"::"b"}',
    '{"a":"a" 123}',
    '{:"b"}',
    '{"a" "b"}',
    '{"a":',
    '{1:1}',
    '{"id":0,,,,,}',
    '{"a":"b"}#',
    '["\\x00"]',
    '["\\\\\\"]',
    '["\\uD834\\u"]',
    '["\\a"]',
    '["\\u00A"]',
    '["',
    '[\\n]',
    '["\n"]',
    '["\t"]',
    '<.>',
    '[1]x',
    '[1]]',
    '[][]',
    '}',
    ']',
    '*',
    '\u2060',
    '\ufeff[]',
    '[\u000c]',
    "['a']",
  ])('refuses %j', (text) => {
    expect(parse(text).problems.length).toBeGreaterThan(0);
  });
});

describe('the tree', () => {
  it('keeps keys that are given twice, and takes the last', () => {
    const document = read('{"a":1,"b":2,"\\u0061":3}');
    expect(childrenOf(document, 0).map((node) => keyOf(document, node))).toEqual(['a', 'b', 'a']);
    const member = memberOf(document, 0, 'a');
    expect(member !== undefined && scalarOf(document, member)).toBe('3');
  });

  it('keeps numbers as they are written', () => {
    const document = read('[012345678901, 1e3, 12345678901234567890]');
    expect(childrenOf(document, 0).map((node) => scalarOf(document, node))).toEqual([
      '012345678901',
      '1e3',
      '12345678901234567890',
    ]);
  });

  it('tells what each node is', () => {
    const document = read('[{}, [], "a", 1, true, null]');
    const kinds = ['map', 'list', 'string', 'number', 'boolean', 'null'];
    expect(childrenOf(document, 0).map((node) => kindOf(document, node))).toEqual(kinds);
    expect(childrenOf(document, 0).map((node) => stringOf(document, node))).toContain('a');
    expect(stringOf(document, 0)).toBeUndefined();
  });

  it('tells the way from one node to another', () => {
    const document = read('{"a":[0,{"b":1}],"c":2}');
    const deepest = nodesOf(document).find((node) => keyOf(document, node) === 'b') ?? 0;
    expect(pathBetween(document, 0, deepest)).toEqual(['a', 1, 'b']);
    expect(pathBetween(document, deepest, deepest)).toEqual([]);
    expect(pathBetween(document, deepest, 0)).toEqual([]);
  });
});
