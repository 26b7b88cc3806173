import type { Policy, Statement } from '../policy/model.js';
import { all } from './action-set.js';
import { type Answer, NO } from './answer.js';
import { boxOf } from './engine/box.js';
import { cubesOf, cubesOfStatement } from './engine/cube.js';
import { ask } from './engine/question.js';

/**
 * Whether a statement can ever apply to a request.
 *
 * @returns `no` where it cannot: it speaks of no action or no resource, or its conditions contradict each other; `yes`
 *   with a witness; else `unknown`
 */
export function satisfiable(statement: Statement): Answer {
  const outcome = ask(boxOf(all()), [{ lists: [cubesOfStatement(statement)], others: [] }]);
  return outcome.verdict === 'no' ? NO : { ...outcome, grants: [statement] };
}

/**
 * Whether a statement adds nothing to its policy: whatever it speaks of, another of the same effect does.
 *
 * @returns `no` with a witness that only this statement speaks of; `yes` with the others of its effect as grants
 */
export function redundant(statement: Statement, policy: Policy): Answer {
  const others = policy.statements.filter((other) => other !== statement && other.effect === statement.effect);
  const { allows, denies } = cubesOf([{ ...policy, statements: others, unknown: [] }]);
  const outcome = ask(boxOf(all()), [{ lists: [cubesOfStatement(statement)], others: [...allows, ...denies] }]);
  if (outcome.verdict === 'no') return { verdict: 'yes', grants: others, reasons: [] };
  return { ...outcome, verdict: outcome.verdict === 'yes' ? 'no' : 'unknown', grants: [statement] };
}
