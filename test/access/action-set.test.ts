import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ActionSet,
  all,
  complement,
  count,
  countByLevel,
  coversService,
  expand,
  has,
  ids,
  intersect,
  isEmpty,
  isSubset,
  minus,
  names,
  none,
  servicesIn,
  union,
  unknownNames,
} from '../../src/access/action-set.js';
import { accessLevel, actionCount, actionId, actionName, serviceActions, services } from '../../src/aws/actions.js';
import { matches } from '../../src/policy/wildcard.js';

const id = (action: string) => actionId(action) ?? -1;
const equal = (a: ActionSet, b: ActionSet) => isSubset(a, b) && isSubset(b, a);
const every = Array.from({ length: actionCount() }, (_, each) => actionName(each));
const lower = every.map((name) => name.toLowerCase());
const naive = (pattern: string) => every.filter((_, each) => matches(pattern.toLowerCase(), lower[each] ?? ''));

/** Patterns as people write them and as they do not: pieces of real names with wildcards between. */
const pattern = fc
  .tuple(
    fc.nat({ max: every.length - 1 }),
    fc.constantFrom('exact', 'prefix', 'suffix', 'middle', 'marks', 'service', 'both', 'unknown', 'upper'),
    fc.nat(),
    fc.nat(),
  )
  .map(([index, kind, x, y]) => {
    const action = every[index] ?? '';
    const colon = action.indexOf(':');
    const [prefix, name] = [action.slice(0, colon), action.slice(colon + 1)];
    const from = x % name.length;
    const to = from + (y % (name.length - from + 1));
    switch (kind) {
      case 'exact':
        return action;
      case 'prefix':
        return `${prefix}:${name.slice(0, to)}*`;
      case 'suffix':
        return `${prefix}:*${name.slice(from)}`;
      case 'middle':
        return `${prefix}:*${name.slice(from, to)}*`;
      case 'marks':
        return `${prefix}:${name.slice(0, from)}${'?'.repeat(to - from)}${name.slice(to)}`;
      case 'service':
        return `${prefix}:*`;
      case 'both':
        return `${prefix.slice(0, 1)}*:${name.slice(0, 4)}*${name.slice(to)}`;
      case 'unknown':
        return `${prefix}:${name}${x % 2 ? 'x' : 'x*'}`;
      default:
        return `${action.toUpperCase().slice(0, colon + 1 + to)}*`;
    }
  });

const set: fc.Arbitrary<ActionSet> = fc.letrec<{ set: ActionSet }>((tie) => ({
  set: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc
      .constantFrom(
        's3:*',
        's3:Get*',
        's3:GetObject',
        's3:No*',
        's3:NoSuch',
        's3:NoSuchEither',
        'nosuch:*',
        '*',
        '*:*',
        's*:*',
      )
      .map(expand),
    pattern.map(expand),
    fc.array(tie('set'), { maxLength: 3 }).map(union),
    fc.tuple(tie('set'), tie('set')).map(([a, b]) => intersect(a, b)),
    fc.tuple(tie('set'), tie('set')).map(([a, b]) => minus(a, b)),
    tie('set').map(complement),
  ),
})).set;

const seeded = { seed: 11, numRuns: 400 };

describe('expand', () => {
  it('finds what a naive matcher finds', () => {
    fc.assert(
      fc.property(pattern, (p) => {
        expect([...names(expand(p))], p).toEqual(naive(p));
      }),
      seeded,
    );
  });

  it.each([
    '*',
    '**',
    '*:*',
    's3:**',
    'S3:getobject',
    'iam:*Role*',
    '*:*Role*',
    '?3:Get?bject',
    's3*',
    's3?GetObject',
    '*Role',
    's3:?*',
    'ec2:*s',
  ])('finds what a naive matcher finds for %s', (p) => expect([...names(expand(p))]).toEqual(naive(p)));

  it('remembers patterns in any case', () => {
    expect(expand('S3:GET*')).toBe(expand('s3:get*'));
  });

  it('gives everything for a star', () => {
    for (const p of ['*', '**', '*:*', '?*:*']) expect(equal(expand(p), all()), p).toBe(true);
  });

  it('gives nothing only where no action can be meant', () => {
    for (const p of ['', 'GetObject', 's3']) expect(isEmpty(expand(p)), p).toBe(true);
    for (const p of [
      's3:NoSuch',
      's3:NoSuch*',
      'nosuch:*',
      'nosuch:GetObject',
      's3:',
      ':',
      's3:a:b',
      'nosuch*',
      's3:??',
    ]) {
      expect(isEmpty(expand(p)), p).toBe(false);
      expect(count(expand(p)), p).toBe(0);
    }
  });

  it('answers hostile patterns', () => {
    const hostile = `iam:${'*e'.repeat(40)}*z`;
    expect(count(expand(hostile))).toBe(0);
    expect(isEmpty(expand(hostile))).toBe(false);
    expect(count(expand(`${'*?'.repeat(2000)}:${'*'.repeat(2000)}`))).toBe(0);
    for (let each = 0; each < 3000; each++) expand(`s3:Get${each}`);
    expect(count(expand('s3:GetObject'))).toBe(1);
  });
});

describe('actions beyond the catalogue', () => {
  const s3 = expand('s3:*');
  const knownS3 = union((serviceActions('s3')?.actions ?? []).map((name) => expand(`s3:${name}`)));

  it('make a service more than the list of its known actions', () => {
    expect(isSubset(knownS3, s3)).toBe(true);
    expect(isSubset(s3, knownS3)).toBe(false);
    expect(count(knownS3)).toBe(count(s3));
    expect(coversService(s3, 'S3')).toBe(true);
    expect(coversService(knownS3, 's3')).toBe(false);
    expect(servicesIn(minus(s3, knownS3))).toEqual(['s3']);
  });

  it('do not count for a pattern that names a part', () => {
    const get = (serviceActions('s3')?.actions ?? []).filter((name) => name.startsWith('Get'));
    expect(equal(expand('s3:Get*'), union(get.map((name) => expand(`s3:${name}`))))).toBe(true);
  });

  it('are judged by name where a pattern names them', () => {
    const one = expand('s3:GetNew');
    expect(unknownNames(one)).toEqual(['s3:getnew']);
    expect(isSubset(one, expand('S3:GETNEW'))).toBe(true);
    expect(isSubset(one, expand('s3:Get*'))).toBe(true);
    expect(isSubset(one, s3)).toBe(true);
    expect(isSubset(one, expand('s3:GetOther'))).toBe(false);
    expect(isSubset(one, knownS3)).toBe(false);
    expect(isEmpty(intersect(expand('s3:Get*'), one))).toBe(false);
    expect(isEmpty(intersect(expand('s3:Put*'), one))).toBe(true);
    expect(isEmpty(minus(one, expand('s3:*')))).toBe(true);
  });

  it('take nothing but themselves away when denied', () => {
    const rest = minus(s3, expand('s3:NoSuch'));
    expect(count(rest)).toBe(count(s3));
    expect(coversService(rest, 's3')).toBe(true);
    expect(isSubset(expand('s3:NoSuch'), rest)).toBe(false);
    expect(isSubset(expand('s3:NoSuchEither'), rest)).toBe(true);
    expect(isSubset(s3, rest)).toBe(false);
    expect(isEmpty(minus(expand('s3:NoSuch'), expand('s3:NoSuchEither')))).toBe(false);
    expect(coversService(complement(expand('s3:NoSuch')), 's3')).toBe(true);
  });

  it('are compared by pattern where nothing else is known of them', () => {
    expect(isSubset(expand('nosuch:Get*'), expand('nosuch:*'))).toBe(true);
    expect(isSubset(expand('nosuch:*'), expand('nosuch:Get*'))).toBe(false);
    expect(isSubset(expand('nosuch:*'), expand('*'))).toBe(true);
    expect(unknownNames(expand('nosuch:Get*'))).toEqual(['nosuch:get…']);
    expect(coversService(expand('nosuch:*'), 'NoSuch')).toBe(true);
    expect(coversService(expand('nosuch:Get*'), 'nosuch')).toBe(false);
    expect(servicesIn(expand('nosuch:Get*'))).toEqual(['nosuch']);
  });

  it('are held by the complement of all others', () => {
    const rest = complement(union(services().map((prefix) => expand(`${prefix}:*`))));
    expect(count(rest)).toBe(0);
    expect(isEmpty(rest)).toBe(false);
    expect(isSubset(expand('nosuch:GetObject'), rest)).toBe(true);
    expect(coversService(rest, 'nosuch')).toBe(true);
  });
});

describe('the algebra', () => {
  it('obeys its laws', () => {
    fc.assert(
      fc.property(set, set, set, (a, b, c) => {
        expect(equal(complement(complement(a)), a)).toBe(true);
        expect(equal(complement(union([a, b])), intersect(complement(a), complement(b)))).toBe(true);
        expect(equal(minus(a, b), intersect(a, complement(b)))).toBe(true);
        expect(equal(intersect(a, union([b, c])), union([intersect(a, b), intersect(a, c)]))).toBe(true);
        expect(isEmpty(minus(a, a))).toBe(true);
        expect(equal(union([a, complement(a)]), all())).toBe(true);
        expect(isSubset(a, b)).toBe(isEmpty(minus(a, b)));
        expect(isSubset(intersect(a, b), b)).toBe(true);
        expect(isSubset(none(), a) && isSubset(a, all()) && isSubset(a, union([b, a, c]))).toBe(true);
      }),
      seeded,
    );
  });

  it('agrees with sets of names', () => {
    fc.assert(
      fc.property(set, set, (a, b) => {
        const [inA, inB] = [new Set(ids(a)), new Set(ids(b))];
        const check = (found: ActionSet, expected: (each: number) => boolean) =>
          expect([...ids(found)]).toEqual([...every.keys()].filter(expected));
        check(union([a, b]), (each) => inA.has(each) || inB.has(each));
        check(intersect(a, b), (each) => inA.has(each) && inB.has(each));
        check(minus(a, b), (each) => inA.has(each) && !inB.has(each));
        check(complement(a), (each) => !inA.has(each));
        expect(count(a)).toBe(inA.size);
      }),
      { ...seeded, numRuns: 60 },
    );
  });

  it('never changes its operands', () => {
    const [a, b] = [expand('s3:Get*'), expand('s3:*')];
    const before = [a.bits.slice(), b.bits.slice()];
    union([a, b]);
    intersect(a, b);
    minus(b, a);
    complement(a);
    expect([a.bits, b.bits]).toEqual(before);
  });

  it('bears deep and shared expressions', () => {
    let deep = expand('s3:NoSuch');
    for (let each = 0; each < 20_000; each++) deep = union([deep, expand('s3:Get*')]);
    expect(unknownNames(deep)).toEqual(['s3:nosuch']);
    let shared = expand('s3:NoSuch');
    for (let each = 0; each < 200; each++) shared = intersect(shared, shared);
    expect(isEmpty(shared)).toBe(false);
    const many = union(Array.from({ length: 5000 }, (_, each) => expand(`s3:NoSuch${each}`)));
    expect(isSubset(many, expand('s3:No*'))).toBe(true);
  });
});

describe('questions', () => {
  it('count by access level', () => {
    const counts = countByLevel(expand('s3:*'));
    const expected = { List: 0, Read: 0, Write: 0, Tagging: 0, 'Permissions management': 0 };
    for (const each of ids(expand('s3:*'))) expected[accessLevel(each)]++;
    expect(counts).toEqual(expected);
    expect(counts['Permissions management']).toBeGreaterThan(0);
    expect(count(all())).toBe(actionCount());
    expect(count(none())).toBe(0);
  });

  it('name services', () => {
    expect(servicesIn(union([expand('s3:GetObject'), expand('iam:*'), expand('ec2:Describe*')]))).toEqual([
      'ec2',
      'iam',
      's3',
    ]);
    expect(servicesIn(none())).toEqual([]);
    expect(servicesIn(all())).toEqual(services());
  });

  it('know single actions', () => {
    expect(has(expand('s3:Get*'), id('s3:GetObject'))).toBe(true);
    expect(has(expand('s3:Get*'), id('s3:PutObject'))).toBe(false);
    expect(has(complement(expand('iam:*')), id('iam:PassRole'))).toBe(false);
  });
});
