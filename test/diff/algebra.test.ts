import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { statementText } from '../../src/diff/statement-text.js';
import { parseJson } from '../../src/document/json.js';
import { plainValue } from '../../src/document/value.js';
import { readPolicy } from '../../src/policy/read.js';
import { compareFiles, compareFolders, document, inline, role, template, told } from './compare-files.js';

const ROOT = process.cwd();

const words = (...all: readonly string[]) => fc.uniqueArray(fc.constantFrom(...all), { minLength: 1, maxLength: 3 });
const condition = fc.record({
  operator: fc.constantFrom('StringEquals', 'StringLike', 'Bool'),
  key: fc.constantFrom('aws:PrincipalTag/team', 'aws:SecureTransport', 's3:prefix'),
  values: words('true', 'a', 'b*'),
});

/** A statement in the terms in which policies are written. */
const statement = fc
  .record({
    Effect: fc.constantFrom('Allow', 'Deny'),
    Action: words('s3:GetObject', 's3:Put*', 'iam:PassRole', '*', 'sqs:SendMessage'),
    Resource: words('*', 'arn:aws:s3:::a/*', 'arn:aws:s3:::b/${aws:username}', 'arn:aws:iam::111122223333:role/x'),
    condition: fc.option(condition, { nil: undefined }),
  })
  .map(({ condition: one, ...rest }) =>
    one === undefined ? rest : { ...rest, Condition: { [one.operator]: { [one.key]: one.values } } },
  );

type Statement = typeof statement extends fc.Arbitrary<infer Value> ? Value : never;

const statements = fc.array(statement, { minLength: 1, maxLength: 6 });

/** The same in another order, with lists turned around and a name that says nothing. */
function rewritten(all: readonly Statement[]): readonly object[] {
  return [...all].reverse().map((one, index) => ({
    Sid: `S${index}`,
    ...one,
    Action: one.Action.length === 1 ? one.Action[0] : [...one.Action].reverse(),
    Resource: [...one.Resource].reverse(),
  }));
}

function textOf(one: object): string {
  const { document: parsed } = parseJson({ path: 'p.json', text: JSON.stringify(document(one)) });
  if (parsed === undefined) throw new Error('no JSON');
  const { statements, version } = readPolicy(plainValue(parsed, 0), { kind: 'identity', withoutChoices: true });
  return statements.map((each) => statementText(each, version)).join();
}

describe('the text of a statement', () => {
  it('is the same in whatever order it lists things, and differs where it says something else', () => {
    fc.assert(
      fc.property(statement, statement, (one, other) => {
        const [turned = {}] = rewritten([one]);
        expect(textOf(turned)).toBe(textOf(one));
        const isSame = JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
        expect(textOf(one) === textOf(other)).toBe(isSame);
      }),
    );
  });
});

function sorted(one: Statement): unknown {
  const conditions =
    'Condition' in one
      ? JSON.stringify(one.Condition, (_, value) => (Array.isArray(value) ? [...value].sort() : value))
      : '';
  return [one.Effect, [...one.Action].sort(), [...one.Resource].sort(), conditions];
}

describe('nothing is new', () => {
  it('where all is as before, in other words and another order', async () => {
    await fc.assert(
      fc.asyncProperty(statements, async (all) => {
        const report = await compareFiles({ 'a.json': document(...all) }, { 'a.json': document(...rewritten(all)) });
        expect(told(report)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it('where statements of an identity are dealt out to its policies, Allows go and Denies come', async () => {
    const roleWith = (policies: readonly (readonly object[])[]) =>
      template({ A: role({ Policies: policies.map((all, index) => inline(`p${index}`, document(...all))) }) });
    await fc.assert(
      fc.asyncProperty(statements, statements, fc.nat(), async (before, more, cut) => {
        const kept = before.filter(({ Effect }, index) => Effect === 'Deny' || (index + cut) % 3 !== 0);
        const denies = more.map((one) => ({ ...one, Effect: 'Deny' }));
        const after = [...rewritten(kept), ...denies];
        const half = cut % (after.length + 1);
        const report = await compareFiles(
          { 'a.json': roleWith([before]) },
          { 'b/a.json': roleWith([after.slice(0, half), after.slice(half)]) },
        );
        expect(told(report)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it('in any fixture that is compared with itself', async () => {
    for (const folder of ['fixtures/rules', 'fixtures/projects']) {
      const { report } = await compareFolders(ROOT, folder, folder);
      expect(told(report)).toEqual([]);
      expect(report.summary.policies).toBeGreaterThan(0);
    }
  });
});

describe('something is new', () => {
  it('where a statement allows an action that no other speaks of', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          statement.filter(({ Action }) => !Action.includes('*')),
          { maxLength: 5 },
        ),
        fc.nat(),
        async (all, at) => {
          const before = all.filter(({ Effect }) => Effect === 'Allow');
          const added = { Effect: 'Allow', Action: 'ec2:RunInstances', Resource: '*' };
          const after = [...before.slice(0, at % 6), added, ...before.slice(at % 6)];
          const { findings } = await compareFiles({ 'a.json': document(...before) }, { 'a.json': document(...after) });
          expect(findings.map(({ message }) => message.slice(0, 18))).toContain('`ec2:RunInstances`');
        },
      ),
      { numRuns: 50 },
    );
  });
});
