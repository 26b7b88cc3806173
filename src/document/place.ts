import {
  type Document,
  isList,
  isMap,
  keyOf,
  keyRangeOf,
  type Node,
  type OriginSegment,
  rangeOf,
  scalarOf,
} from './document.js';
import { scalarOffsets } from './scalar-offset.js';
import type { SourceFile } from './source-file.js';

/**
 * Where something stands: a node of a document, its value or its key, or a part of that one's decoded text.
 * Whatever a rule receives has a place; reporting it is pointing at it. Line and column are computed only for what is
 * reported (see `locate`).
 */
export interface Place {
  readonly document: Document;
  readonly node: Node;
  /** Points at the key that the node stands under instead of its value. */
  readonly key?: true;
  /** A part of the decoded text, in code units: from here … */
  readonly from?: number;
  /** … to here, exclusive. */
  readonly to?: number;
}

/** Something that can be pointed at. */
export interface Located {
  readonly place: Place;
}

/** The place of a node's value. */
export function placeOf(document: Document, node: Node): Place {
  return { document, node };
}

/** The place of the key that a node stands under; of its value where it stands under none. */
export function keyPlaceOf(document: Document, node: Node): Place {
  return keyRangeOf(document, node) === undefined ? { document, node } : { document, node, key: true };
}

/** The place of a part of the text at `place`; offsets count from where that place begins. */
export function partOf(place: Place, from: number, to: number): Place {
  const base = place.from ?? 0;
  return { ...place, from: base + from, to: base + to };
}

/** A stretch of a file's text. */
export interface Region {
  readonly file: SourceFile;
  /** Offsets into `file.text`, the end exclusive. */
  readonly start: number;
  readonly end: number;
}

/** Finds where a place stands in its file, through all the strings that it is nested in. */
export function locate(place: Place): Region {
  const source = sourceOf(place);
  const { document } = source;
  const [start, end] = rangeWithin(source);
  if (document.origin === undefined) return { file: document.file, start, end };
  const first = locateWithin(document, document.origin, start);
  if (end <= start) return { ...first, end: first.start };
  return { ...first, end: Math.max(first.start, locateWithin(document, document.origin, end - 1).end) };
}

/**
 * What a place in a tree that a macro wrote was copied from, or is caused by, in the tree as it was read: the place
 * itself in any other tree. A part of a text that the macro changed is all of what the text was made of.
 */
export function sourceOf(place: Place): Place {
  let current = place;
  for (let made = current.document.rewritten; made !== undefined; made = current.document.rewritten) {
    const { node, key, from, to } = current;
    const source: Place | undefined = (key === true ? made.keys[node] : undefined) ?? made.values[node];
    if (source === undefined) return current;
    const isPart = from !== undefined && to !== undefined && writtenAt(source) === writtenAt(current);
    current = isPart ? { ...source, from, to } : source;
  }
  return current;
}

/** Whether the file has, at a place, the text that the tree has there: only there can it be edited. */
export function isAsWritten(place: Place): boolean {
  if (outermost(place).document.rewritten === undefined) return true;
  const source = sourceOf(outermost(place));
  const text = writtenAt(source);
  return text !== undefined && text === writtenAt(outermost(place));
}

/** The decoded text of the whole key or scalar that a place is at; undefined for maps and lists. */
function writtenAt({ document, node, key }: Place): string | undefined {
  return key === true ? keyOf(document, node) : scalarOf(document, node);
}

/** The place's range in the text of its own document. */
function rangeWithin(place: Place): readonly [number, number] {
  const { document, node, from, to } = place;
  const isKey = place.key === true;
  const whole = (isKey ? keyRangeOf(document, node) : undefined) ?? rangeOf(document, node);
  if (from === undefined || to === undefined) return whole;
  const { starts, ends } = scalarOffsets(document, node, isKey);
  if (to > starts.length) return whole;
  const start = starts[from] ?? ends[from - 1] ?? whole[0];
  return [start, to > from ? (ends[to - 1] ?? start) : start];
}

/** Finds where one character of an embedded document's text stands in the file. */
function locateWithin(document: Document, origin: readonly OriginSegment[], offset: number): Region {
  const index = segmentAt(origin, offset);
  const segment = origin[index];
  if (segment === undefined) return { file: document.file, start: 0, end: 0 };
  const { place, at } = segment;
  const length = (origin[index + 1]?.at ?? document.text.length) - at;
  // A segment that was made up (a reference's placeholder) is not what its place shows: point at all of that.
  if (length !== decodedLength(sourceOf(place))) return locate(place);
  return locate(partOf(place, offset - at, offset - at + 1));
}

/** The index of the last segment that begins at the offset or before it. */
function segmentAt(segments: readonly OriginSegment[], offset: number): number {
  let low = 0;
  for (let high = segments.length - 1; low < high; ) {
    const middle = (low + high + 1) >> 1;
    if ((segments[middle]?.at ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** How many code units the text has that a place shows; undefined for a map or list. */
function decodedLength({ document, node, key, from, to }: Place): number | undefined {
  if (from !== undefined && to !== undefined) return to - from;
  if (key !== true && (isMap(document, node) || isList(document, node))) return undefined;
  return scalarOffsets(document, node, key === true).starts.length;
}

/** The outermost place that a place is nested in: itself, or the string of the file that holds its document. */
export function outermost(place: Place): Place {
  let current = place;
  for (let origin = current.document.origin; origin?.[0] !== undefined; origin = current.document.origin) {
    current = origin[0].place;
  }
  return current;
}
