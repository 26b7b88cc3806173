import type { Located, Place } from '../document/place.js';
import type { Statement } from '../policy/model.js';
import { contains, type Found } from './run-rules.js';

/** A problem, and the weaker ones that say the same. */
export interface Covering {
  readonly found: Found;
  readonly covers: readonly Found[];
}

/**
 * One finding a cause: where a rule that says the same more strongly reports the same statement or identity, the weaker
 * problem is listed under it. Of several stronger ones the first that the rule names takes it.
 */
export function coverWeaker(all: readonly Found[]): readonly Covering[] {
  const coverers = new Map<Found, Found[]>();
  const standing: Found[] = [];
  const byRule = new Map<string, Found[]>();
  for (const found of all) {
    const { id } = found.active.rule;
    byRule.set(id, byRule.get(id) ?? []);
    byRule.get(id)?.push(found);
  }
  for (const found of all) {
    const stronger = strongest(found, byRule);
    if (stronger === undefined) standing.push(found);
    else coverers.set(stronger, [...(coverers.get(stronger) ?? []), found]);
  }
  return standing.map((found) => ({ found, covers: collect(found, coverers) }));
}

/** What a problem covers, and what that covers in turn. */
function collect(found: Found, coverers: ReadonlyMap<Found, readonly Found[]>): readonly Found[] {
  return (coverers.get(found) ?? []).flatMap((weaker) => [weaker, ...collect(weaker, coverers)]);
}

function strongest(found: Found, byRule: ReadonlyMap<string, readonly Found[]>): Found | undefined {
  for (const id of found.active.rule.coveredBy ?? []) {
    const stronger = byRule.get(id)?.find((other) => isSameCause(other, found));
    if (stronger !== undefined) return stronger;
  }
  return undefined;
}

function isSameCause(stronger: Found, weaker: Found): boolean {
  if (stronger.identity !== undefined && stronger.identity === weaker.identity) return true;
  if (weaker.statement === undefined) return stronger.policy !== undefined && stronger.policy === weaker.policy;
  if (stronger.active.rule.coversStatement === true) return touches(stronger, weaker.statement);
  return isSamePlace(stronger.problem.at.place, weaker.problem.at.place);
}

/** Whether two places are the same words, or one of them holds the other. */
function isSamePlace(a: Place, b: Place): boolean {
  return contains(a, b) || contains(b, a);
}

/** Whether a problem points into a statement, with its place or with one of those that explain it. */
function touches({ problem, statement }: Found, target: Statement): boolean {
  if (statement === target) return true;
  const notes: readonly Located[] = [...(problem.related ?? []), ...(problem.steps ?? [])].map(({ at }) => at);
  return [problem.at, ...notes].some(({ place }) => contains(target.place, place));
}
