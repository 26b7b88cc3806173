import { literalText, type Text } from '../document/value.js';
import type { Condition, Policy, Statement } from '../policy/model.js';
import { expand } from './action-set.js';
import type { Answer } from './answer.js';
import { boxOf } from './engine/box.js';
import { type Cube, cubesOfEffect, type Literal } from './engine/cube.js';
import { keyTestOf } from './engine/key-test.js';
import { ask } from './engine/question.js';

/** Requests to assume a role that are asked about: in one of some cubes, and in none of the others. */
export interface Assuming {
  readonly action: string;
  readonly within?: readonly Cube[];
  readonly others?: readonly Cube[];
}

/** Whether a statement of a trust policy lets the role be assumed by such a request, whatever Denies take away. */
export function assumable(statement: Statement, policy: Policy, { action, within, others = [] }: Assuming): Answer {
  const denies = policy.statements.filter(({ effect }) => effect !== 'Allow');
  const cubes = [...others, ...denies.flatMap((deny) => cubesOfEffect(deny, 'Deny'))];
  const lists = [cubesOfEffect(statement, 'Allow'), ...(within === undefined ? [] : [within])];
  const outcome = ask(boxOf(expand(action)), [{ lists, others: cubes }]);
  return { ...outcome, grants: outcome.verdict === 'no' ? [] : [statement] };
}

/** Whether the role can be assumed by a request that has a value, as a wildcard pattern, under each of some keys. */
export function assumableWith(
  statement: Statement,
  policy: Policy,
  action: string,
  keys: readonly string[],
  pattern: Text,
): Answer {
  const literals = keys.flatMap((key): readonly Literal[] => literalsOf(isLike(key, [pattern])));
  const within = [{ statement: undefined, actions: expand(action), literals }];
  return assumable(statement, policy, { action, within });
}

/** The requests for which a condition holds; none where the input does not tell what it asks for. */
export function requestsWith(condition: Condition): readonly Cube[] {
  const literals = literalsOf(condition);
  return literals.length === 0 ? [] : [{ statement: undefined, actions: expand('*'), literals }];
}

function literalsOf(condition: Condition): readonly Literal[] {
  const test = keyTestOf(condition);
  return test === undefined ? [] : [{ kind: 'key', test, is: true }];
}

/** A condition of one's own: a key is one of some patterns, of which there is at least one. */
export function isLike(key: string, values: readonly [Text, ...Text[]] | readonly Text[]): Condition {
  const [first] = values;
  if (first === undefined) throw new Error('no value to ask for');
  const { place } = first;
  const operator = { place, text: literalText(place, 'StringLike'), name: 'StringLike', ifExists: false };
  return { place, operator, key: literalText(place, key), values, unknown: [] };
}
