import {
  childrenOf,
  type Document,
  isList,
  keyOf,
  kindOf,
  type Node,
  scalarOf,
  stringOf,
} from '../../document/document.js';
import type { LocalFiles } from '../source.js';
import { splitSources, splitVariables } from './variable-syntax.js';

/** Variables that name variables, deeper than this, are not followed: circles end. */
const DEEPEST = 12;

/** The most characters that are looked at. */
const MOST_CHARACTERS = 5_000_000;

/** What a variable stands for: a node of a file, a text, a name of CloudFormation's; undefined: the file does not tell. */
export type Meaning = Spot | { readonly text: string } | { readonly reference: string } | undefined;

/** A node, of the service's file or of one that it names. */
export interface Spot {
  readonly document: Document;
  readonly node: Node;
}

/** A piece of a text whose variables are resolved: literal, or the name of something to put in. */
export type Piece = string | { readonly name: string };

/** What the variables of a service's file stand for, as far as it and the files that it names tell. */
export class VariableMeanings {
  /** The documents that variables led to. */
  readonly included = new Set<Document>();
  readonly #document: Document;
  readonly #files: LocalFiles | undefined;
  /** The members of maps, and the elements of lists by their indexes, that variables lead through. */
  readonly #members = new Map<Document, Map<Node, ReadonlyMap<string, Node>>>();
  #charactersLeft = MOST_CHARACTERS;

  constructor(document: Document, files: LocalFiles | undefined) {
    this.#document = document;
    this.#files = files;
  }

  /** A text with its variables put in as far as they are texts. */
  piecesOf(text: string, depth: number, withPseudoParameters: boolean): readonly Piece[] {
    this.#charactersLeft -= text.length;
    if (depth > DEEPEST || this.#charactersLeft < 0) return [{ name: nameOf(text) }];
    return splitVariables(text).flatMap((part): readonly Piece[] => {
      if (typeof part === 'string') return withPseudoParameters ? pseudoParametersIn(part) : [part];
      const meaning = this.of(part.expression, depth);
      if (meaning === undefined) return [{ name: nameOf(part.expression) }];
      if ('text' in meaning) return [meaning.text];
      if ('reference' in meaning) return [{ name: meaning.reference }];
      const inner = scalarOf(meaning.document, meaning.node);
      return inner === undefined
        ? [{ name: nameOf(part.expression) }]
        : this.piecesOf(inner, depth + 1, withPseudoParameters);
    });
  }

  /** What an expression stands for: the first of its sources that has a value. */
  of(expression: string, depth: number): Meaning {
    if (depth > DEEPEST) return undefined;
    const pieces = this.piecesOf(expression, depth + 1, false);
    const known = pieces.filter((piece) => typeof piece === 'string');
    if (known.length < pieces.length) return undefined;
    for (const source of splitSources(known.join(''))) {
      const quoted = /^(?:'([^']*)'|"([^"]*)")$/.exec(source);
      if (quoted !== null) return { text: quoted[1] ?? quoted[2] ?? '' };
      if (/^(?:true|false|-?\d+(?:\.\d+)?)$/.test(source)) return { text: source };
      if (source === 'aws:accountId') return { reference: 'AWS::AccountId' };
      if (source === 'aws:region') return { reference: 'AWS::Region' };
      const spot = this.#spotOf(source, depth);
      if (spot === 'unknown') return undefined;
      if (spot !== undefined) return spot;
    }
    return undefined;
  }

  /** What a source names in this file or another; undefined where it names nothing. */
  #spotOf(source: string, depth: number): Spot | 'unknown' | undefined {
    if (source.startsWith('self:')) {
      const spot = this.#spotAt(this.#document, source.slice('self:'.length), depth);
      // The whole of the file within itself comes to no end.
      return spot !== undefined && spot !== 'unknown' && spot.node === 0 ? 'unknown' : spot;
    }
    const named = /^file\(([^)]*\.(?:json|ya?ml))\)(?::(.+))?$/i.exec(source);
    const file = named === null ? undefined : this.#files?.read(named[1] ?? '', this.#document.file);
    if (named === null || file === undefined) return 'unknown';
    this.included.add(file);
    return named[2] === undefined ? { document: file, node: 0 } : this.#spotAt(file, named[2], depth);
  }

  /** The node at an address such as `custom.names.0`; undefined where there is none. */
  #spotAt(document: Document, address: string, depth: number): Spot | 'unknown' | undefined {
    let spot: Spot = { document, node: 0 };
    for (const step of address.split('.')) {
      const child = this.#member(spot, step);
      if (child === undefined || kindOf(spot.document, child) === 'null') return undefined;
      const [only, another] = splitVariables(stringOf(spot.document, child) ?? '');
      const isVariable = typeof only === 'object' && another === undefined;
      const meaning = isVariable ? this.of(only.expression, depth + 1) : undefined;
      if (isVariable && meaning === undefined) return 'unknown';
      spot = meaning !== undefined && 'node' in meaning ? meaning : { document: spot.document, node: child };
    }
    return spot;
  }

  #member({ document, node }: Spot, name: string): Node | undefined {
    const ofDocument = this.#members.get(document) ?? new Map<Node, ReadonlyMap<string, Node>>();
    this.#members.set(document, ofDocument);
    const known = ofDocument.get(node);
    if (known !== undefined) return known.get(name);
    const isMany = isList(document, node);
    const children = childrenOf(document, node);
    const members = new Map(children.map((child, i) => [isMany ? String(i) : (keyOf(document, child) ?? ''), child]));
    ofDocument.set(node, members);
    return members.get(name);
  }
}

/** The names of CloudFormation's that a well-known plugin takes in any text: `#{AWS::Region}`. */
function pseudoParametersIn(text: string): readonly Piece[] {
  return text.split(/(#\{AWS::\w+\})/).map((piece, i) => (i % 2 === 0 ? piece : { name: piece.slice(2, -1) }));
}

/** What a variable is called in messages, within the braces of an `Fn::Sub`. */
function nameOf(expression: string): string {
  return expression.replace(/[${}]/g, '').slice(0, 80).trim();
}
