import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../src/access/answer.js';
import { allows } from '../../../src/access/granted.js';
import { within } from '../../../src/access/new-access.js';
import { redundant, satisfiable } from '../../../src/access/satisfiable.js';
import { policyOf, statementOf } from '../policy.js';

type Json = Readonly<Record<string, unknown>>;

const allow = (rest: Json): Json => ({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', ...rest });
const deny = (rest: Json): Json => ({ ...allow(rest), Effect: 'Deny' });
const letters = (count: number) => Array.from({ length: count }, (_, at) => String.fromCharCode(97 + at));
const arn = (key: string) => `arn:aws:s3:::b/${key}`;

function isWithin(inner: unknown, outer: unknown): Answer {
  return within({ policies: [policyOf(inner)] }, { policies: [policyOf(outer)] });
}

/** The answer of these is not asked: that there is one is. Which it is is the same on every machine. */
describe('within its budget', () => {
  it.each([14, 24])('ends where %i patterns overlap in every way', (count) => {
    const each = letters(count).map((letter) => allow({ Resource: arn(`*${letter}*`) }));
    const denials = letters(count).map((letter) => deny({ Resource: arn(`*${letter}*`) }));
    expect(isWithin(each, each).verdict).toBe('yes');
    expect(isWithin(allow({}), each).verdict).toBe('no');
    expect(allows({ policies: [policyOf([allow({}), ...denials])] }, 's3:GetObject', '*').verdict).toBe('yes');
    expect(isWithin([allow({}), ...denials], each).verdict).toBe('no');
  });

  it('ends where all of many patterns have to match', () => {
    const values = letters(20).map((letter) => `*${letter}*`);
    const conditions = values.map((value) => ({ StringLike: { 'aws:ResourceTag/t': value } }));
    const boundaries = conditions.map((Condition) => [policyOf(allow({ Condition }), 'scp')]);
    const access = { policies: [policyOf(allow({}))], limits: boundaries };
    expect(['yes', 'unknown']).toContain(allows(access, 's3:GetObject', '*').verdict);
  });

  it('ends where question marks count', () => {
    const ladder = Array.from({ length: 24 }, (_, count) => arn('?'.repeat(count + 1)));
    expect(isWithin(allow({ Resource: arn('*') }), allow({ Resource: [...ladder, arn('')] })).verdict).toBe('no');
    const far = [...ladder, arn(''), arn(`${'?'.repeat(25)}*`)];
    expect(['yes', 'unknown']).toContain(isWithin(allow({ Resource: arn('*') }), allow({ Resource: far })).verdict);
    const late = Array.from({ length: 16 }, (_, count) => arn(`*a${'?'.repeat(count)}`));
    expect(isWithin(allow({ Resource: arn('*') }), allow({ Resource: late })).verdict).not.toBe('yes');
  });

  it('ends where patterns are long', () => {
    const long = arn('a*'.repeat(3000));
    expect(isWithin(allow({ Resource: long }), allow({ Resource: long })).verdict).toBe('yes');
    expect(isWithin(allow({ Resource: arn('*a'.repeat(3000)) }), allow({ Resource: arn('*') })).verdict).toBe('yes');
    const other = arn('b*'.repeat(300));
    expect(isWithin(allow({ Resource: long }), allow({ Resource: other })).verdict).not.toBe('yes');
  });

  it('ends where statements are many and overlap in part', () => {
    const statements = Array.from({ length: 400 }, (_, index) =>
      allow({
        Action: [`s3:*${index % 7}*`, 's3:Get*', 's3:Put*'],
        Resource: arn(`*${index}*`),
        Condition: { StringLike: { 'aws:PrincipalTag/a': `*${index % 13}*`, 'aws:PrincipalTag/b': `${index}*` } },
      }),
    );
    expect(isWithin(statements, statements).verdict).toBe('yes');
    expect(isWithin(allow({}), statements).verdict).toBe('no');
    const denials = statements.map((statement) => ({ ...statement, Effect: 'Deny' }));
    expect(allows({ policies: [policyOf([allow({}), ...denials])] }, 's3:GetObject', '*').verdict).not.toBe('no');
  });

  it('ends where each of many denials has many ways out', () => {
    const keys = letters(12).map((letter) => `aws:RequestTag/${letter}`);
    const denials = Array.from({ length: 60 }, (_, index) =>
      deny({
        Condition: {
          StringEquals: Object.fromEntries(keys.map((key, at) => [key, `${(index * (at + 3)) % 5}`])),
        },
      }),
    );
    const must = { StringEquals: Object.fromEntries(keys.map((key) => [key, ['0', '1', '2', '3', '4']])) };
    const access = { policies: [policyOf([allow({ Condition: must }), ...denials])] };
    expect(allows(access, 's3:GetObject', '*').verdict).toBe('yes');
  });

  it('ends where a list has thousands of values', () => {
    const Resource = Array.from({ length: 5000 }, (_, index) => arn(`${index}/*`));
    expect(isWithin(allow({ Resource }), allow({ Resource })).verdict).not.toBe('no');
    expect(isWithin(allow({ Resource }), allow({ Resource: arn('1*') })).verdict).toBe('no');
  });

  it('says why where it gives up', () => {
    const spread = (offset: number) =>
      letters(18).map((letter, index) =>
        allow({
          Condition: {
            StringLike: { [`aws:RequestTag/${index % 9}`]: `*${letter}*${String.fromCharCode(97 + offset)}*` },
          },
        }),
      );
    const all = Array.from({ length: 9 }, (_, index) => [policyOf(spread(index), 'scp')]);
    const denials = policyOf(spread(3).map((statement) => ({ ...statement, Effect: 'Deny' })));
    const answer = allows({ policies: [policyOf(allow({})), denials], limits: all }, 's3:GetObject', '*');
    expect(answer.verdict === 'unknown' ? answer.reasons : ['']).toHaveLength(1);
  });
});

describe('as AWS takes it', () => {
  it.each([
    ['stars in a row', arn('**'), arn('*'), 'yes'],
    ['a star and a mark, and the other way round', arn('?*'), arn('*?'), 'yes'],
    ['marks and what is shorter', arn('*'), [arn('?*'), arn('')], 'yes'],
    ['a ladder with an end', [arn('?'), arn('??')], arn('?*'), 'yes'],
    ['a ladder with a step missing', arn('*'), [arn(''), arn('?'), arn('???*')], 'no'],
    ['an ARN with too few segments', 'arn:aws:s3', arn('*'), 'no'],
    [
      'a star that crosses colons where there are too few',
      'arn:aws:s3:us-east-1:111122223333:b',
      'arn:aws:s3:*:b',
      'yes',
    ],
    ['a star that has all its colons', 'arn:aws:s3:x:y:b', 'arn:aws:s3:*:b:b', 'no'],
    ['a star at the end of few segments', arn('a'), 'arn:aws:s*', 'yes'],
    ['a star that means itself', arn('${*}'), arn('*'), 'yes'],
    ['a star that does not mean itself', arn('*'), arn('${*}'), 'no'],
    ['another partition', 'arn:aws-cn:s3:::b/a', arn('*'), 'no'],
    ['every partition', 'arn:aws-us-gov:s3:::b/a', 'arn:*:s3:::b/*', 'yes'],
  ])('%s', (_, inner, outer, verdict) => {
    expect(isWithin(allow({ Resource: inner }), allow({ Resource: outer })).verdict).toBe(verdict);
  });

  it.each([
    ['the case of an action', allow({ Action: 'S3:GETOBJECT' }), allow({}), 'yes'],
    ['the case of a resource', allow({ Resource: arn('A') }), allow({ Resource: arn('a') }), 'no'],
    ['no action at all', allow({ Action: [] }), deny({}), 'yes'],
    ['no resource at all', allow({ Resource: [] }), deny({}), 'yes'],
    ['a condition that asks for nothing', allow({ Condition: {} }), allow({}), 'yes'],
    [
      'one value or a list of one',
      allow({ Condition: { Bool: { 'aws:SecureTransport': true } } }),
      allow({ Condition: { Bool: { 'aws:SecureTransport': ['true'] } } }),
      'yes',
    ],
    [
      'a number or a text of it',
      allow({ Condition: { NumericEquals: { 's3:max-keys': 10 } } }),
      allow({ Condition: { NumericLessThanEquals: { 's3:max-keys': '10.0' } } }),
      'yes',
    ],
    [
      'one key under two operators',
      allow({ Condition: { StringLike: { 'aws:username': 'a*' }, StringNotEquals: { 'aws:username': 'ab' } } }),
      allow({ Condition: { StringNotEquals: { 'aws:username': 'ab' } } }),
      'yes',
    ],
    [
      'a key in another case',
      allow({ Condition: { StringEquals: { 'AWS:Username': 'a' } } }),
      allow({ Condition: { StringEquals: { 'aws:username': ['a', 'b'] } } }),
      'yes',
    ],
    [
      'a variable, which is itself everywhere',
      allow({ Resource: arn('${aws:username}/*') }),
      allow({ Resource: arn('${AWS:UserName}/*') }),
      'yes',
    ],
    [
      'two variables, which may differ',
      allow({ Resource: arn('${aws:username}/*') }),
      allow({ Resource: arn('${aws:userid}/*') }),
      'no',
    ],
    [
      'an empty set of values',
      allow({ Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a'] } } }),
      allow({ Condition: { 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['a'] } } }),
      'no',
    ],
    [
      'some value, and every one',
      allow({
        Condition: {
          'ForAnyValue:StringEquals': { 'aws:TagKeys': ['a', 'b'] },
          'ForAllValues:StringEquals': { 'aws:TagKeys': ['a', 'b'] },
        },
      }),
      allow({ Condition: { 'ForAllValues:StringEqualsIfExists': { 'aws:TagKeys': ['a', 'b', 'c'] } } }),
      'yes',
    ],
  ])('%s', (_, inner, outer, verdict) => {
    expect(isWithin(inner, outer).verdict).toBe(verdict);
  });

  it('an account is its root', () => {
    const to = (principal: string) => ({ ...allow({ Principal: { AWS: principal } }), Resource: arn('*') });
    const [number, root] = [to('111122223333'), to('arn:aws:iam::111122223333:root')];
    expect(isWithin(root, number).verdict).toBe('yes');
    expect(isWithin(number, to('arn:aws:iam::444455556666:root')).verdict).toBe('no');
    expect(isWithin(to('arn:aws:iam::111122223333:role/a'), number).verdict).toBe('yes');
    expect(isWithin(number, to('arn:aws:iam::111122223333:role/a')).verdict).toBe('no');
  });

  it('a condition that contradicts itself lets nothing through', () => {
    const dead = statementOf(
      allow({ Condition: { Null: { 'aws:username': 'true' }, StringEquals: { 'aws:username': 'a' } } }),
    );
    expect(satisfiable(dead).verdict).toBe('no');
    const lives = statementOf(
      allow({ Condition: { Null: { 'aws:username': 'true' }, StringEqualsIfExists: { 'aws:username': 'a' } } }),
    );
    expect(satisfiable(lives).verdict).toBe('yes');
  });

  it('what two others hold together adds nothing', () => {
    const policy = policyOf([
      allow({ Resource: arn('*') }),
      allow({ Resource: arn('?*') }),
      allow({ Resource: arn('') }),
    ]);
    const [first, second] = policy.statements;
    expect(first && redundant(first, policy).verdict).toBe('yes');
    expect(second && redundant(second, policy).verdict).toBe('yes');
  });
});
