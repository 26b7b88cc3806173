import fc from 'fast-check';
import type { Entry, Part, Value } from '../../src/document/value.js';
import { valueFrom } from './value-from.js';

const { place } = valueFrom([]);

const NAMES = [
  'Version',
  'Id',
  'Statement',
  'Sid',
  'Effect',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Principal',
  'NotPrincipal',
  'Condition',
  'AWS',
  'Service',
  'StringLike',
  'ForAnyValue:ArnEqualsIfExists',
  'aws:SourceArn',
  'other',
  '',
];
const WORDS = [
  'Allow',
  'Deny',
  '2012-10-17',
  '2008-10-17',
  '*',
  's3:*',
  'arn:aws:s3:::${aws:username}/*',
  '${',
  '${}',
  '',
];

const part: fc.Arbitrary<Part> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...WORDS).map((word): Part => word) },
  { weight: 1, arbitrary: fc.constantFrom<Part>({ kind: 'hole', id: 'X' }, { kind: 'hole', id: 'Y', opaque: true }) },
  { weight: 1, arbitrary: fc.constant<Part>({ kind: 'variable', name: 'aws:username' }) },
);
const parts = fc.oneof(
  fc.constantFrom(...WORDS).map((word): readonly Part[] => [word]),
  fc.array(part, { maxLength: 3 }),
);
const scalar = fc.constantFrom('string' as const, 'string' as const, 'number' as const, 'boolean' as const);
const text = fc
  .tuple(parts, scalar)
  .map(([written, kind]) => ({ kind: 'text', place, parts: written, scalar: kind }) as const);
const key = fc.oneof(
  {
    weight: 9,
    arbitrary: fc
      .constantFrom(...NAMES)
      .map((name) => ({ kind: 'text', place, parts: [name], scalar: 'string' }) as const),
  },
  { weight: 1, arbitrary: text },
);

/** Any value at all, made of the words of policies so that readers get somewhere. */
export const anyValue: fc.Arbitrary<Value> = fc.letrec<{ value: Value; entry: Entry }>((tie) => ({
  entry: fc.record({ key, value: tie('value') }),
  value: fc.oneof(
    { maxDepth: 7, depthSize: 'large', withCrossShrink: true },
    text,
    fc.constantFrom<Value>(
      { kind: 'null', place },
      { kind: 'absent', place },
      { kind: 'unknown', place, reason: 'why' },
    ),
    fc.array(tie('entry'), { maxLength: 6 }).map((entries): Value => ({ kind: 'map', place, entries })),
    fc.array(tie('value'), { maxLength: 4 }).map((items): Value => ({ kind: 'list', place, items })),
    fc
      .tuple(fc.constantFrom('A', 'B', 'C'), tie('value'), tie('value'))
      .map(([guard, yes, no]): Value => ({ kind: 'choice', place, guard, yes, no })),
  ),
})).value;
