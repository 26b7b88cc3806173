import { intersect, isEmpty, union } from '../access/action-set.js';
import { type Unconfined, unconfined } from '../access/unconfined.js';
import type { CuratedActions } from '../aws/curated-actions.js';
import type { Policy, Statement } from '../policy/model.js';
import { limitsOf } from './limits.js';
import { guardsOf, type Holders, holdersOf } from './memberships.js';
import { type Identity, type Inventory, isOfDevices, type PlacedPolicy } from './model.js';

/** A statement that hands out actions of a curated list on whatever they can be asked for, when all is counted. */
export interface UnconfinedGrant {
  readonly statement: Statement;
  readonly policy: PlacedPolicy;
  readonly found: Unconfined;
}

/**
 * The statements of identity and session policies that grant actions of a curated list on every resource. What the
 * holder's other policies deny counts, and his permissions boundary, if it is so for each holder that the input tells.
 * A boundary that is not told leaves a grant uncertain.
 */
export function* unconfinedGrants(
  { policies, identities }: Inventory,
  list: readonly CuratedActions[],
): Iterable<UnconfinedGrant> {
  let holders: Holders | undefined;
  for (const policy of policies) {
    if ((policy.kind !== 'identity' && policy.kind !== 'session') || isOfDevices(policy)) continue;
    for (const statement of policy.statements) {
      const found = unconfined(statement, [policy], list);
      if (found === undefined) continue;
      holders ??= holdersOf(identities);
      const left = leftToHolders({ statement, policy, found }, holders, list);
      if (left !== undefined) yield { statement, policy, found: left };
    }
  }
}

/** What is left to that holder who is limited the least. */
function leftToHolders(
  grant: UnconfinedGrant,
  { byPolicy, memberships }: Holders,
  list: readonly CuratedActions[],
): Unconfined | undefined {
  const identities = byPolicy.get(grant.policy) ?? [];
  if (identities.length === 0) return grant.found;
  const left = identities.flatMap((each) => leftTo(each, grant, guardsOf(each, memberships), list) ?? []);
  return left.find(({ certain }) => certain) ?? left[0];
}

function leftTo(
  identity: Identity,
  { statement, policy, found }: UnconfinedGrant,
  guards: readonly Policy[],
  list: readonly CuratedActions[],
): Unconfined | undefined {
  const { boundary, hasUnknownBoundary } = limitsOf(identity);
  const others = [...guards, ...(boundary === undefined ? [] : [boundary])].filter((other) => other !== policy);
  const free = others.some(denies) ? unconfined(statement, [policy, ...others.filter(denies)], list) : found;
  if (free === undefined) return undefined;
  const actions = boundary === undefined ? free.actions : intersect(free.actions, allowedBy(boundary, list));
  return isEmpty(actions) ? undefined : { ...free, actions, certain: free.certain && !hasUnknownBoundary };
}

function denies({ statements }: Policy): boolean {
  return statements.some(({ effect }) => effect === 'Deny');
}

/** What of a list a boundary lets through on every resource. */
function allowedBy(boundary: Policy, list: readonly CuratedActions[]): Unconfined['actions'] {
  return union(boundary.statements.flatMap((statement) => unconfined(statement, [boundary], list)?.actions ?? []));
}
