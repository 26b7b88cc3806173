import {
  type Access,
  ASSIGNEE,
  arnReference,
  type Bucket,
  entriesOf,
  given,
  type Holder,
  isArn,
  isObject,
  type Json,
  type PasswordPolicy,
  type PolicyDocument,
  type User,
} from './access.js';
import {
  ACCOUNT,
  type Arguments,
  type Block,
  block,
  constant,
  constants,
  type Expression,
  policy,
  reference,
} from './terraform-block.js';
import { functionBlocks } from './terraform-function.js';
import { secretBlocks } from './terraform-secrets.js';

/** A module that makes what an access describes. */
export function moduleOf(access: Access): readonly Block[] {
  return [
    ...entriesOf(access.groups).flatMap(([label, group]) => holderBlocks('group', label, group, {})),
    ...entriesOf(access.users).flatMap(([label, user]) => userBlocks(label, user)),
    ...entriesOf(access.roles).flatMap(([label, role]) =>
      holderBlocks('role', label, role, { assume_role_policy: policy(role.trust) }),
    ),
    ...entriesOf(access.permissionSets).flatMap(([label, { name, attached = [], session, assignedTo }]) => [
      block(
        'aws_ssoadmin_permission_set',
        label,
        given({ name: constant(name), session_duration: session === undefined ? undefined : constant(session) }),
        `arn:aws:sso:::permissionSet/ssoins-1/${label}`,
      ),
      ...attached.map((arn, i) =>
        block('aws_ssoadmin_managed_policy_attachment', `${label}${i}`, {
          permission_set_arn: reference('aws_ssoadmin_permission_set', label, 'arn'),
          managed_policy_arn: policyArn(arn),
        }),
      ),
      ...(assignedTo === undefined ? [] : [assignment(label, assignedTo)]),
    ]),
    ...entriesOf(access.managedPolicies).map(([label, { name, document }]) => {
      const named = { name: name === undefined ? undefined : constant(name), policy: policy(document) };
      return block('aws_iam_policy', label, given(named), `arn:aws:iam::${ACCOUNT}:policy/${name ?? label}`);
    }),
    ...entriesOf(access.controlPolicies).map(([label, { type, document }]) =>
      block(
        'aws_organizations_policy',
        label,
        { name: constant(label), type: constant(type), content: policy(document) },
        `arn:aws:organizations::${ACCOUNT}:policy/o-acme/${label}`,
      ),
    ),
    ...entriesOf(access.buckets).flatMap(([label, bucket]) => bucketBlocks(label, bucket)),
    ...entriesOf(access.queues).flatMap(([label, queue]) => {
      const arn = `arn:aws:sqs:eu-west-1:${ACCOUNT}:${label}`;
      const address = { url: constant(`https://sqs.eu-west-1.amazonaws.com/${ACCOUNT}/${label}`) };
      return withPolicy(block('aws_sqs_queue', label, {}, arn, address), queue.policy, 'queue_url', 'url');
    }),
    ...entriesOf(access.topics).flatMap(([label, topic]) =>
      withPolicy(
        block('aws_sns_topic', label, {}, `arn:aws:sns:eu-west-1:${ACCOUNT}:${label}`),
        topic.policy,
        'arn',
        'arn',
      ),
    ),
    ...entriesOf(access.keys).flatMap(([label, key]) => {
      const arn = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/${label}`;
      return withPolicy(
        block('aws_kms_key', label, {}, arn, { key_id: constant(label) }),
        key.policy,
        'key_id',
        'key_id',
      );
    }),
    ...entriesOf(access.fileSystems).flatMap(([label, system]) => {
      const arn = `arn:aws:elasticfilesystem:eu-west-1:${ACCOUNT}:file-system/${label}`;
      return withPolicy(block('aws_efs_file_system', label, {}, arn), system.policy, 'file_system_id', 'id', 'none');
    }),
    ...entriesOf(access.functions).flatMap(([label, func]) => functionBlocks(label, func)),
    ...entriesOf(access.userPools).map(([label, { mfa }]) => ({
      ...block(
        'aws_cognito_user_pool',
        label,
        given({ name: constant(label), mfa_configuration: mfa === undefined ? undefined : constant(mfa) }),
        `arn:aws:cognito-idp:eu-west-1:${ACCOUNT}:userpool/${label}`,
      ),
      defaults: { mfa_configuration: 'OFF' },
    })),
    ...entriesOf(access.others).map(([label, { terraform }]) => {
      const args = entriesOf(terraform.arguments).map(([name, value]) => [name, argument(value, access)] as const);
      return block(terraform.type, label, Object.fromEntries(args), `arn:aws:other:eu-west-1:${ACCOUNT}:${label}`);
    }),
    ...secretBlocks(access),
    ...entriesOf(access.passwordPolicy).map(([label, settings]) => passwordPolicyBlock(label, settings)),
  ];
}

/** A document is JSON text; a label behind `arnOf` is a reference. */
function argument(value: Json, { others }: Access): Expression {
  const target = arnReference(value);
  const type = target === undefined ? undefined : others?.[target.label]?.terraform.type;
  if (target !== undefined && type !== undefined) return reference(type, target.label, 'arn');
  return isObject(value) && value['Statement'] !== undefined ? policy(value) : constant(value);
}

function policyArn(name: string): Expression {
  return isArn(name) ? constant(name) : reference('aws_iam_policy', name, 'arn');
}

type IdentityName = 'user' | 'group' | 'role';

/** An identity, and what is attached to it and written into it by resources of their own. */
function holderBlocks(identity: IdentityName, label: string, held: Holder, args: Arguments): readonly Block[] {
  const { name = label, attached = [], inline, boundary } = held;
  const type = `aws_iam_${identity}`;
  // AWS makes up the name of a role; users and groups have to have one.
  const isNamed = identity !== 'role' || held.name !== undefined;
  const written = given({
    ...args,
    name: isNamed ? constant(name) : undefined,
    permissions_boundary: boundary === undefined ? undefined : policyArn(boundary),
  });
  const blocks = entriesOf(inline).map(([policyName, document]) => ({
    name: constant(policyName),
    policy: policy(document),
  }));
  const filledIn: Arguments =
    identity === 'role'
      ? {
          inline_policy: { kind: 'blocks', blocks },
          managed_policy_arns: { kind: 'list', items: attached.map(policyArn) },
        }
      : {};
  const arn = `arn:aws:iam::${ACCOUNT}:${identity}/${name}`;
  return [
    block(type, label, written, arn, { id: constant(name), name: constant(name), ...filledIn }),
    ...attached.map((attachedPolicy, i) =>
      block(`${type}_policy_attachment`, `${label}${i}`, {
        [identity]: reference(type, label, 'name'),
        policy_arn: policyArn(attachedPolicy),
      }),
    ),
    ...blocks.map((policyArguments, i) =>
      block(`${type}_policy`, `${label}${i}`, { ...policyArguments, [identity]: reference(type, label, 'id') }),
    ),
  ];
}

function userBlocks(label: string, user: User): readonly Block[] {
  const { groups = [], login } = user;
  const self = reference('aws_iam_user', label, 'name');
  const membership = groups.map((group) => reference('aws_iam_group', group, 'name'));
  const reset = given({ password_reset_required: login?.reset === undefined ? undefined : constant(login.reset) });
  // The provider makes up a password and keeps it in the state.
  const password = login?.password === undefined ? {} : { password: constant(login.password) };
  return [
    ...holderBlocks('user', label, user, {}),
    ...(groups.length === 0
      ? []
      : [block('aws_iam_user_group_membership', label, { user: self, groups: { kind: 'list', items: membership } })]),
    ...(login === undefined
      ? []
      : [
          {
            ...block('aws_iam_user_login_profile', label, { user: self, ...reset }, undefined, password),
            defaults: { password_reset_required: false, password_length: 20 },
          },
        ]),
  ];
}

/** What an account asks of passwords. What is left out is known after apply, but for what the provider has a default. */
function passwordPolicyBlock(label: string, settings: PasswordPolicy): Block {
  const { MinimumPasswordLength: length, PasswordReusePrevention: reuse, RequireSymbols: symbols } = settings;
  const args = given({ minimum_password_length: length, password_reuse_prevention: reuse, require_symbols: symbols });
  const unset = { hard_expiry: false, max_password_age: 0, password_reuse_prevention: 0, require_symbols: false };
  return {
    ...block('aws_iam_account_password_policy', label, constants(args), undefined, constants(unset)),
    defaults: { allow_users_to_change_password: true, minimum_password_length: 6 },
  };
}

const BLOCK_SETTINGS: Readonly<Record<string, string>> = {
  BlockPublicAcls: 'block_public_acls',
  BlockPublicPolicy: 'block_public_policy',
  IgnorePublicAcls: 'ignore_public_acls',
  RestrictPublicBuckets: 'restrict_public_buckets',
};

const EVERYBODY = 'http://acs.amazonaws.com/groups/global/AllUsers';

/** What S3 makes of a canned ACL, as the provider reads it back into the bucket. */
function grantsOf(acl: string | undefined): Expression {
  const owner = { type: 'CanonicalUser', uri: '', permissions: ['FULL_CONTROL'] };
  const everybody = { type: 'Group', uri: EVERYBODY, permissions: ['READ'] };
  return constant(acl === 'public-read' ? [owner, everybody] : [owner]);
}

function bucketBlocks(label: string, { acl, block: settings, policy: document }: Bucket): readonly Block[] {
  const target = { bucket: reference('aws_s3_bucket', label, 'id') };
  const readBack = { bucket: constant(label), acl: constant(null), grant: grantsOf(acl) };
  const block_settings = entriesOf(settings).map(([name, value]) => [BLOCK_SETTINGS[name] ?? name, constant(value)]);
  return [
    ...withPolicy(block('aws_s3_bucket', label, {}, `arn:aws:s3:::${label}`, readBack), document, 'bucket', 'id'),
    ...(acl === undefined ? [] : [block('aws_s3_bucket_acl', label, { ...target, acl: constant(acl) })]),
    ...(settings === undefined
      ? []
      : [
          {
            ...block('aws_s3_bucket_public_access_block', label, { ...target, ...Object.fromEntries(block_settings) }),
            defaults: Object.fromEntries(Object.values(BLOCK_SETTINGS).map((name) => [name, false])),
          },
        ]),
  ];
}

/**
 * A resource and the policy that a resource of its own gives it.
 *
 * @param fills whether the provider shows the policy on the resource as well, once it is there
 */
function withPolicy(
  target: Block,
  document: PolicyDocument | undefined,
  argument: string,
  attribute: string,
  fills: 'policy' | 'none' = 'policy',
): readonly Block[] {
  if (document === undefined) return [target];
  const { type, name, exported } = target;
  const separate = block(`${type}_policy`, name, {
    [argument]: reference(type, name, attribute),
    policy: policy(document),
  });
  return [fills === 'none' ? target : { ...target, exported: { ...exported, policy: policy(document) } }, separate];
}

function assignment(label: string, assignedTo: string): Block {
  return block('aws_ssoadmin_account_assignment', `${label}Assignment`, {
    permission_set_arn: reference('aws_ssoadmin_permission_set', label, 'arn'),
    principal_id: constant(ASSIGNEE),
    principal_type: constant(assignedTo),
    target_id: constant('111122223333'),
    target_type: constant('AWS_ACCOUNT'),
  });
}
