import { placeOf } from '../../document/place.js';
import { displayText, type Entry, type Value } from '../../document/value.js';
import { linkKey } from '../../inventory/facts.js';
import type { Resource } from '../../inventory/model.js';
import { accountBlockOf, besideAccountBlock } from './account-block.js';
import { type Linker, namesOf } from './links.js';
import type { TerraformInput, TerraformResource } from './model.js';
import {
  aclGrants,
  attributeEntry,
  entry,
  ownershipRules,
  propertiesOf,
  publicAccessBlockEntries,
} from './properties.js';
import { typeName } from './type-names.js';

/** A resource type that holds settings of another resource, which AWS keeps as properties of that one. */
interface Companion {
  /** The type whose settings they are, and the attribute that names which. */
  readonly owner: string;
  readonly by: string;
  /** The property of the other resource that this attribute is. */
  readonly name: string;
  /** The properties that may come from such a resource. */
  readonly properties: readonly string[];
  readonly entries: (resource: TerraformResource) => readonly Entry[];
}

const COMPANIONS: Readonly<Record<string, Companion>> = {
  aws_iam_user_login_profile: {
    owner: 'aws_iam_user',
    by: 'user',
    name: 'UserName',
    properties: ['LoginProfile'],
    entries: (resource) => [
      mapEntry(resource, 'LoginProfile', [
        ...attributeEntry(resource, 'Password', 'password'),
        ...attributeEntry(resource, 'PasswordResetRequired', 'password_reset_required'),
      ]),
    ],
  },
  aws_s3_bucket_acl: {
    owner: 'aws_s3_bucket',
    by: 'bucket',
    name: 'BucketName',
    properties: ['AccessControl', 'AccessControlGrants'],
    entries: (resource) => [...attributeEntry(resource, 'AccessControl', 'acl'), ...grantsEntry(resource)],
  },
  aws_s3_bucket_ownership_controls: {
    owner: 'aws_s3_bucket',
    by: 'bucket',
    name: 'BucketName',
    properties: ['OwnershipControls'],
    entries: (resource) => [mapEntry(resource, 'OwnershipControls', ownershipRules(resource))],
  },
  aws_s3_bucket_public_access_block: {
    owner: 'aws_s3_bucket',
    by: 'bucket',
    name: 'BucketName',
    properties: ['PublicAccessBlockConfiguration'],
    entries: (resource) => [mapEntry(resource, 'PublicAccessBlockConfiguration', publicAccessBlockEntries(resource))],
  },
};

/** The types whose properties have a public access block. */
const HAVE_PUBLIC_ACCESS_BLOCK = ['aws_s3_bucket', 'aws_s3_access_point'];

/** Whether resources of a type hold settings of others. */
export function holdsSettings(type: string): boolean {
  return Object.hasOwn(COMPANIONS, type);
}

/** Whose settings a public access block that is a resource of its own holds: the type, and the attribute that names it. */
export function settingsOwner(type: string): { readonly type: string; readonly by: string } | undefined {
  const companion = type === 'aws_s3_bucket_public_access_block' ? COMPANIONS[type] : undefined;
  return companion && { type: companion.owner, by: companion.by };
}

/**
 * The resources that rules look at, with their properties by AWS's names. Settings that Terraform keeps in resources of
 * their own are put where AWS keeps them; where it is not known whose they are, they stand by themselves, and whoever
 * they may belong to has them as unknown.
 *
 * @param wanted whether anything needs to know of a resource
 */
export function resourcesOf(
  input: TerraformInput,
  linker: Linker,
  wanted: (resource: TerraformResource) => boolean,
): ReadonlyMap<TerraformResource, Resource> {
  const settings = new Settings(input, linker);
  const accountBlock = accountBlockOf(input);
  const found = new Map<TerraformResource, Resource>();
  for (const terraform of input.resources) {
    if (terraform.mode !== 'managed') continue;
    const own = propertiesOf(terraform);
    const companion = Object.hasOwn(COMPANIONS, terraform.type) ? COMPANIONS[terraform.type] : undefined;
    if (own === undefined && companion === undefined && !wanted(terraform)) continue;
    const added = settings.of(terraform);
    const stray =
      companion !== undefined && !settings.isPlaced(terraform) ? settings.byItself(terraform, companion) : [];
    const entries = [...(own ?? []), ...(own === undefined ? [] : grantsEntry(terraform)), ...added, ...stray];
    const type = stray.length > 0 && companion !== undefined ? companion.owner : terraform.type;
    const isBlocked = accountBlock !== undefined && HAVE_PUBLIC_ACCESS_BLOCK.includes(type);
    const all = isBlocked ? besideAccountBlock(entries, accountBlock) : entries;
    found.set(terraform, resourceOf(terraform, type, own === undefined && stray.length === 0 ? undefined : all));
  }
  return found;
}

/** Settings that come from resources of their own, by whose they are. */
class Settings {
  readonly #byOwner = new Map<TerraformResource, Entry[]>();
  readonly #placed = new Set<TerraformResource>();
  /** Properties that any resource of a type may have, by that type. */
  readonly #open = new Map<string, Entry[]>();

  constructor({ resources }: TerraformInput, linker: Linker) {
    const owners = ownersByName(resources);
    for (const resource of resources) {
      const companion = Object.hasOwn(COMPANIONS, resource.type) ? COMPANIONS[resource.type] : undefined;
      if (companion === undefined || resource.mode !== 'managed') continue;
      const { known, mayBe } = linker.linksOf(resource, companion.by, [companion.owner]);
      const owner = known.map((name) => owners.get(ownerKey(companion.owner, displayText(name)))).find((one) => one);
      if (owner !== undefined) {
        this.#placed.add(resource);
        this.#add(this.#byOwner, owner, companion.entries(resource));
      } else if (mayBe !== undefined) this.#add(this.#open, companion.owner, unknownEntries(resource, companion));
    }
  }

  /** What is added to the properties of a resource. */
  of(resource: TerraformResource): readonly Entry[] {
    return [...(this.#open.get(resource.type) ?? []), ...(this.#byOwner.get(resource) ?? [])];
  }

  /** Whether it is known whose settings a resource holds. */
  isPlaced(resource: TerraformResource): boolean {
    return this.#placed.has(resource);
  }

  /** The settings of a resource that the input does not hold: all others of it are unknown. */
  byItself(resource: TerraformResource, companion: Companion): readonly Entry[] {
    const others = Object.values(COMPANIONS).filter((other) => other.owner === companion.owner && other !== companion);
    const name = attributeEntry(resource, companion.name, companion.by);
    return [...name, ...others.flatMap((other) => unknownEntries(resource, other)), ...companion.entries(resource)];
  }

  #add<Key>(map: Map<Key, Entry[]>, key: Key, entries: readonly Entry[]): void {
    const known = map.get(key);
    if (known === undefined) map.set(key, [...entries]);
    else known.push(...entries);
  }
}

function ownersByName(resources: readonly TerraformResource[]): ReadonlyMap<string, TerraformResource> {
  const types = new Set(Object.values(COMPANIONS).map(({ owner }) => owner));
  const owners = new Map<string, TerraformResource>();
  for (const resource of resources) {
    if (!types.has(resource.type) || resource.mode !== 'managed') continue;
    for (const name of namesOf(resource)) owners.set(ownerKey(resource.type, displayText(name)), resource);
  }
  return owners;
}

function ownerKey(type: string, name: string): string {
  return `${type} ${linkKey(name)}`;
}

function unknownEntries(resource: TerraformResource, { properties }: Companion): readonly Entry[] {
  const { place, address } = resource;
  return properties.map((name) => entry(place, name, { kind: 'unknown', place, reason: `${address} may set it` }));
}

function grantsEntry(resource: TerraformResource): readonly Entry[] {
  const items = aclGrants(resource);
  const [first] = items;
  if (first === undefined) return [];
  return [entry(first.place, 'AccessControlGrants', { kind: 'list', place: first.place, items })];
}

function mapEntry(resource: TerraformResource, name: string, entries: readonly Entry[]): Entry {
  return entry(resource.place, name, { kind: 'map', place: resource.place, entries });
}

function resourceOf(terraform: TerraformResource, type: string, entries: readonly Entry[] | undefined): Resource {
  const { document, node, place, address, isUnchanged } = terraform;
  const properties: Value | undefined = entries && { kind: 'map', place, entries };
  return {
    place,
    extent: placeOf(document, node),
    type: typeName(type)?.type ?? type,
    sourceType: terraform.type,
    name: address,
    when: [],
    ...(isUnchanged ? { isUnchanged } : {}),
    ...(properties === undefined ? {} : { properties }),
  };
}
