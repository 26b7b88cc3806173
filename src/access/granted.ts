import type { Access } from './access.js';
import { type ActionSet, expand } from './action-set.js';
import type { Answer } from './answer.js';
import { allowedBy } from './engine/allowed.js';
import { type Box, boxOf, having } from './engine/box.js';
import type { Cube, Literal } from './engine/cube.js';
import { principalPattern } from './engine/principal.js';
import { ask } from './engine/question.js';
import { arnPattern } from './engine/shape.js';
import { patternTest } from './engine/value-test.js';

/** What might be granted: any of the actions on any of the resources, which are wildcard patterns. */
export interface Grant {
  readonly actions: ActionSet;
  readonly resources: readonly string[];
  /** Who asks: an ARN, an account, a service; anybody where absent. */
  readonly principal?: string;
}

/**
 * Whether some request with this action on a resource of this pattern is allowed.
 *
 * @param action an action pattern: `s3:GetObject`, `iam:*`
 * @param resource a resource pattern; `*` for any
 */
export function allows(access: Access, action: string, resource: string): Answer {
  return granted(access, { actions: expand(action), resources: [resource] });
}

/**
 * Whether any of the actions is allowed on any of the resources (what AWS asks as CheckAccessNotGranted).
 *
 * @returns `yes` with a witness where some request is allowed whatever the input does not tell; `no` where none is; else
 *   `unknown`. Its statements are those that grant it, or may
 */
export function granted(access: Access, grant: Grant): Answer {
  const { allows, limits, denies } = allowedBy(access);
  const box = boxOfGrant(grant);
  const unclear: Answer[] = [];
  for (const [statement, cubes] of byStatement(allows)) {
    const outcome = box && ask(box, [{ lists: [cubes, ...limits], others: denies }]);
    if (outcome === undefined || outcome.verdict === 'no') continue;
    const answer = { ...outcome, grants: statement === undefined ? [] : [statement] };
    if (answer.verdict === 'yes') return answer;
    unclear.push(answer);
  }
  if (unclear.length === 0) return { verdict: 'no', grants: [], reasons: [] };
  return {
    verdict: 'unknown',
    grants: unclear.flatMap(({ grants }) => grants),
    reasons: [...new Set(unclear.flatMap(({ reasons }) => reasons))],
  };
}

function boxOfGrant({ actions, resources, principal }: Grant): Box | undefined {
  const asked: Literal[] = [];
  if (!resources.includes('*')) {
    asked.push({ kind: 'resource', test: patternTest('arn', resources.map(arnPattern)), is: true });
  }
  if (principal !== undefined) {
    asked.push({ kind: 'principal', test: patternTest('text', principalPattern(principal)), is: true });
  }
  let box: Box | undefined = boxOf(actions);
  for (const literal of asked) box = box && having(box, literal, true, 'proven');
  return box;
}

/** Cubes by the statement that they are parts of, in their order. */
export function byStatement(cubes: readonly Cube[]): ReadonlyMap<Cube['statement'], readonly Cube[]> {
  const found = new Map<Cube['statement'], Cube[]>();
  for (const cube of cubes) {
    const others = found.get(cube.statement);
    if (others === undefined) found.set(cube.statement, [cube]);
    else others.push(cube);
  }
  return found;
}
