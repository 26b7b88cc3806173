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
  const allowing = allowingUnder(denial.mustDeny.condition);
  for (const denying of [...denyingPolicies(inventory, denial), ...denyingIdentities(inventory, denial)]) {
    const problem = leftOpen(denial, allowing, denying);
    if (problem !== undefined) yield problem;
  }
}

/** What is asked what it denies. */
interface Denying {
  readonly at: Located;
  /** In words that end a sentence. */
  readonly who: string;
  /** Its Denies, and a boundary, without what it allows. */
  readonly access: Access;
  /** Why there may be more that denies. */
  readonly untold: readonly string[];
}

function denyingPolicies({ policies }: Inventory, { in: scope, files, ...denial }: Denial): readonly Denying[] {
  const kinds = scope?.kinds ?? (scope?.identities === undefined ? ['scp'] : []);
  return policies.flatMap((policy) => {
    const kind = kinds.find((asked) => isOfKind(policy, asked, files !== undefined));
    if (kind === undefined || !isAboutPolicy({ ...denial, ...(scope && { in: scope }) }, policy)) return [];
    const access = kind === 'boundary' ? { policies: [], boundary: policy } : { policies: [withoutAllows(policy)] };
    return [{ at: wordsOf(policy), who: `this ${KIND_WORDS[kind] ?? 'policy'}`, access, untold: [] }];
  });
}

const KIND_WORDS: Partial<Record<PolicyKind, string>> = {
  scp: 'service control policy',
  rcp: 'resource control policy',
  boundary: 'permissions boundary',
};

/**
 * Whether a policy is of a kind. A bare document does not tell what limits only; in files that the invariant names it is
 * what the invariant says.
 */
function isOfKind({ kind, form }: PlacedPolicy, asked: PolicyKind, isNamed: boolean): boolean {
  if (kind === asked) return true;
  return isNamed && form === 'document' && kind === (asked === 'rcp' ? 'resource' : 'identity');
}

function denyingIdentities({ identities }: Inventory, denial: Denial): readonly Denying[] {
  if (denial.in?.identities === undefined) return [];
  const memberships = membershipsOf(identities);
  return identities
    .filter((identity) => isAboutIdentity(denial, identity))
    .map((identity) => {
      const { access, untold } = accessOf(identity, memberships);
      const denials = { ...access, policies: access.policies.map(withoutAllows) };
      return { at: identity, who: `the policies of ${identityWords(identity)}`, access: denials, untold };
    });
}

/** What to point at in a policy that lacks a Deny: what it denies instead, else what it begins with. */
function wordsOf(policy: PlacedPolicy): Located {
  const { statements } = policy;
  const nearest = statements.find(({ effect }) => effect === 'Deny') ?? statements[0];
  return nearest?.action ?? nearest ?? policy;
}

function withoutAllows(policy: Policy): Policy {
  return { ...policy, statements: policy.statements.filter(({ effect }) => effect !== 'Allow') };
}

/** A problem where something is not denied that others may allow. */
function leftOpen(
  denial: Denial,
  allowing: Policy | undefined,
  { at, who, access, untold }: Denying,
): Problem | undefined {
  const { actions, resources = ['*'] } = denial.mustDeny;
  const policies = allowing === undefined ? access.policies : [allowing, ...access.policies];
  const { verdict, witness, reasons } = granted({ ...access, policies }, { actions: expandAll(actions), resources });
  if (verdict === 'no' && allowing !== undefined) return undefined;
  const isProven = verdict === 'yes' && untold.length === 0;
  return {
    at,
    message: messageAbout(denial.mustDeny, witness, `${isProven ? 'is not' : 'may not be'} denied by ${who}`, denial),
    confidence: isProven ? 'proven' : 'possible',
    ...(witness && { witness }),
    related: [...reasons, ...untold].map((message) => ({ at, message })),
  };
}
