import {
  childrenOf,
  type Document,
  isList,
  isMap,
  keyOf,
  kindOf,
  memberOf,
  type Node,
  stringOf,
} from '../../document/document.js';
import { keyPlaceOf, type Place } from '../../document/place.js';
import { copyOf, listAt, mapAt, type Sketch, type SketchEntry, textAt } from '../../document/rewrite.js';
import { callOf } from '../cloudformation/intrinsic.js';

/** A service of the Serverless Framework, its variables resolved. */
export interface Service {
  readonly document: Document;
  readonly provider: Node;
  /** Functions by their names. */
  readonly functions: ReadonlyMap<string, Node>;
  /** Whether there may be functions that the file does not show. */
  readonly isOpen: boolean;
  readonly note: (place: Place, reason: string) => void;
}

/** Where the provider stands: the cause of what the framework makes of itself. */
export function providerAt({ document, provider }: Service): Place {
  return keyPlaceOf(document, provider);
}

/** The node at a path of keys, undefined where there is none or null. */
export function within(document: Document, from: Node | undefined, ...path: readonly string[]): Node | undefined {
  let node = from;
  for (const key of path) node = node === undefined ? undefined : memberOf(document, node, key);
  return node === undefined || kindOf(document, node) === 'null' ? undefined : node;
}

/** The items of a list that is one; of anything else, as one item, itself. */
export function itemsOf(document: Document, node: Node): readonly Node[] {
  return isList(document, node) && callOf(document, node) === undefined ? childrenOf(document, node) : [node];
}

/** The functions, which stand in a map, or in a list of maps. */
export function functionsOf(document: Document): Pick<Service, 'functions' | 'isOpen'> {
  const node = within(document, 0, 'functions');
  const maps = node === undefined ? [] : itemsOf(document, node);
  const plain = maps.filter((map) => isMap(document, map) && callOf(document, map) === undefined);
  const functions = plain.flatMap((map) => childrenOf(document, map));
  return {
    functions: new Map(functions.map((child) => [keyOf(document, child) ?? '', child])),
    isOpen: plain.length < maps.length || functions.length === 0,
  };
}

/** What the framework calls a resource of a function: without hyphens, underscores and a small initial. */
export function normalized(name: string): string {
  const plain = name.replaceAll('-', 'Dash').replaceAll('_', 'Underscore');
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}

/** A name of the framework's: the service, the stage and more, joined by hyphens. */
export function standardName({ document, provider }: Service, at: Place, ...rest: readonly Sketch[]): Sketch {
  const service = within(document, 0, 'service');
  const name = service !== undefined && isMap(document, service) ? within(document, service, 'name') : service;
  const stage = within(document, provider, 'stage');
  const unknown = (id: string): Sketch => mapAt(at, { 'Fn::Sub': textAt(at, `\${${id}}`) });
  const parts = [
    name === undefined ? unknown('self:service') : copyOf(document, name),
    stage === undefined ? unknown('sls:stage') : copyOf(document, stage),
    ...rest,
  ];
  return mapAt(at, { 'Fn::Join': listAt(at, [textAt(at, '-'), listAt(at, parts)]) });
}

/** A property that is a copy of a node, or is left out where there is none. */
export function copied(document: Document, key: string, node: Node | undefined): readonly SketchEntry[] {
  if (node === undefined) return [];
  return [{ key, keyAt: keyPlaceOf(document, node), value: copyOf(document, node) }];
}

/** A resource that the framework makes. */
export function resourceAt(at: Place, id: string, type: string, properties: readonly SketchEntry[]): SketchEntry {
  const value = mapAt(at, { Type: textAt(at, type), Properties: { kind: 'map', at, entries: properties } });
  return { key: id, keyAt: at, value };
}

/** Whether a node is written as an ARN, a name or a reference: it names a role instead of describing one. */
export function namesRole(document: Document, node: Node): boolean {
  return stringOf(document, node) !== undefined || callOf(document, node) !== undefined;
}

/** The place of a node's key, or of what else is its cause. */
export function keyAtOf(document: Document, node: Node | undefined, otherwise: Place): Place {
  return node === undefined ? otherwise : keyPlaceOf(document, node);
}
