import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oidcTrusts } from '../../src/access/federated.js';
import { strangersToken } from '../../src/access/oidc-subject.js';
import { policyOf } from './policy.js';

const HOST = 'token.actions.githubusercontent.com';
const SUB = `${HOST}:sub`;

/** A condition on the subject, and whether it holds of one. */
interface Asked {
  readonly operator: string;
  readonly values: readonly string[];
}

function fits(pattern: string, text: string, readsWildcards: boolean): boolean {
  if (!readsWildcards) return pattern === text;
  const source = pattern.replace(/[^*?]/g, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return new RegExp(`^${source.replaceAll('*', '[^]*').replaceAll('?', '[^]')}$`).test(text);
}

/** Whether a condition holds of a subject, or of a token without one. */
function holds({ operator, values }: Asked, subject: string | undefined): boolean {
  const isNegated = operator.includes('Not');
  if (subject === undefined) return isNegated || operator.endsWith('IfExists') || operator.startsWith('ForAllValues');
  return values.some((value) => fits(value, subject, operator.includes('Like'))) !== isNegated;
}

const OWNERS = ['octo', 'octopus', 'oct', 'evil', 'x'];
const SUBJECTS: readonly (string | undefined)[] = [
  undefined,
  ...['environment:octo', 'octo/app', 'repo:', 'repo:octo', 'xrepo:octo/app'],
  ...OWNERS.flatMap((owner) =>
    ['', 'app', 'x'].flatMap((repo) => ['', ':ref'].map((ref) => `repo:${owner}/${repo}${ref}`)),
  ),
];

/** The owners that values fix: all of what stands before the first slash is told. */
function ownersIn(conditions: readonly Asked[]): ReadonlySet<string> {
  const values = conditions.filter(({ operator }) => !operator.includes('Not')).flatMap((each) => each.values);
  return new Set(values.flatMap((value) => /^repo:([^*?/]+)\//.exec(value)?.[1] ?? []));
}

function isOfOwner(subject: string | undefined, owners: ReadonlySet<string>): boolean {
  return [...owners].some((owner) => subject?.startsWith(`repo:${owner}/`) === true);
}

const pieces = fc.constantFrom('repo:', 'octo', 'evil', 'x', '*', '?', '/', 'app', ':ref', 'repo:octo/', 'repo:octo');
const values = fc.array(pieces, { minLength: 1, maxLength: 4 }).map((all) => all.join(''));
const operators = fc.constantFrom(
  'StringEquals',
  'StringLike',
  'StringNotLike',
  'StringNotEquals',
  'StringLikeIfExists',
  'ForAllValues:StringLike',
);
const asked: fc.Arbitrary<Asked> = fc.record({
  operator: operators,
  values: fc.uniqueArray(values, { minLength: 1, maxLength: 3 }),
});

function verdictOn(conditions: readonly Asked[], denied: readonly Asked[]) {
  const block = (all: readonly Asked[]) =>
    Object.fromEntries(all.map(({ operator, values: listed }) => [operator, { [SUB]: listed }]));
  const federated = `arn:aws:iam::111122223333:oidc-provider/${HOST}`;
  const Action = 'sts:AssumeRoleWithWebIdentity';
  const allow = { Effect: 'Allow', Principal: { Federated: federated }, Action, Condition: block(conditions) };
  const denies = denied.map((one) => ({ Effect: 'Deny', Principal: '*', Action, Condition: block([one]) }));
  const policy = policyOf([allow, ...denies], 'trust');
  const [trust] = policy.statements.flatMap(oidcTrusts);
  if (trust === undefined) throw new Error('no trust');
  return strangersToken(trust, policy);
}

/** Conditions with different operators, as an object has them. */
const someAsked = fc.uniqueArray(asked, { maxLength: 3, selector: ({ operator }) => operator });

describe('a token of a stranger', () => {
  it('is taken if some subject of another owner is, and then the witness is one', () => {
    let [taken, refused] = [0, 0];
    fc.assert(
      fc.property(someAsked, fc.array(asked, { maxLength: 1 }), (conditions, denied) => {
        const isTaken = (subject: string | undefined) =>
          conditions.every((one) => holds(one, subject)) && !denied.some((one) => holds(one, subject));
        const spared = denied.filter(({ operator }) => operator.includes('Not'));
        const owners = ownersIn([...conditions, ...spared.map((one) => ({ ...one, operator: 'StringLike' }))]);
        const stranger = SUBJECTS.some((subject) => isTaken(subject) && !isOfOwner(subject, owners));
        const { verdict, witness } = verdictOn(conditions, denied);
        if (stranger) expect(verdict).toBe('yes');
        if (verdict === 'yes') {
          taken++;
          const subject = witness?.context[SUB];
          expect(isTaken(subject)).toBe(true);
          expect(isOfOwner(subject, owners)).toBe(false);
        } else refused++;
      }),
      { numRuns: 1500 },
    );
    expect(Math.min(taken, refused)).toBeGreaterThan(100);
  });

  it.each<[string, Asked[], string]>([
    ['of no subject', [], 'yes'],
    ['of any repository', [{ operator: 'StringLike', values: ['repo:*'] }], 'yes'],
    ['of an owner', [{ operator: 'StringLike', values: ['repo:octo/*'] }], 'no'],
    ['of owners that begin alike', [{ operator: 'StringLike', values: ['repo:octo*'] }], 'yes'],
    ['of an immutable owner', [{ operator: 'StringLike', values: ['repo:octo@12/app@34:*'] }], 'no'],
    ['of an id in the middle', [{ operator: 'StringLike', values: ['repo:*@12/*'] }], 'yes'],
    ['of what is not excluded', [{ operator: 'StringNotLike', values: ['repo:evil/*'] }], 'yes'],
    [
      'of an owner that is excluded',
      [
        { operator: 'StringLike', values: ['repo:octo/*'] },
        { operator: 'StringNotLike', values: ['repo:octo/*'] },
      ],
      'no',
    ],
  ])('%s', (_, conditions, verdict) => {
    expect(verdictOn(conditions, []).verdict).toBe(verdict);
  });
});
