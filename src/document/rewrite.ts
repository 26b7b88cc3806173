import { type Document, keyOf, LIST, MAP, type Node, nextOf, STRING, scalarOf } from './document.js';
import { keyPlaceOf, type Place, placeOf } from './place.js';
import { TapeWriter } from './tape.js';

/**
 * A tree that a macro writes: nodes of documents as they stand, and what is made up around them. What is made up has
 * the place of what caused it.
 */
export type Sketch = Copy | MapSketch | ListSketch | TextSketch;

/** A node with all within it, as it is. */
export interface Copy {
  readonly kind: 'copy';
  readonly document: Document;
  readonly node: Node;
}

export interface MapSketch {
  readonly kind: 'map';
  readonly at: Place;
  readonly entries: readonly SketchEntry[];
  /** The YAML tag, such as `!Sub`. */
  readonly tag?: string | undefined;
}

export interface SketchEntry {
  readonly key: string;
  readonly keyAt: Place;
  readonly value: Sketch;
}

export interface ListSketch {
  readonly kind: 'list';
  readonly at: Place;
  readonly items: readonly Sketch[];
  readonly tag?: string | undefined;
}

export interface TextSketch {
  readonly kind: 'text';
  readonly at: Place;
  readonly text: string;
  readonly tag?: string | undefined;
}

export function copyOf(document: Document, node: Node): Copy {
  return { kind: 'copy', document, node };
}

/** A node with the key that it stands under, as they are. */
export function copiedEntry(document: Document, node: Node): SketchEntry {
  return { key: keyOf(document, node) ?? '', keyAt: keyPlaceOf(document, node), value: copyOf(document, node) };
}

/** A made-up map. Members that are undefined are left out. */
export function mapAt(at: Place, members: Readonly<Record<string, Sketch | undefined>>): MapSketch {
  const entries = Object.entries(members).flatMap(([key, value]) =>
    value === undefined ? [] : [{ key, keyAt: at, value }],
  );
  return { kind: 'map', at, entries };
}

export function listAt(at: Place, items: readonly Sketch[]): ListSketch {
  return { kind: 'list', at, items };
}

export function textAt(at: Place, text: string): TextSketch {
  return { kind: 'text', at, text };
}

/**
 * Writes a sketch out as a document. Each of its nodes points at what it was copied from or is caused by.
 *
 * @param base the document that is rewritten: the new one has its file and its text
 */
export function writeSketch(base: Document, sketch: Sketch): Document {
  return new SketchWriter(base).write(sketch);
}

class SketchWriter {
  readonly #base: Document;
  readonly #tape = new TapeWriter();
  readonly #scalars: (string | undefined)[] = [];
  readonly #keys: (string | undefined)[] = [];
  readonly #tags = new Map<Node, string>();
  readonly #valuePlaces: Place[] = [];
  readonly #keyPlaces: (Place | undefined)[] = [];

  constructor(base: Document) {
    this.#base = base;
  }

  write(sketch: Sketch): Document {
    this.#add(sketch, undefined);
    const { file, format, text } = this.#base;
    return {
      file,
      format,
      text,
      tape: this.#tape.finish(),
      scalars: this.#scalars,
      keys: this.#keys,
      tags: this.#tags,
      rewritten: { values: this.#valuePlaces, keys: this.#keyPlaces },
    };
  }

  #add(sketch: Sketch, entry: SketchEntry | undefined): void {
    if (sketch.kind === 'copy') this.#copy(sketch, entry);
    else if (sketch.kind === 'text') this.#open(STRING, sketch, entry, sketch.text);
    else if (sketch.kind === 'list') {
      const node = this.#open(LIST, sketch, entry);
      for (const item of sketch.items) this.#add(item, undefined);
      this.#tape.close(node, 0);
    } else {
      const node = this.#open(MAP, sketch, entry);
      for (const inner of sketch.entries) this.#add(inner.value, inner);
      this.#tape.close(node, 0);
    }
  }

  #open(kind: number, { at, tag }: Exclude<Sketch, Copy>, entry: SketchEntry | undefined, text?: string): Node {
    const key = entry === undefined ? NO_KEY : 0;
    const node = this.#tape.add(kind, 0, 0, key, key);
    if (tag !== undefined) this.#tags.set(node, tag);
    this.#keep(text, entry?.key, at, entry?.keyAt);
    return node;
  }

  /** Texts that the base's own text tells are left to be decoded when somebody asks for them. */
  #copy({ document, node: from }: Copy, entry: SketchEntry | undefined): void {
    const key = entry === undefined ? NO_KEY : 0;
    const root = this.#tape.copy(document.tape, from, key, key);
    const isLegible = document.text === this.#base.text && document.format === this.#base.format;
    const end = nextOf(document, from);
    for (let node = from; node < end; node++) {
      const tag = document.tags?.get(node);
      if (tag !== undefined) this.#tags.set(root + node - from, tag);
      const text = isLegible ? document.scalars?.[node] : scalarOf(document, node);
      if (node === from) this.#keep(text, entry?.key, placeOf(document, node), entry?.keyAt);
      else {
        const ownKey = isLegible ? document.keys?.[node] : keyOf(document, node);
        this.#keep(text, ownKey, placeOf(document, node), { document, node, key: true });
      }
    }
  }

  /** Keeps what is known of the next node. */
  #keep(text: string | undefined, key: string | undefined, value: Place, keyPlace: Place | undefined): void {
    this.#scalars.push(text);
    this.#keys.push(key);
    this.#valuePlaces.push(value);
    this.#keyPlaces.push(keyPlace);
  }
}

/** What the tape has for the key of a node that stands under none. */
const NO_KEY = -1;
