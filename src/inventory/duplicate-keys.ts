import { childrenOf, type Document, isMap, keyOf, type Node, nextOf } from '../document/document.js';
import { keyPlaceOf } from '../document/place.js';
import type { DuplicateKey } from './model.js';

/** All keys at or below a node that stand twice in one map: each that is lost, with the last one, which counts. */
export function duplicateKeysOf(document: Document, root: Node): readonly DuplicateKey[] {
  const duplicates: DuplicateKey[] = [];
  const end = nextOf(document, root);
  for (let node = root; node < end; node++) {
    if (isMap(document, node)) duplicates.push(...duplicatesWithin(document, node));
  }
  return duplicates;
}

function duplicatesWithin(document: Document, map: Node): readonly DuplicateKey[] {
  const last = new Map<string, Node>();
  const lost: { readonly key: string; readonly node: Node }[] = [];
  for (const child of childrenOf(document, map)) {
    const key = keyOf(document, child) ?? '';
    const earlier = last.get(key);
    if (earlier !== undefined) lost.push({ key, node: earlier });
    last.set(key, child);
  }
  return lost.map(({ key, node }) => ({
    place: keyPlaceOf(document, node),
    key,
    kept: keyPlaceOf(document, last.get(key) ?? node),
  }));
}
