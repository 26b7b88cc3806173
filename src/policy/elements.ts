import type { Located } from '../document/place.js';
import { displayText, type Entry, type MapValue, type Text, type Unknown, type Value } from '../document/value.js';
import type { Fault } from './model.js';

/** The entries that count: of a key given twice the last one, and none that a choice leaves out. */
export function elementsOf(map: MapValue): readonly Entry[] {
  // Nearly every map is as it should be, and this is asked for each statement and condition there is.
  if (map.entries.every((entry, index) => entry.value.kind !== 'absent' && isFirst(map.entries, entry, index))) {
    return map.entries;
  }
  const last = new Map<string, Entry>();
  for (const entry of map.entries) last.set(displayText(entry.key), entry);
  return [...last.values()].filter(({ value }) => value.kind !== 'absent');
}

/** So many entries are compared one by one; a flood of keys is not. */
const MOST_COMPARED = 16;

function isFirst(entries: readonly Entry[], { key }: Entry, index: number): boolean {
  if (index > MOST_COMPARED) return false;
  const name = displayText(key);
  for (let i = 0; i < index; i++) {
    const earlier = entries[i];
    if (earlier !== undefined && displayText(earlier.key) === name) return false;
  }
  return true;
}

/** The entry of an element by its name. */
export function elementOf(entries: readonly Entry[], name: string): Entry | undefined {
  return entries.find(({ key }) => displayText(key) === name);
}

/** "One or many" as many. A list within a list (a choice between lists) is flattened. */
export function manyOf(value: Value): readonly Value[] {
  if (value.kind === 'absent') return [];
  return value.kind === 'list' ? value.items.flatMap(manyOf) : [value];
}

/** The strings of an element, and its parts that the input does not tell. */
export interface Strings {
  readonly items: readonly Text[];
  readonly unknown: readonly Unknown[];
}

/**
 * Reads one or many strings.
 *
 * @param name of the element that holds them, for messages
 * @param faults takes what is no string
 * @param scalars whether numbers and booleans will do: they do as values of conditions
 */
export function readStrings(value: Value, name: string, faults: Fault[], scalars = false): Strings {
  const items: Text[] = [];
  const unknown: Unknown[] = [];
  const read = (item: Value): void => {
    if (item.kind === 'text') items.push(item);
    if (item.kind === 'text' && (scalars || isString(item))) return;
    if (item.kind === 'list') item.items.forEach(read);
    else if (item.kind === 'unknown') unknown.push(item);
    else if (item.kind !== 'absent') {
      faults.push(faultAt(item, `\`${name}\` holds no string here`, 'DATA_TYPE_MISMATCH'));
    }
  };
  read(value);
  return { items, unknown };
}

/** Whether a text is a string to AWS: what YAML leaves unquoted becomes one on its way there, a number in JSON does not. */
export function isString({ scalar, place }: Text): boolean {
  return scalar === 'string' || place.document.format !== 'json';
}

export function faultAt(at: Located, message: string, code: string): Fault {
  return { place: at.place, message, code };
}

export function unknownAt(at: Located, reason: string): Unknown {
  return { kind: 'unknown', place: at.place, reason };
}
