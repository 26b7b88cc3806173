import {
  childrenOf,
  type Document,
  isList,
  keyOf,
  memberOf,
  type Node,
  nextOf,
  scalarOf,
  stringOf,
} from '../../../document/document.js';
import { keyPlaceOf, type Place, placeOf } from '../../../document/place.js';
import { copiedEntry, copyOf, type Sketch, type SketchEntry, writeSketch } from '../../../document/rewrite.js';
import type { Unresolved } from '../../../inventory/model.js';
import { callOf } from '../intrinsic.js';
import { declaredType, isPlainMap } from './serverless-resource.js';

/** What SAM does not take from `Globals`: what is one resource's own. */
const NEVER_GLOBAL: ReadonlySet<string> = new Set([
  'DefinitionBody',
  'Events',
  'FunctionName',
  'Policies',
  'Role',
  'StageName',
]);

/** Globals are copied into every resource of their type; beyond so many nodes they are not. */
const MOST_NODES = 200_000;

/**
 * Merges the section `Globals` of a SAM template into the resources that it is for.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html
 *
 * @param notes takes what is not merged
 */
export function mergeGlobals(document: Document, notes: Unresolved[]): Document {
  const globals = memberOf(document, 0, 'Globals');
  const resources = memberOf(document, 0, 'Resources');
  if (globals === undefined || resources === undefined || !isPlainMap(document, resources)) return document;
  let left = MOST_NODES;
  const merged = (node: Node): SketchEntry => {
    const copied = copiedEntry(document, node);
    const section = sectionFor(document, globals, node);
    if (section === undefined) return copied;
    left -= nextOf(document, section) - section;
    if (left >= 0) return { ...copied, value: withGlobals(document, node, section) };
    notes.push({ place: keyPlaceOf(document, globals), reason: 'the `Globals` come to too much text to be merged' });
    return copied;
  };
  const entries = childrenOf(document, 0).map((section): SketchEntry => {
    if (section !== resources) return copiedEntry(document, section);
    const value = mapLike(document, section, childrenOf(document, section).map(merged));
    return { ...copiedEntry(document, section), value };
  });
  return writeSketch(document, mapLike(document, 0, entries));
}

/** The globals for a resource, undefined where there are none for its type. */
function sectionFor(document: Document, globals: Node, node: Node): Node | undefined {
  const type = declaredType(document, node);
  if (type?.startsWith('AWS::Serverless::') !== true) return undefined;
  const section = memberOf(document, globals, type.slice('AWS::Serverless::'.length));
  return section === undefined || !isPlainMap(document, section) ? undefined : section;
}

function withGlobals(document: Document, node: Node, section: Node): Sketch {
  const ignored = ignoredGlobals(document, node);
  const applied = childrenOf(document, section).filter((child) => {
    const name = keyOf(document, child) ?? '';
    return !NEVER_GLOBAL.has(name) && ignored !== 'all' && !ignored.has(name);
  });
  const properties = memberOf(document, node, 'Properties');
  if (properties !== undefined && !isPlainMap(document, properties)) return copyOf(document, node);
  const own = properties === undefined ? [] : childrenOf(document, properties);
  const at: Place = properties === undefined ? keyPlaceOf(document, node) : placeOf(document, properties);
  const value: Sketch = { kind: 'map', at, entries: mergedMembers(document, applied, own) };
  const entries = childrenOf(document, node)
    .filter((child) => child !== properties)
    .map((child) => copiedEntry(document, child));
  const keyAt = properties === undefined ? at : keyPlaceOf(document, properties);
  return mapLike(document, node, [...entries, { key: 'Properties', keyAt, value }]);
}

/** The globals that a resource does not want. */
function ignoredGlobals(document: Document, node: Node): ReadonlySet<string> | 'all' {
  const ignored = memberOf(document, node, 'IgnoreGlobals');
  if (ignored === undefined) return new Set();
  if (stringOf(document, ignored) === '*') return 'all';
  return new Set(childrenOf(document, ignored).map((item) => scalarOf(document, item) ?? ''));
}

/** Maps are merged, lists joined, of anything else the resource's own counts. */
function mergedValue(document: Document, global: Node, own: Node): Sketch {
  if (isPlainMap(document, global) && isPlainMap(document, own)) {
    return mapLike(document, own, mergedMembers(document, childrenOf(document, global), childrenOf(document, own)));
  }
  if (isPlainList(document, global) && isPlainList(document, own)) {
    const items = [...childrenOf(document, global), ...childrenOf(document, own)].map((item) => copyOf(document, item));
    return { kind: 'list', at: placeOf(document, own), items };
  }
  return copyOf(document, own);
}

function mergedMembers(document: Document, globals: readonly Node[], own: readonly Node[]): readonly SketchEntry[] {
  const ownByKey = new Map(own.map((node) => [keyOf(document, node), node]));
  const globalByKey = new Map(globals.map((node) => [keyOf(document, node), node]));
  const added = globals.filter((node) => !ownByKey.has(keyOf(document, node)));
  return [
    ...added.map((node) => copiedEntry(document, node)),
    ...own.map((node): SketchEntry => {
      const global = globalByKey.get(keyOf(document, node));
      const copied = copiedEntry(document, node);
      return global === undefined ? copied : { ...copied, value: mergedValue(document, global, node) };
    }),
  ];
}

function isPlainList(document: Document, node: Node): boolean {
  return isList(document, node) && callOf(document, node) === undefined;
}

function mapLike(document: Document, node: Node, entries: readonly SketchEntry[]): Sketch {
  return { kind: 'map', at: placeOf(document, node), entries };
}
