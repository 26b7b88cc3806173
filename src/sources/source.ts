import type { Document } from '../document/document.js';
import type { SourceFile } from '../document/source-file.js';
import type { Inventory } from '../inventory/model.js';
import type { PolicyKind } from '../policy/model.js';

/** What `--policy-type` or the config says of bare policy documents, against what their content says. */
export interface PolicyType {
  readonly kind: PolicyKind;
  readonly resourceType?: string;
}

/** The files around the one that is read, as far as they may be read. */
export interface LocalFiles {
  /**
   * What a file holds.
   *
   * @param path relative to the folder of another file
   * @param from that file
   * @returns undefined where there is no such file, where it may not be read, or where it cannot be parsed
   */
  readonly read: (path: string, from: SourceFile) => Document | undefined;
}

/** What a document does not say itself. */
export interface Around {
  /** What it may bring in; without, it brings in none. */
  readonly files?: LocalFiles | undefined;
  /** Of a template that another one makes a stack of: the parameters that it gives, as far as it tells. */
  readonly parameters?: ReadonlyMap<string, string> | undefined;
}

/** Reads one format: what a document holds, or undefined where it is of another. Never throws on what it reads. */
export type Source = (document: Document, policyType?: PolicyType, around?: Around) => Inventory | undefined;
