import type { Document } from '../document/document.js';
import type { Inventory } from '../inventory/model.js';
import type { PolicyKind } from '../policy/model.js';

/** What `--policy-type` or the config says of bare policy documents, against what their content says. */
export interface PolicyType {
  readonly kind: PolicyKind;
  readonly resourceType?: string;
}

/** Reads one format: what a document holds, or undefined where it is of another. Never throws on what it reads. */
export type Source = (document: Document, policyType?: PolicyType) => Inventory | undefined;
