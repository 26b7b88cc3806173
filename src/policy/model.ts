import type { Located } from '../document/place.js';
import type { Guard, Text, Unknown } from '../document/value.js';

/**
 * What a policy is for, which decides what its elements mean.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#access_policy-types
 */
export type PolicyKind = 'identity' | 'resource' | 'trust' | 'boundary' | 'scp' | 'rcp' | 'session' | 'endpoint';

export const POLICY_KINDS: readonly PolicyKind[] = [
  'identity',
  'resource',
  'trust',
  'boundary',
  'scp',
  'rcp',
  'session',
  'endpoint',
];

/** A policy document as read: "one or many" already made many, unknown elements kept and known. */
export interface Policy extends Located {
  readonly kind: PolicyKind;
  /** Of a resource policy: the type it is attached to (`AWS::S3::Bucket`), where the input tells. */
  readonly resourceType?: string | undefined;
  /** The language version in force: a missing or unknown one means 2008-10-17, which has no policy variables. */
  readonly version: '2012-10-17' | '2008-10-17';
  /** How many characters it has at least as AWS counts them: as JSON without whitespace. Absent where nobody counted. */
  readonly size?: number;
  /** The `Version` element, if there is one. */
  readonly versionElement?: Text | undefined;
  readonly statements: readonly Statement[];
  /** What is not well-formed; such parts are left out of `statements`, all others are in. */
  readonly faults: readonly Fault[];
  /** Parts that the input does not tell: whole statements, or the whole policy. */
  readonly unknown: readonly Unknown[];
}

/** A deviation from the policy grammar, found while reading. */
export interface Fault extends Located {
  /** One line, the thing in backticks first, as a rule's message. */
  readonly message: string;
  /** The code that Access Analyzer gives this, where it has one. */
  readonly code?: string;
}

export type Effect = 'Allow' | 'Deny';

export interface Statement extends Located {
  /** Its place among the policy's statements, as written (statements split by a template condition share one). */
  readonly index: number;
  readonly sid?: Text | undefined;
  /** Undefined where the input does not tell it, or it is neither. */
  readonly effect: Effect | undefined;
  readonly action?: Element | undefined;
  readonly resource?: Element | undefined;
  readonly principal?: PrincipalElement | undefined;
  readonly conditions: readonly Condition[];
  /** The template conditions under which this statement exists. */
  readonly when: readonly Guard[];
  /** Parts of this statement that the input does not tell: elements, entries of lists, conditions. */
  readonly unknown: readonly Unknown[];
}

/** `Action` or `NotAction`, `Resource` or `NotResource`. Its place is its key. */
export interface Element extends Located {
  /** As the policy spells it: `NotAction`. */
  readonly name: string;
  /** Whether this is the `Not` form: everything but what it lists. */
  readonly negated: boolean;
  readonly items: readonly Text[];
  /** Entries that the input does not tell. */
  readonly unknown: readonly Unknown[];
}

/** `Principal` or `NotPrincipal`. Its place is its key. */
export interface PrincipalElement extends Located {
  readonly name: string;
  readonly negated: boolean;
  readonly items: readonly Principal[];
  readonly unknown: readonly Unknown[];
}

/** One principal: `*` where the element is the bare string `"*"`, else what it stands under. */
export interface Principal extends Located {
  readonly type: 'AWS' | 'Service' | 'Federated' | 'CanonicalUser' | '*';
  readonly value: Text;
}

/** One key under one operator. Its place is the key. */
export interface Condition extends Located {
  readonly operator: Operator;
  /** The condition key, as written; keys are case-insensitive, see `conditionKeyName`. */
  readonly key: Text;
  readonly values: readonly Text[];
  /** Values that the input does not tell. */
  readonly unknown: readonly Unknown[];
}

/** A condition operator, taken apart: `ForAllValues:StringLikeIfExists`. Its place is its key. */
export interface Operator extends Located {
  /** As written. */
  readonly text: Text;
  /** The operator proper in AWS's spelling (`StringLike`), undefined where nobody knows it. */
  readonly name: string | undefined;
  readonly set?: 'ForAllValues' | 'ForAnyValue' | undefined;
  readonly ifExists: boolean;
}
