import { childrenOf, type Document, type Node, rangeOf, STRING } from './document.js';
import { type Place, partOf, placeOf } from './place.js';
import { scalarOffsets } from './scalar-offset.js';
import type { SourceFile } from './source-file.js';

/**
 * The place of a stretch of a document's text: a part of the scalar that it stands in. What stands in none (a comment)
 * is a place of its own.
 */
export function placeInText(document: Document, start: number, end: number): Place {
  const node = innermostNode(document, start, end);
  const { starts, ends } = scalarOffsets(document, node, false);
  const from = starts.indexOf(start);
  const last = ends.indexOf(end);
  return from >= 0 && last >= from
    ? partOf(placeOf(document, node), from, last + 1)
    : stretchOf(document.file, start, end);
}

function innermostNode(document: Document, start: number, end: number): Node {
  let node = 0;
  for (;;) {
    const inner = childrenOf(document, node).find((child) => {
      const [from, to] = rangeOf(document, child);
      return from <= start && end <= to;
    });
    if (inner === undefined) return node;
    node = inner;
  }
}

/** The place of a stretch of a file's text, as the only node of a document of its own. */
export function stretchOf(file: SourceFile, start: number, end: number): Place {
  const tape = [STRING, start, end, 1, -1, -1];
  return placeOf({ file, format: 'json', text: file.text, tape }, 0);
}
