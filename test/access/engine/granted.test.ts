import fc from 'fast-check';
import { describe, it } from 'vitest';
import { allows } from '../../../src/access/granted.js';
import { policyOf } from '../policy.js';
import { accessOf, check, RUNS, SEEDS } from './check.js';
import { likes, likesArn } from './naive-match.js';
import { allowsRequest, anyActionPattern, anyResourcePattern, anyStatements } from './naive-policy.js';

const some = { seed: 1, numRuns: 4000 };

describe('what is granted', () => {
  it.each([
    ...SEEDS.map((seed) => ['identity policies', false, seed] as const),
    ['resource policies', true, 1] as const,
  ])('is what some request gets, by %s (%s, seed %i)', (_, isOfResource, seed) => {
    fc.assert(
      fc.property(anyStatements(isOfResource), anyActionPattern, anyResourcePattern, (statements, action, resource) => {
        check(
          allows(accessOf(statements), action, resource),
          statements,
          (request) =>
            likes(action.toLowerCase(), request.action.toLowerCase()) &&
            likesArn(resource, request.resource) &&
            allowsRequest(statements, request),
        );
      }),
      { seed, numRuns: RUNS },
    );
  });

  it('is what boundaries and SCPs let through', () => {
    fc.assert(
      fc.property(anyStatements(), anyStatements(), anyStatements(), anyActionPattern, (own, boundary, scp, action) => {
        const access = { ...accessOf(own), boundary: policyOf(boundary, 'boundary'), limits: [[policyOf(scp, 'scp')]] };
        check(
          allows(access, action, '*'),
          [...own, ...boundary, ...scp],
          (request) =>
            likes(action.toLowerCase(), request.action.toLowerCase()) &&
            [own, boundary, scp].every((each) => allowsRequest(each, request)),
        );
      }),
      some,
    );
  });
});
