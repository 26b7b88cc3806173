import {
  childrenOf,
  type Document,
  FIELDS,
  isList,
  isMap,
  memberOf,
  type Node,
  stringOf,
} from '../../document/document.js';
import { type Place, placeOf } from '../../document/place.js';
import { FOREIGN_METADATA, type OtherTool } from './other-tools.js';
import { type Stretch, stretchOf } from './target.js';

/** A suppression as the metadata of a resource or template has it. */
export interface MetadataIgnore {
  /** Absent where it is for leastwise. */
  readonly tool?: OtherTool;
  readonly names: readonly { readonly name: string; readonly place: Place }[];
  readonly reason?: string;
  /** As written; it may be no day of the calendar. */
  readonly expires?: string;
  readonly place: Place;
  /** The resource, or the whole document. */
  readonly target: Stretch;
}

/**
 * What `Metadata` says of suppressions, in resources and at the top of a template:
 * `Metadata: { leastwise: { ignore: [{ rule, reason, expires }] } }`. A rule is a text or a list of such; an entry that is
 * a text alone is a rule without a reason.
 */
export function metadataIgnores(document: Document, tools: readonly OtherTool[]): readonly MetadataIgnore[] {
  const ignores: MetadataIgnore[] = [];
  for (const [owner, metadata] of metadataOf(document)) {
    const target = stretchOf(document, owner);
    for (const entry of listAt(document, metadata, ['leastwise', 'ignore'])) {
      ignores.push({ ...ownIgnore(document, entry), target });
    }
    for (const { tool, path, idKey, reasonKey } of FOREIGN_METADATA) {
      if (!tools.includes(tool)) continue;
      for (const entry of listAt(document, metadata, path)) {
        const id = memberOf(document, entry, idKey) ?? entry;
        const reason = textAt(document, entry, reasonKey);
        const names = namesIn(document, id);
        ignores.push({
          tool,
          names,
          place: placeOf(document, entry),
          target,
          ...(reason === undefined ? {} : { reason }),
        });
      }
    }
  }
  return ignores;
}

/** Each `Metadata` of a document, with what it is the metadata of. */
function* metadataOf(document: Document): Generator<readonly [Node, Node]> {
  for (let node = 0; node < document.tape.length / FIELDS; node++) {
    if (!isMap(document, node)) continue;
    const metadata = memberOf(document, node, 'Metadata');
    if (metadata !== undefined && isMap(document, metadata)) yield [node, metadata];
  }
}

/** The elements of a list that keys lead to; what stands there alone is one. */
function listAt(document: Document, from: Node, path: readonly string[]): readonly Node[] {
  let node: Node | undefined = from;
  for (const key of path) node = node === undefined ? undefined : memberOf(document, node, key);
  if (node === undefined) return [];
  return isList(document, node) ? childrenOf(document, node) : [node];
}

function ownIgnore(document: Document, entry: Node): Omit<MetadataIgnore, 'target'> {
  const place = placeOf(document, entry);
  if (!isMap(document, entry)) return { names: namesIn(document, entry), place };
  const rule = memberOf(document, entry, 'rule') ?? memberOf(document, entry, 'id');
  const reason = textAt(document, entry, 'reason');
  const expires = textAt(document, entry, 'expires');
  return {
    names: rule === undefined ? [] : namesIn(document, rule),
    place,
    ...(reason === undefined ? {} : { reason }),
    ...(expires === undefined ? {} : { expires }),
  };
}

function namesIn(document: Document, node: Node): MetadataIgnore['names'] {
  const nodes = isList(document, node) ? childrenOf(document, node) : [node];
  return nodes.flatMap((each) => {
    const name = stringOf(document, each)?.trim() ?? '';
    return name === '' ? [] : [{ name, place: placeOf(document, each) }];
  });
}

function textAt(document: Document, node: Node, key: string): string | undefined {
  const child = memberOf(document, node, key);
  const text = child === undefined ? undefined : stringOf(document, child)?.replace(/\s+/g, ' ').trim();
  return text === '' ? undefined : text;
}
