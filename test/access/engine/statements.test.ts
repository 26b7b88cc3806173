import fc from 'fast-check';
import { describe, it } from 'vitest';
import { redundant, satisfiable } from '../../../src/access/satisfiable.js';
import { policyOf, statementOf } from '../policy.js';
import { check, RUNS, SEEDS, turned } from './check.js';
import { anyStatement, anyStatements, speaksOf } from './naive-policy.js';

const some = { seed: 1, numRuns: 4000 };

describe('a statement', () => {
  it.each(SEEDS)('can apply where it speaks of some request (seed %i)', (seed) => {
    fc.assert(
      fc.property(anyStatement(), (json) => {
        check(satisfiable(statementOf(json)), [json], (request) => speaksOf(json, request));
      }),
      { seed, numRuns: RUNS },
    );
  });

  it('is redundant where others of its effect speak of all that it does', () => {
    fc.assert(
      fc.property(anyStatements(false, 5), (statements) => {
        const policy = policyOf(statements);
        const [first, ...others] = statements;
        const [own] = policy.statements;
        if (first === undefined || own === undefined) throw new Error('there is no statement');
        const rest = others.filter(({ Effect }) => Effect === first.Effect);
        check(
          turned(redundant(own, policy)),
          statements,
          (request) => speaksOf(first, request) && !rest.some((other) => speaksOf(other, request)),
        );
      }),
      some,
    );
  });
});
