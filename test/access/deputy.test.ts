import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expand } from '../../src/access/action-set.js';
import { actsForStrangers } from '../../src/access/deputy.js';
import { matches } from '../../src/policy/wildcard.js';
import { policyOf } from './policy.js';

/** What a request of SNS says when it acts for a stranger; of a caller it says nothing. */
const REQUEST: Readonly<Record<string, string>> = {
  'aws:PrincipalIsAWSService': 'true',
  'aws:PrincipalServiceName': 'sns.amazonaws.com',
  'aws:SourceAccount': '999988887777',
  'aws:SourceArn': 'arn:aws:sns:eu-west-1:999988887777:orders',
  'aws:SourceOrgID': 'o-strangersorg',
  'aws:ViaAWSService': 'false',
};

/** Keys with values that are one's own, or that everybody has. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  'aws:PrincipalIsAWSService': ['true', 'false'],
  'aws:PrincipalOrgID': ['o-exampleorgid', 'o-*'],
  'aws:PrincipalServiceName': ['sns.amazonaws.com', 's3.amazonaws.com'],
  'aws:SourceAccount': ['111122223333', '*'],
  'aws:SourceArn': ['arn:aws:sns:eu-west-1:111122223333:orders', 'arn:aws:sns:*:*:*'],
  'aws:SourceOrgID': ['o-exampleorgid', '*'],
  'aws:ViaAWSService': ['true', 'false'],
};

interface Asked {
  readonly operator: string;
  readonly key: string;
  readonly value: string;
}

const asked: fc.Arbitrary<Asked> = fc.constantFrom(...Object.keys(VALUES)).chain((key) =>
  fc.record({
    key: fc.constant(key),
    operator: fc.constantFrom('StringLike', 'StringNotLike', 'StringLikeIfExists', 'StringNotLikeIfExists', 'Null'),
    value: fc.constantFrom(...(VALUES[key] ?? [])),
  }),
);

function written({ operator, key, value }: Asked): Readonly<Record<string, Readonly<Record<string, string>>>> {
  return { [operator]: { [key]: operator === 'Null' ? 'false' : value } };
}

function holds({ operator, key, value }: Asked): boolean {
  const given = REQUEST[key];
  if (operator === 'Null') return given !== undefined;
  const isNegated = operator.includes('Not');
  if (given === undefined) return isNegated || operator.endsWith('IfExists');
  return matches(value, given) !== isNegated;
}

const SEND = { Action: 'sqs:SendMessage', Resource: 'arn:aws:sqs:eu-west-1:111122223333:jobs' };

function verdictOn(allowed: Asked | undefined, denied: readonly Asked[]) {
  const condition = allowed === undefined ? {} : { Condition: written(allowed) };
  const allow = { Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, ...SEND, ...condition };
  const denies = denied.map((one) => ({ Effect: 'Deny', Principal: '*', ...SEND, Condition: written(one) }));
  const policy = policyOf([allow, ...denies], 'resource', 'AWS::SQS::Queue');
  const [statement] = policy.statements;
  const service = statement?.principal?.items[0];
  if (statement === undefined || service === undefined) throw new Error('no statement');
  return actsForStrangers(statement, policy, service, expand('sqs:SendMessage')).verdict;
}

describe('a service that acts for a stranger', () => {
  it('is let in, or kept out, as its request is', () => {
    let [open, closed] = [0, 0];
    fc.assert(
      fc.property(fc.option(asked, { nil: undefined }), fc.array(asked, { maxLength: 2 }), (allowed, denied) => {
        const isOpen = (allowed === undefined || holds(allowed)) && !denied.some(holds);
        const verdict = verdictOn(allowed, denied);
        // Whether a service says for whom it acts, where nothing requires that, is nobody's to know.
        const isLoose = allowed?.operator === 'StringLikeIfExists' && allowed.key.startsWith('aws:Source');
        if (verdict !== 'unknown' || !isLoose) expect(verdict).toBe(isOpen ? 'yes' : 'no');
        if (isOpen) open++;
        else closed++;
      }),
      { numRuns: 2000 },
    );
    expect(Math.min(open, closed)).toBeGreaterThan(100);
  });
});
