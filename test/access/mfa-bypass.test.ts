import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bypassesAmong } from '../../src/access/mfa-bypass.js';
import { holdsIn, situationsWithMfa, WITHOUT_MFA } from '../../src/access/mfa-situation.js';
import { fits } from './brute-force.js';
import { policyOf, statementOf } from './policy.js';

const PRESENT = 'aws:MultiFactorAuthPresent';
const AGE = 'aws:MultiFactorAuthAge';

/** What a request brings: a key that is absent is not there at all. */
type Context = Readonly<Record<string, string>>;

const ACCESS_KEY: Context = {};
const TEMPORARY: Context = { [PRESENT]: 'false' };

interface RawCondition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

interface RawStatement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: readonly string[];
  readonly NotAction?: readonly string[];
  readonly Resource: readonly string[];
  readonly conditions: readonly RawCondition[];
}

/** One condition as AWS's pages describe it, written apart from the code that it judges. */
function conditionHolds({ operator, key, values }: RawCondition, context: Context): boolean {
  const actual = context[key];
  if (operator === 'Null') return values.includes(String(actual === undefined));
  const [, set, base = '', lenient] = /^(ForAllValues:|ForAnyValue:)?(.+?)(IfExists)?$/.exec(operator) ?? [];
  if (actual === undefined) {
    if (lenient !== undefined || set === 'ForAllValues:') return true;
    return set === undefined && base.includes('Not');
  }
  const compare: Readonly<Record<string, (wanted: string) => boolean>> = {
    Bool: (wanted) => wanted === actual,
    StringEquals: (wanted) => wanted === actual,
    StringLike: (wanted) => fits(wanted, actual),
    NumericLessThan: (wanted) => Number(actual) < Number(wanted),
    NumericGreaterThan: (wanted) => Number(actual) > Number(wanted),
    NumericGreaterThanEquals: (wanted) => Number(actual) >= Number(wanted),
    NumericEquals: (wanted) => Number(actual) === Number(wanted),
  };
  const isMet = values.some(compare[base.replace('Not', '')] ?? (() => false));
  return base.includes('Not') ? !isMet : isMet;
}

const isFurther = ({ key }: RawCondition) => key === 'aws:ViaAWSService';

function mfaPartHolds({ conditions }: RawStatement, context: Context): boolean {
  return conditions.filter((each) => !isFurther(each)).every((condition) => conditionHolds(condition, context));
}

const ACTIONS = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 'ec2:StopInstances', 'sqs:SendMessage'];
const OBJECTS = ['arn:aws:s3:::a/x', 'arn:aws:s3:::b/x', 'arn:aws:s3:::c/x'];
const REQUESTS = ACTIONS.flatMap((action) => OBJECTS.map((object) => ({ action, object })));

function speaksOf({ Action, NotAction = [], Resource }: RawStatement, action: string, object: string): boolean {
  const acts = Action?.some((one) => fits(one, action)) ?? !NotAction.some((one) => fits(one, action));
  return acts && Resource.some((one) => fits(one, object));
}

/** Who gets by a statement, by trying every request of a small world; `proven` or `possible`. */
function bruteForce(statement: RawStatement, all: readonly RawStatement[]): 'proven' | 'possible' | 'no' {
  const verdicts = [ACCESS_KEY, TEMPORARY].map((context): 'proven' | 'possible' | 'no' => {
    const isOpen = mfaPartHolds(statement, context) === (statement.Effect === 'Allow');
    const others = all.filter((one) => one !== statement && one.Effect === 'Deny' && mfaPartHolds(one, context));
    const gaps = (denies: readonly RawStatement[]) =>
      REQUESTS.some(
        ({ action, object }) =>
          speaksOf(statement, action, object) && !denies.some((deny) => speaksOf(deny, action, object)),
      );
    const sure = others.filter((one) => !one.conditions.some(isFurther) || statement.conditions.some(isFurther));
    if (!isOpen || !gaps(sure)) return 'no';
    const grants = all.filter(
      (one) =>
        one.Effect === 'Allow' &&
        ACTIONS.some((action) =>
          [one, statement].every((each) => speaksOf({ ...each, Resource: ['*'] }, action, 'any')),
        ),
    );
    const isModerate = statement.Effect === 'Deny' && grants.length > 0;
    if (isModerate && grants.every((grant) => !mfaPartHolds(grant, context))) return 'possible';
    return gaps(others) ? 'proven' : 'possible';
  });
  if (verdicts.includes('proven')) return 'proven';
  return verdicts.includes('possible') ? 'possible' : 'no';
}

const someOf = (words: readonly string[]) => fc.uniqueArray(fc.constantFrom(...words), { minLength: 1, maxLength: 2 });

const ofPresent = fc.record({
  operator: fc.constantFrom(
    ...['Bool', 'StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike'].flatMap((name) => [
      name,
      `${name}IfExists`,
      `ForAllValues:${name}`,
      `ForAnyValue:${name}`,
      `ForAnyValue:${name}IfExists`,
    ]),
    'Null',
  ),
  key: fc.constant(PRESENT),
  values: someOf(['true', 'false']),
});
const ofAge = fc.oneof(
  fc.record({
    operator: fc.constantFrom(
      ...['NumericLessThan', 'NumericGreaterThan', 'NumericGreaterThanEquals', 'NumericEquals', 'NumericNotEquals'],
      ...['NumericLessThanIfExists', 'NumericGreaterThanIfExists', 'ForAllValues:NumericLessThan'],
    ),
    key: fc.constant(AGE),
    values: someOf(['0', '900', '3600']),
  }),
  fc.record({ operator: fc.constant('Null'), key: fc.constant(AGE), values: someOf(['true', 'false']) }),
);
const further = fc.constant({ operator: 'Bool', key: 'aws:ViaAWSService', values: ['false'] });

const anyStatement: fc.Arbitrary<RawStatement> = fc
  .record({
    Effect: fc.constantFrom<'Allow' | 'Deny'>('Allow', 'Deny', 'Deny'),
    element: fc.constantFrom('Action', 'Action', 'NotAction'),
    actions: someOf(['s3:GetObject', 's3:PutObject', 's3:*', 'ec2:StopInstances', '*']),
    Resource: someOf(['*', '*', 'arn:aws:s3:::a/*', 'arn:aws:s3:::b/*'].slice(1)),
    mfa: fc.array(fc.oneof(ofPresent, ofPresent, ofAge), { maxLength: 2 }),
    also: fc.option(further, { freq: 4, nil: undefined }),
  })
  .filter(({ element, actions }) => element === 'Action' || !actions.includes('*'))
  .map(({ Effect, element, actions, Resource, mfa, also }) => ({
    Effect,
    [element]: actions,
    Resource,
    // Two tests of one key under one operator would be one: keep them apart.
    conditions: [...new Map(mfa.map((each) => [each.operator + each.key, each])).values(), ...(also ? [also] : [])],
  }));

/** The statement as a policy has it, its keys in whatever case. */
function written({ conditions, ...rest }: RawStatement): unknown {
  const Condition: Record<string, Record<string, unknown>> = {};
  for (const { operator, key, values } of conditions) {
    const spelled = values.length > 1 ? key.toUpperCase() : key;
    Condition[operator] = { ...Condition[operator], [spelled]: values.length === 1 ? values[0] : values };
  }
  return { ...rest, Condition };
}

const asksForMfa = ({ conditions }: RawStatement) => conditions.some((each) => !isFurther(each));

describe('who gets by a condition on MFA', () => {
  it('is who does when every request is tried', () => {
    let reported = 0;
    fc.assert(
      fc.property(fc.array(anyStatement, { minLength: 1, maxLength: 4 }), (statements) => {
        const policy = policyOf(statements.map(written));
        const bypassOf = bypassesAmong([policy]);
        for (const [index, statement] of policy.statements.entries()) {
          const raw = statements[index];
          if (raw === undefined || !asksForMfa(raw)) continue;
          const bypass = bypassOf(statement);
          const verdict = bypass === undefined ? 'no' : bypass.verdict === 'yes' ? 'proven' : 'possible';
          expect(verdict).toBe(bruteForce(raw, statements));
          if (verdict !== 'no') reported++;
        }
      }),
      { numRuns: 3000 },
    );
    expect(reported).toBeGreaterThan(100);
  });

  it('does not hang on the order of statements', () => {
    fc.assert(
      fc.property(fc.array(anyStatement, { minLength: 2, maxLength: 4 }), (statements) => {
        const verdicts = (all: readonly RawStatement[]) => {
          const policy = policyOf(all.map(written));
          return policy.statements.map((statement) => bypassesAmong([policy])(statement)?.verdict);
        };
        expect(verdicts([...statements].reverse()).reverse()).toEqual(verdicts(statements));
      }),
      { numRuns: 300 },
    );
  });
});

describe('conditions in a situation', () => {
  it('hold as AWS evaluates them, with MFA of whatever age too', () => {
    fc.assert(
      fc.property(anyStatement, fc.nat({ max: 5000 }), (raw, age) => {
        const statement = statementOf(written(raw));
        const holds = (context: Context) => (mfaPartHolds(raw, context) ? 'yes' : 'no');
        expect(WITHOUT_MFA.map((situation) => holdsIn(statement, situation))).toEqual([
          holds(ACCESS_KEY),
          holds(TEMPORARY),
        ]);
        const withMfa = { [PRESENT]: 'true', [AGE]: String(age) };
        expect(holdsIn(statement, { who: 'one', isTemporary: true, age })).toBe(holds(withMfa));
        // The ages that stand for all others leave out no outcome.
        const outcomes = situationsWithMfa(statement).map((situation) => holdsIn(statement, situation));
        expect(outcomes).toContain(holds(withMfa));
      }),
    );
  });

  it.each<[string, unknown]>([
    ['a word that is no boolean', { Bool: { [PRESENT]: 'yes' } }],
    ['a variable', { Bool: { [PRESENT]: '${aws:PrincipalTag/mfa}' } }],
    ['a number that is none', { NumericLessThan: { [AGE]: 'an hour' } }],
    ['an operator for other types', { IpAddress: { [PRESENT]: '10.0.0.0/8' } }],
    ['an operator that nobody knows', { Boolean: { [PRESENT]: 'true' } }],
    ['a Null that AWS does not know', { NullIfExists: { [PRESENT]: 'true' } }],
  ])('are unknown with %s', (_, Condition) => {
    const statement = statementOf({ Effect: 'Deny', Action: '*', Resource: '*', Condition });
    const [withMfa] = situationsWithMfa(statement);
    expect(withMfa && holdsIn(statement, withMfa)).toBe('unknown');
  });

  it('know which credentials have a time of issue', () => {
    const denies = (wanted: string) => ({
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      Condition: { Null: { 'aws:TokenIssueTime': wanted } },
    });
    const outcomes = (wanted: string) => WITHOUT_MFA.map((each) => holdsIn(statementOf(denies(wanted)), each));
    expect(outcomes('true')).toEqual(['yes', 'no']);
    expect(outcomes('false')).toEqual(['no', 'yes']);
  });
});
