import type { Place } from '../document/place.js';
import type { Identity, Inventory, PlacedPolicy, Resource } from '../inventory/model.js';
import type { World } from '../inventory/world.js';
import type { PolicyKind, Statement } from '../policy/model.js';
import type { Problem } from '../rule.js';
import type { ActiveRule } from './active-rules.js';
import { contains, Enclosing } from './enclosing.js';
import { underConditions } from './under-conditions.js';

/** A problem with what it was found in. */
export interface Found {
  readonly active: ActiveRule;
  readonly problem: Problem;
  readonly policy?: PlacedPolicy;
  readonly statement?: Statement;
  readonly identity?: Identity;
  readonly resource?: Resource;
  /** The policies that what explains it points into. */
  readonly noted?: readonly PlacedPolicy[];
}

/**
 * Runs all active rules over one document's inventory.
 *
 * @param configured what the configuration tells of the world
 */
export function runRules(inventory: Inventory, rules: readonly ActiveRule[], configured: World): readonly Found[] {
  const { accounts = [] } = inventory;
  const world = accounts.length === 0 ? configured : { ...configured, here: new Set(accounts) };
  const found: Found[] = [];
  const byCheck = rulesByCheck(rules);
  for (const policy of inventory.policies) judgePolicy(policy, byCheck.ofPolicies(policy.kind), world, found);
  for (const active of byCheck.ofOthers) {
    const { rule, options } = active;
    for (const identity of rule.identity === undefined ? [] : inventory.identities) {
      for (const problem of rule.identity?.(identity, options, world) ?? []) found.push({ active, problem, identity });
    }
    for (const resource of rule.resource === undefined ? [] : inventory.resources) {
      for (const problem of rule.resource?.(resource, options, world) ?? []) found.push({ active, problem, resource });
    }
    for (const problem of rule.inventory?.(inventory, options, world) ?? []) {
      found.push(withIdentity({ active, problem }));
    }
    const estate = { inventories: [inventory], world };
    for (const problem of rule.estate?.(estate, options) ?? []) found.push({ active, problem });
  }
  if (found.length === 0) return found;
  const enclosing = new Enclosing(inventory);
  return underConditions(
    found.map((one) => inItsPolicy(one, enclosing)),
    inventory.conditionsByDefault ?? new Map(),
  );
}

/** Rules by what they look at, in their order. */
interface RulesByCheck {
  readonly ofPolicies: (kind: PolicyKind) => readonly ActiveRule[];
  readonly ofOthers: readonly ActiveRule[];
}

/** Sorted out once for all documents: most rules look at one thing, and at some kinds of policies. */
const sortedOut = new WeakMap<readonly ActiveRule[], RulesByCheck>();

function rulesByCheck(rules: readonly ActiveRule[]): RulesByCheck {
  const known = sortedOut.get(rules);
  if (known !== undefined) return known;
  const ofKinds = new Map<PolicyKind, readonly ActiveRule[]>();
  const ofKind = (kind: PolicyKind) =>
    rules.filter(
      ({ rule: { statement, policy, policyKinds } }) =>
        (statement ?? policy) !== undefined && policyKinds?.includes(kind) !== false,
    );
  const sorted: RulesByCheck = {
    ofPolicies(kind) {
      const found = ofKinds.get(kind) ?? ofKind(kind);
      ofKinds.set(kind, found);
      return found;
    },
    ofOthers: rules.filter(
      ({ rule: { identity, resource, inventory, estate } }) =>
        (identity ?? resource ?? inventory ?? estate) !== undefined,
    ),
  };
  sortedOut.set(rules, sorted);
  return sorted;
}

function judgePolicy(policy: PlacedPolicy, rules: readonly ActiveRule[], world: World, found: Found[]): void {
  for (const active of rules) {
    const { rule, options } = active;
    if (rule.statement !== undefined) {
      for (const statement of policy.statements) {
        for (const problem of rule.statement(statement, policy, options, world)) {
          found.push({ active, problem, policy, statement });
        }
      }
    }
    for (const problem of rule.policy?.(policy, options, world) ?? []) found.push({ active, problem, policy });
  }
}

function withIdentity(found: Found): Found {
  const [identity] = found.problem.holders ?? [];
  return identity === undefined ? found : { ...found, identity };
}

/** A problem belongs to the policy, the statement and the resource that it points into, whichever check found it. */
function inItsPolicy(found: Found, enclosing: Enclosing): Found {
  const noted = notedIn(found, enclosing);
  if (found.statement !== undefined) return { ...found, ...noted };
  const { place } = found.problem.at;
  const policy = found.policy ?? policyAround(found, enclosing);
  const statement = policy?.statements.find((candidate) => contains(candidate.place, place));
  // Settings of one resource may be written in another.
  const resource = isWithin(place, found.resource)
    ? found.resource
    : (enclosing.resourceAround(place) ?? found.resource);
  return {
    ...found,
    ...noted,
    ...(policy === undefined ? {} : { policy }),
    ...(statement === undefined ? {} : { statement }),
    ...(resource === undefined ? {} : { resource }),
  };
}

function isWithin(place: Place, resource: Resource | undefined): boolean {
  return resource !== undefined && contains(resource.extent ?? resource.place, place);
}

/** The policy that a problem points into. */
function policyAround({ problem, identity, resource }: Found, enclosing: Enclosing): PlacedPolicy | undefined {
  const { place } = problem.at;
  const around = enclosing.policyAround(place);
  const isOfIdentity = identity !== undefined && problem.holders === undefined;
  if (around !== undefined || isOfIdentity || resource !== undefined) return around;
  return enclosing.policyWithStatementAround(place);
}

function notedIn({ problem: { related = [], steps = [] } }: Found, enclosing: Enclosing): Pick<Found, 'noted'> {
  if (related.length === 0 && steps.length === 0) return {};
  const around = [...related, ...steps].flatMap(
    ({ at: { place } }) => enclosing.policyAround(place) ?? enclosing.policyWithStatementAround(place) ?? [],
  );
  return around.length === 0 ? {} : { noted: [...new Set(around)] };
}
