import { nextOf } from '../document/document.js';
import type { Place } from '../document/place.js';
import { outermost } from '../document/place.js';
import type { Identity, Inventory, PlacedPolicy, Resource } from '../inventory/model.js';
import type { Statement } from '../policy/model.js';
import type { Problem } from '../rule.js';
import type { ActiveRule } from './active-rules.js';

/** A problem with what it was found in. */
export interface Found {
  readonly active: ActiveRule;
  readonly problem: Problem;
  readonly policy?: PlacedPolicy;
  readonly statement?: Statement;
  readonly identity?: Identity;
  readonly resource?: Resource;
}

/** Runs all active rules over one document's inventory. */
export function runRules(inventory: Inventory, rules: readonly ActiveRule[]): readonly Found[] {
  const found: Found[] = [];
  for (const active of rules) {
    const { rule, options } = active;
    const collect = (problems: Iterable<Problem> | undefined, subject: Omit<Found, 'active' | 'problem'>): void => {
      if (problems === undefined) return;
      for (const problem of problems) found.push({ active, problem, ...subject });
    };
    for (const policy of inventory.policies) {
      if (rule.statement !== undefined) {
        for (const statement of policy.statements) {
          collect(rule.statement(statement, policy, options), { policy, statement });
        }
      }
      collect(rule.policy?.(policy, options), { policy });
    }
    for (const identity of inventory.identities) collect(rule.identity?.(identity, options), { identity });
    for (const resource of inventory.resources) collect(rule.resource?.(resource, options), { resource });
    collect(rule.inventory?.(inventory, options), {});
    collect(rule.estate?.({ inventories: [inventory] }, options), {});
  }
  return found.length === 0 ? found : withoutRepeats(found.map((one) => inItsPolicy(one, inventory)));
}

/** A problem belongs to the policy, the statement and the resource that it points into, whichever check found it. */
function inItsPolicy(found: Found, inventory: Inventory): Found {
  if (found.statement !== undefined) return found;
  const { place } = found.problem.at;
  const policy = found.policy ?? inventory.policies.find((candidate) => contains(candidate.place, place));
  const statement = policy?.statements.find((candidate) => contains(candidate.place, place));
  const resource = found.resource ?? inventory.resources.find((candidate) => contains(candidate.place, place));
  return {
    ...found,
    ...(policy === undefined ? {} : { policy }),
    ...(statement === undefined ? {} : { statement }),
    ...(resource === undefined ? {} : { resource }),
  };
}

/** Whether a place lies within the value at another, in the same document. */
export function contains(outer: Place, inner: Place): boolean {
  if (outer.document === inner.document) {
    return inner.node >= outer.node && inner.node < nextOf(outer.document, outer.node);
  }
  const holder = outermost(inner);
  return holder.document === outer.document && holder !== inner && contains(outer, holder);
}

/** Statements split by a template condition say the same of the same words: once is enough. */
function withoutRepeats(found: readonly Found[]): readonly Found[] {
  const seen = new Map<object, Set<string>>();
  return found.filter(({ active, problem }) => {
    const { document, node, key, from, to } = problem.at.place;
    const known = seen.get(document) ?? new Set();
    seen.set(document, known);
    const id = [active.rule.id, node, key, from, to, problem.message].join(' ');
    if (known.has(id)) return false;
    known.add(id);
    return true;
  });
}
