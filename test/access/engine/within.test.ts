import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newAccess, within } from '../../../src/access/new-access.js';
import { policyOf } from '../policy.js';
import { accessOf, check, RUNS, requestOf, SEEDS, turned } from './check.js';
import { allowsRequest, anyStatements, type SmallRequest, speaksOf } from './naive-policy.js';

const some = { seed: 1, numRuns: 4000 };

describe('what lies within', () => {
  it.each([
    ...SEEDS.map((seed) => ['identity policies', false, seed] as const),
    ['resource policies', true, 1] as const,
  ])('is what no request shows to be new, of %s (%s, seed %i)', (_, isOfResource, seed) => {
    fc.assert(
      fc.property(anyStatements(isOfResource, 3), anyStatements(isOfResource, 4), (inner, outer) => {
        check(
          turned(within(accessOf(inner), accessOf(outer))),
          [...inner, ...outer],
          (request) => allowsRequest(inner, request) && !allowsRequest(outer, request),
        );
      }),
      { seed, numRuns: RUNS },
    );
  });

  it('is told statement by statement', () => {
    fc.assert(
      fc.property(anyStatements(false, 3), anyStatements(false, 3), (inner, outer) => {
        for (const { witness, grants, verdict } of newAccess(accessOf(inner), accessOf(outer))) {
          expect(verdict).toBe('yes');
          const own = inner[grants[0]?.index ?? -1];
          const request = witness && requestOf(witness);
          expect(
            request && own && speaksOf(own, request) && allowsRequest(inner, request) && !allowsRequest(outer, request),
          ).toBe(true);
        }
      }),
      some,
    );
  });

  it('holds under limits', () => {
    fc.assert(
      fc.property(
        anyStatements(false, 2),
        anyStatements(false, 2),
        anyStatements(false, 2),
        (inner, boundary, outer) => {
          const bounded = { ...accessOf(outer), boundary: policyOf(boundary, 'boundary') };
          const both = (request: SmallRequest) => allowsRequest(outer, request) && allowsRequest(boundary, request);
          const among = [...inner, ...boundary, ...outer];
          check(
            turned(within(accessOf(inner), bounded)),
            among,
            (request) => allowsRequest(inner, request) && !both(request),
          );
          check(
            turned(within(bounded, accessOf(inner))),
            among,
            (request) => both(request) && !allowsRequest(inner, request),
          );
          expect(within(bounded, bounded).verdict).toBe('yes');
        },
      ),
      some,
    );
  });
});
