import type { Place } from '../document/place.js';
import { displayText, type Text } from '../document/value.js';
import { type AttachmentFact, type Facts, type Link, linkKey, type PolicyFact } from './facts.js';
import type { Attachment, Holder, Identity, IdentityType, Membership, PlacedPolicy, Resource } from './model.js';
import { trustedBy } from './trusted-by.js';

/** Identities and policies that know of one another. */
export interface Joined {
  /** Those that the input declares, in its order, then those that it only mentions. */
  readonly identities: readonly Identity[];
  /** In the order of the facts. */
  readonly policies: readonly PlacedPolicy[];
}

/**
 * Puts together what a source collected. A link is known where it names an identity or policy of the input; an identity
 * that is only mentioned stands by itself, incomplete; links that the input does not tell make those incomplete whom
 * they may concern.
 */
export function join(facts: Facts): Joined {
  const roster = new Roster(facts);
  const links = new PolicyLinks(facts);
  for (const fact of facts.policies) {
    if (fact.policy.kind === 'trust') for (const link of fact.holders) roster.find(link).trusts.push(fact);
  }
  const placed = new Map<PolicyFact, PlacedPolicy>();
  const open = new Set(facts.unknownLinks.flatMap((link) => link.resource ?? []));
  for (const fact of facts.policies) placed.set(fact, placedPolicy(fact, facts, open, links, roster));
  for (const [fact, policy] of placed) {
    if (fact.form === 'inline') for (const draft of roster.findAll(fact.holders)) draft.inline.push(policy);
  }
  const said = saidElsewhere(facts, roster);
  for (const fact of facts.attachments) {
    if (isOwn(fact, roster) && said.has(attachmentKey(fact, roster))) continue;
    attach(fact, links, placed, roster);
  }
  for (const { user, group, place } of facts.memberships) {
    roster.find({ type: 'user', to: user }).groups.push({ place, group });
  }
  return { identities: roster.identities(placed), policies: [...placed.values()] };
}

/** An identity in the making. */
interface Draft {
  readonly index: number;
  readonly type: IdentityType;
  readonly name: string;
  readonly place: Place;
  readonly resource: Resource | undefined;
  readonly complete: boolean;
  readonly trusts: PolicyFact[];
  readonly inline: PlacedPolicy[];
  readonly attached: Attachment[];
  readonly groups: Membership[];
  boundary: Attachment | undefined;
}

/** All identities, declared and mentioned, by what they are called. */
class Roster {
  readonly #drafts: Draft[] = [];
  readonly #byKey = new Map<string, Draft>();

  constructor(facts: Facts) {
    const open = new Set(
      facts.unknownLinks.map(({ type, of }) => (of === undefined ? type : identityKey({ type, to: of }))),
    );
    for (const { type, name, place, resource, names } of facts.identities) {
      const isOpen = open.has(type) || names.some((to) => open.has(identityKey({ type, to })));
      const draft = this.#add(type, name, place, resource, !isOpen);
      for (const text of names) this.#byKey.set(identityKey({ type, to: text }), draft);
    }
  }

  /** The identity that a link names; one that is not known yet is one that is only mentioned. */
  find(link: Link): Draft {
    const key = identityKey(link);
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    const draft = this.#add(link.type, displayText(link.to), link.to.place, undefined, false);
    this.#byKey.set(key, draft);
    return draft;
  }

  /** A number that stands for the identity that a link names. */
  indexOf(link: Link): number {
    return this.find(link).index;
  }

  findAll(links: readonly Link[]): ReadonlySet<Draft> {
    return new Set(links.map((link) => this.find(link)));
  }

  identities(placed: ReadonlyMap<PolicyFact, PlacedPolicy>): readonly Identity[] {
    return this.#drafts.map(({ index, trusts, boundary, resource, ...draft }) => {
      const [first] = trusts;
      const trust = first === undefined ? undefined : placed.get(first);
      return {
        ...draft,
        ...(resource === undefined ? {} : { resource }),
        ...(trust === undefined ? {} : { trust }),
        ...(boundary === undefined ? {} : { boundary }),
      };
    });
  }

  #add(type: IdentityType, name: string, place: Place, resource: Resource | undefined, complete: boolean): Draft {
    const lists = { trusts: [], inline: [], attached: [], groups: [] };
    const index = this.#drafts.length;
    const draft: Draft = { index, type, name, place, resource, complete, boundary: undefined, ...lists };
    this.#drafts.push(draft);
    return draft;
  }
}

/** Which attachments name which managed policies. */
class PolicyLinks {
  readonly #policies = new Map<string, Set<PolicyFact>>();
  readonly #attachments = new Map<string, AttachmentFact[]>();

  constructor(facts: Facts) {
    for (const fact of facts.policies) {
      if (fact.form !== 'managed') continue;
      for (const key of keysOf(fact)) this.#policies.set(key, (this.#policies.get(key) ?? new Set()).add(fact));
    }
    for (const fact of facts.attachments) {
      const key = keyOf(fact.policyName);
      const others = this.#attachments.get(key);
      if (others === undefined) this.#attachments.set(key, [fact]);
      else others.push(fact);
    }
  }

  /** The documents of the policy that an attachment names; none where the input does not hold it. */
  policiesOf(fact: AttachmentFact): readonly PolicyFact[] {
    return [...(this.#policies.get(keyOf(fact.policyName)) ?? [])];
  }

  attachmentsOf(fact: PolicyFact): readonly AttachmentFact[] {
    return fact.form === 'managed' ? [...keysOf(fact)].flatMap((key) => this.#attachments.get(key) ?? []) : [];
  }
}

function keysOf(fact: PolicyFact): ReadonlySet<string> {
  return new Set(fact.names.map(keyOf));
}

function keyOf(text: Text): string {
  return linkKey(displayText(text));
}

function identityKey({ type, to }: Link): string {
  return `${type} ${keyOf(to)}`;
}

/** @param open resources whose policies may have holders that the input does not tell */
function placedPolicy(
  fact: PolicyFact,
  { targets }: Facts,
  open: ReadonlySet<Resource>,
  links: PolicyLinks,
  roster: Roster,
): PlacedPolicy {
  const { form, name, resource, policy } = fact;
  const target = resource === undefined ? undefined : targets.get(resource);
  const attachments = links.attachmentsOf(fact);
  const attached = attachments.filter(({ isBoundary }) => !isBoundary).map(({ identity }) => identity);
  // What is set as a boundary and attached to nobody grants nothing: it is a boundary.
  const isBoundary = attachments.length > 0 && attached.length === 0;
  const holders = form === 'managed' ? attached : form === 'inline' ? fact.holders : [];
  const isOpen = resource !== undefined && open.has(resource);
  return {
    ...policy,
    ...(isBoundary ? { kind: 'boundary' } : {}),
    form,
    ...(name === undefined ? {} : { name }),
    ...(resource === undefined ? {} : { resource }),
    ...(target === undefined ? {} : { target }),
    holders: {
      known: [...roster.findAll(holders)].map(holderOf),
      complete: form === 'inline' ? !isOpen : form === 'setting' && policy.kind !== 'identity',
    },
  };
}

function holderOf({ type, name, trusts }: Draft): Holder {
  const trust = type === 'role' ? trustedBy(trusts.map(({ policy }) => policy)) : undefined;
  return trust === undefined ? { type, name } : { type, name, trustedBy: trust };
}

/**
 * What resources of their own attach. Where an identity lists the same policy itself, as Terraform's provider fills in,
 * it is one attachment.
 */
function saidElsewhere({ attachments }: Facts, roster: Roster): ReadonlySet<string> {
  return new Set(attachments.filter((fact) => !isOwn(fact, roster)).map((fact) => attachmentKey(fact, roster)));
}

/** Whether an attachment is written in the identity itself. */
function isOwn({ identity, resource }: AttachmentFact, roster: Roster): boolean {
  return roster.find(identity).resource === resource;
}

function attachmentKey({ identity, policyName, isBoundary }: AttachmentFact, roster: Roster): string {
  return `${roster.indexOf(identity)} ${isBoundary ? 'boundary' : 'attached'} ${keyOf(policyName)}`;
}

/** Attaches a policy, once for each document that it may have. */
function attach(
  fact: AttachmentFact,
  links: PolicyLinks,
  placed: ReadonlyMap<PolicyFact, PlacedPolicy>,
  roster: Roster,
): void {
  const { place, policyName, resource } = fact;
  const bare: Attachment = { place, policyName, resource };
  const known = links.policiesOf(fact).flatMap((policy) => placed.get(policy) ?? []);
  const attachments = known.length === 0 ? [bare] : known.map((policy) => ({ ...bare, policy }));
  const draft = roster.find(fact.identity);
  if (fact.isBoundary) draft.boundary ??= attachments[0];
  else draft.attached.push(...attachments);
}
