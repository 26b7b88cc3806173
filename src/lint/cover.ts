import type { Located, Place } from '../document/place.js';
import type { Identity, PlacedPolicy } from '../inventory/model.js';
import type { Statement } from '../policy/model.js';
import { contains } from './enclosing.js';
import type { Found } from './run-rules.js';

/** A problem, and the weaker ones that say the same. */
export interface Covering {
  readonly found: Found;
  readonly covers: readonly Found[];
}

/**
 * One finding a cause: where a rule that says the same more strongly reports the same statement or identity, the weaker
 * problem is listed under it. Of several stronger ones the first that the rule names takes it. What the preset `validity`
 * says statement by statement is weaker than the same code of a rule that judges by what is granted.
 */
export function coverWeaker(all: readonly Found[]): readonly Covering[] {
  const coverers = new Map<Found, Found[]>();
  const standing: Found[] = [];
  const byRule = new Map<string, Candidates>();
  for (const found of all) {
    const { id } = found.active.rule;
    const candidates = byRule.get(id) ?? new Candidates();
    candidates.add(found);
    byRule.set(id, candidates);
  }
  const byCode = new ByCode(all);
  for (const found of all) {
    const stronger = strongest(found, byRule) ?? byCode.judging(found);
    if (stronger === undefined) standing.push(found);
    else coverers.set(stronger, [...(coverers.get(stronger) ?? []), found]);
  }
  return standing.map((found) => ({ found, covers: collect(found, coverers) }));
}

/** What a problem covers, and what that covers in turn. */
function collect(found: Found, coverers: ReadonlyMap<Found, readonly Found[]>): readonly Found[] {
  return (coverers.get(found) ?? []).flatMap((weaker) => [weaker, ...collect(weaker, coverers)]);
}

function strongest(found: Found, byRule: ReadonlyMap<string, Candidates>): Found | undefined {
  for (const id of found.active.rule.coveredBy ?? []) {
    const stronger = byRule
      .get(id)
      ?.sharing(found)
      .find((other) => isSameCause(other, found));
    if (stronger !== undefined) return stronger;
  }
  return undefined;
}

/** The problems of one rule, by what they were found in: those that may say the same as another are few. */
class Candidates {
  readonly #byPolicy = new Map<PlacedPolicy, Found[]>();
  readonly #byIdentity = new Map<Identity, Found[]>();
  /** Those that point into no policy and speak of no identity. */
  readonly #others: Found[] = [];

  add(found: Found): void {
    const { policy, identity, noted = [] } = found;
    const policies = new Set([...(policy === undefined ? [] : [policy]), ...noted]);
    for (const one of policies) listAt(this.#byPolicy, one).push(found);
    if (identity !== undefined) listAt(this.#byIdentity, identity).push(found);
    else if (policy === undefined) this.#others.push(found);
  }

  /** Those that share the policy or the identity of a problem, or may. */
  sharing({ policy, identity }: Found): readonly Found[] {
    const ofPolicy = policy === undefined ? [] : (this.#byPolicy.get(policy) ?? []);
    const ofIdentity = identity === undefined ? [] : (this.#byIdentity.get(identity) ?? []);
    return [...ofIdentity, ...ofPolicy, ...this.#others];
  }
}

/** Problems of rules that judge by what is granted, by the validator's codes that they carry. */
class ByCode {
  readonly #byCode = new Map<string, Map<Statement | PlacedPolicy, Found>>();

  constructor(all: readonly Found[]) {
    for (const found of all) {
      if (found.active.rule.preset === 'validity') continue;
      for (const code of found.problem.aliases ?? []) this.#add(code, found);
    }
  }

  #add(code: string, found: Found): void {
    const known = this.#byCode.get(code) ?? new Map<Statement | PlacedPolicy, Found>();
    this.#byCode.set(code, known);
    const { statement, policy } = found;
    const within = statement ?? policy;
    if (within !== undefined && !known.has(within)) known.set(within, found);
  }

  /** The problem that says of the same statement, or of the same policy as a whole, what a twin in `validity` says. */
  judging({ active, problem, statement, policy }: Found): Found | undefined {
    const within = statement ?? policy;
    if (active.rule.preset !== 'validity' || within === undefined) return undefined;
    for (const code of problem.aliases ?? []) {
      const stronger = this.#byCode.get(code)?.get(within);
      if (stronger !== undefined) return stronger;
    }
    return undefined;
  }
}

function listAt<Key>(lists: Map<Key, Found[]>, key: Key): Found[] {
  const known = lists.get(key);
  if (known !== undefined) return known;
  const list: Found[] = [];
  lists.set(key, list);
  return list;
}

function isSameCause(stronger: Found, weaker: Found): boolean {
  // What only may be so does not stand for what is.
  if (stronger.problem.confidence === 'possible' && weaker.problem.confidence !== 'possible') return false;
  if (stronger.identity !== undefined && stronger.identity === weaker.identity) return true;
  if (weaker.statement === undefined) return stronger.policy !== undefined && stronger.policy === weaker.policy;
  if (stronger.active.rule.coversStatement === true) return touches(stronger, weaker.statement);
  return placesOf(stronger).some((place) => isSamePlace(place, weaker.problem.at.place));
}

/** Whether two places are the same words, or one of them holds the other. */
function isSamePlace(a: Place, b: Place): boolean {
  return contains(a, b) || contains(b, a);
}

/** Whether a problem points into a statement. */
function touches(found: Found, target: Statement): boolean {
  return found.statement === target || placesOf(found).some((place) => contains(target.place, place));
}

/** Where a problem points, with its place and with those that explain it. */
function placesOf({ problem }: Found): readonly Place[] {
  const notes: readonly Located[] = [...(problem.related ?? []), ...(problem.steps ?? [])].map(({ at }) => at);
  return [problem.at, ...notes].map(({ place }) => place);
}
