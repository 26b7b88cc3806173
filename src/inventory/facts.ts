import type { Document } from '../document/document.js';
import type { Located } from '../document/place.js';
import type { Text } from '../document/value.js';
import type { Policy } from '../policy/model.js';
import type { IdentityType, PolicyForm, Resource, Unresolved } from './model.js';

/** What a source collects of identities and policies, each by itself: `join` puts it together. */
export interface Facts {
  readonly identities: readonly IdentityFact[];
  /** In the order of the text. */
  readonly policies: readonly PolicyFact[];
  readonly attachments: readonly AttachmentFact[];
  readonly memberships: readonly MembershipFact[];
  readonly unknownLinks: readonly UnknownLink[];
  /** What policies that are resources of their own are attached to, by those resources. */
  readonly targets: ReadonlyMap<Resource, Resource>;
}

/** Facts that a source is about to collect. */
export interface FactCollection extends Facts {
  readonly identities: IdentityFact[];
  readonly policies: PolicyFact[];
  readonly attachments: AttachmentFact[];
  readonly memberships: MembershipFact[];
  readonly unknownLinks: UnknownLink[];
  readonly targets: Map<Resource, Resource>;
  /** Documents that stand as texts in the input. */
  readonly embedded: Document[];
  /** What could not be told and leaves no policy. */
  readonly notes: Unresolved[];
}

/** A collection to begin with. */
export function noFacts(): FactCollection {
  return {
    identities: [],
    policies: [],
    attachments: [],
    memberships: [],
    unknownLinks: [],
    targets: new Map(),
    embedded: [],
    notes: [],
  };
}

/** An identity that the input declares. Its place is where its name stands. */
export interface IdentityFact extends Located {
  readonly type: IdentityType;
  /** As the source calls it: see `Resource.name`. */
  readonly name: string;
  /** What others may call it: a reference to it, its literal name. */
  readonly names: readonly Text[];
  readonly resource: Resource;
}

/** A policy document, read, and whom it is written into or for. */
export interface PolicyFact {
  readonly policy: Policy;
  readonly form: PolicyForm;
  readonly name?: Text;
  /** Of a managed policy: what attachments may call it (ARN, name). */
  readonly names: readonly Text[];
  readonly resource?: Resource;
  /** Of an inline policy: whose it is. Of a trust policy: the role. */
  readonly holders: readonly Link[];
}

/** A name by which something refers to an identity. */
export interface Link {
  readonly type: IdentityType;
  readonly to: Text;
}

/** A managed policy attached to an identity, or set as its boundary. Its place is where that is written. */
export interface AttachmentFact extends Located {
  readonly identity: Link;
  readonly policyName: Text;
  /** The resource that writes it down. */
  readonly resource: Resource;
  readonly isBoundary: boolean;
}

/** A user's membership in a group. Its place is where it is written. */
export interface MembershipFact extends Located {
  readonly user: Text;
  readonly group: Text;
}

/** Links that the input does not tell: of one identity, or of any of a type. */
export interface UnknownLink {
  readonly type: IdentityType;
  readonly of?: Text;
  /** The resource whose links they are, if it is a policy: it may have holders that nobody knows. */
  readonly resource?: Resource;
}

/**
 * What a reference to an identity or policy is compared by: its name, with holes told apart by their ids. Of an ARN that
 * is the part behind the path; AWS's own managed policies are compared by the whole ARN.
 */
export function linkKey(shown: string): string {
  const isOwnArn = shown.startsWith('arn:') && !shown.includes(':iam::aws:');
  return isOwnArn ? shown.slice(shown.lastIndexOf('/') + 1) : shown;
}
