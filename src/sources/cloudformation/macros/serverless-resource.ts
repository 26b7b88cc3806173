import {
  childrenOf,
  type Document,
  isMap,
  keyOf,
  kindOf,
  memberOf,
  type Node,
  stringOf,
  tagOf,
} from '../../../document/document.js';
import { keyPlaceOf, type Place, placeOf } from '../../../document/place.js';
import {
  copiedEntry,
  copyOf,
  type MapSketch,
  mapAt,
  type Sketch,
  type SketchEntry,
  textAt,
} from '../../../document/rewrite.js';
import type { Guard } from '../../../document/value.js';
import { callOf, isNoValue } from '../intrinsic.js';

/** A resource of AWS SAM's, and the template around it. */
export interface ServerlessResource {
  readonly document: Document;
  readonly name: string;
  readonly type: string;
  /** The map that declares it. */
  readonly node: Node;
  /** Undefined where it has none, or a function in their place. */
  readonly properties: Node | undefined;
  readonly note: (place: Place, reason: string) => void;
  /**
   * Takes a logical id for a resource that is made of this one: this one's with a suffix, or the like where that is taken.
   *
   * @param when the conditions under which SAM makes it, beyond those of this resource
   */
  readonly take: (suffix: string, when?: readonly Guard[]) => string;
  /** Whether one more policy template may be written out. */
  readonly mayExpand: () => boolean;
}

/** Makes of a resource of SAM's those of CloudFormation that stand for it. */
export type ServerlessMaker = (resource: ServerlessResource) => readonly SketchEntry[];

/** The type of resource that a node declares, undefined where that cannot be told. */
export function declaredType(document: Document, node: Node): string | undefined {
  const type = memberOf(document, node, 'Type');
  return type === undefined || tagOf(document, type) !== undefined ? undefined : stringOf(document, type);
}

/** A property that is there: neither null nor `AWS::NoValue`. */
export function propertyOf({ document, properties }: ServerlessResource, name: string): Node | undefined {
  return properties === undefined ? undefined : presentMember(document, properties, name);
}

/** A member that is there: neither null nor `AWS::NoValue`. */
export function presentMember(document: Document, map: Node, name: string): Node | undefined {
  const node = memberOf(document, map, name);
  if (node === undefined || kindOf(document, node) === 'null') return undefined;
  return isNoValue(document, callOf(document, node)) ? undefined : node;
}

/** Whether a node is a map that means what it says. */
export function isPlainMap(document: Document, node: Node): boolean {
  return isMap(document, node) && callOf(document, node) === undefined;
}

/** Where the resource's name stands: the cause of whatever it brings about and nothing within it says. */
export function nameAt({ document, node }: ServerlessResource): Place {
  return keyPlaceOf(document, node);
}

/** A property under the name that CloudFormation has for it; none where it is absent. */
export function carried(resource: ServerlessResource, name: string, as = name): readonly SketchEntry[] {
  const node = propertyOf(resource, name);
  if (node === undefined) return [];
  return [{ key: as, keyAt: keyPlaceOf(resource.document, node), value: copyOf(resource.document, node) }];
}

/** A member of a made-up map. */
export function entryAt(at: Place, key: string, value: Sketch): SketchEntry {
  return { key, keyAt: at, value };
}

/** The resource itself, as a type of CloudFormation's. */
export function retyped(resource: ServerlessResource, type: string, properties: readonly SketchEntry[]): SketchEntry {
  const { document, node } = resource;
  const entries = childrenOf(document, node).flatMap((child): readonly SketchEntry[] => {
    const copied = copiedEntry(document, child);
    if (copied.key === 'Type') return [{ ...copied, value: textAt(placeOf(document, child), type) }];
    return copied.key === 'Properties' && resource.properties !== undefined ? [] : [copied];
  });
  const at = resource.properties === undefined ? nameAt(resource) : placeOf(document, resource.properties);
  const isReplaced = resource.properties !== undefined || memberOf(document, node, 'Properties') === undefined;
  const made: SketchEntry = entryAt(nameAt(resource), 'Properties', { kind: 'map', at, entries: properties });
  return {
    key: keyOf(document, node) ?? '',
    keyAt: nameAt(resource),
    value: { kind: 'map', at: placeOf(document, node), entries: isReplaced ? [...entries, made] : entries },
  };
}

/** A resource made of another: it exists under the same condition. */
export function madeOf(resource: ServerlessResource, id: string, type: string, properties: MapSketch): SketchEntry {
  const { document, node } = resource;
  const at = nameAt(resource);
  const condition = memberOf(document, node, 'Condition');
  const value = mapAt(at, {
    Type: textAt(at, type),
    Condition: condition === undefined ? undefined : copyOf(document, condition),
    Properties: properties,
  });
  return { key: id, keyAt: at, value };
}
