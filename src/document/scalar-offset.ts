import { type Document, keyOf, keyRangeOf, type Node, rangeOf, scalarOf } from './document.js';
import { insideQuotes, jsonStringStarts } from './json-string.js';
import { yamlScalarOffsets } from './yaml-scalar.js';

/** Where each code unit of a decoded scalar or key stands in the text of its document. */
export interface ScalarOffsets {
  /** By code unit: the offset of its first character, … */
  readonly starts: readonly number[];
  /** … and the one behind its last: an escape takes several characters, and may give two code units. */
  readonly ends: readonly number[];
}

/** Computed once for each scalar that something is reported in, as long as its document is in use. */
const known = new WeakMap<Document, Map<string, ScalarOffsets>>();

/** The offsets of a scalar's code units, or of those of the key that the node stands under. */
export function scalarOffsets(document: Document, node: Node, isKey: boolean): ScalarOffsets {
  const ofDocument = known.get(document) ?? new Map<string, ScalarOffsets>();
  known.set(document, ofDocument);
  const name = isKey ? `key ${node}` : `value ${node}`;
  const offsets = ofDocument.get(name) ?? computeOffsets(document, node, isKey);
  ofDocument.set(name, offsets);
  return offsets;
}

function computeOffsets(document: Document, node: Node, isKey: boolean): ScalarOffsets {
  const { text, format } = document;
  const decoded = isKey ? keyOf(document, node) : scalarOf(document, node);
  if (decoded === undefined) return { starts: [], ends: [] };
  const [start, end] = (isKey ? keyRangeOf(document, node) : undefined) ?? rangeOf(document, node);
  if (format === 'yaml') return yamlScalarOffsets(text, start, end, decoded);
  const starts = format === 'json' ? jsonStringStarts(text, start, end) : csvFieldStarts(text, start, end);
  const [, last] = insideQuotes(text, start, end);
  return { starts, ends: starts.map((_, i) => starts[i + 1] ?? last) };
}

/** A quoted field of CSV holds each quote twice. */
function csvFieldStarts(text: string, start: number, end: number): readonly number[] {
  const [from, to] = text.charAt(start) === '"' ? [start + 1, end - 1] : [start, end];
  const starts: number[] = [];
  for (let at = from; at < to; at += text.charAt(at) === '"' ? 2 : 1) starts.push(at);
  return starts;
}
