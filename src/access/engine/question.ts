import type { Answer } from '../answer.js';
import type { Box } from './box.js';
import { coversCube } from './cover.js';
import type { Cube } from './cube.js';
import type { Mode } from './requirement.js';
import { Budget, inside, type Search } from './search.js';
import { witnessOf } from './witness.js';

/** Requests to look for: in one cube of each list, in none of the others. */
export interface Case {
  readonly lists: readonly (readonly Cube[])[];
  readonly others: readonly Cube[];
}

/** What is found of the first case that holds a request: surely one, maybe one, or nothing. */
export interface Outcome extends Pick<Answer, 'verdict' | 'reasons'> {
  readonly witness?: NonNullable<Answer['witness']>;
}

const HARD = 'there are too many cases to go through';

/**
 * Whether some case holds a request.
 *
 * @returns `no` where there is none whatever the unknown turns out to be; `yes` with a witness where there is one
 *   whatever it does; else `unknown`, with what it rests on
 */
export function ask(box: Box, cases: readonly Case[], budget = new Budget()): Outcome {
  const open: Case[] = [];
  let isHard = false;
  for (const one of cases.map(withoutCovered)) {
    const found = search(box, one, 'possible', budget);
    if (found === 'none') continue;
    open.push(one);
    isHard ||= found === 'unclear';
  }
  if (open.length === 0) return { verdict: 'no', reasons: [] };
  for (const one of open) {
    const found = search(box, one, 'proven', budget);
    if (typeof found === 'object') return { verdict: 'yes', witness: witnessOf(found, one), reasons: [] };
    isHard ||= found === 'unclear';
  }
  const reasons = new Set(open.flatMap(untoldIn));
  if (isHard && reasons.size === 0) reasons.add(HARD);
  if (reasons.size === 0) reasons.add('it hangs on values that the input does not tell');
  return { verdict: 'unknown', reasons: [...reasons] };
}

function search(box: Box, { lists, others }: Case, mode: Mode, budget: Budget): Search {
  return inside(box, lists, others, mode, budget);
}

/** A case without those cubes that others hold as a whole. */
function withoutCovered({ lists, others }: Case): Case {
  const isOpen = (cube: Cube) => !others.some((other) => coversCube(other, cube));
  return { lists: lists.map((cubes) => cubes.filter(isOpen)), others };
}

/** What the cubes of a case leave open, in words. */
function untoldIn({ lists, others }: Case): readonly string[] {
  return [...lists.flat(), ...others].flatMap(({ literals }) =>
    literals.flatMap((literal) => (literal.kind === 'untold' ? [literal.reason] : [])),
  );
}
