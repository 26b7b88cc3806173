import type { Place } from '../../document/place.js';
import { type Entry, literalText, member, memberEntry, type Value } from '../../document/value.js';
import { attributeOf } from './attributes.js';
import type { TerraformResource } from './model.js';

/** How a property is made of attributes: from an attribute of this name, or a block with properties of its own. */
type PropertyFormat = string | BlockFormat;

interface BlockFormat {
  readonly block: string;
  /** The block's properties by their names. */
  readonly of: Readonly<Record<string, PropertyFormat>>;
  /** It may stand many times, and the property is a list; else the first counts. */
  readonly isList?: true;
}

const PUBLIC_ACCESS_BLOCK = {
  BlockPublicAcls: 'block_public_acls',
  BlockPublicPolicy: 'block_public_policy',
  IgnorePublicAcls: 'ignore_public_acls',
  RestrictPublicBuckets: 'restrict_public_buckets',
};

const DISTRIBUTIONS: BlockFormat = {
  block: 'distribution',
  isList: true,
  of: {
    AmiDistributionConfiguration: {
      block: 'ami_distribution_configuration',
      of: {
        LaunchPermissionConfiguration: {
          block: 'launch_permission',
          of: { UserGroups: 'user_groups', UserIds: 'user_ids' },
        },
      },
    },
  },
};

/**
 * The properties that rules look at, by the names that CloudFormation (else AWS's API) gives them, and the attributes
 * that they are in Terraform.
 */
const PROPERTIES: Readonly<Record<string, Readonly<Record<string, PropertyFormat>>>> = {
  aws_ami_launch_permission: { Group: 'group', UserId: 'account_id' },
  aws_codebuild_project: { ServiceRole: 'service_role' },
  aws_cognito_identity_pool: { AllowUnauthenticatedIdentities: 'allow_unauthenticated_identities' },
  aws_cognito_user_pool: { MfaConfiguration: 'mfa_configuration' },
  aws_db_cluster_snapshot: { SharedAccounts: 'shared_accounts' },
  aws_db_snapshot: { SharedAccounts: 'shared_accounts' },
  aws_db_snapshot_copy: { SharedAccounts: 'shared_accounts' },
  aws_eks_access_entry: { PrincipalArn: 'principal_arn', KubernetesGroups: 'kubernetes_groups' },
  aws_eks_access_policy_association: {
    PrincipalArn: 'principal_arn',
    PolicyArn: 'policy_arn',
    AccessScope: { block: 'access_scope', of: { Type: 'type' } },
  },
  aws_ecs_task_definition: { TaskRoleArn: 'task_role_arn' },
  aws_elasticsearch_domain: { VPCOptions: { block: 'vpc_options', of: { SubnetIds: 'subnet_ids' } } },
  aws_glue_job: { Role: 'role_arn' },
  aws_iam_access_key: { UserName: 'user', Status: 'status' },
  aws_iam_account_password_policy: {
    AllowUsersToChangePassword: 'allow_users_to_change_password',
    HardExpiry: 'hard_expiry',
    MaxPasswordAge: 'max_password_age',
    MinimumPasswordLength: 'minimum_password_length',
    PasswordReusePrevention: 'password_reuse_prevention',
    RequireLowercaseCharacters: 'require_lowercase_characters',
    RequireNumbers: 'require_numbers',
    RequireSymbols: 'require_symbols',
    RequireUppercaseCharacters: 'require_uppercase_characters',
  },
  aws_iam_group: { GroupName: 'name', Path: 'path' },
  aws_iam_instance_profile: { InstanceProfileName: 'name', Roles: 'role' },
  aws_iam_role: { RoleName: 'name', Path: 'path' },
  aws_iam_user: { UserName: 'name', Path: 'path' },
  aws_imagebuilder_distribution_configuration: { Distributions: DISTRIBUTIONS },
  aws_instance: { IamInstanceProfile: 'iam_instance_profile' },
  aws_kms_grant: { GranteePrincipal: 'grantee_principal' },
  aws_lambda_function: { Role: 'role' },
  aws_lambda_function_url: { AuthType: 'authorization_type' },
  aws_launch_configuration: { IamInstanceProfile: 'iam_instance_profile' },
  aws_opensearch_domain: { VPCOptions: { block: 'vpc_options', of: { SubnetIds: 'subnet_ids' } } },
  aws_ram_principal_association: { Principal: 'principal' },
  aws_ram_resource_share: { AllowExternalPrincipals: 'allow_external_principals' },
  aws_rds_cluster_snapshot_copy: { SharedAccounts: 'shared_accounts' },
  aws_s3_access_point: {
    PublicAccessBlockConfiguration: { block: 'public_access_block_configuration', of: PUBLIC_ACCESS_BLOCK },
  },
  aws_s3_bucket: { BucketName: 'bucket', AccessControl: 'acl' },
  aws_sagemaker_notebook_instance: { RoleArn: 'role_arn' },
  aws_sfn_state_machine: { RoleArn: 'role_arn' },
  aws_snapshot_create_volume_permission: { UserId: 'account_id' },
  aws_ssm_document: { Permissions: { block: 'permissions', of: { AccountIds: 'account_ids' } } },
  aws_ssoadmin_account_assignment: { PrincipalId: 'principal_id', PrincipalType: 'principal_type' },
  aws_ssoadmin_permission_set: { SessionDuration: 'session_duration' },
  aws_vpc_endpoint_service: { AllowedPrincipals: 'allowed_principals' },
  aws_vpc_endpoint_service_allowed_principal: { AllowedPrincipal: 'principal_arn' },
};

/** Whether rules look at the properties of resources of a type. */
export function hasProperties(type: string): boolean {
  return Object.hasOwn(PROPERTIES, type);
}

/** The properties of a resource that rules look at; undefined for types of which they look at none. */
export function propertiesOf(resource: TerraformResource): readonly Entry[] | undefined {
  const formats = hasProperties(resource.type) ? PROPERTIES[resource.type] : undefined;
  if (formats === undefined) return undefined;
  return Object.entries(formats).flatMap(([name, format]) =>
    typeof format === 'string' ? attributeEntry(resource, name, format) : blockEntry(resource, name, format),
  );
}

/** The four settings of a public access block that is a resource of its own. */
export function publicAccessBlockEntries(resource: TerraformResource): readonly Entry[] {
  return Object.entries(PUBLIC_ACCESS_BLOCK).flatMap(([name, attribute]) => attributeEntry(resource, name, attribute));
}

/** Who owns the objects of a bucket: S3 keeps one rule in a list. */
export function ownershipRules(resource: TerraformResource): readonly Entry[] {
  const rules = attributeOf(resource, 'rule');
  if (rules?.kind !== 'list') return rules === undefined ? [] : [entry(rules.place, 'Rules', rules)];
  const items = rules.items.map((rule): Value => {
    const ownership = memberEntry(rule, 'object_ownership')?.value;
    if (rule.kind !== 'map' || ownership === undefined) return rule;
    return { kind: 'map', place: rule.place, entries: [entry(ownership.place, 'ObjectOwnership', ownership)] };
  });
  return [entry(rules.place, 'Rules', { kind: 'list', place: rules.place, items })];
}

/** A property that an attribute is, if it has a value. */
export function attributeEntry(resource: TerraformResource, name: string, attribute: string): readonly Entry[] {
  const value = attributeOf(resource, attribute);
  return value === undefined ? [] : [entry(value.place, name, value)];
}

/** A property under a name that the input does not have; it points at what it is made of. */
export function entry(place: Place, name: string, value: Value): Entry {
  return { key: literalText(place, name), value };
}

/** The blocks of a name: where the property is no list, they stand at most once. */
function blockEntry(resource: TerraformResource, name: string, format: BlockFormat): readonly Entry[] {
  const value = attributeOf(resource, format.block);
  const made = value === undefined ? undefined : blockValue(value, format);
  return made === undefined ? [] : [entry(made.place, name, made)];
}

function blockValue(value: Value, { of, isList }: BlockFormat): Value | undefined {
  const blocks = value.kind === 'list' ? value.items : [value];
  const made = (isList === true ? blocks : blocks.slice(0, 1)).map((block) => namedAnew(block, of));
  return isList === true ? { kind: 'list', place: value.place, items: made } : made[0];
}

/** A block with its attributes by the names of the properties that they are. */
function namedAnew(block: Value, of: BlockFormat['of']): Value {
  if (block.kind !== 'map') return block;
  const entries = Object.entries(of).flatMap(([property, format]): readonly Entry[] => {
    const inner = memberEntry(block, typeof format === 'string' ? format : format.block);
    const value = inner && (typeof format === 'string' ? inner.value : blockValue(inner.value, format));
    return inner === undefined || value === undefined ? [] : [{ key: literalText(inner.key.place, property), value }];
  });
  return { kind: 'map', place: block.place, entries };
}

/** The grants of an ACL, each `{Grantee: {URI}, Permission}` as S3 has them, from blocks of either layout. */
export function aclGrants(resource: TerraformResource): readonly Value[] {
  const own = itemsOf(attributeOf(resource, 'grant')).flatMap((grant) =>
    itemsOf(member(grant, 'permissions')).map((permission) => grantValue(grant, member(grant, 'uri'), permission)),
  );
  const separate = itemsOf(attributeOf(resource, 'access_control_policy'))
    .flatMap((policy) => itemsOf(member(policy, 'grant')))
    .map((grant) => {
      const [grantee] = itemsOf(member(grant, 'grantee'));
      return grantValue(grant, member(grantee, 'uri'), member(grant, 'permission'));
    });
  return [...own, ...separate];
}

function grantValue(grant: Value, uri: Value | undefined, permission: Value | undefined): Value {
  const { place } = grant;
  const grantee: Value = { kind: 'map', place, entries: uri === undefined ? [] : [entry(uri.place, 'URI', uri)] };
  const permitted = permission === undefined ? [] : [entry(permission.place, 'Permission', permission)];
  return { kind: 'map', place, entries: [entry(place, 'Grantee', grantee), ...permitted] };
}

function itemsOf(value: Value | undefined): readonly Value[] {
  if (value === undefined) return [];
  return value.kind === 'list' ? value.items : [value];
}
