import type { Located, Place } from './place.js';
import type { Guard, Hole, Part, Text, Unknown, Value } from './value.js';

/** A text made of parts that hang on more conditions than this is not told apart any further. */
const MOST_CONDITIONS = 6;

/** Longer texts are not put together: functions within functions can double them at every step. */
const LONGEST_TEXT = 200_000;

/** A text of parts: empty ones left out, neighbouring literal ones joined. */
export function textOf(place: Place, parts: readonly Part[]): Text {
  if (parts.reduce((length, part) => length + lengthOf(part), 0) > LONGEST_TEXT) {
    return holeText(place, `text at ${place.node}`, true);
  }
  const joined: Part[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part === '') continue;
    if (typeof part === 'string' && typeof last === 'string') joined[joined.length - 1] = last + part;
    else joined.push(part);
  }
  return { kind: 'text', place, parts: joined, scalar: 'string' };
}

function lengthOf(part: Part): number {
  return typeof part === 'string' ? part.length : 10;
}

/** A text that is one hole. */
export function holeText(place: Place, id: string, opaque = false): Text {
  return { kind: 'text', place, parts: [hole(id, opaque)], scalar: 'string' };
}

export function hole(id: string, opaque = false): Hole {
  return opaque ? { kind: 'hole', id, opaque } : { kind: 'hole', id };
}

/** What a text is called within a hole's id: `{Env}-bucket`. */
export function idOf({ parts }: Text): string {
  return parts
    .map((part) => (typeof part === 'string' ? part : `{${part.kind === 'hole' ? part.id : part.name}}`))
    .join('');
}

export function unknownAt(place: Place, reason: string): Unknown {
  return { kind: 'unknown', place, reason };
}

/** What a value contributes to a text that it is put into; what is no text is a hole of which nothing is known. */
export function partsOf(value: Value, id = `value at ${value.place.node}`): readonly Part[] {
  if (value.kind === 'text') return value.parts;
  return value.kind === 'null' || value.kind === 'absent' ? [] : [hole(id, true)];
}

/** Whether a value is a text whose holes, if it has any, hold neither wildcards nor colons. */
export function isTransparent(value: Value | undefined): value is Text {
  return value?.kind === 'text' && value.parts.every((part) => typeof part === 'string' || !isOpaque(part));
}

function isOpaque(part: Exclude<Part, string>): boolean {
  return part.kind === 'hole' && part.opaque === true;
}

/**
 * Applies a function of values to values that may be choices: the result is a choice of what the function gives for
 * each branch. A condition is taken the same way in all of them.
 *
 * @param when what is already assumed
 * @param build gets values that are no choices (lists may still hold some), and what is assumed for them
 */
export function overChoices(
  at: Located,
  values: readonly Value[],
  build: (values: readonly Value[], when: readonly Guard[]) => Value,
  when: readonly Guard[] = [],
): Value {
  const decided = values.map((value) => decide(value, when));
  const choice = decided.find((value) => value.kind === 'choice');
  if (choice === undefined) return build(decided, when);
  if (when.length >= MOST_CONDITIONS) return build(decided.map(withoutChoice), when);
  const branch = (is: boolean) => overChoices(at, decided, build, [...when, { condition: choice.guard, is }]);
  return { kind: 'choice', place: at.place, guard: choice.guard, yes: branch(true), no: branch(false) };
}

function decide(value: Value, when: readonly Guard[]): Value {
  let current = value;
  while (current.kind === 'choice') {
    const { guard } = current;
    const assumed = when.find(({ condition }) => condition === guard);
    if (assumed === undefined) return current;
    current = assumed.is ? current.yes : current.no;
  }
  return current;
}

function withoutChoice(value: Value): Value {
  return value.kind === 'choice' ? unknownAt(value.place, 'it depends on too many conditions') : value;
}
