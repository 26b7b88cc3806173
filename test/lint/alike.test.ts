import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.js';
import { createLinter } from '../../src/lint/lint.js';
import { DEFAULT_SETTINGS } from '../../src/lint/settings.js';
import type { Rule } from '../../src/rule.js';

const settings = { ...DEFAULT_SETTINGS, preset: 'all' as const };

function policyOf(action: string, rest: Readonly<Record<string, unknown>> = {}) {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }], ...rest };
}

/** A rule that has something to say of `s3:*`, and counts how often it is asked. */
function counting(): { readonly rule: Rule; readonly asked: () => number } {
  let count = 0;
  const rule: Rule = {
    ...{ id: 'counting', category: 'validity', severity: 'low', preset: 'recommended' },
    ...{ summary: '', why: '', fix: '', references: [] },
    *statement(statement) {
      count++;
      const [action] = statement.action?.items ?? [];
      if (action?.parts[0] === 's3:*') yield { at: action, message: 'said' };
    },
  };
  return { rule, asked: () => count };
}

async function findingsOf(texts: readonly string[], all: readonly Rule[] = rules) {
  const linter = createLinter(all, settings, '1', '/');
  for (const [index, text] of texts.entries()) await linter.add(`policy-${index}.json`, text);
  return linter.report().findings;
}

/** How often a rule is asked about these. */
async function timesAsked(...texts: readonly string[]): Promise<number> {
  const { rule, asked } = counting();
  // The first is not remembered: mostly it is the only one.
  await findingsOf([JSON.stringify({ Version: '2012-10-17', Statement: [] }), ...texts], [rule]);
  return asked();
}

describe('policies that say the same', () => {
  const plain = JSON.stringify(policyOf('s3:GetObject'));

  it('are asked once of what had nothing to say, in whatever layout and under whatever Id', async () => {
    const laidOut = JSON.stringify(policyOf('s3:GetObject', { Id: 'a' }), undefined, 2);
    expect(await timesAsked(plain, plain, JSON.stringify(policyOf('s3:GetObject'), undefined, '\t'))).toBe(1);
    expect(await timesAsked(laidOut, JSON.stringify(policyOf('s3:GetObject', { Id: 'b' })))).toBe(1);
  });

  it('are asked each of what had something to say, which then stands in each', async () => {
    const texts = [JSON.stringify(policyOf('s3:*')), JSON.stringify(policyOf('s3:*'), undefined, 2)];
    expect(await timesAsked(...texts)).toBe(2);
    const { rule } = counting();
    const found = await findingsOf(texts, [rule]);
    expect(found.map(({ file, line }) => [file, line])).toEqual([
      ['policy-0.json', 1],
      ['policy-1.json', 6],
    ]);
  });

  it.each([
    ['a key', plain.replace('"Resource"', '"NotResource"')],
    ['a value', plain.replace('s3:GetObject', 's3:GetObjec')],
    ['a list where there was none', plain.replace('"s3:GetObject"', '["s3:GetObject"]')],
    ['where a list ends', JSON.stringify({ Statement: [[], 'x'] })],
    ['an escape', plain.replace('GetObject', 'GetObj\\u0065ct')],
    ['an Id that may be a secret', JSON.stringify(policyOf('s3:GetObject', { Id: 'x'.repeat(40) }))],
    ['a key that stands twice', plain.replace('"Effect"', '"Effect":"Deny","Effect"')],
  ])('are not those that differ in %s', async (_, other) => {
    const alone = await timesAsked(other);
    expect(await timesAsked(plain, other)).toBe(1 + alone);
  });

  it('give the same findings together as each alone', async () => {
    const word = fc.constantFrom('s3:*', 's3:GetObject', 'iam:PassRole', '*', 'nosuch:Thing', 'ec2:Describe*');
    const resource = fc.constantFrom('*', 'arn:aws:s3:::bucket/*', 'arn:aws:iam::111122223333:role/*', 'nonsense');
    const statement = fc.record({
      Effect: fc.constantFrom('Allow', 'Deny', 'allow'),
      Action: fc.oneof(word, fc.array(word, { maxLength: 2 })),
      Resource: fc.oneof(resource, fc.array(resource, { maxLength: 2 })),
    });
    const policy = fc.record({
      Version: fc.constantFrom('2012-10-17', '2008-10-17'),
      Id: fc.constantFrom('one', 'another', 7),
      Statement: fc.array(statement, { maxLength: 2 }),
    });
    const layout = fc.constantFrom(0, 2, '\t');
    const texts = fc
      .array(fc.tuple(policy, layout), { minLength: 1, maxLength: 3 })
      .chain((few) => fc.array(fc.tuple(fc.constantFrom(...few), layout), { minLength: 4, maxLength: 8 }))
      .map((many) => many.map(([[value], indent]) => JSON.stringify(value, undefined, indent)));
    await fc.assert(
      fc.asyncProperty(texts, async (all) => {
        const alone = await Promise.all(
          all.map(async (text, index) => findingsOf([...all.keys()].map((at) => (at === index ? text : '{}')))),
        );
        expect(await findingsOf(all)).toEqual(alone.flat());
      }),
      { numRuns: 60 },
    );
  });
});
