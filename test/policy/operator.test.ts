import { describe, expect, it } from 'vitest';
import { literalText } from '../../src/document/value.js';
import { isNegatedOperator, operatorNames, operatorType, readOperator } from '../../src/policy/operator.js';
import { valueFrom } from './value-from.js';

const { place } = valueFrom('');
const read = (written: string) => readOperator(literalText(place, written));

describe('a condition operator', () => {
  it.each([
    ['StringLike', { name: 'StringLike', ifExists: false }],
    ['stringlike', { name: 'StringLike', ifExists: false }],
    ['BOOLIFEXISTS', { name: 'Bool', ifExists: true }],
    [
      'ForAllValues:StringNotEqualsIgnoreCaseIfExists',
      { name: 'StringNotEqualsIgnoreCase', set: 'ForAllValues', ifExists: true },
    ],
    ['foranyvalue:arnlike', { name: 'ArnLike', set: 'ForAnyValue', ifExists: false }],
    ['NullIfExists', { name: 'Null', ifExists: true }],
    ['StringMatches', { name: undefined, ifExists: false }],
    ['ForEachValue:StringLike', { name: undefined, ifExists: false }],
    ['ForAllValues:', { name: undefined, set: 'ForAllValues', ifExists: false }],
    ['IfExists', { name: undefined, ifExists: true }],
    ['', { name: undefined, ifExists: false }],
  ])('is taken apart: %s', (written, parts) => {
    const text = literalText(place, written);
    expect(readOperator(text)).toEqual({ place, text, ...parts });
  });

  it('is known in every form', () => {
    for (const name of operatorNames()) {
      expect(read(name).name).toBe(name);
      expect(read(`ForAnyValue:${name.toUpperCase()}IfExists`)).toMatchObject({
        name,
        set: 'ForAnyValue',
        ifExists: true,
      });
    }
  });

  it('may be negated', () => {
    expect(operatorNames().filter((name) => isNegatedOperator(read(name)))).toEqual([
      'StringNotEquals',
      'StringNotEqualsIgnoreCase',
      'StringNotLike',
      'NumericNotEquals',
      'DateNotEquals',
      'NotIpAddress',
      'ArnNotEquals',
      'ArnNotLike',
    ]);
    expect(isNegatedOperator(read('NotKnown'))).toBe(false);
  });
});

it('tells what every operator compares', () => {
  const types = operatorNames().map((name) => operatorType(read(`ForAnyValue:${name}`)));
  expect(types.filter((type) => type === undefined)).toHaveLength(1);
  expect(operatorType(read('null'))).toBeUndefined();
  expect(operatorType(read('NotIpAddressIfExists'))).toBe('IPAddress');
  expect(operatorType(read('arnnotlike'))).toBe('ARN');
  expect(operatorType(read('StringMatches'))).toBeUndefined();
});
