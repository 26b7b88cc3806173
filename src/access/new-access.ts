import type { Access } from './access.js';
import { all } from './action-set.js';
import type { Answer } from './answer.js';
import { type Allowed, allowedBy } from './engine/allowed.js';
import { boxOf } from './engine/box.js';
import type { Cube } from './engine/cube.js';
import { ask, type Case } from './engine/question.js';
import { byStatement } from './granted.js';

/**
 * What `access` allows and `reference` does not, as AWS asks by CheckNoNewAccess, statement by statement.
 *
 * @returns an answer for each Allow of `access` that grants something new: `yes` with a witness where that is proven,
 *   `unknown` with reasons where it may be; `grants` holds that statement. Nothing where all is within the reference
 */
export function newAccess(access: Access, reference: Access): readonly Answer[] {
  return [...newAnswers(access, reference)];
}

/**
 * Whether everything that `access` allows, `reference` allows too (what AWS asks as CheckNoNewAccess).
 *
 * @returns `yes` where that is so whatever the input does not tell; `no` with a witness where some request is allowed
 *   and was not; else `unknown`
 */
export function within(access: Access, reference: Access): Answer {
  const unclear: Answer[] = [];
  for (const answer of newAnswers(access, reference)) {
    if (answer.verdict === 'yes') return { ...answer, verdict: 'no' };
    unclear.push(answer);
  }
  return {
    verdict: unclear.length === 0 ? 'yes' : 'unknown',
    grants: unclear.flatMap(({ grants }) => grants),
    reasons: [...new Set(unclear.flatMap(({ reasons }) => reasons))],
  };
}

function* newAnswers(access: Access, reference: Access): Generator<Answer> {
  const allowed = allowedBy(access);
  const before = allowedBy(reference);
  for (const [statement, cubes] of byStatement(allowed.allows)) {
    const outcome = ask(boxOf(all()), newCases(cubes, allowed, before));
    if (outcome.verdict !== 'no') yield { ...outcome, grants: statement === undefined ? [] : [statement] };
  }
}

/** What was not allowed: what no statement allowed, what one denied, and what a boundary or SCP did not let through. */
function newCases(cubes: readonly Cube[], { limits, denies }: Allowed, before: Allowed): readonly Case[] {
  const lists = [cubes, ...limits];
  return [
    { lists, others: [...before.allows, ...denies] },
    ...(before.denies.length === 0 ? [] : [{ lists: [...lists, before.denies], others: denies }]),
    ...before.limits.map((limit) => ({ lists, others: [...limit, ...denies] })),
  ];
}
