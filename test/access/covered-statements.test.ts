import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coveredStatements } from '../../src/access/covered-statements.js';
import { redundant } from '../../src/access/satisfiable.js';
import { allowsRequest, anyStatements, REQUESTS, type SmallStatement, speaksOf } from './brute-force.js';
import { policyOf } from './policy.js';

const covered = (statements: unknown) => coveredStatements(policyOf(statements).statements);
const READ = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::logs/*' };
const isSecure = { Condition: { Bool: { 'aws:SecureTransport': 'true' } } };

describe('statements that another one covers', () => {
  it('can all be removed at once, and nothing changes', () => {
    fc.assert(
      fc.property(anyStatements, (statements) => {
        const gone = new Set(covered(statements).map(({ statement }) => statement.index));
        const left = statements.filter((_, index) => !gone.has(index));
        for (const request of REQUESTS) {
          expect(allowsRequest(left, request)).toBe(allowsRequest(statements, request));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('speak of nothing that the other does not speak of', () => {
    fc.assert(
      fc.property(anyStatements, (statements) => {
        for (const { statement, by, isRepeated } of covered(statements)) {
          const [inner, outer] = [statements[statement.index], statements[by.index]];
          for (const request of REQUESTS) {
            if (speaks(inner, request)) expect(speaks(outer, request)).toBe(true);
            if (isRepeated) expect(speaks(outer, request)).toBe(speaks(inner, request));
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('are redundant by the engine too', () => {
    fc.assert(
      fc.property(anyStatements, (statements) => {
        const policy = policyOf(statements);
        for (const { statement } of coveredStatements(policy.statements)) {
          expect(redundant(statement, policy).verdict).toBe('yes');
        }
      }),
      { numRuns: 100 },
    );
  });

  it.each<[string, object, object, 'covered' | 'repeated' | 'apart']>([
    ['the same', {}, {}, 'repeated'],
    ['the same in other words', { Action: ['S3:getObject'] }, { Resource: ['arn:aws:s3:::logs/*'] }, 'repeated'],
    ['under a condition more', {}, isSecure, 'covered'],
    ['under a condition less', isSecure, {}, 'covered'],
    ['under another value', { Condition: { Bool: { 'aws:SecureTransport': 'false' } } }, isSecure, 'apart'],
    ['of another effect', {}, { Effect: 'Deny' }, 'apart'],
    ['with an operator that nobody knows', {}, { Condition: { Nonsense: { 'aws:x': '1' } } }, 'apart'],
    ['of narrower actions', { Action: 's3:Get*' }, {}, 'covered'],
    [
      'of all but the same',
      { Action: undefined, NotAction: 's3:*' },
      { Action: undefined, NotAction: 's3:*' },
      'repeated',
    ],
    [
      'on all but the same',
      { Resource: undefined, NotResource: '*a' },
      { Resource: undefined, NotResource: '*a' },
      'repeated',
    ],
  ])('%s', (_, first, second, answer) => {
    const [found] = covered([
      { ...READ, ...first },
      { ...READ, ...second },
    ]);
    expect(found === undefined ? 'apart' : found.isRepeated ? 'repeated' : 'covered').toBe(answer);
  });
});

function speaks(statement: SmallStatement | undefined, request: (typeof REQUESTS)[number]): boolean {
  return statement !== undefined && speaksOf(statement, request);
}
