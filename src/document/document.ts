import { decodeJsonString } from './json-string.js';
import type { Place } from './place.js';
import type { SourceFile } from './source-file.js';

/** What a node of a document is. */
export type NodeKind = 'map' | 'list' | 'string' | 'number' | 'boolean' | 'null';

/** A node is its index in the document's tape; the root is 0. */
export type Node = number;

/**
 * A tree of located nodes, the same from JSON and YAML.
 *
 * The tree is a tape: six integers a node, in the order of the text, children right behind their parent. That makes a
 * position cost nothing and a file without findings cost one scan. Read it through the functions of this module.
 */
export interface Document {
  readonly file: SourceFile;
  readonly format: 'json' | 'yaml' | 'csv';
  /** The text that the offsets of the tape point into: the file's, or that of a string within it (see `origin`). */
  readonly text: string;
  readonly tape: readonly number[];
  /** Decoded scalars by node, where the text alone does not tell them (YAML). */
  readonly scalars?: readonly (string | undefined)[];
  /** Decoded keys by node, where the text alone does not tell them (YAML). */
  readonly keys?: readonly (string | undefined)[];
  /** YAML tags such as `!Sub`, by node. */
  readonly tags?: ReadonlyMap<Node, string>;
  /** Where the text comes from, if this document stands as a string within another: ascending by `at`. */
  readonly origin?: readonly OriginSegment[];
  /** What its nodes were made of, if a macro wrote this tree: see `writeSketch`. */
  readonly rewritten?: Rewriting;
}

/**
 * What each node of a tree that a macro wrote was copied from, or is caused by: by node, for its value and for its key.
 * Only these tell where such a node stands; its offsets on the tape mean nothing.
 */
export interface Rewriting {
  readonly values: readonly Place[];
  readonly keys: readonly (Place | undefined)[];
}

/** From offset `at` on, the text of an embedded document is what `place` shows. */
export interface OriginSegment {
  readonly at: number;
  readonly place: Place;
}

/** Fields of a node on the tape. */
export const FIELDS = 6;
export const KIND = 0;
export const START = 1;
export const END = 2;
export const NEXT = 3;
export const KEY_START = 4;
export const KEY_END = 5;

/** Kinds as they stand on the tape, by index. */
const KINDS: readonly NodeKind[] = ['map', 'list', 'string', 'number', 'boolean', 'null'];
export const MAP = 0;
export const LIST = 1;
export const STRING = 2;
export const NUMBER = 3;
export const BOOLEAN = 4;
export const NULL = 5;

/** Reads one field of a node. */
function field(document: Document, node: Node, name: number): number {
  return document.tape[node * FIELDS + name] ?? -1;
}

/** What the node is. */
export function kindOf(document: Document, node: Node): NodeKind {
  return KINDS[field(document, node, KIND)] ?? 'null';
}

export function isMap(document: Document, node: Node): boolean {
  return field(document, node, KIND) === MAP;
}

export function isList(document: Document, node: Node): boolean {
  return field(document, node, KIND) === LIST;
}

/** The first node behind this one and all that it contains. */
export function nextOf(document: Document, node: Node): Node {
  return field(document, node, NEXT);
}

/** Start and end offset of the node's value in the document's text, quotes included. */
export function rangeOf(document: Document, node: Node): readonly [number, number] {
  return [field(document, node, START), field(document, node, END)];
}

/** Start and end offset of the key that the node stands under, quotes included; undefined for elements and the root. */
export function keyRangeOf(document: Document, node: Node): readonly [number, number] | undefined {
  const start = field(document, node, KEY_START);
  return start < 0 ? undefined : [start, field(document, node, KEY_END)];
}

/** The nodes directly within a map or list, in the order of the text. */
export function childrenOf(document: Document, node: Node): readonly Node[] {
  const kind = field(document, node, KIND);
  if (kind !== MAP && kind !== LIST) return [];
  const children: Node[] = [];
  const end = nextOf(document, node);
  for (let child = node + 1; child < end; child = nextOf(document, child)) children.push(child);
  return children;
}

/** The decoded key that the node stands under, or undefined. */
export function keyOf(document: Document, node: Node): string | undefined {
  const known = document.keys?.[node];
  if (known !== undefined) return known;
  const start = field(document, node, KEY_START);
  if (start < 0) return undefined;
  return decodeJsonString(document.text, start, field(document, node, KEY_END));
}

/** The decoded text of a scalar (`true`, `12` and `null` as written), or undefined for maps and lists. */
export function scalarOf(document: Document, node: Node): string | undefined {
  const known = document.scalars?.[node];
  if (known !== undefined) return known;
  const kind = field(document, node, KIND);
  if (kind === MAP || kind === LIST) return undefined;
  const start = field(document, node, START);
  const end = field(document, node, END);
  return kind === STRING ? decodeJsonString(document.text, start, end) : document.text.slice(start, end);
}

/** The text of a node that is a string, else undefined. */
export function stringOf(document: Document, node: Node): string | undefined {
  return field(document, node, KIND) === STRING ? scalarOf(document, node) : undefined;
}

/** The value under a key of a map; of several equal keys the last, as every JSON reader that AWS has takes it. */
export function memberOf(document: Document, node: Node, key: string): Node | undefined {
  if (field(document, node, KIND) !== MAP) return undefined;
  let found: Node | undefined;
  const end = nextOf(document, node);
  for (let child = node + 1; child < end; child = nextOf(document, child)) {
    if (isUnder(document, child, key)) found = child;
  }
  return found;
}

/** Whether a node stands under a key. Most keys are told apart by their length, and none need be decoded for it. */
function isUnder(document: Document, node: Node, key: string): boolean {
  const known = document.keys?.[node];
  if (known !== undefined) return known === key;
  const start = field(document, node, KEY_START);
  if (start < 0) return false;
  const last = field(document, node, KEY_END) - 1;
  const { text } = document;
  const isQuoted = text.charCodeAt(start) === QUOTE && text.charCodeAt(last) === QUOTE;
  const length = last - start - 1;
  if (isQuoted && length <= key.length) return length === key.length && text.startsWith(key, start + 1);
  // Escapes make a key longer than what it spells; one without quotes is none, and read all the same.
  return keyOf(document, node) === key;
}

const QUOTE = 0x22;

/** The YAML tag of a node (`!Sub`), if it has one that means something. */
export function tagOf(document: Document, node: Node): string | undefined {
  return document.tags?.get(node);
}

/**
 * The keys and indexes that lead from one node down to another.
 *
 * @param from a node that contains `to`, or is it; otherwise there is no path, and the result is empty
 */
export function pathBetween(document: Document, from: Node, to: Node): readonly (string | number)[] {
  const parents = parentsOf(document);
  const path: (string | number)[] = [];
  for (let node = to; node !== from; node = parents[2 * node] ?? NONE) {
    if (node === NONE) return [];
    path.push(keyOf(document, node) ?? parents[2 * node + 1] ?? NONE);
  }
  return path.reverse();
}

/** No node: what stands above the root. */
const NONE = -1;

/** What `parentsOf` has worked out, for as long as a document is in use. */
const knownParents = new WeakMap<Document['tape'], Int32Array>();

/**
 * The parent of each node and its index there, two integers a node. Worked out in one pass for a document that a path
 * is asked of, so that a path costs its length, however many siblings the nodes on it have.
 */
function parentsOf(document: Document): Int32Array {
  const known = knownParents.get(document.tape);
  if (known !== undefined) return known;
  const nodes = document.tape.length / FIELDS;
  const parents = new Int32Array(2 * nodes).fill(NONE);
  /** The containers that the node lies in, outermost first, and how many children of each have been met. */
  const open: Node[] = [];
  const met: number[] = [];
  for (let node = 0; node < nodes; node++) {
    while (open.length > 0 && nextOf(document, open[open.length - 1] ?? NONE) <= node) {
      open.pop();
      met.pop();
    }
    const depth = open.length - 1;
    if (depth >= 0) {
      parents[2 * node] = open[depth] ?? NONE;
      parents[2 * node + 1] = met[depth] ?? 0;
      met[depth] = (met[depth] ?? 0) + 1;
    }
    if (nextOf(document, node) === node + 1) continue;
    open.push(node);
    met.push(0);
  }
  knownParents.set(document.tape, parents);
  return parents;
}
