import { displayText, member, stringOfValue } from '../document/value.js';
import { type Identity, type Membership, type PlacedPolicy, policiesOf } from './model.js';

/** The groups of each user, and the members of each group, as far as the input holds both. */
export interface Memberships {
  readonly groups: ReadonlyMap<Identity, readonly Identity[]>;
  readonly members: ReadonlyMap<Identity, readonly Identity[]>;
  /** Of each user, the groups that the input does not hold. */
  readonly elsewhere: ReadonlyMap<Identity, readonly Membership[]>;
}

/** Which of the input's groups its users are in, by whatever name of the group the membership gives. */
export function membershipsOf(identities: readonly Identity[]): Memberships {
  const named = new Map<string, Identity>();
  for (const identity of identities) {
    const given = stringOfValue(member(identity.resource?.properties, 'GroupName'));
    const { type, name } = identity;
    if (type === 'group') for (const each of [name, `‹${name}›`, given ?? name]) named.set(each, identity);
  }
  const groups = new Map<Identity, readonly Identity[]>();
  const members = new Map<Identity, Identity[]>();
  const elsewhere = new Map<Identity, readonly Membership[]>();
  for (const identity of identities) {
    const groupOf = ({ group }: Membership) => named.get(displayText(group));
    const found = identity.groups.flatMap((membership) => groupOf(membership) ?? []);
    groups.set(identity, found);
    const others = identity.groups.filter((membership) => groupOf(membership) === undefined);
    if (others.length > 0) elsewhere.set(identity, others);
    for (const group of found) members.set(group, [...(members.get(group) ?? []), identity]);
  }
  return { groups, members, elsewhere };
}

/**
 * All policies that may deny what an identity's own allow: one's own, of a user's groups, of a group the ones that each
 * member has.
 */
export function guardsOf(identity: Identity, memberships: Memberships): readonly PlacedPolicy[] {
  const { groups, members } = memberships;
  const ofUser = (user: Identity) => [user, ...(groups.get(user) ?? [])].flatMap(policiesOf);
  if (identity.type === 'user') return ofUser(identity);
  const [first = [], ...rest] = (members.get(identity) ?? []).map(ofUser);
  return [...policiesOf(identity), ...first.filter((policy) => rest.every((guards) => guards.includes(policy)))];
}

/** Who holds each policy, to look up what else applies to them. */
export interface Holders {
  readonly memberships: Memberships;
  readonly byPolicy: ReadonlyMap<PlacedPolicy, readonly Identity[]>;
}

/** The holders of each policy that the input holds. */
export function holdersOf(identities: readonly Identity[]): Holders {
  const byPolicy = new Map<PlacedPolicy, Identity[]>();
  for (const identity of identities) {
    for (const policy of policiesOf(identity)) {
      const holders = byPolicy.get(policy);
      if (holders === undefined) byPolicy.set(policy, [identity]);
      else holders.push(identity);
    }
  }
  return { memberships: membershipsOf(identities), byPolicy };
}

/** The other policies that apply to each holder of a policy. */
export function policiesBeside(policy: PlacedPolicy, { memberships, byPolicy }: Holders): readonly PlacedPolicy[] {
  const guards = (byPolicy.get(policy) ?? []).map((holder) => new Set(guardsOf(holder, memberships)));
  const [first, ...rest] = guards;
  return [...(first ?? [])].filter((other) => other !== policy && rest.every((others) => others.has(other)));
}
