import { type Document, isList, isMap, keyOf, kindOf, type Node, nextOf, scalarOf } from './document.js';
import { displayHole } from './hole.js';
import { type Located, type Place, placeOf } from './place.js';

/** What a node means once a source has resolved it. Any part of it may be unknown, or a choice. */
export type Value = Text | ListValue | MapValue | NullValue | Unknown | Choice | Absent;

/** A string in parts. Numbers and booleans are texts too, as written; `scalar` tells what they were. */
export interface Text extends Located {
  readonly kind: 'text';
  readonly parts: readonly Part[];
  readonly scalar: 'string' | 'number' | 'boolean';
}

/** A part of a text: literal characters, a hole, or a policy variable. Wildcards count only in literal parts. */
export type Part = string | Hole | Variable;

/**
 * A fixed but unknown string: equal only to itself, by its id. `AWS::AccountId`, a parameter, an id that AWS assigns.
 * It holds no wildcard and no colon, unless `opaque`: then nothing is known of it.
 */
export interface Hole {
  readonly kind: 'hole';
  /**
   * What it stands for, as the source names it: `Bucket`, `AWS::Region`, `module.app.id`. Of one that begins with `…`
   * only that is shown: it is what an expression may have behind what is known of it.
   */
  readonly id: string;
  readonly opaque?: true;
}

/** A policy variable, such as `${aws:username}`: its value comes with the request. */
export interface Variable {
  readonly kind: 'variable';
  readonly name: string;
  readonly fallback?: string;
}

export interface ListValue extends Located {
  readonly kind: 'list';
  readonly items: readonly Value[];
}

export interface MapValue extends Located {
  readonly kind: 'map';
  /** In the order of the text, keys given twice twice; `member` takes the last. */
  readonly entries: readonly Entry[];
}

export interface Entry {
  readonly key: Text;
  readonly value: Value;
}

export interface NullValue extends Located {
  readonly kind: 'null';
}

/** Something that this input does not tell. It is neither safe nor unsafe; it is carried and reported. */
export interface Unknown extends Located {
  readonly kind: 'unknown';
  /** Why, in words that end a sentence: `parameter "Env" has no default`. */
  readonly reason: string;
}

/** One of two values, as a template's condition decides. */
export interface Choice extends Located {
  readonly kind: 'choice';
  readonly guard: string;
  readonly yes: Value;
  readonly no: Value;
}

/** Nothing: the branch of a choice that leaves its element out (`AWS::NoValue`). */
export interface Absent extends Located {
  readonly kind: 'absent';
}

/** A condition of the template, and whether it must hold. */
export interface Guard {
  readonly condition: string;
  readonly is: boolean;
}

/** A text of one literal part. */
export function literalText(place: Place, text: string, scalar: Text['scalar'] = 'string'): Text {
  return { kind: 'text', place, parts: text === '' ? [] : [text], scalar };
}

/** The string that a text is, if all of it is known and fixed; else undefined. */
export function literalOf(text: Text): string | undefined {
  const { parts } = text;
  if (parts.length !== 1) return parts.length === 0 ? '' : undefined;
  const first = parts[0];
  return typeof first === 'string' ? first : undefined;
}

/** The literal string of a value that is a text, else undefined. */
export function stringOfValue(value: Value | undefined): string | undefined {
  return value?.kind === 'text' ? literalOf(value) : undefined;
}

/** A text as people read it: holes as `‹Name›`, variables as `${name}`. */
export function displayText(text: Text): string {
  return literalOf(text) ?? text.parts.map(displayPart).join('');
}

/** The same within a line of other words: cut where it is long, in quotes where it is nothing. */
export function shortText(text: Text, longest = 60): string {
  const shown = displayText(text);
  return shown === '' ? '""' : shortened(shown, longest);
}

/** Words within a line of others: cut where they are long. */
export function shortened(words: string, longest = 60): string {
  return words.length > longest ? `${words.slice(0, longest)}…` : words;
}

function displayPart(part: Part): string {
  if (typeof part === 'string') return part;
  return part.kind === 'hole' ? displayHole(part.id) : `\${${part.name}}`;
}

/** The value under a key; of several equal keys the last, as JSON readers take it. */
export function member(map: Value | undefined, key: string): Value | undefined {
  return memberEntry(map, key)?.value;
}

/** The entry under a key, to point at the key; of several equal keys the last. */
export function memberEntry(map: Value | undefined, key: string): Entry | undefined {
  if (map?.kind !== 'map') return undefined;
  for (let i = map.entries.length - 1; i >= 0; i--) {
    const entry = map.entries[i];
    if (entry !== undefined && literalOf(entry.key) === key) return entry;
  }
  return undefined;
}

/** The value of a node that means what it says: no references, no functions. */
export function plainValue(document: Document, node: Node): Value {
  const end = nextOf(document, node);
  if (isMap(document, node)) {
    const place = placeOf(document, node);
    const entries: Entry[] = [];
    for (let child = node + 1; child < end; child = nextOf(document, child)) {
      entries.push({ key: keyText(document, child), value: plainValue(document, child) });
    }
    return { kind: 'map', place, entries };
  }
  if (isList(document, node)) {
    const place = placeOf(document, node);
    const items: Value[] = [];
    for (let child = node + 1; child < end; child = nextOf(document, child)) items.push(plainValue(document, child));
    return { kind: 'list', place, items };
  }
  return scalarValue(document, node);
}

/** The value of a node that is neither map nor list. */
export function scalarValue(document: Document, node: Node): Text | NullValue {
  const place = placeOf(document, node);
  const kind = kindOf(document, node);
  if (kind === 'null') return { kind: 'null', place };
  const scalar = kind === 'number' || kind === 'boolean' ? kind : 'string';
  return literalText(place, scalarOf(document, node) ?? '', scalar);
}

/** The key that a node of a map stands under, as a text. */
export function keyText(document: Document, node: Node): Text {
  return literalText({ document, node, key: true }, keyOf(document, node) ?? '');
}
