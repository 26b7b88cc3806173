import { type Document, keyOf, kindOf, type Node, nextOf, scalarOf } from '../document/document.js';
import { placeOf } from '../document/place.js';
import type { Inventory } from '../inventory/model.js';
import { policyWithin } from './policy-document.js';

/** A policy where none is looked for, or a text that is one in a form that is not read: reported as not judged. */
export function readStrayPolicy(document: Document): Inventory | undefined {
  const stray = strayIn(document);
  if (stray === undefined) return undefined;
  return {
    format: 'policy',
    document,
    policies: [],
    identities: [],
    resources: [],
    duplicateKeys: [],
    unresolved: [{ place: placeOf(document, stray.node), reason: stray.reason }],
  };
}

function strayIn(document: Document): { readonly node: Node; readonly reason: string } | undefined {
  const map = policyWithin(document, 0);
  if (map !== undefined) return { node: map, reason: 'a policy stands where none is looked for, and is not judged' };
  const text = policyTextIn(document);
  return text === undefined ? undefined : { node: text, reason: 'a policy in this text is not read' };
}

/** The first text under a name such as `policyText` that has the words of a policy, percent-encoded or not. */
function policyTextIn(document: Document): Node | undefined {
  const end = nextOf(document, 0);
  for (let node = 0; node < end; node++) {
    if (kindOf(document, node) !== 'string' || !/policy|document/i.test(keyOf(document, node) ?? '')) continue;
    const text = scalarOf(document, node) ?? '';
    if (['Statement', 'Effect', 'Action'].every((word) => text.includes(word))) return node;
  }
  return undefined;
}
