import {
  type Document,
  END,
  FIELDS,
  KEY_END,
  KEY_START,
  KIND,
  MAP,
  NEXT,
  type Node,
  START,
  STRING,
} from './document.js';

/**
 * What a document that was read from JSON says, whatever its layout: all keys and values as they are written, without the
 * white space between. It is the same for two documents only if all that is read of them is the same.
 *
 * @param isSkipped tells of a string right in the document's outermost map whether it is left out, but for its length
 */
export function wordsOf(document: Document, isSkipped: (key: string, value: string) => boolean): string {
  const { text, tape } = document;
  const field = (node: Node, name: number): number => tape[node * FIELDS + name] ?? -1;
  const words: (string | number)[] = [];
  const count = tape.length / FIELDS;
  const isMap = field(0, KIND) === MAP;
  for (let node = 0, member = 1; node < count; node++) {
    const keyStart = field(node, KEY_START);
    const key = keyStart < 0 ? '' : text.slice(keyStart, field(node, KEY_END));
    const next = field(node, NEXT);
    const value = next === node + 1 ? text.slice(field(node, START), field(node, END)) : '';
    // So many nodes lie within it: where a list or a map ends is told by that.
    words.push(field(node, KIND), next - node, key);
    const isMember = node === member;
    if (isMember) member = next;
    const isLeftOut = isMember && isMap && field(node, KIND) === STRING && isSkipped(key, value);
    words.push(isLeftOut ? value.length : value);
  }
  return words.join('\n');
}
