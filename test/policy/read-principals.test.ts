import { describe, expect, it } from 'vitest';
import { locate } from '../../src/document/place.js';
import { displayText, memberEntry } from '../../src/document/value.js';
import type { Fault, PrincipalElement } from '../../src/policy/model.js';
import { readPrincipals } from '../../src/policy/read-principals.js';
import { valueFrom } from './value-from.js';

function read(written: unknown, name = 'Principal'): { element: PrincipalElement; faults: readonly Fault[] } {
  const entry = memberEntry(valueFrom({ [name]: written, Sid: '' }), name);
  if (entry === undefined) throw new Error('nothing read');
  const faults: Fault[] = [];
  return { element: readPrincipals(entry, faults), faults };
}

function principals(written: unknown): readonly string[] {
  return read(written).element.items.map(({ type, value }) => `${type} ${displayText(value)}`);
}

function faultsAt(written: unknown): readonly string[] {
  return read(written).faults.map(({ place, code }) => {
    const { file, start, end } = locate(place);
    return `${code} ${file.text.slice(start, end)}`;
  });
}

describe('principals', () => {
  it.each([
    ['*', ['* *']],
    [{ AWS: '*' }, ['AWS *']],
    [
      { AWS: ['1', 'arn:aws:iam::1:root'], Service: 's3.amazonaws.com' },
      ['AWS 1', 'AWS arn:aws:iam::1:root', 'Service s3.amazonaws.com'],
    ],
    [
      { Federated: 'accounts.google.com', CanonicalUser: ['79a'] },
      ['Federated accounts.google.com', 'CanonicalUser 79a'],
    ],
    [{}, []],
    [{ AWS: { $absent: 1 }, Service: 'x' }, ['Service x']],
  ])('are read in all forms: %j', (written, items) => {
    expect(principals(written)).toEqual(items);
    expect(faultsAt(written)).toEqual([]);
  });

  it.each([
    [{ AWS: [] }, [], ['EMPTY_ARRAY_PRINCIPAL "AWS"']],
    ['arn:aws:iam::1:root', ['AWS arn:aws:iam::1:root'], ['INVALID_PRINCIPAL_FORMAT "arn:aws:iam::1:root"']],
    [['*'], ['* *'], ['INVALID_PRINCIPAL_FORMAT ["*"]']],
    [['*', '1'], ['AWS *', 'AWS 1'], ['INVALID_PRINCIPAL_FORMAT ["*","1"]']],
    [null, [], ['INVALID_PRINCIPAL_FORMAT null']],
    [12, ['AWS 12'], ['INVALID_PRINCIPAL_FORMAT 12']],
    [{ '*': '*', AWS: '1' }, ['AWS 1'], ['INVALID_PRINCIPAL_KEY "*"']],
    [{ aws: '1', Service: 'x' }, ['Service x'], ['INVALID_PRINCIPAL_KEY "aws"']],
    [{ AWS: { a: 'b' } }, [], ['DATA_TYPE_MISMATCH {"a":"b"}']],
    [{ AWS: [111122223333, '1'] }, ['AWS 111122223333', 'AWS 1'], ['DATA_TYPE_MISMATCH 111122223333']],
  ])('are read though not well-formed: %j', (written, items, faults) => {
    expect(principals(written)).toEqual(items);
    expect(faultsAt(written)).toEqual(faults);
  });

  it('may be unknown, in part or as a whole', () => {
    const reasons = (written: unknown) => read(written).element.unknown.map(({ reason }) => reason);
    expect(reasons({ AWS: ['1', { $unknown: 'p' }], Else: { $unknown: 'q' } })).toEqual(['p', 'q']);
    expect(reasons({ $unknown: 'all' })).toEqual(['all']);
    expect(reasons(['1', { $unknown: 'r' }])).toEqual(['r']);
  });

  it('may be excluded', () => {
    expect(read('*', 'Principal').element).toMatchObject({ name: 'Principal', negated: false });
    expect(read('*', 'NotPrincipal').element).toMatchObject({ name: 'NotPrincipal', negated: true });
  });
});
