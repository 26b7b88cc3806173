import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from '../../src/document/json.js';
import { locate } from '../../src/document/place.js';
import type { Inventory } from '../../src/inventory/model.js';
import { filledIn, mostFilledIn } from '../../src/sources/cloudformation/macros/loop-variables.js';
import { readTemplateFile } from './read-template.js';

function read(template: object): Inventory {
  const { document } = parseJson({ path: 'template.json', text: JSON.stringify(template, null, 1) });
  if (document === undefined) throw new Error('no document');
  return readTemplateFile(document);
}

const ROLE = { Type: 'AWS::IAM::Role' };

function namesFrom(collection: unknown, rest: object = {}): readonly string[] {
  const Resources = { 'Fn::ForEach::Loop': ['X', collection, { 'Role${X}': ROLE }] };
  const { resources } = read({ Transform: 'AWS::LanguageExtensions', ...rest, Resources });
  return resources.map(({ name }) => name);
}

describe('a loop runs over', () => {
  const Parameters = {
    List: { Type: 'CommaDelimitedList', Default: 'a, b' },
    Open: { Type: 'CommaDelimitedList' },
    Text: { Type: 'String', Default: 'c' },
  };
  const Mappings = { Map: { c: { Names: ['d', 'e'], Text: 'f' } } };
  const inMap = (...path: readonly unknown[]) => ({ 'Fn::FindInMap': path });
  it.each([
    ['a list', ['a', 'b'], ['Rolea', 'Roleb']],
    ['numbers', [1, true], ['Role1', 'Roletrue']],
    ['nothing', [], []],
    ['a parameter that is a list', { Ref: 'List' }, ['Rolea', 'Roleb']],
    ['parameters', ['a', { Ref: 'Text' }], ['Rolea', 'Rolec']],
    ['a mapping', inMap('Map', { Ref: 'Text' }, 'Names'), ['Roled', 'Rolee']],
  ])('%s', (_, collection, names) => {
    expect(namesFrom(collection, { Parameters, Mappings })).toEqual(names);
  });

  it.each([
    ['a parameter without a default', { Ref: 'Open' }],
    ['a list with such a parameter', ['a', { Ref: 'Open' }]],
    ['what is no parameter', { Ref: 'Nothing' }],
    ['a mapping that is none', inMap('Map', 'x', 'Names')],
    ['a mapped text', inMap('Map', 'c', 'Text')],
    ['half a path', inMap('Map', 'c')],
    ['other functions', { 'Fn::Split': [',', 'a,b'] }],
    ['maps', [{ a: 1 }]],
    ['a text', 'a,b'],
  ])('nothing that is known: %s', (_, collection) => {
    const Resources = { 'Fn::ForEach::Loop': ['X', collection, { 'Role${X}': ROLE }] };
    const { resources, unresolved } = read({ Transform: 'AWS::LanguageExtensions', Parameters, Mappings, Resources });
    expect(resources).toEqual([]);
    expect(unresolved.map(({ reason }) => reason)).toEqual(['`Fn::ForEach` is not expanded']);
  });
});

it.each(['AWS::Serverless-2016-10-31', undefined])('loops mean nothing with the transform %s', (Transform) => {
  expect(namesFrom(['a'], { Transform })).toEqual([]);
});

describe('a variable', () => {
  const variables = new Map([
    ['A', 'one'],
    ['B', '10.0.0.0/16'],
  ]);
  it.each([
    ['x${A}y', 'xoney'],
    ['${A}${A}&{A}', 'oneoneone'],
    ['${ A }', 'one'],
    ['${B} &{B}', '10.0.0.0/16 1000016'],
    ['${!A} ${C} ${aws:username} $A {A} %{A}', '${!A} ${C} ${aws:username} $A {A} %{A}'],
    ['${A', '${A'],
    ['${${A}}', '${one}'],
    ['', ''],
  ])('in %s', (text, filled) => {
    expect(filledIn(text, variables)).toBe(filled);
    expect(mostFilledIn(text, variables)).toBeGreaterThanOrEqual(filled.length);
  });
});

describe('loops that come to too much', () => {
  const items = Array.from({ length: 100 }, (_, i) => `i${i}`);
  it('by their number are left as they are', () => {
    const nested = Array.from({ length: 6 }).reduce<object>(
      (inner, _, i) => ({ [`Fn::ForEach::L${i}`]: [`V${i}`, items, inner] }),
      { 'R${V0}${V1}${V2}': ROLE },
    );
    const { unresolved, resources } = read({ Transform: 'AWS::LanguageExtensions', Resources: nested });
    expect(unresolved.map(({ reason }) => reason)).toEqual(['`Fn::ForEach` is not expanded']);
    expect(resources.length).toBeLessThan(50_000);
  });

  it('by their text are left as they are', () => {
    const Default = 'x'.repeat(100_000);
    const Parameters = { Long: { Type: 'CommaDelimitedList', Default } };
    const Properties = { RoleName: '${X}'.repeat(1000) };
    const Resources = { 'Fn::ForEach::L': ['X', { Ref: 'Long' }, { 'R${X}': { ...ROLE, Properties } }] };
    const { unresolved, resources } = read({ Transform: 'AWS::LanguageExtensions', Parameters, Resources });
    expect(unresolved.map(({ reason }) => reason)).toEqual(['`Fn::ForEach` is not expanded']);
    expect(resources).toEqual([]);
  });
});

describe('whatever stands in a loop', () => {
  const text = fc.constantFrom(
    '${X}',
    '&{Y}',
    'X',
    'P',
    'Type',
    'Properties',
    'AWS::IAM::Role',
    'Ref',
    'Fn::Sub',
    'Fn::FindInMap',
  );
  const { loop } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      text,
      fc.jsonValue({ maxDepth: 1 }),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.oneof(text, fc.constantFrom('Fn::ForEach::A', 'Fn::ForEach::B')), tie('value'), { maxKeys: 3 }),
      fc.dictionary(fc.constantFrom('Fn::ForEach::A', 'Fn::ForEach::B'), tie('loop'), { maxKeys: 2 }),
    ),
    loop: fc.oneof(
      { weight: 1, arbitrary: tie('value') },
      {
        weight: 4,
        arbitrary: fc.tuple(
          fc.constantFrom('X', 'Y'),
          fc.oneof(fc.array(fc.oneof(text, fc.constantFrom('a', 'b')), { maxLength: 3 }), tie('value')),
          fc.dictionary(fc.constantFrom('R${X}', 'R&{Y}', 'Fn::ForEach::C'), tie('value'), { maxKeys: 2 }),
        ),
      },
    ),
  }));

  it('is read, and all that is told of it stands in the file', () => {
    const sections = fc.dictionary(fc.constantFrom('Fn::ForEach::A', 'Fn::ForEach::B', 'R'), loop, { maxKeys: 3 });
    const property = fc.property(sections, sections, (Resources, Conditions) => {
      const Parameters = { P: { Type: 'CommaDelimitedList', Default: 'p,q' } };
      const inventory = read({ Transform: ['AWS::LanguageExtensions'], Parameters, Conditions, Resources });
      for (const { place } of [...inventory.resources, ...inventory.identities, ...inventory.unresolved]) {
        const { start, end } = locate(place);
        expect(start < end && end <= inventory.document.text.length).toBe(true);
      }
    });
    fc.assert(property, { seed: 1, numRuns: 1000 });
  });
});
