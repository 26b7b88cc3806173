import { member, type Text } from '../../document/value.js';
import type { AppliedPolicy } from '../access-of.js';
import { namePattern } from '../called.js';
import { linkKey } from '../facts.js';
import type { Identity, IdentityType, Resource } from '../model.js';
import { givenValue } from '../property.js';
import { holeName, nameIn } from './named.js';

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
  /** What AWS calls those of these that the input declares, by what references to them are called. */
  readonly names: ReadonlyMap<string, string>;
}

const NO_NAMES: ReadonlyMap<string, string> = new Map();

/** The name of somebody whom no policy names. */
const SOMEBODY = '…self';

/** What is the own of whoever gets a policy, whom nobody knows. */
export function ownOfAnybody(policies: readonly AppliedPolicy[]): Own {
  const names = new Map<string, string>();
  return { ...ofAnybody(), policy: policyArns(policies, names), names };
}

function ofAnybody(): Own {
  const [user, role, group] = (['user', 'role', 'group'] as const).map((kind) => [arnOf(kind, '/', SOMEBODY)]);
  return {
    user: user ?? [],
    role: role ?? [],
    group: group ?? [],
    policy: [],
    boundary: [],
    userName: SOMEBODY,
    names: new Map(),
  };
}

/**
 * What is an identity's own.
 *
 * @param policies those that apply to it
 * @param groups those that it is in
 */
export function ownOf(identity: Identity, policies: readonly AppliedPolicy[], groups: readonly Identity[]): Own {
  const names = new Map<string, string>();
  const own = ofAnybody();
  const arns = (kind: IdentityType) => identityArns(identity, kind, names);
  const boundary = identity.boundary;
  return {
    ...own,
    ...(identity.type === 'user' ? { user: arns('user'), userName: nameOf(identity, names) } : {}),
    ...(identity.type === 'role' ? { role: arns('role') } : {}),
    ...(identity.type === 'group' ? { group: arns('group') } : {}),
    ...(groups.length > 0 ? { group: groups.flatMap((group) => identityArns(group, 'group', names)) } : {}),
    policy: policyArns(policies, names),
    boundary: boundary === undefined ? [] : attachedArns(boundary.policyName),
    names,
  };
}

function identityArns(identity: Identity, kind: IdentityType, names: Map<string, string>): readonly string[] {
  const name = nameOf(identity, names);
  return pathsOf(identity.resource).map((path) => arnOf(kind, path, name));
}

/** The paths that something of IAM may have: where the input does not tell, none or any. */
function pathsOf(resource: Resource | undefined): readonly string[] {
  const path = givenValue(member(resource?.properties, 'Path'));
  if (path?.kind === 'text') return [nameIn(path, NO_NAMES)];
  return path === undefined && resource?.properties?.kind === 'map' ? ['/'] : ['/', '/*/'];
}

/**
 * What AWS calls an identity: the name given; else, as CloudFormation makes names, one that begins with the stack's and
 * the resource's; else what references to it are called.
 */
function nameOf({ resource, type, name }: Identity, names: Map<string, string>): string {
  if (resource === undefined) return linkKey(name);
  const found = madeName(resource, namePattern(resource, type) === '*-*-*', NAMES[type]);
  names.set(resource.name, found);
  return found;
}

const NAMES: Readonly<Record<IdentityType, string>> = {
  user: 'UserName',
  group: 'GroupName',
  role: 'RoleName',
  'permission-set': 'Name',
};

function madeName(resource: Resource, isGenerated: boolean, property: string): string {
  const given = givenValue(member(resource.properties, property));
  if (given?.kind === 'text') return nameIn(given, NO_NAMES);
  return isGenerated ? `${holeName('AWS::StackName')}-${resource.name}-…` : holeName(resource.name);
}

function policyArns(policies: readonly AppliedPolicy[], names: Map<string, string>): readonly string[] {
  return policies.flatMap(({ from }) => {
    if (!('form' in from) || from.form !== 'managed' || from.resource === undefined) return [];
    const { resource } = from;
    const isGenerated = resource.sourceType.startsWith('AWS::') && resource.properties?.kind === 'map';
    const name =
      from.name === undefined ? madeName(resource, isGenerated, 'ManagedPolicyName') : nameIn(from.name, NO_NAMES);
    names.set(resource.name, name);
    return pathsOf(resource).map((path) => arnOf('policy', path, name));
  });
}

/** A customer-managed policy that is attached by its ARN or name; nothing for AWS's own. */
function attachedArns(policyName: Text): readonly string[] {
  const shown = nameIn(policyName, NO_NAMES);
  if (shown.includes(':iam::aws:')) return [];
  const path = /^arn:[^:]*:iam:[^:]*:[^:]*:(policy\/.*)$/.exec(shown)?.[1];
  return [`arn:*:iam::*:${path ?? `policy/${shown}`}`];
}

function arnOf(kind: string, path: string, name: string): string {
  return `arn:*:iam::*:${kind}${path}${name}`;
}
