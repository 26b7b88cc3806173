import { areDisjoint, isEmpty, minus, union } from '../action-set.js';
import { type Box, having, isOver, threatens, within } from './box.js';
import type { Cube } from './cube.js';
import type { Mode } from './requirement.js';

/** What was found: a box all of whose actions will do for the request that it has in mind, or nothing, or not yet. */
export type Search = Box | 'none' | 'unclear';

/** So many steps a question may take; counted, so that the answer is the same on any machine. */
export class Budget {
  #left: number;

  constructor(steps = 20_000) {
    this.#left = steps;
  }

  /** Takes a step; whether there was one left. */
  spend(): boolean {
    return --this.#left >= 0;
  }
}

/** Further than this a search does not go into cubes that overlap in part: it would be of no use, and stacks are finite. */
const DEEPEST = 500;

/** Of so many cubes that are in the way, the one with the fewest ways around is looked for. */
const MOST_COMPARED = 8;

/**
 * Looks for a request of a box that lies in none of the cubes: takes the one that the box has in mind, and where it lies
 * in cubes, looks at each way out of one of them. Each way adds a requirement to one variable, so the search ends; its
 * worst case is exponential in the number of cubes that overlap in part.
 *
 * @param mode see `Mode`; in mode `possible` what is found may be none, in mode `proven` what is not found may be one
 */
function outside(box: Box, cubes: readonly Cube[], mode: Mode, budget: Budget, depth = 0): Search {
  if (depth > DEEPEST) return 'unclear';
  let current = box;
  for (;;) {
    if (!budget.spend()) return 'unclear';
    const threats = threatsTo(current, cubes, mode);
    const actions =
      threats.length === 0 ? current.actions : minus(current.actions, union(threats.map((one) => one.actions)));
    if (!isEmpty(actions)) return { ...current, actions };
    const crossroads = fewestWays(current, threats, mode);
    if (crossroads.ways.length > 0) return alongWays(current, crossroads, cubes, mode, budget, depth);
    // There is no way around it but by the action.
    current = { ...current, actions: minus(current.actions, crossroads.cube.actions) };
    if (isOver(current)) return 'none';
  }
}

function threatsTo(box: Box, cubes: readonly Cube[], mode: Mode): readonly Cube[] {
  return cubes.filter((cube) => !areDisjoint(box.actions, cube.actions) && threatens(cube, box, mode));
}

interface Crossroads {
  readonly cube: Cube;
  readonly ways: readonly Box[];
}

/** Of cubes that are in the way, the one that leaves the fewest ways around it. */
function fewestWays(box: Box, threats: readonly Cube[], mode: Mode): Crossroads {
  let best: Crossroads | undefined;
  for (const cube of threats.slice(0, MOST_COMPARED)) {
    const ways = cube.literals.flatMap((literal) => having(box, literal, false, mode) ?? []);
    if (best === undefined || ways.length < best.ways.length) best = { cube, ways };
    if (ways.length === 0) break;
  }
  if (best === undefined) throw new Error('nothing is in the way');
  return best;
}

function alongWays(
  box: Box,
  { cube, ways }: Crossroads,
  cubes: readonly Cube[],
  mode: Mode,
  budget: Budget,
  depth: number,
): Search {
  let result: Search = 'none';
  const byAction = { ...box, actions: minus(box.actions, cube.actions) };
  for (const way of isOver(byAction) ? ways : [...ways, byAction]) {
    // What holes stand for may leave it open whether a way leads out.
    const leadsOut = way.actions !== box.actions || !threatens(cube, way, mode);
    const found = leadsOut ? outside(way, cubes, mode, budget, depth + 1) : 'unclear';
    if (typeof found === 'object') return found;
    if (found === 'unclear') result = 'unclear';
  }
  return result;
}

/** Looks for a request of a box that lies in one cube of each list, and in none of the others. */
export function inside(
  box: Box,
  lists: readonly (readonly Cube[])[],
  others: readonly Cube[],
  mode: Mode,
  budget: Budget,
): Search {
  const [first, ...rest] = lists;
  if (first === undefined) return outside(box, others, mode, budget);
  let result: Search = 'none';
  for (const cube of first) {
    const part = within(box, cube, mode);
    if (part === undefined) continue;
    const found = inside(part, rest, others, mode, budget);
    if (typeof found === 'object') return found;
    if (found === 'unclear') result = 'unclear';
    if (!budget.spend()) return 'unclear';
  }
  return result;
}
