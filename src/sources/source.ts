import type { Document } from '../document/document.js';
import type { Inventory } from '../inventory/model.js';
import type { PolicyKind } from '../policy/model.js';

/** What `--policy-type` or the config says of bare policy documents, against what their content says. */
export interface PolicyType {
  readonly kind: PolicyKind;
  readonly resourceType?: string;
}

/** One format: how it looks, and how it is read. */
export interface Source {
  /** As the report names it: `CloudFormation`. */
  readonly format: string;
  /** Whether a document is of this format; cheap. */
  readonly recognizes: (document: Document) => boolean;
  /** What the document holds. Never throws on what it reads. */
  readonly read: (document: Document, policyType?: PolicyType) => Inventory;
}
