import { entriesOf, type Json, type JsonObject, type PolicyDocument } from './access.js';

/** What stands behind an argument's equals sign. */
export type Expression =
  | { readonly kind: 'constant'; readonly value: Json }
  /** `aws_iam_role.Deploy.name`, or `"${aws_s3_bucket.Reports.arn}/*"` with the rest behind it. */
  | { readonly kind: 'reference'; readonly block: string; readonly attribute: string; readonly rest?: string }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'map'; readonly entries: Arguments }
  /** Nested blocks of one type, and what stands in values for arguments that they leave out. */
  | { readonly kind: 'blocks'; readonly blocks: readonly Arguments[]; readonly defaults?: JsonObject }
  /** `jsonencode` of a document. */
  | { readonly kind: 'policy'; readonly document: PolicyDocument };

export type Arguments = Readonly<Record<string, Expression>>;

/** A resource or data source of a Terraform module, as somebody writes it. */
export interface Block {
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  readonly arguments: Arguments;
  /** What the provider writes for arguments that are left out, before anything is applied. */
  readonly defaults: JsonObject;
  /** What is known only after apply. */
  readonly exported: Arguments;
}

/** The account that all is in. */
export const ACCOUNT = '111122223333';

/** A value that is known. */
export function constant(value: Json): Expression {
  return { kind: 'constant', value };
}

/** Arguments whose values are known. */
export function constants(values: JsonObject): Arguments {
  return Object.fromEntries(entriesOf(values).map(([name, value]) => [name, constant(value)]));
}

/** A policy, as JSON. */
export function policy(document: PolicyDocument): Expression {
  return { kind: 'policy', document };
}

/** An attribute of another resource. */
export function reference(type: string, label: string, attribute: string): Expression {
  return { kind: 'reference', block: `${type}.${label}`, attribute };
}

/** A resource; most have an ARN and, unless somebody gave them one, a name that AWS or the provider makes up. */
export function block(type: string, name: string, args: Arguments, arn?: string, others: Arguments = {}): Block {
  const named = arn === undefined ? {} : { arn: constant(arn), name: constant(name) };
  const exported = { id: args['name'] ?? constant(name), ...named, ...others };
  return { mode: 'managed', type, name, arguments: args, defaults: {}, exported };
}
