import { nextOf } from '../document/document.js';
import { outermost, type Place, sourceOf } from '../document/place.js';
import type { Identity, Inventory, PlacedPolicy, Resource } from '../inventory/model.js';
import type { Statement } from '../policy/model.js';
import type { Problem } from '../rule.js';
import type { ActiveRule } from './active-rules.js';
import { underConditions } from './under-conditions.js';

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
  for (const policy of inventory.policies) judgePolicy(policy, rules, found);
  for (const active of rules) {
    const { rule, options } = active;
    for (const identity of inventory.identities) {
      for (const problem of rule.identity?.(identity, options) ?? []) found.push({ active, problem, identity });
    }
    for (const resource of inventory.resources) {
      for (const problem of rule.resource?.(resource, options) ?? []) found.push({ active, problem, resource });
    }
    for (const problem of rule.inventory?.(inventory, options) ?? []) found.push({ active, problem });
    for (const problem of rule.estate?.({ inventories: [inventory] }, options) ?? []) found.push({ active, problem });
  }
  return found.length === 0
    ? found
    : underConditions(
        found.map((one) => inItsPolicy(one, inventory)),
        inventory.conditionsByDefault ?? new Map(),
      );
}

function judgePolicy(policy: PlacedPolicy, rules: readonly ActiveRule[], found: Found[]): void {
  for (const active of rules) {
    const { rule, options } = active;
    if (rule.policyKinds?.includes(policy.kind) === false) continue;
    if (rule.statement !== undefined) {
      for (const statement of policy.statements) {
        for (const problem of rule.statement(statement, policy, options)) {
          found.push({ active, problem, policy, statement });
        }
      }
    }
    for (const problem of rule.policy?.(policy, options) ?? []) found.push({ active, problem, policy });
  }
}

/** A problem belongs to the policy, the statement and the resource that it points into, whichever check found it. */
function inItsPolicy(found: Found, inventory: Inventory): Found {
  if (found.statement !== undefined) return found;
  const { place } = found.problem.at;
  const policy = found.policy ?? policyAround(found, inventory);
  const statement = policy?.statements.find((candidate) => contains(candidate.place, place));
  const resource = resourceAround(place, found.resource, inventory);
  return {
    ...found,
    ...(policy === undefined ? {} : { policy }),
    ...(statement === undefined ? {} : { statement }),
    ...(resource === undefined ? {} : { resource }),
  };
}

/** The policy that a problem points into. One that Terraform puts together has its statements where others wrote them. */
function policyAround({ problem, identity, resource }: Found, { policies }: Inventory): PlacedPolicy | undefined {
  const { place } = problem.at;
  const around = policies.find((candidate) => contains(candidate.place, place));
  if (around !== undefined || identity !== undefined || resource !== undefined) return around;
  return policies.find(({ statements }) => statements.some((statement) => contains(statement.place, place)));
}

/** The resource that a place lies in: settings of one may be written in another. */
function resourceAround(place: Place, judged: Resource | undefined, { resources }: Inventory): Resource | undefined {
  const isAround = (candidate: Resource) => contains(candidate.extent ?? candidate.place, place);
  return judged !== undefined && isAround(judged) ? judged : (resources.find(isAround) ?? judged);
}

/**
 * Whether a place lies within the value at another, in the same document, in a text of it, or in the tree as it was
 * read where the other is one that a macro wrote.
 */
export function contains(outer: Place, inner: Place): boolean {
  if (outer.document === inner.document) {
    return inner.node >= outer.node && inner.node < nextOf(outer.document, outer.node);
  }
  const holder = outermost(inner);
  if (holder !== inner) return contains(outer, holder);
  const source = sourceOf(outer);
  return source.document === inner.document && contains(source, inner);
}
