import { type Document, type Node, nextOf } from '../../../document/document.js';

/** The nodes of a document that a test picks out, in the order of the text. */
export function nodesWhere(document: Document, test: (node: Node) => boolean): readonly Node[] {
  const found: Node[] = [];
  const end = nextOf(document, 0);
  for (let node = 0; node < end; node++) if (test(node)) found.push(node);
  return found;
}

/** Whether one of some nodes, in the order of the text, is this one or lies within it. */
export function holdsOne(document: Document, nodes: readonly Node[], node: Node): boolean {
  let low = 0;
  for (let high = nodes.length; low < high; ) {
    const middle = (low + high) >> 1;
    if ((nodes[middle] ?? 0) >= node) high = middle;
    else low = middle + 1;
  }
  return (nodes[low] ?? Number.POSITIVE_INFINITY) < nextOf(document, node);
}
