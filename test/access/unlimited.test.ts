import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unlimited } from '../../src/access/unlimited.js';
import { actionName } from '../../src/aws/actions.js';
import { displayText } from '../../src/document/value.js';
import { matches, witness } from '../../src/policy/wildcard.js';
import { policyOf } from './policy.js';

interface Written {
  readonly Action?: unknown;
  readonly Resource?: unknown;
  readonly Condition?: unknown;
}

/** The names of what an Allow beside Denies grants on every resource. */
function namesOf(allow: Written, ...denies: readonly Written[]): readonly string[] {
  const policy = policyOf([
    { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*', ...allow },
    ...denies.map((deny) => ({ Effect: 'Deny', ...deny })),
  ]);
  const [statement] = policy.statements;
  return statement === undefined
    ? []
    : (unlimited(statement, policy, { reading: false })?.actions.map(actionName) ?? []);
}

describe('what a statement allows on every resource', () => {
  it.each<[string, unknown, unknown, readonly string[]]>([
    ['all', 'sqs:SendMessage', '*', ['sqs:SendMessage']],
    ['all ARNs', 'sqs:SendMessage', 'arn:*', ['sqs:SendMessage']],
    ['all of the service', 'sqs:SendMessage', 'arn:aws:sqs:*', ['sqs:SendMessage']],
    ['all of one region and account', 'sqs:SendMessage', 'arn:aws:sqs:eu-west-1:111122223333:*', ['sqs:SendMessage']],
    ['all of a type', 'dynamodb:PutItem', 'arn:aws:dynamodb:*:*:table/*', ['dynamodb:PutItem']],
    ['a wildcard over segments', 'dynamodb:PutItem', 'arn:aws:dynamodb:*:table/*', ['dynamodb:PutItem']],
    ['all buckets', 's3:PutBucketPolicy', 'arn:aws:s3:::*', ['s3:PutBucketPolicy']],
    ['all objects', ['s3:PutObject', 's3:PutBucketPolicy'], 'arn:aws:s3:::*/*', ['s3:PutObject']],
    ['entries of one action each', ['sqs:SendMessage', 'sns:Publish'], ['arn:aws:sqs:*:*:*'], ['sqs:SendMessage']],
    [
      'a type and all that it has two parts of',
      'elasticloadbalancing:DeleteTargetGroup',
      'arn:aws:elasticloadbalancing:*:*:targetgroup/*/*',
      ['elasticloadbalancing:DeleteTargetGroup'],
    ],
    [
      'any of the types of an action that needs none',
      'events:DeleteRule',
      'arn:aws:events:*:*:rule/*',
      ['events:DeleteRule'],
    ],
    [
      'both types that are needed',
      'ec2:AttachVolume',
      ['arn:aws:ec2:*:*:volume/*', 'arn:aws:ec2:*:*:instance/*'],
      ['ec2:AttachVolume'],
    ],
    ['one of the types that are needed', 'ec2:AttachVolume', 'arn:aws:ec2:*:*:volume/*', []],
    [
      'one named of the types that are needed',
      'ec2:AttachVolume',
      ['arn:aws:ec2:*:*:volume/*', 'arn:aws:ec2:*:*:instance/i-1'],
      [],
    ],
    ['a prefix', 'sqs:SendMessage', 'arn:aws:sqs:*:*:orders-*', []],
    ['a suffix', 'sqs:SendMessage', 'arn:aws:sqs:*:*:*-orders', []],
    ['names of one length', 'sqs:SendMessage', 'arn:aws:sqs:*:*:??????', []],
    ['another type', 'dynamodb:PutItem', 'arn:aws:dynamodb:*:*:index/*', []],
    ['another service', 'sqs:SendMessage', 'arn:aws:sns:*:*:*', []],
    ['the objects of one bucket', 's3:PutObject', 'arn:aws:s3:::acme/*', []],
    ['a policy variable', 'sqs:SendMessage', `arn:aws:sqs:*:*:\${aws:username}`, []],
    ['an action that takes only all', 'xray:PutTraceSegments', '*', []],
    ['an action on what an account has one of', 's3:CreateAccessGrantsInstance', '*', []],
    ['an action that lists, though AWS counts it as writing', 'iot:ListSubscriptions', '*', []],
    ['an action that nobody knows', 'sqs:NoSuchThing', '*', []],
  ])('sees %s', (_, action, resource, names) => {
    expect(namesOf({ Action: action, Resource: resource })).toEqual(names);
  });

  it('points at the first entry that stands for all', () => {
    const policy = policyOf({
      Effect: 'Allow',
      Action: 'sqs:SendMessage',
      Resource: ['arn:aws:s3:::acme/*', 'arn:aws:sqs:*:*:a*', 'arn:aws:sqs:*:*:*', '*'],
    });
    const [statement] = policy.statements;
    const found = statement && unlimited(statement, policy, { reading: false });
    expect(found && displayText(found.item)).toBe('arn:aws:sqs:*:*:*');
  });

  it.each<[string, Written, readonly string[]]>([
    ['on everything', { Action: 'sqs:*', Resource: '*' }, []],
    ['of the same ARNs', { Action: 'sqs:*', Resource: 'arn:aws:sqs:*:*:*' }, ['sqs:SendMessage']],
    ['of another action', { Action: 'sqs:Delete*', Resource: '*' }, ['sqs:SendMessage']],
    [
      'where a tag is missing',
      { Action: '*', Resource: '*', Condition: { Null: { 'aws:ResourceTag/a': 'true' } } },
      [],
    ],
    [
      'where a tag is there',
      { Action: '*', Resource: '*', Condition: { Null: { 'aws:ResourceTag/a': 'false' } } },
      ['sqs:SendMessage'],
    ],
    ['but for a tag', { Action: '*', Resource: '*', Condition: { StringNotEquals: { 'aws:ResourceTag/a': 'b' } } }, []],
    [
      'of a tag',
      { Action: '*', Resource: '*', Condition: { StringEquals: { 'aws:ResourceTag/a': 'b' } } },
      ['sqs:SendMessage'],
    ],
    [
      'but for an organization',
      { Action: '*', Resource: '*', Condition: { StringNotEquals: { 'aws:ResourceOrgID': 'o-1' } } },
      [],
    ],
    [
      'without MFA',
      { Action: '*', Resource: '*', Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } },
      ['sqs:SendMessage'],
    ],
  ])('takes a Deny %s into account', (_, deny, names) => {
    expect(namesOf({}, deny)).toEqual(names);
  });

  it('takes a Deny of all but some for a limit, unless it leaves all', () => {
    const besides = (NotResource: string) => ({ Action: 'sqs:*', NotResource });
    expect(namesOf({}, besides('arn:aws:sqs:*:*:orders'))).toEqual([]);
    expect(namesOf({}, besides('arn:aws:sqs:*:*:*'))).toEqual(['sqs:SendMessage']);
    expect(namesOf({}, besides('*'))).toEqual(['sqs:SendMessage']);
  });
});

/** Pieces that ARN patterns are made of; the names asked about have none of their letters. */
const pieces = fc
  .array(fc.constantFrom('*', '*', '?', ':', 'arn:', 'aws', 'sqs', 'eu-west-1', 'queue', '/'), { maxLength: 6 })
  .map((list) => list.join(''));
const place = fc.constantFrom(
  'arn:aws:sqs:*:*:',
  'arn:aws:sqs:eu-west-1:*:',
  'arn:*:sqs:*:111122223333:',
  'arn:aws:s*:::',
);
const placed = fc.tuple(place, pieces).map(([start, rest]) => start + rest);
const pattern = fc.oneof(pieces, placed);

/** Whether a pattern matches a queue of this name in some region and account: in those that it speaks of, if any. */
function matchesSomewhere(resource: string, name: string): boolean {
  const places = ['zz', ...resource.split(':').map(witness)].filter((place) => /^[a-z0-9-]+$/.test(place));
  return places.some((region) =>
    places.some((account) => matches(resource, `arn:aws:sqs:${region}:${account}:${name}`)),
  );
}

describe('a pattern and the names that it holds', () => {
  const holdsAny = (resource: string) => ['Z', 'ZZ', 'Z'.repeat(70)].every((name) => matchesSomewhere(resource, name));

  it('stands for all only where it holds names that nobody would write, short and long', () => {
    fc.assert(
      fc.property(pattern, (resource) => {
        if (namesOf({ Resource: resource }).length > 0) expect(holdsAny(resource)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it('stands for all wherever it does, its place being written out', () => {
    fc.assert(
      fc.property(placed, (resource) => {
        expect(namesOf({ Resource: resource }).length > 0).toBe(holdsAny(resource));
      }),
      { numRuns: 3000 },
    );
  });

  it('allows nothing more with a Deny or a condition added', () => {
    const keys = ['aws:ResourceTag/a', 'aws:RequestedRegion', 'aws:SourceIp', 'aws:RequestTag/a', 'sqs:x', 's3:prefix'];
    const operators = ['StringEquals', 'StringNotEquals', 'StringLikeIfExists', 'Null', 'ForAllValues:StringEquals'];
    const condition = fc
      .tuple(fc.constantFrom(...operators), fc.constantFrom(...keys), fc.constantFrom('true', 'false', 'a'))
      .map(([operator, key, value]) => ({ [operator]: { [key]: value } }));
    const action = fc.constantFrom('sqs:*', 'sqs:TagQueue', 's3:Put*', ['ec2:CreateTags', 'sqs:SendMessage']);
    fc.assert(
      fc.property(action, pattern, condition, pattern, (Action, Resource, Condition, denied) => {
        const before = new Set(namesOf({ Action, Resource }));
        const isWithin = (names: readonly string[]) => names.every((name) => before.has(name));
        expect(isWithin(namesOf({ Action, Resource, Condition }))).toBe(true);
        expect(isWithin(namesOf({ Action, Resource }, { Action: 'sqs:*', Resource: denied }))).toBe(true);
        expect(isWithin(namesOf({ Action, Resource }, { Action: '*', Resource: '*', Condition }))).toBe(true);
      }),
    );
  });
});
