import { childrenOf, type Document, isMap, keyOf, type Node, nextOf } from '../document/document.js';
import { keyPlaceOf } from '../document/place.js';
import type { DuplicateKey } from './model.js';

/** All keys at or below a node that stand twice in one map: each that is lost, with the last one, which counts. */
export function duplicateKeysOf(document: Document, root: Node): readonly DuplicateKey[] {
  const duplicates: DuplicateKey[] = [];
  const end = nextOf(document, root);
  for (let node = root; node < end; node++) {
    if (isMap(document, node)) for (const duplicate of duplicatesWithin(document, node)) duplicates.push(duplicate);
  }
  return duplicates;
}

/** Maps of no more keys are compared pair by pair, which costs less than to set up a map of them. */
const FEW = 8;

function duplicatesWithin(document: Document, map: Node): readonly DuplicateKey[] {
  const children = childrenOf(document, map);
  if (children.length <= FEW && areDistinct(children.map((child) => keyOf(document, child)))) return [];
  const last = new Map<string, Node>();
  const lost: { readonly key: string; readonly node: Node }[] = [];
  for (const child of children) {
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

function areDistinct(keys: readonly (string | undefined)[]): boolean {
  for (let i = 1; i < keys.length; i++) for (let j = 0; j < i; j++) if (keys[i] === keys[j]) return false;
  return true;
}
