import type { Access } from '../access/access.js';
import type { Located } from '../document/place.js';
import { displayText, type Guard, member, stringOfValue } from '../document/value.js';
import { existingWhen } from '../inventory/limits.js';
import type { Memberships } from '../inventory/memberships.js';
import type { Attachment, Identity, PlacedPolicy, Resource } from '../inventory/model.js';
import { managedPolicyContent } from '../policy/managed-policy.js';
import type { Policy, Statement } from '../policy/model.js';

/** The access of an identity, or of a policy that stands alone, as far as the input shows it. */
export interface Sight {
  readonly access: Access;
  /** Where each statement comes from. */
  readonly origins: ReadonlyMap<Statement, Origin>;
  /** What belongs to an identity and is not in sight, by name: policies and groups. */
  readonly unseen: ReadonlyMap<string, Unseen>;
  /** The boundary, where there is one that is not in sight. */
  readonly unseenBoundary?: Unseen;
}

/** Where a statement comes from. */
export interface Origin {
  /** The policy of the input; absent for one of AWS's. */
  readonly policy?: PlacedPolicy;
  /** What gives the policy to the identity, where it is attached. */
  readonly attachment?: Attachment;
  /** The name of AWS's policy that it stands in. */
  readonly managedName?: string;
}

/** Something that is named and not in the input. Its place is where it is named. */
export interface Unseen extends Located {
  readonly name: string;
  readonly what: 'policy' | 'group' | 'boundary';
  readonly resource?: Resource;
}

/** What a policy allows by itself: several, where a template's condition chooses among them. */
export function sightOfPolicies(policies: readonly PlacedPolicy[]): Sight {
  const origins = new Map<Statement, Origin>();
  for (const policy of policies) for (const statement of policy.statements) origins.set(statement, { policy });
  return { access: { policies }, origins, unseen: new Map() };
}

/** What an identity may do: by its own policies and those of its groups, within its boundary. */
export function sightOfIdentity(identity: Identity, { groups }: Memberships): Sight {
  const collected = new Collected();
  const inSight = groups.get(identity) ?? [];
  for (const holder of [identity, ...inSight]) {
    for (const policy of holder.inline) collected.add(policy, { policy });
    for (const attachment of holder.attached) collected.attach(attachment);
  }
  for (const { group, place } of identity.groups) {
    const name = displayText(group);
    if (!inSight.some((known) => isNamed(known, name))) collected.miss({ what: 'group', name, place });
  }
  const { policies, origins, unseen } = collected;
  return { access: { policies }, origins, unseen, ...boundaryOf(identity.boundary, policies) };
}

/** What an identity may do by two parts of an input that both tell of it. */
export function sightTogether(one: Sight, other: Sight): Sight {
  const boundary = one.access.boundary ?? other.access.boundary;
  const unseenBoundary = boundary === undefined ? (one.unseenBoundary ?? other.unseenBoundary) : undefined;
  return {
    access: {
      policies: [...one.access.policies, ...other.access.policies],
      ...(boundary === undefined ? {} : { boundary }),
    },
    origins: new Map([...one.origins, ...other.origins]),
    unseen: new Map([...other.unseen, ...one.unseen]),
    ...(unseenBoundary === undefined ? {} : { unseenBoundary }),
  };
}

/** The actions, resources and principals that it names. */
export function wordsOf({ access }: Sight): ReadonlySet<string> {
  const statements = access.policies.flatMap((policy) => policy.statements);
  return new Set(
    statements.flatMap(({ action, resource, principal }) =>
      [...(action?.items ?? []), ...(resource?.items ?? []), ...(principal?.items.map(({ value }) => value) ?? [])].map(
        displayText,
      ),
    ),
  );
}

function isNamed({ name, resource }: Identity, wanted: string): boolean {
  return [name, `‹${name}›`, stringOfValue(member(resource?.properties, 'GroupName'))].includes(wanted);
}

function boundaryOf(
  attachment: Attachment | undefined,
  policies: readonly Policy[],
): Pick<Sight, 'unseenBoundary'> | Pick<Sight, 'access'> {
  if (attachment === undefined) return {};
  const boundary = attachment.policy ?? managedPolicyContent(attachment.policyName)?.policy;
  if (boundary !== undefined) return { access: { policies, boundary } };
  const { place, resource } = attachment;
  return { unseenBoundary: { what: 'boundary', name: displayText(attachment.policyName), place, resource } };
}

/** The policies of an identity in the making. */
class Collected {
  readonly policies: Policy[] = [];
  readonly origins = new Map<Statement, Origin>();
  readonly unseen = new Map<string, Unseen>();
  /** What has been added, under which conditions: an attachment may be read twice, from both of its ends. */
  readonly #known = new Set<string>();
  readonly #numbers = new Map<PlacedPolicy, number>();

  attach(attachment: Attachment): void {
    const { policy, policyName, place, resource } = attachment;
    const name = displayText(policyName);
    const { when } = resource;
    if (policy !== undefined) {
      this.add(policy, { policy, attachment }, policy.resource === resource ? [] : when);
      return;
    }
    const content = managedPolicyContent(policyName);
    if (content === undefined) this.miss({ what: 'policy', name, place, resource });
    else if (this.#isNew(`${name} ${JSON.stringify(when)}`)) {
      this.#keep(existingWhen(content.policy, when), { attachment, managedName: content.name });
    }
  }

  /** @param guards under which conditions of a template the policy is given, besides its own */
  add(policy: PlacedPolicy, origin: Origin, guards: readonly Guard[] = []): void {
    const number = this.#numbers.get(policy) ?? this.#numbers.size;
    this.#numbers.set(policy, number);
    if (this.#isNew(`${number} ${JSON.stringify(guards)}`)) this.#keep(underGuards(policy, guards), origin);
  }

  #isNew(key: string): boolean {
    const isNew = !this.#known.has(key);
    this.#known.add(key);
    return isNew;
  }

  #keep(policy: Policy, origin: Origin): void {
    this.policies.push(policy);
    for (const statement of policy.statements) this.origins.set(statement, origin);
  }

  miss(unseen: Unseen): void {
    const key = `${unseen.what} ${unseen.name}`;
    if (!this.unseen.has(key)) this.unseen.set(key, unseen);
  }
}

/** A policy whose statements exist under further conditions of a template. */
function underGuards(policy: Policy, guards: readonly Guard[]): Policy {
  if (guards.length === 0) return policy;
  const statements = policy.statements.map((statement) => {
    const further = guards.filter((guard) => !statement.when.some((known) => isSame(known, guard)));
    return further.length === 0 ? statement : { ...statement, when: [...statement.when, ...further] };
  });
  return { ...policy, statements };
}

function isSame(a: Guard, b: Guard): boolean {
  return a.condition === b.condition && a.is === b.is;
}
