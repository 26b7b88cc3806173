import { childrenOf, type Document, isMap, keyOf, memberOf, type Node, scalarOf } from '../document/document.js';
import type { Place } from '../document/place.js';

/** What lies deeper within a map or list does not count. */
const DEEPEST = 100;

/**
 * The decoded text that a place points at, the same however it is laid out. Of a map or list it is all of its keys and
 * scalars, whatever their order, without the names of statements.
 */
export function textOfPlace({ document, node, key, from, to }: Place): string {
  const whole = key === true ? keyOf(document, node) : scalarOf(document, node);
  return whole === undefined ? textOfNode(document, node, 0) : whole.slice(from ?? 0, to ?? whole.length);
}

function textOfNode(document: Document, node: Node, depth: number): string {
  const scalar = scalarOf(document, node);
  if (scalar !== undefined) return JSON.stringify(scalar);
  if (depth > DEEPEST) return '';
  const isStatement = memberOf(document, node, 'Effect') !== undefined;
  const parts = childrenOf(document, node).flatMap((child) => {
    const key = keyOf(document, child);
    if (isStatement && key === 'Sid') return [];
    const text = textOfNode(document, child, depth + 1);
    return key === undefined ? text : `${JSON.stringify(key)}:${text}`;
  });
  const text = parts.sort().join(',');
  return isMap(document, node) ? `{${text}}` : `[${text}]`;
}
