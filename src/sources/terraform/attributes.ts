import {
  childrenOf,
  type Document,
  isList,
  isMap,
  keyOf,
  kindOf,
  memberOf,
  type Node,
  scalarOf,
} from '../../document/document.js';
import type { Place } from '../../document/place.js';
import { type Entry, keyText, literalText, plainValue, type Value } from '../../document/value.js';
import type { TerraformResource } from './model.js';

/** Values nested deeper than this are taken as unknown. */
const DEEPEST = 40;

/**
 * What an attribute of a resource is: its planned value, unknown where that is known only after apply.
 *
 * @returns undefined where it is null or left out, and where it is a computed attribute that nobody wrote: what the
 *   provider makes of `aws_kms_key.policy` is nothing that the input hides
 */
export function attributeOf(resource: TerraformResource, name: string): Value | undefined {
  const { document, values, unknown, place } = resource;
  const node = values === undefined ? undefined : memberOf(document, values, name);
  const open = unknown === undefined ? undefined : memberOf(document, unknown, name);
  if (open !== undefined && isTrue(document, open) && isWritten(resource, name) === false) return undefined;
  if (node === undefined && open === undefined) return undefined;
  const merger: Merger = { document, place, address: resource.address };
  const value = merged(merger, node, open, name, 0);
  return value === undefined || value.kind === 'null' ? undefined : value;
}

/** Whether the configuration gives an attribute a value; undefined where the input holds no configuration. */
function isWritten(resource: TerraformResource, name: string): boolean | undefined {
  return resource.block === undefined ? undefined : expressionOf(resource, name) !== undefined;
}

/**
 * Whether an attribute is only what the provider has read before, so that it may hold what the plan takes away: nothing
 * about the resource changes, and nobody wrote the attribute.
 */
export function isLeftOver(resource: TerraformResource, name: string): boolean {
  return resource.isUnchanged && isWritten(resource, name) !== true;
}

/** The expression that the configuration gives an attribute. */
export function expressionOf({ document, block }: TerraformResource, name: string): Node | undefined {
  const expressions = block === undefined ? undefined : memberOf(document, block, 'expressions');
  return expressions === undefined ? undefined : memberOf(document, expressions, name);
}

interface Merger {
  readonly document: Document;
  /** Where to point for what stands nowhere. */
  readonly place: Place;
  readonly address: string;
}

/** Why an attribute is unknown, or a part of it. */
export function knownAfterApply(name: string, address: string): string {
  return `\`${name}\` of ${address} is known only after apply`;
}

function isTrue(document: Document, node: Node): boolean {
  return kindOf(document, node) === 'boolean' && scalarOf(document, node) === 'true';
}

/**
 * A value with what is not known of it: `open` has `true` in place of what is unknown, and is else of the same shape.
 *
 * @param name the attribute, or the one within it, that the value is of
 */
function merged(
  merger: Merger,
  node: Node | undefined,
  open: Node | undefined,
  name: string,
  depth: number,
): Value | undefined {
  const { document, place, address } = merger;
  if (open === undefined || !holdsUnknown(document, open)) {
    return node === undefined ? undefined : plainValue(document, node);
  }
  if (isTrue(document, open) || depth > DEEPEST) {
    const reason = knownAfterApply(name, address);
    return { kind: 'unknown', place: node === undefined ? place : { document, node }, reason };
  }
  if (isList(document, open)) return mergedList(merger, node, open, name, depth);
  return mergedMap(merger, node, open, depth);
}

function holdsUnknown(document: Document, open: Node): boolean {
  return isMap(document, open) || isList(document, open) || isTrue(document, open);
}

function mergedList(merger: Merger, node: Node | undefined, open: Node, name: string, depth: number): Value {
  const { document, place } = merger;
  const known = node !== undefined && isList(document, node) ? childrenOf(document, node) : [];
  const unknown = childrenOf(document, open);
  const items: Value[] = [];
  for (let i = 0; i < Math.max(known.length, unknown.length); i++) {
    const item = merged(merger, known[i], unknown[i], name, depth + 1);
    if (item !== undefined) items.push(item);
  }
  return { kind: 'list', place: node === undefined ? place : { document, node }, items };
}

function mergedMap(merger: Merger, node: Node | undefined, open: Node, depth: number): Value {
  const { document, place } = merger;
  const isKnownMap = node !== undefined && isMap(document, node);
  const entries: Entry[] = [];
  const known = new Set<string>();
  for (const child of isKnownMap ? childrenOf(document, node) : []) {
    const key = keyOf(document, child) ?? '';
    known.add(key);
    const value = merged(merger, child, memberOf(document, open, key), key, depth + 1);
    if (value !== undefined) entries.push({ key: keyText(document, child), value });
  }
  for (const child of childrenOf(document, open)) {
    const key = keyOf(document, child) ?? '';
    const value = known.has(key) ? undefined : merged(merger, undefined, child, key, depth + 1);
    if (value !== undefined) entries.push({ key: literalText(place, key), value });
  }
  return { kind: 'map', place: isKnownMap ? { document, node } : place, entries };
}
