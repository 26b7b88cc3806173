import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayText, type Guard, type Value } from '../../src/document/value.js';
import { branchesOf, variantsOf } from '../../src/policy/choices.js';
import { anyValue } from './value-arbitrary.js';
import { valueFrom } from './value-from.js';

function show(value: Value): unknown {
  if (value.kind === 'list') return value.items.map(show);
  if (value.kind === 'map')
    return Object.fromEntries(value.entries.map((entry) => [displayText(entry.key), show(entry.value)]));
  return value.kind === 'text' ? displayText(value) : value.kind;
}

function shown(json: unknown, when?: readonly Guard[]): readonly unknown[] | undefined {
  return variantsOf(valueFrom(json), when)?.map((variant) => [guards(variant.when), show(variant.value)]);
}

function guards(when: readonly Guard[]): string {
  return when.map(({ condition, is }) => (is ? condition : `!${condition}`)).join(' ');
}

/** The value under an assignment of all conditions, without variants. */
function decide(value: Value, holds: (condition: string) => boolean): Value {
  if (value.kind === 'choice') return decide(holds(value.guard) ? value.yes : value.no, holds);
  if (value.kind === 'list') return { ...value, items: value.items.map((item) => decide(item, holds)) };
  if (value.kind !== 'map') return value;
  return { ...value, entries: value.entries.map(({ key, value: inner }) => ({ key, value: decide(inner, holds) })) };
}

describe('variants', () => {
  it('are one where there is no choice', () => {
    expect(shown({ a: ['b'] })).toEqual([['', { a: ['b'] }]]);
  });

  it('take the same condition the same way throughout', () => {
    expect(shown({ a: { $if: ['P', 'x', 'y'] }, b: [{ $if: ['P', 'z', { $absent: true }] }] })).toEqual([
      ['P', { a: 'x', b: ['z'] }],
      ['!P', { a: 'y', b: ['absent'] }],
    ]);
  });

  it('multiply by independent conditions, and by nested ones where they are reached', () => {
    expect(shown([{ $if: ['P', '1', '2'] }, { $if: ['Q', '3', '4'] }])?.length).toBe(4);
    expect(shown({ $if: ['P', { $if: ['Q', '1', { $if: ['P', '2', '3'] }] }, '4'] })).toEqual([
      ['P Q', '1'],
      ['P !Q', '2'],
      ['!P', '4'],
    ]);
  });

  it('leave out what is assumed away', () => {
    expect(shown({ $if: ['P', '1', '2'] }, [{ condition: 'P', is: false }])).toEqual([['!P', '2']]);
  });

  it('are not told apart where there are too many', () => {
    const independent = (count: number) => Array.from({ length: count }, (_, i) => ({ $if: [`C${i}`, '1', '2'] }));
    expect(shown(independent(6))?.length).toBe(64);
    expect(shown(independent(7))).toBeUndefined();
    expect(shown(independent(3000))).toBeUndefined();
    const chain = (length: number): unknown => (length === 0 ? 'z' : { $if: [`C${length}`, 'y', chain(length - 1)] });
    expect(shown(chain(63))?.length).toBe(64);
    expect(shown(chain(64))).toBeUndefined();
  });

  it('are what each assignment of the conditions gives', () => {
    const property = fc.property(anyValue, fc.boolean(), fc.boolean(), fc.boolean(), (value, a, b, c) => {
      const holds = (condition: string) => ({ A: a, B: b, C: c })[condition] === true;
      const fitting = variantsOf(value)?.filter(({ when }) =>
        when.every(({ condition, is }) => holds(condition) === is),
      );
      expect(fitting?.map((variant) => variant.value)).toEqual([decide(value, holds)]);
    });
    fc.assert(property, { seed: 1, numRuns: 1000 });
  });
});

describe('branches', () => {
  it('split the value itself only', () => {
    const branches = branchesOf(valueFrom({ $if: ['P', { $if: ['Q', ['1'], ['2']] }, [{ $if: ['R', '3', '4'] }]] }));
    expect(branches?.map(({ when, value }) => [guards(when), value.kind])).toEqual([
      ['P Q', 'list'],
      ['P !Q', 'list'],
      ['!P', 'list'],
    ]);
    expect(branchesOf(valueFrom([{ $if: ['R', '3', '4'] }]))?.length).toBe(1);
  });

  it('leave out what is assumed away', () => {
    const value = valueFrom({ $if: ['P', '1', { $if: ['P', '2', '3'] }] });
    expect(branchesOf(value, [{ condition: 'P', is: false }])?.map((branch) => show(branch.value))).toEqual(['3']);
  });
});
