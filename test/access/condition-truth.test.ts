import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAlwaysTrue, isNeverTrue } from '../../src/access/condition-truth.js';
import { contradictionOf } from '../../src/access/contradiction.js';
import { type Presence, presenceOf } from '../../src/access/key-presence.js';
import { vacuityOf } from '../../src/access/vacuous-condition.js';
import { managedPolicy, managedPolicyNames } from '../../src/aws/managed-policies.js';
import { parseJson } from '../../src/document/json.js';
import { plainValue } from '../../src/document/value.js';
import type { Condition, Statement } from '../../src/policy/model.js';
import { readPolicy } from '../../src/policy/read.js';
import { fits } from './brute-force.js';
import { statementOf } from './policy.js';

const KEY = 'aws:PrincipalTag/team';

interface RawCondition {
  readonly operator: string;
  readonly values: readonly string[];
}

/** One condition as AWS's pages describe it, written apart from the code that it judges. */
function holds({ operator, values }: RawCondition, actual: readonly string[] | undefined): boolean {
  if (operator === 'Null') return values.includes(String(actual === undefined));
  const [, set, base = '', lenient] = /^(ForAllValues:|ForAnyValue:)?(.+?)(IfExists)?$/.exec(operator) ?? [];
  const isNegated = base.includes('Not');
  if (actual === undefined) {
    if (lenient !== undefined || set === 'ForAllValues:') return true;
    return set === undefined && isNegated;
  }
  const passes = (one: string) =>
    values.some((value) => (base.endsWith('Like') ? fits(value, one) : value === one)) !== isNegated;
  return set === 'ForAllValues:' ? actual.every(passes) : actual.some(passes);
}

function conditionsOf(raw: readonly RawCondition[]): readonly Condition[] {
  return raw.flatMap(({ operator, values }) => {
    const { conditions } = statementOf({
      Effect: 'Allow',
      Action: 's3:*',
      Resource: '*',
      Condition: { [operator]: { [KEY]: values } },
    });
    return conditions;
  });
}

const base = fc.constantFrom('StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike');
const comparison = fc.record({
  operator: fc
    .tuple(fc.constantFrom('', 'ForAllValues:', 'ForAnyValue:'), base, fc.constantFrom('', 'IfExists'))
    .map((parts) => parts.join('')),
  values: fc.uniqueArray(fc.constantFrom('a', 'b', 'a*', '*', '??', 'ab'), { minLength: 0, maxLength: 3 }),
});
const presenceTest = fc.record({
  operator: fc.constant('Null'),
  values: fc.uniqueArray(fc.constantFrom('true', 'false'), { minLength: 1 }),
});
const raw = fc.oneof({ weight: 4, arbitrary: comparison }, presenceTest);
const single = raw.filter(({ operator }) => !operator.startsWith('For'));

const LETTERS = ['a', 'b', 'x', '*', '?'];
const PAIRS = LETTERS.flatMap((one) => LETTERS.map((other) => one + other));

/** Every text of few letters, those that the values are made of among them, and lists where sets are compared. */
const TEXTS = ['', ...LETTERS, ...PAIRS, ...PAIRS.flatMap((pair) => LETTERS.map((letter) => pair + letter))];
const SINGLES = TEXTS.map((text) => [text]);
const SHORT = ['a', 'b', 'ab', 'ax', 'x', '*', '??', 'a*', 'abc', 'xyz'];
const LISTS = SHORT.flatMap((one) => SHORT.map((other) => [one, other]));

function requestsWith(presence: Presence, isList: boolean): readonly (readonly string[] | undefined)[] {
  const present = isList ? [...SINGLES, ...LISTS] : SINGLES;
  if (presence === 'never') return [undefined];
  return presence === 'always' ? present : [undefined, ...present];
}

const presence = fc.constantFrom<Presence>('always', 'sometimes', 'never');

describe('the truth of conditions', () => {
  it('is that a condition always holds where no request fails it', () => {
    fc.assert(
      fc.property(raw, presence, (one, there) => {
        const [condition] = conditionsOf([one]);
        if (condition === undefined) return;
        const expected = requestsWith(there, one.operator.startsWith('For')).every((actual) => holds(one, actual));
        expect(isAlwaysTrue(condition, there)).toBe(expected);
      }),
      { numRuns: 2000 },
    );
  });

  it('is that conditions never hold together where no request fulfils all', () => {
    fc.assert(
      fc.property(fc.array(single, { minLength: 1, maxLength: 3 }), presence, (all, there) => {
        const expected = !requestsWith(there, false).some((actual) => all.every((one) => holds(one, actual)));
        expect(isNeverTrue(conditionsOf(all), there)).toBe(expected);
      }),
      { numRuns: 2000 },
    );
  });

  it('never takes lists for impossible that are possible', () => {
    fc.assert(
      fc.property(fc.array(comparison, { minLength: 1, maxLength: 3 }), (all) => {
        const isList = all.every(({ operator }) => operator.startsWith('For'));
        const isPossible = requestsWith('sometimes', isList).some((actual) => all.every((one) => holds(one, actual)));
        if (isPossible) expect(isNeverTrue(conditionsOf(all), 'sometimes')).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the presence of keys', () => {
  const presenceIn = (Action: unknown, key: string) => {
    const statement = statementOf({
      Effect: 'Allow',
      Action,
      Resource: '*',
      Condition: { StringEquals: { [key]: 'x' } },
    });
    const [condition] = statement.conditions;
    return condition && presenceOf(condition, statement);
  };

  it.each([
    ['s3:GetObject', 'aws:RequestedRegion', 'always', true],
    ['s3:GetObject', 'aws:SourceVpce', 'sometimes', true],
    ['s3:ListBucket', 's3:prefix', 'sometimes', true],
    ['s3:GetObject', 's3:prefix', 'never', false],
    [['s3:GetObject', 's3:ListBucket'], 'S3:Prefix', 'sometimes', true],
    ['s3:*', 's3:prefix', 'sometimes', true],
    ['*', 'ec2:Vpc', 'sometimes', true],
    ['s3:GetObject', 'ec2:Vpc', 'never', true],
    ['s3:GetObject', 'ec2:SourceInstanceArn', 'sometimes', true],
    ['s3:NotYetKnown', 'ec2:Vpc', 'sometimes', true],
    ['kms:DescribeKey', 'aws:TagKeys', 'never', false],
    ['kms:Decrypt', 'kms:EncryptionContext:tenant', 'sometimes', true],
    ['sts:AssumeRole', 'iam:ResourceTag/team', 'sometimes', true],
    ['s3:GetObject', 'saml:sub', 'sometimes', true],
    ['s3:GetObject', 'sts:RoleSessionName', 'sometimes', true],
    ['sts:TagSession', 'sts:ExternalId', 'sometimes', true],
    ['glue:GetTable', 'ec2:Vpc', 'never', false],
    ['sts:AssumeRoleWithWebIdentity', 'token.actions.githubusercontent.com:sub', 'sometimes', true],
  ] as const)('of %s tells whether there is %s', (action, key, expected, isSure) => {
    expect(presenceIn(action, key)).toEqual({ presence: expected, isSure });
  });
});

describe("AWS's managed policies", () => {
  const statements: readonly Statement[] = managedPolicyNames().flatMap((path) => {
    const { document } = parseJson({ path, text: managedPolicy(path)?.document ?? '' });
    return document === undefined ? [] : readPolicy(plainValue(document, 0), { kind: 'identity' }).statements;
  });

  it('hold no condition that restricts nothing', () => {
    const found = statements
      .filter(({ effect }) => effect === 'Allow')
      .flatMap((one) => one.conditions.filter((condition) => vacuityOf(condition, one)));
    expect(statements.length).toBeGreaterThan(5000);
    expect(found).toEqual([]);
  });

  it('hold none that surely never holds', () => {
    const found = statements.map(contradictionOf).filter((found) => found !== undefined);
    expect(found.filter((one) => !('isSure' in one) || one.isSure)).toEqual([]);
    expect(found.length).toBeLessThanOrEqual(2);
  });
});
