/** Plain data, as all formats here end up in JSON or YAML. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export type JsonObject = Readonly<Record<string, Json>>;

export function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

export function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !isList(value);
}

/**
 * Who may do what in some account, said once: what the writers beside this file write down in their format. Things are
 * known by labels (`Alice`), by which others refer to them; a label becomes the logical id of a template and the name of
 * a Terraform block. What AWS calls a thing is left to AWS where no name is given.
 */
export interface Access {
  readonly users?: Readonly<Record<string, User>>;
  readonly groups?: Readonly<Record<string, Holder>>;
  readonly roles?: Readonly<Record<string, Role>>;
  readonly permissionSets?: Readonly<Record<string, PermissionSet>>;
  readonly managedPolicies?: Readonly<Record<string, ManagedPolicy>>;
  readonly controlPolicies?: Readonly<Record<string, ControlPolicy>>;
  readonly buckets?: Readonly<Record<string, Bucket>>;
  readonly queues?: Readonly<Record<string, WithPolicy>>;
  readonly topics?: Readonly<Record<string, WithPolicy>>;
  readonly keys?: Readonly<Record<string, WithPolicy>>;
  readonly fileSystems?: Readonly<Record<string, WithPolicy>>;
  readonly functions?: Readonly<Record<string, FunctionAccess>>;
  readonly userPools?: Readonly<Record<string, { readonly mfa?: 'ON' | 'OFF' | 'OPTIONAL' }>>;
  readonly instances?: Readonly<Record<string, { readonly userData: SecretOf }>>;
  /** Parameters of Systems Manager that are not encrypted. */
  readonly parameters?: Readonly<Record<string, { readonly value: SecretOf }>>;
  /** Secrets of Secrets Manager. */
  readonly secrets?: Readonly<Record<string, { readonly value: SecretOf }>>;
  /** What the template or module shows to all who may see it. */
  readonly outputs?: Readonly<Record<string, { readonly value: SecretOf }>>;
  /** What none of these is, each in the words of both. */
  readonly others?: Readonly<Record<string, OtherResource>>;
  /** An account has one; its label is what AWS calls it. */
  readonly passwordPolicy?: { readonly PasswordPolicy: PasswordPolicy };
}

/** A policy document as AWS takes it; within it, `{ arnOf: 'Reports', rest: '/*' }` stands for an ARN. */
export type PolicyDocument = JsonObject;

/** A user, group or role with what it may do. Managed policies are named by ARN, or by the label of one beside it. */
export interface Holder {
  /** What AWS calls it. */
  readonly name?: string;
  readonly attached?: readonly string[];
  /** Inline policies by their names. */
  readonly inline?: Readonly<Record<string, PolicyDocument>>;
  readonly boundary?: string;
}

export interface User extends Holder {
  /** Terraform's provider asks for it. */
  readonly name: string;
  /** Labels of groups. */
  readonly groups?: readonly string[];
  readonly login?: { readonly password?: string; readonly reset?: boolean };
  /** Access keys by label. */
  readonly keys?: Readonly<Record<string, 'Active' | 'Inactive'>>;
}

export interface Role extends Holder {
  readonly trust: PolicyDocument;
}

/** The trust policy of a function's role, as frameworks write it. */
export const TRUST_OF_FUNCTIONS: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

export function isTrustOfFunctions(trust: PolicyDocument): boolean {
  return JSON.stringify(trust) === JSON.stringify(TRUST_OF_FUNCTIONS);
}

export interface PermissionSet {
  readonly name: string;
  readonly attached?: readonly string[];
  /** How long its sessions last, in ISO 8601. */
  readonly session?: string;
  /** Whether it is assigned to one user or to a group. */
  readonly assignedTo?: 'USER' | 'GROUP';
}

/** The directory's id of whom a permission set is assigned to. */
export const ASSIGNEE = '1234567890-11111111-2222-3333-4444-555555555555';

export interface ManagedPolicy {
  readonly name?: string;
  readonly document: PolicyDocument;
}

/** A policy of the organization, which holds for its accounts. */
export interface ControlPolicy {
  readonly type: 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY';
  readonly document: PolicyDocument;
}

export interface WithPolicy {
  readonly policy?: PolicyDocument;
}

export interface Bucket extends WithPolicy {
  /** A canned ACL as S3 calls it: `public-read`. */
  readonly acl?: string;
  /** The settings of its public access block by CloudFormation's names. */
  readonly block?: Readonly<Record<string, boolean>>;
}

/** A resource as templates and Terraform call it; policy documents stand in it as they are. */
export interface OtherResource {
  /** Absent where CloudFormation has no such thing. */
  readonly template?: { readonly type: string; readonly properties: JsonObject };
  readonly terraform: { readonly type: string; readonly arguments: JsonObject };
}

export interface FunctionAccess {
  readonly name: string;
  readonly environment?: Readonly<Record<string, SecretOf>>;
  /** Those who may invoke it, by the label of the permission. */
  readonly invokedBy?: Readonly<Record<string, { readonly principal: string; readonly sourceAccount?: string }>>;
}

/**
 * What an account asks of passwords, by the names of the IAM API.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_PasswordPolicy.html
 */
export interface PasswordPolicy {
  readonly MinimumPasswordLength?: number;
  readonly PasswordReusePrevention?: number;
  readonly RequireSymbols?: boolean;
}

/** The secret of an access key, by the key's label. */
export interface SecretOf {
  readonly secretOf: string;
}

/** An ARN within a document: of what, and what stands behind it. */
export interface ArnReference {
  readonly label: string;
  readonly rest: string;
}

/** The ARN reference that a value is, if it is one. */
export function arnReference(value: Json): ArnReference | undefined {
  if (!isObject(value)) return undefined;
  const { arnOf, rest } = value;
  return typeof arnOf === 'string' ? { label: arnOf, rest: typeof rest === 'string' ? rest : '' } : undefined;
}

/** The ARN references in a value. */
export function arnsIn(value: Json): readonly ArnReference[] {
  const reference = arnReference(value);
  if (reference !== undefined) return [reference];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(arnsIn) : [];
}

/** A value with all strings and ARN references in it replaced. */
export function replaced(value: Json, by: (leaf: Json) => Json): Json {
  if (isList(value)) return value.map((item) => replaced(item, by));
  if (!isObject(value) || arnReference(value) !== undefined) return by(value);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replaced(item, by)]));
}

/** Entries of a record that may be absent. */
export function entriesOf<Item>(
  record: Readonly<Record<string, Item>> | undefined,
): readonly (readonly [string, Item])[] {
  return Object.entries(record ?? {});
}

/** Without the members that are absent. */
export function given<Value>(record: Readonly<Record<string, Value | undefined>>): Readonly<Record<string, Value>> {
  return Object.fromEntries(
    Object.entries(record).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])),
  );
}

/** Whether a managed policy is named by its ARN, not by a label. */
export function isArn(policy: string): boolean {
  return policy.startsWith('arn:');
}

/** The labels of the access keys whose secrets are put somewhere. */
export function keysInUse(access: Access): ReadonlySet<string> {
  const { functions, instances, parameters, secrets, outputs } = access;
  const uses = [
    ...Object.values(functions ?? {}).flatMap(({ environment }) => Object.values(environment ?? {})),
    ...Object.values(instances ?? {}).map(({ userData }) => userData),
    ...[parameters, secrets, outputs].flatMap((record) => Object.values(record ?? {})).map(({ value }) => value),
  ];
  return new Set(uses.map(({ secretOf }) => secretOf));
}

/** Every policy document that an access holds. */
export function documentsOf(access: Access): readonly PolicyDocument[] {
  const { users, groups, roles, managedPolicies, controlPolicies, buckets, queues, topics, keys, fileSystems } = access;
  const holders = [users, groups, roles].flatMap((record): readonly Holder[] => Object.values(record ?? {}));
  const resources = [buckets, queues, topics, keys, fileSystems];
  return [
    ...holders.flatMap(({ inline }) => Object.values(inline ?? {})),
    ...Object.values(roles ?? {}).map(({ trust }) => trust),
    ...Object.values(managedPolicies ?? {}).map(({ document }) => document),
    ...Object.values(controlPolicies ?? {}).map(({ document }) => document),
    ...resources.flatMap((record): readonly WithPolicy[] => Object.values(record ?? {})).flatMap(policyOf),
  ];
}

function policyOf({ policy }: WithPolicy): readonly PolicyDocument[] {
  return policy === undefined ? [] : [policy];
}
