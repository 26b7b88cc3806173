import { workloadRole } from '../aws/workload-roles.js';
import type { Located } from '../document/place.js';
import { displayText, member, type Text, type Value } from '../document/value.js';
import { linkKey } from './facts.js';
import type { Identity, Inventory, Resource } from './model.js';
import { givenValue } from './property.js';

/** A resource that runs something with a role of the input. Its place is where it names the role. */
export interface Workload extends Located {
  readonly resource: Resource;
  /** What people call such a resource: `function`. */
  readonly what: string;
  readonly role: Identity;
}

/** What of an inventory runs with a role that it declares. */
export function workloadsIn({ resources, identities }: Inventory): readonly Workload[] {
  const running = resources.flatMap((resource) => {
    const known = workloadRole(resource.type);
    const named = known && textAt(resource.properties, known.property);
    return known === undefined || named === undefined ? [] : [{ resource, what: known.what, named }];
  });
  if (running.length === 0) return [];
  const roles = new Map(
    identities
      .filter(({ type }) => type === 'role')
      .flatMap((role) => keysOf(role.resource, 'RoleName').map((key) => [key, role] as const)),
  );
  const profiles = new Map(
    resources
      .filter(isProfile)
      .flatMap((profile) => keysOf(profile, 'InstanceProfileName').map((key) => [key, profile] as const)),
  );
  return running.flatMap(({ resource, what, named }): readonly Workload[] => {
    const role = roles.get(keyOf(named)) ?? roleOf(profiles.get(keyOf(named)), roles);
    return role === undefined ? [] : [{ place: named.place, resource, what, role }];
  });
}

function isProfile({ type }: Resource): boolean {
  return type === 'AWS::IAM::InstanceProfile';
}

function roleOf(profile: Resource | undefined, roles: ReadonlyMap<string, Identity>): Identity | undefined {
  const held = givenValue(member(profile?.properties, 'Roles'));
  const first = held?.kind === 'list' ? held.items[0] : held;
  return first?.kind === 'text' ? roles.get(keyOf(first)) : undefined;
}

/** What references to a resource are compared by: as the source calls it, and by the name that it gives it. */
function keysOf(resource: Resource | undefined, property: string): readonly string[] {
  if (resource === undefined) return [];
  const given = givenValue(member(resource.properties, property));
  return [`‹${resource.name}›`, ...(given?.kind === 'text' ? [keyOf(given)] : [])];
}

function keyOf(text: Text): string {
  return linkKey(displayText(text));
}

/** The text under a path of property names. */
function textAt(properties: Value | undefined, path: string): Text | undefined {
  const value = path.split('.').reduce<Value | undefined>((map, name) => givenValue(member(map, name)), properties);
  return value?.kind === 'text' ? value : undefined;
}
