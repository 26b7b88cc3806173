import { displayText, member, type Text, type Value } from '../../document/value.js';
import { type FactCollection, type Link, linkKey, type UnknownLink } from '../../inventory/facts.js';
import type { IdentityType, Resource } from '../../inventory/model.js';
import { attributeOf, isLeftOver } from './attributes.js';
import { type Linker, type Links, namesOf, somebody, textsOf } from './links.js';
import type { TerraformInput, TerraformResource } from './model.js';
import { resourceHole } from './texts.js';

/** The resource types that are identities, and the types that name them. */
const IDENTITY_TYPES: ReadonlyMap<string, IdentityType> = new Map([
  ['aws_iam_group', 'group'],
  ['aws_iam_role', 'role'],
  ['aws_iam_user', 'user'],
  ['aws_ssoadmin_permission_set', 'permission-set'],
]);

const TYPE_OF: Readonly<Record<IdentityType, string>> = {
  group: 'aws_iam_group',
  role: 'aws_iam_role',
  user: 'aws_iam_user',
  'permission-set': 'aws_ssoadmin_permission_set',
};

/** The types whose name or ARN an attachment may give as its policy. */
const POLICY_TYPES = ['aws_iam_policy'];

/** A resource type that attaches managed policies: whose they become, and which they are. */
interface AttachmentType {
  readonly identities: Readonly<Record<string, IdentityType>>;
  /** The attribute that names the policies, blocks parted by dots. */
  readonly policies: readonly string[];
  readonly isBoundary?: boolean;
}

const EXCLUSIVE = ['policy_arns'];
const SSO = { permission_set_arn: 'permission-set' } as const;

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs */
const ATTACHMENTS: Readonly<Record<string, AttachmentType>> = {
  aws_iam_group_policy_attachment: { identities: { group: 'group' }, policies: ['policy_arn'] },
  aws_iam_group_policy_attachments_exclusive: { identities: { group_name: 'group' }, policies: EXCLUSIVE },
  aws_iam_policy_attachment: {
    identities: { groups: 'group', roles: 'role', users: 'user' },
    policies: ['policy_arn'],
  },
  aws_iam_role_policy_attachment: { identities: { role: 'role' }, policies: ['policy_arn'] },
  aws_iam_role_policy_attachments_exclusive: { identities: { role_name: 'role' }, policies: EXCLUSIVE },
  aws_iam_user_policy_attachment: { identities: { user: 'user' }, policies: ['policy_arn'] },
  aws_iam_user_policy_attachments_exclusive: { identities: { user_name: 'user' }, policies: EXCLUSIVE },
  aws_ssoadmin_managed_policy_attachment: { identities: SSO, policies: ['managed_policy_arn'] },
  aws_ssoadmin_customer_managed_policy_attachment: {
    identities: SSO,
    policies: ['customer_managed_policy_reference.name'],
  },
  aws_ssoadmin_permissions_boundary_attachment: {
    identities: SSO,
    policies: [
      'permissions_boundary.managed_policy_arn',
      'permissions_boundary.customer_managed_policy_reference.name',
    ],
    isBoundary: true,
  },
};

/** What a plan takes from roles, which still list it among their `managed_policy_arns`. */
export class GoneAttachments {
  readonly #keys = new Set<string>();

  constructor(linker: Linker, { gone = [] }: TerraformInput) {
    for (const resource of gone) {
      const attachment = Object.hasOwn(ATTACHMENTS, resource.type) ? ATTACHMENTS[resource.type] : undefined;
      for (const [attribute, type] of Object.entries(attachment?.identities ?? {})) {
        const policies = (attachment?.policies ?? []).flatMap((path) => policiesNamed(linker, resource, path).known);
        for (const { to } of identitiesNamed(linker, resource, attribute, type).links) {
          for (const policy of policies) this.#keys.add(attachmentKey(to, policy));
        }
      }
    }
  }

  /** Whether a role lists a policy that the plan takes from it. */
  has(identity: TerraformResource, policy: Text): boolean {
    if (this.#keys.size === 0 || !isLeftOver(identity, 'managed_policy_arns')) return false;
    return namesOf(identity).some((name) => this.#keys.has(attachmentKey(name, policy)));
  }
}

function attachmentKey(identity: Text, policy: Text): string {
  return `${linkKey(displayText(identity))} ${linkKey(displayText(policy))}`;
}

const MEMBERSHIPS = ['aws_iam_user_group_membership', 'aws_iam_group_membership'];

/** The type of identity that a resource is, if it is one. */
export function identityTypeOf(terraformType: string): IdentityType | undefined {
  return IDENTITY_TYPES.get(terraformType);
}

/** Whether a resource type says anything of identities. */
export function isAboutIdentities(terraformType: string): boolean {
  return (
    IDENTITY_TYPES.has(terraformType) ||
    Object.hasOwn(ATTACHMENTS, terraformType) ||
    MEMBERSHIPS.includes(terraformType)
  );
}

/** The identities that an attribute names, and those of which it is not known whether it does. */
export interface NamedIdentities {
  readonly links: readonly Link[];
  readonly open: readonly UnknownLink[];
}

/** The identities that an attribute names. One that the input does not tell is somebody all the same. */
export function identitiesNamed(
  linker: Linker,
  resource: TerraformResource,
  attribute: string,
  type: IdentityType,
): NamedIdentities {
  const { known, mayBe } = linker.linksOf(resource, attribute, [TYPE_OF[type]]);
  const names = mayBe !== undefined && known.length === 0 ? [somebody(resource, attribute)] : known;
  const links = names.map((to) => ({ type, to }));
  if (mayBe === undefined) return { links, open: [] };
  return { links, open: mayBe === 'anyone' ? [{ type }] : mayBe.map((of) => ({ type, of })) };
}

/** Adds what a resource says of identities: itself, what is attached to it, who is in which group. */
export function collectIdentityFacts(
  linker: Linker,
  gone: GoneAttachments,
  terraform: TerraformResource,
  resource: Resource,
  facts: FactCollection,
): void {
  const type = identityTypeOf(terraform.type);
  const attachment = Object.hasOwn(ATTACHMENTS, terraform.type) ? ATTACHMENTS[terraform.type] : undefined;
  if (type !== undefined) collectIdentity(linker, gone, terraform, resource, type, facts);
  else if (attachment !== undefined) collectAttachments(linker, terraform, resource, attachment, facts);
  else if (terraform.type === 'aws_iam_user_group_membership')
    collectMemberships(linker, terraform, 'user', 'groups', facts);
  else if (terraform.type === 'aws_iam_group_membership')
    collectMemberships(linker, terraform, 'users', 'group', facts);
}

function collectIdentity(
  linker: Linker,
  gone: GoneAttachments,
  terraform: TerraformResource,
  resource: Resource,
  type: IdentityType,
  facts: FactCollection,
): void {
  const { place, name } = resource;
  const identity: Link = { type, to: resourceHole(terraform, place) };
  facts.identities.push({ place, type, name, names: namesOf(terraform), resource });
  const add = ({ known, mayBe }: Links, isBoundary: boolean): void => {
    if (mayBe !== undefined) facts.unknownLinks.push({ type, of: identity.to });
    for (const policyName of known)
      facts.attachments.push({ place: policyName.place, identity, policyName, resource, isBoundary });
  };
  const managed = linker.linksOf(terraform, 'managed_policy_arns', POLICY_TYPES);
  add({ ...managed, known: managed.known.filter((policy) => !gone.has(terraform, policy)) }, false);
  add(boundaryOf(linker, terraform), true);
}

/** A boundary that is not known is one all the same. */
function boundaryOf(linker: Linker, terraform: TerraformResource): Links {
  const links = linker.linksOf(terraform, 'permissions_boundary', POLICY_TYPES);
  return links.mayBe === undefined ? links : { known: [somebody(terraform, 'permissions_boundary')] };
}

function collectAttachments(
  linker: Linker,
  terraform: TerraformResource,
  resource: Resource,
  { identities, policies, isBoundary = false }: AttachmentType,
  facts: FactCollection,
): void {
  const named = policies.map((path) => policiesNamed(linker, terraform, path));
  const names = named.flatMap(({ known }) => known);
  const policyIsOpen = named.some(({ mayBe }) => mayBe !== undefined);
  for (const [attribute, type] of Object.entries(identities)) {
    const { links, open } = identitiesNamed(linker, terraform, attribute, type);
    facts.unknownLinks.push(...open);
    for (const identity of links) {
      if (policyIsOpen) facts.unknownLinks.push({ type, of: identity.to });
      const given = names.length === 0 && policyIsOpen ? [somebody(terraform, policies[0] ?? '')] : names;
      for (const policyName of given) {
        facts.attachments.push({ place: policyName.place, identity, policyName, resource, isBoundary });
      }
    }
  }
}

/** The policies that an attribute names, in a block or not. */
function policiesNamed(linker: Linker, terraform: TerraformResource, path: string): Links {
  const [first = '', ...rest] = path.split('.');
  if (rest.length === 0) return linker.linksOf(terraform, first, POLICY_TYPES);
  const found = rest.reduce<readonly Value[]>(
    (values, name) => values.flatMap((value) => blocksOf(value).flatMap((block) => member(block, name) ?? [])),
    [attributeOf(terraform, first)].flatMap((value) => value ?? []),
  );
  const known = found.flatMap(textsOf);
  return found.some(({ kind }) => kind === 'unknown') ? { known, mayBe: 'anyone' } : { known };
}

/** A block stands as a list of one. */
function blocksOf(value: Value): readonly Value[] {
  return value.kind === 'list' ? value.items : [value];
}

function collectMemberships(
  linker: Linker,
  terraform: TerraformResource,
  users: string,
  groups: string,
  facts: FactCollection,
): void {
  const named = identitiesNamed(linker, terraform, users, 'user');
  const into = identitiesNamed(linker, terraform, groups, 'group');
  facts.unknownLinks.push(...named.open);
  for (const { to: user } of named.links) {
    for (const { to: group } of into.links) facts.memberships.push({ place: group.place, user, group });
  }
}
