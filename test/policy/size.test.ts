import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Value } from '../../src/document/value.js';
import { leastSize } from '../../src/policy/size.js';
import { valueFrom } from './value-from.js';

const { place } = valueFrom('');
const text = (...parts: Extract<Value, { kind: 'text' }>['parts']): Value => ({
  kind: 'text',
  place,
  parts,
  scalar: 'string',
});

describe('the size of a policy', () => {
  it('is that of its JSON without whitespace', () => {
    const word = fc.string({ unit: fc.constantFrom('a', ':', '*', ' ', '"', '\\', '\u00e9'), maxLength: 12 });
    const json = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 3 },
        word,
        fc.boolean(),
        fc.nat(),
        fc.constant(null),
        fc.array(tie('any'), { maxLength: 4 }),
        fc.dictionary(word, tie('any'), { maxKeys: 4 }),
      ),
    })).any;
    fc.assert(
      fc.property(json, (any) => {
        expect(leastSize(valueFrom(any))).toBe(JSON.stringify(any).replace(/\s/g, '').length);
      }),
    );
  });

  it('counts what is not told as little as it may be', () => {
    const hole = { kind: 'hole', id: 'Bucket' } as const;
    expect(leastSize(text('arn:', hole))).toBe(7);
    expect(leastSize(text({ ...hole, opaque: true }))).toBe(2);
    expect(leastSize({ kind: 'unknown', place, reason: 'no default' })).toBe(0);
  });

  it('counts the shorter branch, and nothing for what is left out', () => {
    const choice: Value = { kind: 'choice', place, guard: 'Prod', yes: valueFrom(['a', 'b']), no: valueFrom('a') };
    expect(leastSize(choice)).toBe(3);
    expect(leastSize({ kind: 'list', place, items: [{ kind: 'absent', place }, valueFrom('a')] })).toBe(5);
  });

  it('counts policy variables as they are written', () => {
    expect(leastSize(text({ kind: 'variable', name: 'aws:username' }))).toBe('"${aws:username}"'.length);
  });
});
