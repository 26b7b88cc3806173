import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/access/answer.js';
import { satisfiable } from '../../src/access/satisfiable.js';
import { anyStatement, speaksOf } from './brute-force.js';
import { statementOf } from './policy.js';

const READ = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::logs/*' };
const verdictOn = (change: object) => satisfiable(statementOf({ ...READ, ...change })).verdict;

describe('a statement', () => {
  it.each<[string, object, Verdict]>([
    ['on named objects', {}, 'yes'],
    ['on everything', { Resource: '*' }, 'yes'],
    ['on all but something', { Resource: undefined, NotResource: 'arn:aws:s3:::logs' }, 'yes'],
    ['on all but everything', { Resource: undefined, NotResource: ['a', '*'] }, 'no'],
    ['on nothing', { Resource: [] }, 'no'],
    ['of all but everything', { Action: undefined, NotAction: '*' }, 'no'],
    ['of no action', { Action: [] }, 'no'],
    ['of an action that nobody knows', { Action: 'nosuch:Thing' }, 'yes'],
    ['with a condition', { Condition: { Bool: { 'aws:SecureTransport': 'true' } } }, 'yes'],
    ['that contradicts itself', { Condition: { Null: { 'aws:A': 'true' }, StringEquals: { 'AWS:a': 'x' } } }, 'no'],
    [
      'of several values',
      { Condition: { Null: { 'aws:a': ['true', 'false'] }, StringEquals: { 'aws:a': 'x' } } },
      'yes',
    ],
    ['that holds without', { Condition: { Null: { 'aws:a': 'true' }, StringEqualsIfExists: { 'aws:a': 'x' } } }, 'yes'],
    ['that differs without', { Condition: { Null: { 'aws:a': 'true' }, StringNotEquals: { 'aws:a': 'x' } } }, 'yes'],
    [
      'of all of none',
      { Condition: { Null: { 'aws:a': 'true' }, 'ForAllValues:StringEquals': { 'aws:a': 'x' } } },
      'yes',
    ],
    ['of another key', { Condition: { Null: { 'aws:b': 'true' }, StringEquals: { 'aws:a': 'x' } } }, 'yes'],
  ])('%s', (_, change, verdict) => {
    expect(verdictOn(change)).toBe(verdict);
  });

  it('is shown by a request that it speaks of', () => {
    fc.assert(
      fc.property(anyStatement, (json) => {
        const { verdict, witness } = satisfiable(statementOf(json));
        if (verdict === 'yes') expect(witness && speaksOf(json, witness)).toBe(true);
        else expect(witness).toBeUndefined();
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});
