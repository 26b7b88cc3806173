import { pathBetween } from '../document/document.js';
import { outermost, sourceOf } from '../document/place.js';
import { displayText, member, stringOfValue } from '../document/value.js';
import { membershipsOf } from '../inventory/memberships.js';
import { type Identity, type Inventory, type PlacedPolicy, policiesOf, type Resource } from '../inventory/model.js';
import type { PolicyKind } from '../policy/model.js';
import type { SideDocument } from './read-side.js';
import type { SideFile } from './side.js';
import { type Sight, sightOfIdentity, sightOfPolicies, sightTogether } from './sight.js';
import { policyText } from './statement-text.js';

/** What is compared as one: all that an identity may do, or what one policy says. */
export interface Unit {
  readonly file: SideFile;
  readonly inventory: Inventory;
  readonly kind: PolicyKind;
  /** What tells it from others of its file: type and name of its resource, and what it is of that. */
  readonly address?: string;
  /** Type and name in AWS, where the input gives it one. */
  readonly physical?: string;
  /** Where it stands in its file: what tells bare documents of one file apart. */
  readonly path: string;
  /** What it says, as text. */
  readonly content: string;
  readonly sight: Sight;
  /** The policies that it is made of, of the input. */
  readonly policies: readonly PlacedPolicy[];
  /** Absent for a policy. */
  readonly identity?: Identity;
  /** Of a policy: whether it is compared with the identities that hold it. */
  readonly isHeld: boolean;
}

/**
 * All that a side holds to compare, each with the document that it is in. A big plan is read in slices, and what its
 * slices share stands in several documents of one file: an identity has what all of them give it.
 */
export function unitsOfSide(documents: readonly SideDocument[]): ReadonlyMap<Unit, SideDocument> {
  const all = new Map<string, { unit: Unit; readonly document: SideDocument }>();
  for (const document of documents) {
    for (const unit of unitsOf(document)) {
      const key = JSON.stringify([unit.file.key, unit.address ?? all.size]);
      const known = all.get(key);
      if (known === undefined) all.set(key, { unit, document });
      else if (known.unit.content !== unit.content) {
        if (unit.identity === undefined) all.set(`${key} ${unit.content}`, { unit, document });
        else known.unit = together(known.unit, unit);
      }
    }
  }
  return new Map([...all.values()].map(({ unit, document }) => [unit, document]));
}

/** One identity of two documents. */
function together(one: Unit, other: Unit): Unit {
  const sight = sightTogether(one.sight, other.sight);
  return { ...one, sight, content: contentOf(sight), policies: [...one.policies, ...other.policies] };
}

/** All that a document holds to compare. */
function unitsOf({ file, inventory }: SideDocument): readonly Unit[] {
  const { identities, policies } = inventory;
  const memberships = membershipsOf(identities);
  const held = new Set(identities.flatMap(heldBy));
  const ofIdentities = identities.map((identity): Unit => {
    const sight = sightOfIdentity(identity, memberships);
    const physical = physicalName(identity.resource, identity.type);
    return {
      ...{ file, inventory, sight, identity, kind: 'identity', isHeld: false },
      policies: policiesOf(identity),
      address: `identity ${identity.type} ${identity.name}`,
      ...(physical === undefined ? {} : { physical }),
      path: pathOf(identity),
      content: contentOf(sight),
    };
  });
  const ofPolicies = byAddress(policies).map(({ address, group, first }): Unit => {
    const sight = sightOfPolicies(group);
    const physical = physicalName(first.resource, `${first.form} ${kindOf(first)}`);
    return {
      ...{ file, inventory, sight, kind: first.kind, policies: group },
      isHeld: group.every((policy) => held.has(policy)),
      ...(address === undefined ? {} : { address }),
      ...(physical === undefined ? {} : { physical }),
      path: pathOf(first),
      content: contentOf(sight),
    };
  });
  return [...ofIdentities, ...ofPolicies];
}

function heldBy(identity: Identity): readonly PlacedPolicy[] {
  const boundary = identity.boundary?.policy;
  return boundary === undefined ? policiesOf(identity) : [...policiesOf(identity), boundary];
}

interface Addressed {
  readonly address: string | undefined;
  readonly first: PlacedPolicy;
  readonly group: PlacedPolicy[];
}

/** Policies of one name of one resource are branches of a template's condition: together they are one. */
function byAddress(policies: readonly PlacedPolicy[]): readonly Addressed[] {
  const known = new Map<string, Addressed>();
  const all: Addressed[] = [];
  for (const policy of policies) {
    const address = addressOf(policy);
    const group = address === undefined ? undefined : known.get(address);
    if (group !== undefined) {
      group.group.push(policy);
      continue;
    }
    const addressed = { address, first: policy, group: [policy] };
    if (address !== undefined) known.set(address, addressed);
    all.push(addressed);
  }
  return all;
}

function addressOf(policy: PlacedPolicy): string | undefined {
  const { resource, form, name } = policy;
  if (resource === undefined) return undefined;
  const { type, name: resourceName } = resource;
  return JSON.stringify([type, resourceName, form, kindOf(policy), name === undefined ? '' : displayText(name)]);
}

/** A managed policy is a boundary or not by who holds it. */
function kindOf({ kind, form }: PlacedPolicy): PolicyKind {
  return kind === 'boundary' && form === 'managed' ? 'identity' : kind;
}

/** The properties by which AWS knows identities, policies and what policies are attached to. */
const NAMES: readonly string[] = [
  ...['RoleName', 'UserName', 'GroupName', 'ManagedPolicyName', 'PolicyName', 'Name'],
  ...['BucketName', 'QueueName', 'TopicName', 'RepositoryName', 'Bucket'],
];

/** A resource by its name in AWS, where the input gives it one: it stays what it is under another address. */
function physicalName(resource: Resource | undefined, what: string): string | undefined {
  if (resource === undefined) return undefined;
  for (const key of NAMES) {
    const name = stringOfValue(member(resource.properties, key));
    if (name !== undefined && name !== '') return JSON.stringify([what, resource.type, key, name]);
  }
  return undefined;
}

function pathOf({ place }: Identity | PlacedPolicy): string {
  const { document, node } = sourceOf(outermost(place));
  return JSON.stringify(pathBetween(document, 0, node));
}

function contentOf({ access, unseen, unseenBoundary }: Sight): string {
  const { policies, boundary } = access;
  return JSON.stringify([
    policies.map(policyText).sort(),
    boundary === undefined ? unseenBoundary?.name : [policyText(boundary)],
    [...unseen.keys()].sort(),
  ]);
}
