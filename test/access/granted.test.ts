import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Access } from '../../src/access/access.js';
import type { Verdict } from '../../src/access/answer.js';
import { allows } from '../../src/access/granted.js';
import { within } from '../../src/access/new-access.js';
import type { Policy, Statement } from '../../src/policy/model.js';
import {
  allowsRequest,
  anyActionPattern,
  anyResourcePattern,
  anyStatements,
  fits,
  REQUESTS,
  type Request,
  type SmallStatement,
} from './brute-force.js';
import { policyOf, withHoles } from './policy.js';

const access = (...policies: readonly unknown[]): Access => ({ policies: policies.map((each) => policyOf(each)) });
const READ = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::logs/*' };
const ALL = { Effect: 'Allow', Action: '*', Resource: '*' };
const seeded = { seed: 1, numRuns: 2000 };

/** The share of answers that are not `unknown`: reasoning that shrugs is sound and useless. */
function counter() {
  let told = 0;
  let asked = 0;
  return {
    add: (verdict: Verdict) => {
      asked += 1;
      if (verdict !== 'unknown') told += 1;
    },
    share: () => told / asked,
  };
}

describe('what is granted', () => {
  const asked = (action: string, resource: string) => (request: Request) =>
    fits(action, request.action, 'i') && fits(resource, request.resource);

  it('never contradicts the trying of every request', () => {
    const answers = counter();
    fc.assert(
      fc.property(anyStatements, anyActionPattern, anyResourcePattern, (statements, action, resource) => {
        const { verdict, witness } = allows(access(statements), action, resource);
        answers.add(verdict);
        const found = REQUESTS.filter(asked(action, resource)).filter((one) => allowsRequest(statements, one));
        if (verdict === 'no') expect(found).toEqual([]);
        if (verdict === 'yes') {
          expect(witness && asked(action, resource)(witness)).toBe(true);
          expect(witness && allowsRequest(statements, witness)).toBe(true);
        }
      }),
      seeded,
    );

    expect(answers.share()).toBeGreaterThan(0.9);
  });

  it('never contradicts it under a boundary', () => {
    const answers = counter();
    fc.assert(
      fc.property(
        anyStatements,
        anyStatements,
        anyActionPattern,
        anyResourcePattern,
        (statements, limits, action, resource) => {
          const bounded = { ...access(statements), boundary: policyOf(limits, 'boundary') };
          const { verdict, witness } = allows(bounded, action, resource);
          answers.add(verdict);
          const allowed = (one: Request) => allowsRequest(statements, one) && allowsRequest(limits, one);
          if (verdict === 'no') expect(REQUESTS.filter(asked(action, resource)).filter(allowed)).toEqual([]);
          if (verdict === 'yes') expect(witness && allowed(witness)).toBe(true);
        },
      ),
      seeded,
    );

    expect(answers.share()).toBeGreaterThan(0.8);
  });

  it.each<[string, readonly unknown[], string, string, Verdict]>([
    ['what a statement says', [READ], 's3:GetObject', 'arn:aws:s3:::logs/2026', 'yes'],
    ['some of a service', [READ], 's3:*', '*', 'yes'],
    ['another action', [READ], 's3:PutObject', '*', 'no'],
    ['another resource', [READ], 's3:GetObject', 'arn:aws:s3:::data/*', 'no'],
    ['what nobody knows', [ALL], 'nosuch:Thing', '*', 'yes'],
    ['what AWS adds', [ALL], 's3:NewAction', '*', 'yes'],
    ['what a Deny takes', [[ALL, { ...ALL, Effect: 'Deny', Action: 'iam:*' }]], 'iam:PassRole', '*', 'no'],
    ['what another policy denies', [ALL, { ...ALL, Effect: 'Deny' }], 's3:GetObject', '*', 'no'],
    [
      'what a Deny may take',
      [[ALL, { ...ALL, Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }]],
      's3:GetObject',
      '*',
      'yes',
    ],
    [
      'what a condition may allow',
      [{ ...ALL, Condition: { Bool: { 'aws:SecureTransport': 'true' } } }],
      's3:*',
      '*',
      'yes',
    ],
    [
      'what a Deny on users leaves of roles',
      [
        [
          { ...ALL, Action: 'iam:*' },
          { Effect: 'Deny', Action: 'iam:*', Resource: 'arn:aws:iam::*:user/*' },
        ],
      ],
      'iam:PassRole',
      'arn:aws:iam::111122223333:role/app',
      'yes',
    ],
  ])('%s', (_, policies, action, resource, verdict) => {
    expect(allows(access(...policies), action, resource).verdict).toBe(verdict);
  });
});

describe('what the input does not tell', () => {
  const unknown = (policy: Policy) => ({ kind: 'unknown' as const, place: policy.place, reason: 'a parameter' });
  const withResource = (resource: string, effect = 'Allow'): Policy => {
    const policy = policyOf({ ...READ, Effect: effect, Resource: resource });
    const statements = policy.statements.map((each): Statement => {
      const element = each.resource && { ...each.resource, items: each.resource.items.map(withHoles) };
      return element === undefined ? each : { ...each, resource: element };
    });
    return { ...policy, statements };
  };

  it('is no denial', () => {
    const policy = policyOf([]);
    expect(allows({ policies: [{ ...policy, unknown: [unknown(policy)] }] }, 's3:*', '*').verdict).toBe('unknown');
  });

  it('may be a Deny', () => {
    const policy = policyOf(ALL);
    expect(allows({ policies: [{ ...policy, unknown: [unknown(policy)] }] }, 's3:*', '*').verdict).toBe('unknown');
  });

  it('leaves a reference open, but not that it is one of all', () => {
    const policies = [withResource('arn:aws:s3:::‹Bucket›/*')];
    expect(allows({ policies }, 's3:GetObject', '*')).toMatchObject({
      verdict: 'yes',
      witness: { action: 's3:GetObject', resource: 'arn:aws:s3:::‹Bucket›/x' },
    });
    expect(allows({ policies }, 's3:GetObject', 'arn:aws:s3:::logs/*').verdict).toBe('unknown');
    expect(allows({ policies }, 's3:GetObject', 'arn:aws:sqs:::logs').verdict).toBe('no');
  });

  it('may be denied', () => {
    const policies = [withResource('arn:aws:s3:::logs/*'), withResource('arn:aws:s3:::‹Bucket›/*', 'Deny')];
    expect(allows({ policies }, 's3:GetObject', '*').verdict).toBe('unknown');
  });

  it('leaves an action open', () => {
    const policy = policyOf(READ);
    const statements = policy.statements.map((each): Statement => {
      const element = each.action && {
        ...each.action,
        items: each.action.items.map((item) => withHoles({ ...item, parts: ['‹Service›:Get*'] })),
      };
      return element === undefined ? each : { ...each, action: element };
    });
    expect(allows({ policies: [{ ...policy, statements }] }, 'sqs:GetQueueUrl', '*').verdict).toBe('unknown');
    expect(within({ policies: [{ ...policy, statements }] }, access(READ)).verdict).toBe('unknown');
  });
});

describe('what lies within', () => {
  it('never contradicts the trying of every request', () => {
    const answers = counter();
    fc.assert(
      fc.property(anyStatements, anyStatements, (inner, outer) => {
        const { verdict, witness } = within(access(inner), access(outer));
        answers.add(verdict);
        const beyond = (one: Request) => allowsRequest(inner, one) && !allowsRequest(outer, one);
        if (verdict === 'yes') expect(REQUESTS.filter(beyond)).toEqual([]);
        if (verdict === 'no') expect(witness && beyond(witness)).toBe(true);
      }),
      seeded,
    );

    expect(answers.share()).toBeGreaterThan(0.7);
  });

  it('holds a policy within itself, and within more', () => {
    const anyAllows = anyStatements.map((statements) =>
      statements.map((statement): SmallStatement => ({ ...statement, Effect: 'Allow' })),
    );
    fc.assert(
      fc.property(anyAllows, (statements) => {
        const { verdict } = within(access(statements), access([...statements, ALL]));
        expect(verdict).toBe('yes');
      }),
      { ...seeded, numRuns: 300 },
    );
  });

  it.each<[string, unknown, unknown, Verdict]>([
    ['less', READ, { ...READ, Action: 's3:Get*' }, 'yes'],
    ['fewer resources', { ...READ, Resource: 'arn:aws:s3:::logs/a' }, READ, 'yes'],
    ['more resources', READ, { ...READ, Resource: 'arn:aws:s3:::logs/a' }, 'no'],
    ['another action', READ, { ...READ, Action: 's3:PutObject' }, 'no'],
    ['what AWS adds', { ...READ, Action: 's3:*' }, { ...READ, Action: ['s3:Get*'] }, 'no'],
    ['nothing', { ...READ, Effect: 'Deny' }, READ, 'yes'],
    ['under a condition', { ...READ, Condition: { Bool: { 'aws:SecureTransport': 'true' } } }, READ, 'yes'],
    ['without the condition', READ, { ...READ, Condition: { Bool: { 'aws:SecureTransport': 'true' } } }, 'no'],
  ])('%s', (_, inner, outer, verdict) => {
    expect(within(access(inner), access(outer)).verdict).toBe(verdict);
  });
});
