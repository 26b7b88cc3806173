import type { Document } from '../document/document.js';
import type { Located, Place } from '../document/place.js';
import type { Guard, Text, Unknown, Value } from '../document/value.js';
import type { Policy } from '../policy/model.js';
import type { World } from './world.js';

/**
 * A resource as its template, plan or export declares it. Its place is where its name stands.
 * Types are AWS's own (`AWS::S3::Bucket`) whatever the format; `sourceType` is how the format calls it.
 */
export interface Resource extends Located {
  /** All that declares it, where its place is a part of that. */
  readonly extent?: Place;
  /** Of a plan: whether it stays as it is; absent where that is not known to be so. */
  readonly isUnchanged?: boolean;
  readonly type: string;
  readonly sourceType: string;
  /** Logical id in CloudFormation, address in Terraform, ARN or name in exports. */
  readonly name: string;
  /** Where CDK says which construct made it. */
  readonly constructPath?: string;
  /** The template conditions under which it exists. */
  readonly when: readonly Guard[];
  /** Its properties by CloudFormation's names, else those of AWS's API, resolved; absent where the source keeps none. */
  readonly properties?: Value;
}

/** How a policy document comes to be where it is. */
export type PolicyForm =
  /** A bare document: nothing tells what it is attached to. */
  | 'document'
  /** Written into, or for, one identity, and gone with it. */
  | 'inline'
  /** A managed policy of its own. */
  | 'managed'
  /** A setting of a resource: its resource policy, a role's trust policy, an SCP. */
  | 'setting';

/** A policy document in its surroundings. */
export interface PlacedPolicy extends Policy {
  readonly form: PolicyForm;
  /** Only its content tells what kind of policy it is: neither the user nor the words around it do. */
  readonly isKindGuessed?: true;
  /** The policy's name, where it has one. */
  readonly name?: Text;
  /** The resource that holds or is the policy; absent for a bare document. */
  readonly resource?: Resource;
  /** What a resource policy that is a resource of its own is attached to, where the input holds it: the bucket. */
  readonly target?: Resource;
  /** Of an identity policy: who holds it. */
  readonly holders: Holders;
}

/** The identities that a policy applies to, as far as the input tells. */
export interface Holders {
  readonly known: readonly Holder[];
  /** Whether there may be others: a managed policy can be attached elsewhere, a bare document to anybody. */
  readonly complete: boolean;
}

export type IdentityType = 'user' | 'group' | 'role' | 'permission-set';

/** Who holds a policy, without the policies. */
export interface Holder {
  readonly type: IdentityType;
  readonly name: string;
  /** Of a role: who may assume it, by its trust policy. */
  readonly trustedBy?: TrustedBy;
}

/** Who may become a role: `people` where its trust policy names accounts or IAM users. */
export interface TrustedBy {
  readonly people: boolean;
  readonly services: boolean;
  readonly federation: boolean;
}

/** A user, group, role or permission set, with what applies to it. Its place is where its name stands. */
export interface Identity extends Located {
  readonly type: IdentityType;
  /** As the source calls it: see `Resource.name`; for one that is only mentioned, the name it is mentioned by. */
  readonly name: string;
  /** Absent for an identity that is only mentioned (`Users: [bob]`). */
  readonly resource?: Resource;
  readonly inline: readonly PlacedPolicy[];
  readonly attached: readonly Attachment[];
  readonly groups: readonly Membership[];
  readonly trust?: PlacedPolicy;
  readonly boundary?: Attachment;
  /** Whether all its policies are in sight; false where links are unknown or the identity is only mentioned. */
  readonly complete: boolean;
}

/** A managed policy attached to an identity. Its place is where the attachment is written. */
export interface Attachment extends Located {
  /** The ARN or name as written, with references resolved to holes. */
  readonly policyName: Text;
  /** The policy, where the input holds it. */
  readonly policy?: PlacedPolicy;
  /** The resource that writes the attachment down. */
  readonly resource: Resource;
}

/** A user's membership in a group. Its place is where it is written. */
export interface Membership extends Located {
  readonly group: Text;
}

/** What one document holds: everything that rules look at, joined as far as the document tells. */
export interface Inventory {
  /** The format that it was read from, in words: `CloudFormation`, `policy`. */
  readonly format: string;
  readonly document: Document;
  readonly policies: readonly PlacedPolicy[];
  readonly identities: readonly Identity[];
  readonly resources: readonly Resource[];
  /** Keys that stand twice in one object; their place is the key that is lost. */
  readonly duplicateKeys: readonly DuplicateKey[];
  /** Where the secrets of access keys go that this input makes; absent where the source does not look. */
  readonly secretUses?: readonly SecretUse[];
  /** Of a template's conditions: whether each holds by default, as far as the template tells. */
  readonly conditionsByDefault?: ReadonlyMap<string, boolean>;
  /** What could not be judged, once each. */
  readonly unresolved: readonly Unresolved[];
  /** Why none of the document could be read, where it is of a kind that is known and not read. */
  readonly failure?: Unresolved;
  /** The accounts that it is of, by the ARNs of what it holds; absent where it does not tell. */
  readonly accounts?: readonly string[];
  /** Templates beside this one that it makes stacks of. */
  readonly nested?: readonly NestedTemplate[];
}

/**
 * What the secret of an access key is put into. Places that keep a secret (Secrets Manager, a SecureString parameter, an
 * output that the format keeps back) are no destination.
 */
export type SecretDestination =
  /** An output of the template or plan. */
  | 'output'
  /** What an instance runs when it starts. */
  | 'user data'
  /** A variable of a function, container, build or environment. */
  | 'environment'
  /** A parameter of Systems Manager that is not encrypted. */
  | 'parameter'
  /** What is written down beside a resource: CloudFormation's metadata. */
  | 'metadata'
  /** Any other property, of which nobody knows how it is kept. */
  | 'other';

/** A place where the secret of an access key is put in. Its place is the reference to the secret. */
export interface SecretUse extends Located {
  readonly key: Resource;
  readonly destination: SecretDestination;
  /** The name of the output, or of the resource. */
  readonly target: string;
  /** The input does not tell whether it is the secret that is put in, or something else of the key. */
  readonly mayBeOther?: true;
  /** The template conditions under which it is there. */
  readonly when: readonly Guard[];
}

/** A template that another one makes a stack of. Its place is where it is named. */
export interface NestedTemplate extends Located {
  /** As written: relative to the folder of the template that names it. */
  readonly path: string;
  /** The parameters that it is given, as far as they are told. */
  readonly parameters: ReadonlyMap<string, string>;
}

export interface DuplicateKey extends Located {
  readonly key: string;
  /** The key that counts: the last one. */
  readonly kept: Place;
}

/** Something that could not be judged. `reason` is one line. */
export interface Unresolved extends Located {
  readonly reason: string;
}

/** Inventories joined: alone for a template or a policy file. */
export interface Estate {
  readonly inventories: readonly Inventory[];
  readonly world: World;
}

/** All that a policy leaves open, in itself and in its statements. */
export function unknownParts(policy: Policy): readonly Unknown[] {
  const within = policy.statements.filter(({ unknown }) => unknown.length > 0);
  return within.length === 0 ? policy.unknown : [...policy.unknown, ...within.flatMap(({ unknown }) => unknown)];
}

/**
 * Whether a policy hangs on the certificates of devices: it allows nothing but IoT's own actions, and is no identity's.
 * https://docs.aws.amazon.com/iot/latest/developerguide/iot-policies.html
 */
export function isOfDevices({ resource }: PlacedPolicy): boolean {
  return resource?.type === 'AWS::IoT::Policy';
}

/** Whether an identity policy is held by roles or permission sets and nobody else, as far as the input tells. */
export function isForRolesAlone({ kind, holders: { known } }: PlacedPolicy): boolean {
  return kind === 'identity' && known.length > 0 && known.every(({ type }) => type !== 'user' && type !== 'group');
}

/** Who has each policy that the input holds. */
export function identitiesByPolicy(identities: readonly Identity[]): ReadonlyMap<PlacedPolicy, readonly Identity[]> {
  const holders = new Map<PlacedPolicy, Identity[]>();
  for (const identity of identities) {
    for (const policy of new Set(policiesOf(identity))) {
      const known = holders.get(policy);
      if (known === undefined) holders.set(policy, [identity]);
      else known.push(identity);
    }
  }
  return holders;
}

/** The policies of an identity that the input holds: inline ones, and the attached ones that are in sight. */
export function policiesOf({ inline, attached }: Identity): readonly PlacedPolicy[] {
  return [...inline, ...attached.flatMap(({ policy }) => policy ?? [])];
}
