import type { Document, Node } from '../../document/document.js';
import type { Place } from '../../document/place.js';
import type { Configuration } from './configuration.js';
import type { TerraformKind } from './looks.js';

/** One instance of a resource or data source, as a plan or state tells of it. */
export interface TerraformResource {
  readonly document: Document;
  /** As Terraform writes it: `module.app["eu"].aws_iam_role.this[0]`. */
  readonly address: string;
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  /** The address of the module instance that it is in; empty for the root module. */
  readonly module: string;
  /** Its instance key as addresses spell it, where it has `count` or `for_each`. */
  readonly key?: string;
  /** Of a state: the provider configuration that it belongs to, which stands for an account and a region. */
  readonly provider?: string;
  /** The object that tells of it; its address is what stands for it. */
  readonly node: Node;
  readonly place: Place;
  /** The object of its attributes. */
  readonly values?: Node;
  /** Of a plan: the object that says which attributes are known only after apply. */
  readonly unknown?: Node;
  /** Of a plan: the block of the configuration that it comes from. */
  readonly block?: Node;
  /** Of a plan: it is as it was before; nothing about it changes. */
  readonly isUnchanged: boolean;
}

/** All that one plan or state holds. */
export interface TerraformInput {
  readonly document: Document;
  readonly kind: TerraformKind;
  /** What exists, for a plan: after apply; in the order of the text. */
  readonly resources: readonly TerraformResource[];
  /** Of a plan: what it deletes or replaces, as it was. What other resources say of it is then out of date. */
  readonly gone?: readonly TerraformResource[];
  /** Of a plan: data sources that were read while planning, so that all they give is known. */
  readonly read?: readonly TerraformResource[];
  /** Of a plan: what was written, by which references are followed; absent where it is not in the plan. */
  readonly configuration?: Configuration;
}
