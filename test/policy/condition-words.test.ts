import { expect, it } from 'vitest';
import { parseJson } from '../../src/document/json.js';
import { plainValue } from '../../src/document/value.js';
import { conditionWords } from '../../src/policy/condition-words.js';
import { operatorNames } from '../../src/policy/operator.js';
import { readPolicy } from '../../src/policy/read.js';

function wordsOf(Condition: object): readonly string[] {
  const statement = { Effect: 'Allow', Action: '*', Resource: '*', Condition };
  const text = JSON.stringify({ Version: '2012-10-17', Statement: statement });
  const { document } = parseJson({ path: 'x.json', text });
  if (document === undefined) throw new Error('no document');
  const { statements } = readPolicy(plainValue(document, 0), { kind: 'identity' });
  return statements.flatMap(({ conditions }) => conditions.map(conditionWords));
}

it.each([
  [{ StringEquals: { 'aws:username': 'a' } }, '`aws:username` is `a`'],
  [{ stringlike: { 'aws:PrincipalArn': ['a*', 'b'] } }, '`aws:PrincipalArn` is like `a*` or `b`'],
  [{ StringNotEquals: { 'aws:username': ['a', 'b'] } }, '`aws:username` is not `a` nor `b`'],
  [{ StringLike: { 'aws:PrincipalTag/x': '${aws:username}' } }, '`aws:PrincipalTag/x` is like `${aws:username}`'],
  [
    { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
    '`aws:MultiFactorAuthPresent` is `false`, or there is no `aws:MultiFactorAuthPresent`',
  ],
  [{ Null: { 'aws:SourceIp': 'true' } }, 'there is no `aws:SourceIp`'],
  [{ Null: { 'aws:SourceIp': false } }, 'there is a `aws:SourceIp`'],
  [{ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a'] } }, 'each of `aws:TagKeys` is `a`'],
  [{ 'ForAnyValue:StringLike': { 'aws:CalledVia': ['a'] } }, 'one of `aws:CalledVia` is like `a`'],
  [{ StringEquals: { 'aws:username': [] } }, '`aws:username` is nothing'],
  [{ StringEqual: { 'aws:username': 'a' } }, '`StringEqual` of `aws:username`: `a`'],
])('%j', (condition, words) => {
  expect(wordsOf(condition)).toEqual([words]);
});

it('has words for every operator that there is', () => {
  for (const name of operatorNames())
    expect(wordsOf({ [name]: { 'aws:x': 'true' } })).not.toEqual([`\`${name}\` of \`aws:x\`: \`true\``]);
});
