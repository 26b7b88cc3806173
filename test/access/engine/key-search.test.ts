import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findKeyValue, holds, type KeyRequirement } from '../../../src/access/engine/key-search.js';
import { type KeyTest, keyTestOf } from '../../../src/access/engine/key-test.js';
import { plain, readable } from '../../../src/access/engine/pattern.js';
import { statementOf } from '../policy.js';
import { conditionHolds, everyPresent, type Present, type SmallCondition } from './naive-condition.js';

const seeded = { seed: 1, numRuns: 20_000 };

/** Operators that are asked of one key, the values that policies write, and those that requests have. */
interface World {
  readonly operators: readonly string[];
  readonly written: readonly string[];
  readonly domain: readonly string[];
}

const both = (...names: readonly string[]) =>
  names.flatMap((name) => [name, name.replace(/^(String|Arn|Numeric|Date|)/, '$1Not')]);
const ordered = (kind: string) =>
  ['LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'].map((name) => kind + name);
const TEXTS = ['', 'a', 'b', 'ab', 'aab', '*', 'a*', 'c', 'caa'];

const WORLDS: Readonly<Record<string, World>> = {
  texts: {
    operators: both('StringEquals', 'StringLike', 'StringLike'),
    written: ['', 'a', 'b', 'ab', '*', '?', 'a*', '*b', '*a*', '?*', '${*}', 'a${*}', '${?}'],
    domain: TEXTS,
  },
  'texts in any case': {
    operators: both('StringEqualsIgnoreCase'),
    written: ['a', 'B', 'ab', 'AB', ''],
    domain: ['', 'a', 'A', 'b', 'Ab', 'AB', 'c'],
  },
  'texts in any case and not': {
    operators: both('StringEquals', 'StringEqualsIgnoreCase', 'StringLike'),
    written: ['', 'a', 'A', 'aB', 'Ab', 'ab', 'a*', '?b', 'A?', '*B', '*'],
    domain: ['', 'a', 'A', 'ab', 'aB', 'Ab', 'AB', 'c', 'abc', 'cB'],
  },
  numbers: {
    operators: [...both('NumericEquals'), ...ordered('Numeric')],
    written: ['1', '1.0', '1e3', ' 1', '1.2', '0', '-5', '1e20', '1.1'],
    domain: [
      '-1e30',
      '-5',
      '-6',
      '-1',
      '0',
      '0.5',
      '1',
      '1.05',
      '1.1',
      '1.15',
      '1.2',
      '2',
      '1000',
      '5e19',
      '1e20',
      '1e21',
    ],
  },
  dates: {
    operators: [...both('DateEquals'), ...ordered('Date')],
    written: [
      '1577836800',
      '2020-01-01T00:00:00Z',
      '2020-01-01T01:00:00+01:00',
      '2020-01-01',
      '2021-06-01T00:00:00-05:00',
    ],
    domain: [
      '0',
      '1577836799',
      '1577836800',
      '1577836801',
      '2020-06-01T00:00:00Z',
      '2021-06-01T05:00:00Z',
      '2030-01-01',
    ],
  },
  addresses: {
    operators: both('IpAddress'),
    written: [
      '10.0.0.0/8',
      '10.1.2.3/16',
      '10.1.2.3',
      '0.0.0.0/0',
      '::/0',
      '2001:db8::/32',
      '::ffff:10.0.0.1',
      '2001:db8::1',
    ],
    domain: [
      '9.255.255.255',
      '10.0.0.0',
      '10.1.0.0',
      '10.1.2.3',
      '10.255.255.255',
      '11.0.0.0',
      '::',
      '2001:db8::1',
      '2001:db8::2',
      '2001:db9::',
      '::ffff:a00:1',
    ],
  },
  booleans: { operators: ['Bool'], written: ['true', 'false', 'True'], domain: ['true', 'false'] },
  ARNs: {
    operators: both('ArnLike', 'ArnEquals'),
    written: ['*', 'a:b:c:d:e:f', 'a:b:c:*:e:*', 'a:b:c:d:*', '*:f', 'a:*:f', 'a:b:c:d:?:f'],
    domain: [
      'a:b:c:d:e:f',
      'a:b:c:x:e:f',
      'a:b:c:d:x:y',
      'a:b:c:d:xx:f',
      'x:x:x:x:x:f',
      'x:x:x:x:x:x',
      'a:b:c:d:e:f:f',
    ],
  },
  'ARNs and texts': {
    operators: both('ArnLike', 'StringLike', 'StringEquals'),
    written: ['*', 'a:b:c:d:e:f', 'a:b:c:*:e:*', 'a:b:c:d:*', '*:f', 'a:*:f', 'a:b:c:d:?:f'],
    domain: [
      'a:b:c:d:e:f',
      'a:b:c:x:e:f',
      'a:b:c:d:x:y',
      'a:b:c:d:xx:f',
      'x:x:x:x:x:f',
      'x:x:x:x:x:x',
      'a:b:c:d:e:f:f',
      '*',
    ],
  },
};

const anyCondition = ({ operators, written }: World): fc.Arbitrary<SmallCondition> =>
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        operator: fc
          .tuple(
            fc.constantFrom('', '', 'ForAnyValue:', 'ForAllValues:'),
            fc.constantFrom(...operators),
            fc.constantFrom('', '', 'IfExists'),
          )
          .map((parts) => parts.join('')),
        key: fc.constantFrom('k', 'K'),
        values: fc.array(fc.constantFrom(...written), { maxLength: 3 }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        operator: fc.constant('Null'),
        key: fc.constant('k'),
        values: fc.subarray(['true', 'false']),
      }),
    },
  );

function testOf({ operator, key, values }: SmallCondition): KeyTest {
  const json = { Effect: 'Allow', Action: '*', Resource: '*', Condition: { [operator]: { [key]: values } } };
  const [condition] = statementOf(json).conditions;
  const test = condition && keyTestOf(condition);
  if (test === undefined) throw new Error(`${operator} was not read`);
  return test;
}

const isPlain = ({ operator }: SmallCondition) => operator !== 'Null' && !operator.startsWith('For');

describe.each(Object.entries(WORLDS))('conditions on %s', (_, world) => {
  const condition = anyCondition(world);
  const wish = fc.record({ condition, must: fc.boolean() });

  it('hold as AWS says', () => {
    const presents = everyPresent(world.domain, false);
    fc.assert(
      fc.property(condition, fc.constantFrom(...presents), (one, present) => {
        const test = testOf(one);
        expect(holds(test, present?.map(plain), true)).toBe(conditionHolds(one, present));
        expect(holds(test, present?.map(plain), false)).toBe(!conditionHolds(one, present));
      }),
      { seed: 1, numRuns: 5000 },
    );
  });

  it('are fulfilled together where some request fulfils them', () => {
    const [single, several] = [everyPresent(world.domain, true), everyPresent(world.domain, false)];
    fc.assert(
      fc.property(fc.array(wish, { minLength: 1, maxLength: 4 }), (wishes) => {
        const requirements = wishes.map(({ condition, must }): KeyRequirement => ({ test: testOf(condition), must }));
        const fulfils = (present: Present) =>
          wishes.every(({ condition, must }) => conditionHolds(condition, present) === must);
        const isSingle = wishes.some(({ condition }) => isPlain(condition));
        for (const mode of ['proven', 'possible'] as const) {
          const found = findKeyValue(requirements, mode);
          expect(found).not.toBe('unclear');
          if (typeof found === 'object') expect(fulfils(found.value?.map(readable))).toBe(true);
          else expect((isSingle ? single : several).filter(fulfils)).toEqual([]);
          if (typeof found === 'object' && isSingle) expect(found.value?.length ?? 1).toBe(1);
        }
      }),
      seeded,
    );
  });
});
