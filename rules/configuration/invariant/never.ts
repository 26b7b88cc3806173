import { displayText } from '../../../src/document/value.js';
import { conditionsOf, GRANTING_KINDS, type Invariant, type Requests } from '../../../src/inventory/invariant.js';
import type { Identity, Inventory } from '../../../src/inventory/model.js';
import { type Permission, whoCan } from '../../../src/inventory/who-can.js';
import type { PolicyKind, PrincipalElement } from '../../../src/policy/model.js';
import type { Problem } from '../../../src/rule.js';
import { isAboutIdentity, isAboutPolicy, isAboutPrincipals } from './scope.js';
import { identityWords, messageAbout } from './words.js';

/** An invariant that says what is never granted. */
type Ban = Invariant & { readonly never: Requests };

/**
 * What an inventory grants against invariants: a problem for each statement and invariant. Of an identity of which not
 * all is in sight it is said once which invariants are not proven for it.
 */
export function* brokenBans(inventory: Inventory, bans: readonly Ban[]): Iterable<Problem> {
  const unproven = new Map<Identity, { readonly ids: string[]; readonly reasons: Set<string> }>();
  const among = concernedBy(inventory, bans);
  for (const ban of bans) {
    const { actions, resources = ['*'], condition } = ban.never;
    const question = { actions, resources, conditions: conditionsOf(condition).conditions, among };
    for (const permission of whoCan(inventory, question)) {
      const { statement, policy } = permission;
      const holders = permission.holders.filter(({ identity }) => isAboutIdentity(ban, identity));
      if (statement === undefined && policy === undefined) {
        for (const { identity } of kindsOf(ban).includes('identity') ? holders : []) {
          const known = unproven.get(identity) ?? { ids: [], reasons: new Set() };
          unproven.set(identity, known);
          known.ids.push(ban.id);
          for (const reason of permission.reasons) known.reasons.add(reason);
        }
      } else if (isBroken(ban, permission, holders.length)) yield grantProblem(ban, { ...permission, holders });
    }
  }
  for (const [identity, { ids, reasons }] of unproven) {
    const named = ids.slice(0, MOST_NAMED).map((id) => `\`${id}\``);
    const which = named.join(', ') + (ids.length > MOST_NAMED ? ` and ${ids.length - MOST_NAMED} more` : '');
    yield {
      at: identity,
      message: `Not all that applies to ${identityWords(identity)} is told, so it is not proven to keep ${which}`,
      confidence: 'possible',
      related: [...reasons].map((message) => ({ at: identity, message })),
    };
  }
}

/** The identities that may break any of the invariants: most break none, which one question tells. */
function concernedBy(inventory: Inventory, bans: readonly Ban[]): ReadonlySet<Identity> {
  if (bans.length < 2) return new Set(inventory.identities);
  const actions = [...new Set(bans.flatMap(({ never }) => never.actions))];
  const found = whoCan(inventory, { actions, resources: ['*'] });
  return new Set(found.flatMap(({ holders }) => holders.map(({ identity }) => identity)));
}

/** As many invariants as fit into a message. */
const MOST_NAMED = 3;

/** The kinds of policies that must keep an invariant. */
function kindsOf(ban: Ban): readonly PolicyKind[] {
  return ban.in?.kinds ?? GRANTING_KINDS;
}

/**
 * Whether a permission breaks an invariant.
 *
 * @param concerned how many of those who have it the invariant must hold for
 */
function isBroken(ban: Ban, { policy, attachment, holders, principal }: Permission, concerned: number): boolean {
  const kind = attachment === undefined ? policy?.kind : 'identity';
  if (kind === undefined || !kindsOf(ban).includes(kind)) return false;
  if (policy !== undefined && !isAboutPolicy(ban, policy)) return false;
  if (holders.length > 0) return concerned > 0;
  // Those who will hold what nobody in sight holds may be any.
  return principal === undefined ? ban.in?.identities === undefined : isAboutPrincipals(ban, principal);
}

function grantProblem(ban: Ban, { at, verdict, holders, principal, witness, reasons }: Permission): Problem {
  const [first, ...others] = holders;
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  const who = first === undefined ? principalWords(principal) : `${identityWords(first.identity)}${more}`;
  // Those who surely have it may be excepted.
  const isProven = verdict === 'yes' && (first === undefined || holders.some((holder) => holder.verdict === 'yes'));
  const shown = verdict === 'yes' && !isProven ? undefined : witness;
  return {
    at,
    message: messageAbout(ban.never, shown, `${isProven ? 'is' : 'may be'} granted to ${who}`, ban),
    confidence: isProven ? 'proven' : 'possible',
    ...(shown && { witness: shown }),
    related: [
      ...others.map(({ identity }) => ({ at: identity, message: `${identityWords(identity)} has it too` })),
      ...reasons.map((message) => ({ at, message })),
    ],
  };
}

function principalWords(principal: PrincipalElement | undefined): string {
  if (principal === undefined) return 'whoever holds the policy';
  const [first, ...others] = principal.items;
  if (first === undefined || principal.negated) return 'whoever is not listed';
  const shown = displayText(first.value);
  const name = shown === '*' ? 'anyone' : `\`${shown}\``;
  return others.length === 0 ? name : `${name} and ${others.length} more`;
}
