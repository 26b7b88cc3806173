import { expect } from 'vitest';
import {
  childrenOf,
  type Document,
  FIELDS,
  isList,
  isMap,
  keyOf,
  keyRangeOf,
  kindOf,
  type Node,
  nextOf,
  rangeOf,
  scalarOf,
} from '../../src/document/document.js';

/** The value that a JSON document's node stands for, as `JSON.parse` would give it. */
export function jsonValueOf(document: Document, node: Node): unknown {
  const kind = kindOf(document, node);
  const scalar = scalarOf(document, node);
  if (kind === 'number') return Number(scalar);
  if (kind === 'boolean') return scalar === 'true';
  if (kind === 'null') return null;
  return scalar ?? collectionOf(document, node, jsonValueOf);
}

/** The tree of a node with every scalar as its text. */
export function textTreeOf(document: Document, node: Node): unknown {
  return scalarOf(document, node) ?? collectionOf(document, node, textTreeOf);
}

function collectionOf(document: Document, node: Node, read: (document: Document, node: Node) => unknown): unknown {
  const children = childrenOf(document, node);
  if (isList(document, node)) return children.map((child) => read(document, child));
  return Object.fromEntries(children.map((child) => [keyOf(document, child), read(document, child)]));
}

export function nodesOf(document: Document): readonly Node[] {
  return Array.from({ length: document.tape.length / FIELDS }, (_, node) => node);
}

/** Checks that a tape is a tree of ranges within the text; `copied` where aliases stand for text elsewhere. */
export function expectSoundTape(document: Document, copied = false): void {
  const nodes = nodesOf(document);
  expect(nextOf(document, 0)).toBe(nodes.length);
  const wrong: string[] = [];
  const check = (holds: boolean, node: Node, what: string) => {
    if (!holds) wrong.push(`${what} of node ${node}`);
  };
  for (const node of nodes) {
    const [start, end] = rangeOf(document, node);
    const key = keyRangeOf(document, node);
    check(0 <= start && start <= end && end <= document.text.length, node, 'range');
    if (key !== undefined) {
      check(0 <= key[0] && key[0] <= key[1] && key[1] <= document.text.length, node, 'key range');
      check(copied || key[1] <= start, node, 'key before value');
    }
    check(nextOf(document, node) > node && nextOf(document, node) <= nodes.length, node, 'next');
    if (!isMap(document, node) && !isList(document, node)) check(nextOf(document, node) === node + 1, node, 'leaf');
    let last = start;
    for (const child of childrenOf(document, node)) {
      const from = keyRangeOf(document, child)?.[0] ?? rangeOf(document, child)[0];
      check(copied || from >= last, child, 'order');
      last = rangeOf(document, child)[1];
      check(copied || last <= end, child, 'end');
      check(nextOf(document, child) <= nextOf(document, node), child, 'subtree');
    }
  }
  expect(wrong).toEqual([]);
}
