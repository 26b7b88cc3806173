import { displayText } from '../../document/value.js';
import { type FactCollection, linkKey } from '../../inventory/facts.js';
import type { Resource } from '../../inventory/model.js';
import { type Linker, namesOf } from './links.js';
import type { TerraformResource } from './model.js';
import { POLICY_ATTRIBUTES } from './policy-attributes.js';
import { settingsOwner } from './resources.js';

/** Where a policy that is a resource of its own names what it is attached to, and the types that this may be. */
interface TargetAttribute {
  readonly attribute: string;
  readonly owners: readonly string[];
}

/**
 * Adds what policies that are resources of their own are attached to, where the input holds it and rules look at its
 * settings.
 */
export function collectPolicyTargets(
  linker: Linker,
  resources: ReadonlyMap<TerraformResource, Resource>,
  facts: FactCollection,
): void {
  const attributes = targetAttributes();
  let owners: ReadonlyMap<string, Resource> | undefined;
  for (const [terraform, resource] of resources) {
    const target = attributes.get(terraform.type);
    if (target === undefined) continue;
    owners ??= ownersByName(linker, resources);
    const { known, mayBe } = linker.linksOf(terraform, target.attribute, target.owners);
    const [name, another] = known;
    if (name === undefined || another !== undefined || mayBe !== undefined) continue;
    const found = target.owners.flatMap((type) => owners?.get(keyOf(type, displayText(name))) ?? []);
    if (found[0] !== undefined) facts.targets.set(resource, found[0]);
  }
}

function targetAttributes(): ReadonlyMap<string, TargetAttribute> {
  const attributes = new Map<string, TargetAttribute>();
  for (const { type, kind, separate } of POLICY_ATTRIBUTES) {
    if (kind !== 'resource' || separate === undefined) continue;
    const known = attributes.get(separate.type)?.owners ?? [];
    attributes.set(separate.type, { attribute: separate.target, owners: [...known, type] });
  }
  return attributes;
}

/** The resources that have settings, by type and name. Of one that is elsewhere its settings may still be here. */
function ownersByName(
  linker: Linker,
  resources: ReadonlyMap<TerraformResource, Resource>,
): ReadonlyMap<string, Resource> {
  const owners = new Map<string, Resource>();
  for (const [terraform, resource] of resources) {
    if (resource.properties === undefined) continue;
    const owner = settingsOwner(terraform.type);
    const names = owner === undefined ? namesOf(terraform) : linker.linksOf(terraform, owner.by, [owner.type]).known;
    for (const name of names) {
      const key = keyOf(owner?.type ?? terraform.type, displayText(name));
      if (owner === undefined || !owners.has(key)) owners.set(key, resource);
    }
  }
  return owners;
}

function keyOf(type: string, name: string): string {
  return `${type} ${linkKey(name)}`;
}
