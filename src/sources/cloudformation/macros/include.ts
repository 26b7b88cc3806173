import {
  childrenOf,
  type Document,
  isList,
  isMap,
  keyOf,
  memberOf,
  type Node,
  nextOf,
  stringOf,
  tagOf,
} from '../../../document/document.js';
import { placeOf } from '../../../document/place.js';
import { copiedEntry, copyOf, type Sketch, type SketchEntry, writeSketch } from '../../../document/rewrite.js';
import type { SourceFile } from '../../../document/source-file.js';
import type { LocalFiles } from '../../source.js';
import { callOf } from '../intrinsic.js';
import { holdsOne, nodesWhere } from './marked-nodes.js';

/** Includes within what is included, deeper than this, are left as they are. */
const DEEPEST_INCLUDE = 10;

/** The most nodes that includes may add: a file can be included many times. */
const MOST_NODES = 200_000;

/**
 * Puts in what `AWS::Include` names, where that is a file of the repository. What it cannot read is left as it is.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-aws-include.html
 *
 * @param included takes the documents that parts were put in from
 */
export function includeFiles(document: Document, files: LocalFiles, included: Document[]): Document {
  if (!document.text.includes('AWS::Include')) return document;
  const includer = new Includer(files, document.file);
  const sketch = includer.root(document);
  included.push(...includer.included);
  return writeSketch(document, sketch);
}

class Includer {
  readonly #files: LocalFiles;
  /** The documents that something was put in from. */
  readonly included = new Set<Document>();
  /** By document: where its includes stand, in the order of the text. */
  readonly #includes = new Map<Document, readonly Node[]>();
  /** The files that are being put in, one within the other. */
  readonly #chain: string[];
  #nodesLeft = MOST_NODES;

  constructor(files: LocalFiles, file: SourceFile) {
    this.#files = files;
    this.#chain = [file.path];
  }

  /** A whole template: what its own `Transform` names is merged into its sections. */
  root(document: Document): Sketch {
    const own = childrenOf(document, 0).map(
      (section): SketchEntry => ({ ...copiedEntry(document, section), value: this.#sketch(document, section) }),
    );
    const transform = memberOf(document, 0, 'Transform');
    const named =
      transform === undefined ? [] : isList(document, transform) ? childrenOf(document, transform) : [transform];
    const added = named.flatMap((node) => this.#membersOf(document, node) ?? []);
    return { kind: 'map', at: placeOf(document, 0), entries: added.reduce(mergedInto, own) };
  }

  #sketch(document: Document, node: Node): Sketch {
    if (!holdsOne(document, this.#includesIn(document), node)) return copyOf(document, node);
    const at = placeOf(document, node);
    const tag = tagOf(document, node);
    if (tag === '!Transform') return this.#put(document, node) ?? copyOf(document, node);
    if (isList(document, node)) {
      return { kind: 'list', at, items: childrenOf(document, node).map((item) => this.#sketch(document, item)), tag };
    }
    if (!isMap(document, node)) return copyOf(document, node);
    const [only, another] = childrenOf(document, node);
    if (only !== undefined && another === undefined && keyOf(document, only) === TRANSFORM) {
      return this.#put(document, only) ?? copyOf(document, node);
    }
    return { kind: 'map', at, entries: this.#entries(document, node), tag };
  }

  #entries(document: Document, map: Node): readonly SketchEntry[] {
    return childrenOf(document, map).flatMap((child): readonly SketchEntry[] => {
      const isInclude = keyOf(document, child) === TRANSFORM;
      const members = isInclude ? this.#membersOf(document, child) : undefined;
      return members ?? [{ ...copiedEntry(document, child), value: this.#sketch(document, child) }];
    });
  }

  /** The members of the map that an include names. */
  #membersOf(document: Document, include: Node): readonly SketchEntry[] | undefined {
    const put = this.#put(document, include);
    return put?.kind === 'map' ? put.entries : undefined;
  }

  /** What an include names, with what that includes. */
  #put(document: Document, include: Node): Sketch | undefined {
    const location = localLocation(document, include);
    const found = location === undefined ? undefined : this.#files.read(location, document.file);
    if (found === undefined || this.#chain.length > DEEPEST_INCLUDE) return undefined;
    if (this.#chain.includes(found.file.path)) return undefined;
    this.#nodesLeft -= nextOf(found, 0);
    if (this.#nodesLeft < 0) return undefined;
    this.included.add(found);
    this.#chain.push(found.file.path);
    const sketch = this.#whole(found);
    this.#chain.pop();
    return sketch;
  }

  /** A document as a sketch whose members can be taken out. */
  #whole(document: Document): Sketch {
    if (!isMap(document, 0) || callOf(document, 0) !== undefined) return this.#sketch(document, 0);
    return { kind: 'map', at: placeOf(document, 0), entries: this.#entries(document, 0) };
  }

  #includesIn(document: Document): readonly Node[] {
    const known = this.#includes.get(document);
    if (known !== undefined) return known;
    const isInclude = (node: Node) => keyOf(document, node) === TRANSFORM || tagOf(document, node) === '!Transform';
    const includes = nodesWhere(document, isInclude);
    this.#includes.set(document, includes);
    return includes;
  }
}

const TRANSFORM = 'Fn::Transform';

/** The file that `{Name: AWS::Include, Parameters: {Location}}` names, undefined where it is no path. */
function localLocation(document: Document, include: Node): string | undefined {
  const name = memberOf(document, include, 'Name');
  const parameters = memberOf(document, include, 'Parameters');
  const location = parameters === undefined ? undefined : memberOf(document, parameters, 'Location');
  if (name === undefined || location === undefined || stringOf(document, name) !== 'AWS::Include') return undefined;
  return tagOf(document, location) === undefined ? stringOf(document, location) : undefined;
}

/** Adds a section to a template's, or its members to those of the section that is there already. */
function mergedInto(sections: readonly SketchEntry[], added: SketchEntry): readonly SketchEntry[] {
  const own = sections.find(({ key }) => key === added.key);
  if (own === undefined) return [...sections, added];
  const members = [...membersOf(own.value), ...membersOf(added.value)];
  const merged: SketchEntry = { ...own, value: { kind: 'map', at: own.keyAt, entries: members } };
  return sections.map((section) => (section === own ? merged : section));
}

function membersOf(sketch: Sketch): readonly SketchEntry[] {
  if (sketch.kind === 'map') return sketch.entries;
  if (sketch.kind !== 'copy' || !isMap(sketch.document, sketch.node)) return [];
  return childrenOf(sketch.document, sketch.node).map((child) => copiedEntry(sketch.document, child));
}
