import type { Access } from '../../../src/access/access.js';
import { expandAll } from '../../../src/access/action-set.js';
import { granted } from '../../../src/access/granted.js';
import type { Located } from '../../../src/document/place.js';
import { accessOf } from '../../../src/inventory/access-of.js';
import { allowingUnder, type Invariant, type Requests } from '../../../src/inventory/invariant.js';
import { membershipsOf } from '../../../src/inventory/memberships.js';
import type { Inventory, PlacedPolicy } from '../../../src/inventory/model.js';
import type { Policy, PolicyKind } from '../../../src/policy/model.js';
import type { Problem } from '../../../src/rule.js';
import { isAboutIdentity, isAboutPolicy } from './scope.js';
import { identityWords, messageAbout } from './words.js';

/** An invariant that says what must be denied. */
type Denial = Invariant & { readonly mustDeny: Requests };

/**
 * The policies and identities of an inventory that leave open what an invariant says they deny: each that does, once.
 * Policies are asked where the invariant names kinds of them, or no identities either; then they are SCPs.
 */
export function* brokenDenials(inventory: Inventory, denial: Denial): Iterable<Problem> {
  const { identities, kinds = identities === undefined ? ['scp'] : [] } = denial.in ?? {};
  for (const policy of inventory.policies) {
    if (!kinds.includes(policy.kind) || !isAboutPolicy(denial, policy)) continue;
    yield* leftOpen(denial, wordsOf(policy), `this ${KIND_WORDS[policy.kind] ?? 'policy'}`, accessUnder(policy), []);
  }
  if (identities === undefined) return;
  const memberships = membershipsOf(inventory.identities);
  for (const identity of inventory.identities) {
    if (!isAboutIdentity(denial, identity)) continue;
    const { access, untold } = accessOf(identity, memberships);
    const denials = { ...access, policies: access.policies.map(withoutAllows) };
    yield* leftOpen(denial, identity, `the policies of ${identityWords(identity)}`, denials, untold);
  }
}

const KIND_WORDS: Partial<Record<PolicyKind, string>> = {
  scp: 'service control policy',
  rcp: 'resource control policy',
  boundary: 'permissions boundary',
};

/** What to point at in a policy that lacks a Deny: what it denies instead, else what it begins with. */
function wordsOf(policy: PlacedPolicy): Located {
  const { statements } = policy;
  const nearest = statements.find(({ effect }) => effect === 'Deny') ?? statements[0];
  return nearest?.action ?? nearest ?? policy;
}

/** What a policy leaves of all that others may allow. */
function accessUnder(policy: PlacedPolicy): Access {
  return policy.kind === 'boundary' ? { policies: [], boundary: policy } : { policies: [withoutAllows(policy)] };
}

function withoutAllows(policy: Policy): Policy {
  return { ...policy, statements: policy.statements.filter(({ effect }) => effect !== 'Allow') };
}

/**
 * @param access what denies
 * @param untold why there may be more that denies
 */
function* leftOpen(
  denial: Denial,
  at: Located,
  who: string,
  access: Access,
  untold: readonly string[],
): Iterable<Problem> {
  const { actions, resources = ['*'], condition } = denial.mustDeny;
  const allowing = allowingUnder(condition);
  const policies = allowing === undefined ? access.policies : [allowing, ...access.policies];
  const { verdict, witness, reasons } = granted({ ...access, policies }, { actions: expandAll(actions), resources });
  if (verdict === 'no' && allowing !== undefined) return;
  const isProven = verdict === 'yes' && untold.length === 0;
  const denied = isProven ? 'is not denied' : 'may not be denied';
  yield {
    at,
    message: messageAbout(denial.mustDeny, witness, `${denied} by ${who}`, denial),
    confidence: isProven ? 'proven' : 'possible',
    related: [...reasons, ...untold].map((message) => ({ at, message })),
  };
}
