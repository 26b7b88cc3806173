import fc from 'fast-check';
import { describe, it } from 'vitest';
import { allows } from '../../../src/access/granted.js';
import { policyOf } from '../policy.js';
import { accessOf, check } from './check.js';
import { likes, likesArn } from './naive-match.js';
import { allowsRequest, anyActionPattern, anyResourcePattern, anyStatements } from './naive-policy.js';

const seeded = { seed: 1, numRuns: 20_000 };
const some = { seed: 1, numRuns: 4000 };

describe('what is granted', () => {
  it.each([
    ['identity policies', false],
    ['resource policies', true],
  ])('is what some request gets, by %s', (_, isOfResource) => {
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
      isOfResource ? some : seeded,
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
