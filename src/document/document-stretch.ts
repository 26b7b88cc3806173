import { type Document, rangeOf } from './document.js';

/**
 * The stretch of a file that belongs to one of its documents, comments before and behind it included: all of a JSON
 * file, from one line of dashes to the next in YAML, where such a line cannot be anything else.
 */
export function stretchOfDocument(document: Document): { readonly start: number; readonly end: number } {
  const { text } = document.file;
  if (document.format !== 'yaml') return { start: 0, end: text.length };
  const [from, to] = rangeOf(document, 0);
  const end = text.indexOf('\n---', Math.max(0, to - 1));
  return { start: Math.max(0, text.lastIndexOf('\n---', from)), end: end < 0 ? text.length : end };
}
