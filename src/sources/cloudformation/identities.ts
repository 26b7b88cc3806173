import { holeText } from '../../document/compose.js';
import type { Text, Value } from '../../document/value.js';
import type { FactCollection, Link } from '../../inventory/facts.js';
import type { IdentityType, Resource } from '../../inventory/model.js';
import { follow } from './policy-value.js';
import { referenceTo } from './references.js';
import type { Resolver } from './resolver.js';
import type { Declaration } from './template.js';

/** The resource types that are identities. */
const IDENTITY_TYPES: ReadonlyMap<string, IdentityType> = new Map([
  ['AWS::IAM::Group', 'group'],
  ['AWS::IAM::Role', 'role'],
  ['AWS::IAM::User', 'user'],
  ['AWS::SSO::PermissionSet', 'permission-set'],
]);

/** The properties of an identity that hold the ARNs or names of managed policies, its boundary and its groups. */
interface LinkProperties {
  readonly attached: readonly string[];
  readonly boundary: readonly string[];
  readonly groups?: string;
}

const OF_IAM: LinkProperties = { attached: ['ManagedPolicyArns[]'], boundary: ['PermissionsBoundary'] };
const LINK_PROPERTIES: Readonly<Record<IdentityType, LinkProperties>> = {
  group: OF_IAM,
  role: OF_IAM,
  user: { ...OF_IAM, groups: 'Groups[]' },
  'permission-set': {
    attached: ['ManagedPolicies[]', 'CustomerManagedPolicyReferences[].Name'],
    boundary: ['PermissionsBoundary.ManagedPolicyArn', 'PermissionsBoundary.CustomerManagedPolicyReference.Name'],
  },
};

/** The type of identity that a resource is, if it is one. */
export function identityTypeOf(type: string): IdentityType | undefined {
  return IDENTITY_TYPES.get(type);
}

/** What a resource is called by others: by a reference to it, and by its name or ARN where the template gives one. */
export function namesOf(resolver: Resolver, { name }: Declaration, resource: Resource): readonly Text[] {
  const byReference = referenceTo(resolver, name, resource.place);
  const own = holeText(resource.place, name);
  return byReference.kind === 'text' ? [own, byReference] : [own];
}

/** Adds what a resource says of identities: itself, what is attached to it, who is in which group. */
export function collectIdentityFacts(
  resolver: Resolver,
  declaration: Declaration,
  resource: Resource,
  facts: FactCollection,
): void {
  const type = identityTypeOf(declaration.type);
  if (type !== undefined) collectIdentity(resolver, declaration, resource, type, facts);
  else if (declaration.type === 'AWS::IAM::UserToGroupAddition') {
    const [group] = linksAt(resolver, declaration, 'GroupName').known;
    const users = linksAt(resolver, declaration, 'Users[]');
    if (users.isOpen) facts.unknownLinks.push({ type: 'user' });
    for (const user of users.known) {
      if (group === undefined) facts.unknownLinks.push({ type: 'user', of: user });
      else facts.memberships.push({ place: user.place, user, group });
    }
  }
}

function collectIdentity(
  resolver: Resolver,
  declaration: Declaration,
  resource: Resource,
  type: IdentityType,
  facts: FactCollection,
): void {
  const { place } = resource;
  const { name } = declaration;
  const identity: Link = { type, to: holeText(place, name) };
  facts.identities.push({ place, type, name, names: namesOf(resolver, declaration, resource), resource });
  const { attached, boundary, groups } = LINK_PROPERTIES[type];
  const linked = (path: string): readonly Text[] => {
    const { known, isOpen } = linksAt(resolver, declaration, path);
    if (isOpen) facts.unknownLinks.push({ type, of: identity.to });
    return known;
  };
  for (const policyName of attached.flatMap(linked)) {
    facts.attachments.push({ place: policyName.place, identity, policyName, resource, isBoundary: false });
  }
  for (const policyName of boundary.flatMap(linked)) {
    facts.attachments.push({ place: policyName.place, identity, policyName, resource, isBoundary: true });
  }
  for (const group of groups === undefined ? [] : linked(groups)) {
    facts.memberships.push({ place: group.place, user: identity.to, group });
  }
}

/** The names that a property holds. */
export interface Links {
  readonly known: readonly Text[];
  /** Whether there may be others. */
  readonly isOpen: boolean;
}

/** The names at a property path, one or many, in all branches of the conditions on the way. Unknown ones are noted. */
export function linksAt(resolver: Resolver, declaration: Declaration, path: string): Links {
  const known: Text[] = [];
  let isOpen = false;
  const add = (value: Value): void => {
    if (value.kind === 'text') known.push(value);
    else if (value.kind === 'list') value.items.forEach(add);
    else if (value.kind === 'choice') [value.yes, value.no].forEach(add);
    else if (value.kind === 'unknown') {
      isOpen = true;
      resolver.note(value.place, value.reason);
    }
  };
  const { properties, when } = declaration;
  const found = properties === undefined ? [] : follow(resolver.template.document, properties, path, when);
  for (const { node } of found) add(resolver.resolve(node));
  return { known, isOpen };
}
