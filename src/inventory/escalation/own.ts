import { member, type Text } from '../../document/value.js';
import type { AppliedPolicy } from '../access-of.js';
import { namePattern } from '../called.js';
import { linkKey } from '../facts.js';
import type { Identity, IdentityType, Inventory, PlacedPolicy, Resource } from '../model.js';
import { givenValue } from '../property.js';
import { holeName, nameIn } from './named.js';

/** What AWS calls what an input declares, by what references to it are called. */
export type Names = ReadonlyMap<string, string>;

/** What is somebody's own, as ARNs in which `*` is what the input does not tell. */
export interface Own {
  readonly user: readonly string[];
  readonly role: readonly string[];
  /** The group itself, or those that a user is in. */
  readonly group: readonly string[];
  /** The customer-managed policies that he has. */
  readonly policy: readonly string[];
  /** The policy that is his permissions boundary. */
  readonly boundary: readonly string[];
  /** What `${aws:username}` stands for. */
  readonly userName: string;
  readonly names: Names;
}

/** What AWS calls the identities and managed policies of an inventory. */
export function namesIn({ identities, policies }: Pick<Inventory, 'identities' | 'policies'>): Names {
  const names = new Map<string, string>();
  for (const { resource, type } of identities) {
    if (resource !== undefined) names.set(resource.name, identityName(resource, type));
  }
  for (const { resource, form, name } of policies) {
    if (form === 'managed' && resource !== undefined) names.set(resource.name, policyName(resource, name));
  }
  return names;
}

/** The name of somebody whom no policy names. */
const SOMEBODY = '…self';

/** What is the own of whoever gets a policy, whom nobody knows. */
export function ownOfAnybody(policies: readonly AppliedPolicy[], names: Names): Own {
  return {
    user: [arnOf('user', '/', SOMEBODY)],
    role: [arnOf('role', '/', SOMEBODY)],
    group: [arnOf('group', '/', SOMEBODY)],
    policy: policies.flatMap(({ from }) => ('form' in from ? policyArns(from) : [])),
    boundary: [],
    userName: SOMEBODY,
    names,
  };
}

/**
 * What is an identity's own.
 *
 * @param policies those that apply to it
 * @param groups those that it is in
 */
export function ownOf(
  identity: Identity,
  policies: readonly AppliedPolicy[],
  groups: readonly Identity[],
  names: Names,
): Own {
  const { type, boundary } = identity;
  return {
    ...ownOfAnybody(policies, names),
    ...(type === 'user' ? { user: identityArns(identity), userName: nameOf(identity) } : {}),
    ...(type === 'role' ? { role: identityArns(identity) } : {}),
    ...(type === 'group' ? { group: identityArns(identity) } : {}),
    ...(groups.length > 0 ? { group: groups.flatMap(identityArns) } : {}),
    boundary: boundary === undefined ? [] : attachedArns(boundary.policyName),
  };
}

function identityArns(identity: Identity): readonly string[] {
  return pathsOf(identity.resource).map((path) => arnOf(identity.type, path, nameOf(identity)));
}

/** The paths that something of IAM may have: where the input does not tell, none or any. */
function pathsOf(resource: Resource | undefined): readonly string[] {
  const path = givenValue(member(resource?.properties, 'Path'));
  if (path?.kind === 'text') return [nameIn(path, NO_NAMES)];
  return path === undefined && resource?.properties?.kind === 'map' ? ['/'] : ['/', '/*/'];
}

function nameOf({ resource, type, name }: Identity): string {
  return resource === undefined ? linkKey(name) : identityName(resource, type);
}

/**
 * What AWS calls an identity: the name given; else, as CloudFormation makes names, one that begins with the stack's and
 * the resource's; else what references to it are called.
 */
function identityName(resource: Resource, type: IdentityType): string {
  return madeName(resource, namePattern(resource, type) === '*-*-*', NAMES[type]);
}

const NAMES: Readonly<Record<IdentityType, string>> = {
  user: 'UserName',
  group: 'GroupName',
  role: 'RoleName',
  'permission-set': 'Name',
};

function policyName(resource: Resource, name: Text | undefined): string {
  if (name !== undefined) return nameIn(name, NO_NAMES);
  const isGenerated = resource.sourceType.startsWith('AWS::') && resource.properties?.kind === 'map';
  return madeName(resource, isGenerated, 'ManagedPolicyName');
}

function madeName(resource: Resource, isGenerated: boolean, property: string): string {
  const given = givenValue(member(resource.properties, property));
  if (given?.kind === 'text') return nameIn(given, NO_NAMES);
  return isGenerated ? `${holeName('AWS::StackName')}-${resource.name}-…` : holeName(resource.name);
}

const NO_NAMES: Names = new Map();

function policyArns({ form, resource, name }: PlacedPolicy): readonly string[] {
  if (form !== 'managed' || resource === undefined) return [];
  return pathsOf(resource).map((path) => arnOf('policy', path, policyName(resource, name)));
}

/** A customer-managed policy that is attached by its ARN or name; nothing for AWS's own. */
function attachedArns(policy: Text): readonly string[] {
  const shown = nameIn(policy, NO_NAMES);
  if (shown.includes(':iam::aws:')) return [];
  const path = /^arn:[^:]*:iam:[^:]*:[^:]*:(policy\/.*)$/.exec(shown)?.[1];
  return [`arn:*:iam::*:${path ?? `policy/${shown}`}`];
}

function arnOf(kind: string, path: string, name: string): string {
  return `arn:*:iam::*:${kind}${path}${name}`;
}
