import {
  childrenOf,
  type Document,
  isList,
  isMap,
  keyOf,
  kindOf,
  type Node,
  scalarOf,
  stringOf,
  tagOf,
} from '../../document/document.js';
import { type Place, placeOf } from '../../document/place.js';
import { copiedEntry, copyOf, mapAt, type Sketch, textAt, writeSketch } from '../../document/rewrite.js';
import { UNKNOWN_CALL } from '../cloudformation/intrinsic.js';
import { splitSources, splitVariables } from './variable-syntax.js';

/** Sections whose variables matter; the others are there to be referred to. */
const SECTIONS: ReadonlySet<string> = new Set(['provider', 'functions', 'resources', 'layers']);

/** Keys whose value is a map or list: a variable in its place is no text. */
const STRUCTURES: ReadonlySet<string> = new Set([
  'AssumeRolePolicyDocument',
  'Condition',
  'KeyPolicy',
  'ManagedPolicyArns',
  'Policies',
  'PolicyDocument',
  'Principal',
  'Properties',
  'Resources',
  'Statement',
  'iamManagedPolicies',
  'iamRoleStatements',
  'managedPolicies',
  'resourcePolicy',
  'resources',
  'statements',
]);

/** Keys whose lists hold maps: so are their elements. */
const LISTS_OF_MAPS: ReadonlySet<string> = new Set([
  'Policies',
  'Statement',
  'iamRoleStatements',
  'resourcePolicy',
  'resources',
  'statements',
]);

/** Variables that name variables, deeper than this, are not followed: circles end. */
const DEEPEST = 12;

/** Nor are nodes deeper than this, which variables within what they name could bring about. */
const DEEPEST_NODE = 600;

/** The most nodes and characters that variables may write. */
const MOST_NODES = 200_000;
const MOST_CHARACTERS = 5_000_000;

/** What a variable stands for: a node of the file, a text, a name of CloudFormation's; undefined: the file does not tell. */
type Meaning = { readonly node: Node } | { readonly text: string } | { readonly reference: string } | undefined;

/** A piece of a text whose variables are resolved: literal, or the name of something to put in. */
type Piece = string | { readonly name: string };

/**
 * Resolves the variables of a service's file as far as the file itself tells: `${self:…}`, and `${aws:accountId}` and
 * `${aws:region}` as CloudFormation's names for these. What it does not tell becomes a reference to nothing that is
 * known, which may be anything.
 */
export function resolveVariables(document: Document): Document {
  return new VariableResolver(document).resolve();
}

class VariableResolver {
  readonly #document: Document;
  #nodesLeft = MOST_NODES;
  #charactersLeft = MOST_CHARACTERS;
  #level = 0;
  /** The members of maps that variables lead through. */
  readonly #members = new Map<Node, ReadonlyMap<string, Node>>();

  constructor(document: Document) {
    this.#document = document;
  }

  resolve(): Document {
    const document = this.#document;
    const entries = childrenOf(document, 0).map((section) => {
      const copied = copiedEntry(document, section);
      return SECTIONS.has(copied.key) ? { ...copied, value: this.#sketch(section, copied.key, false, 0) } : copied;
    });
    return writeSketch(document, { kind: 'map', at: placeOf(document, 0), entries });
  }

  /**
   * @param key that the node, or the list that it is in, stands under
   * @param inSub whether the node is what `Fn::Sub` is given
   */
  #sketch(node: Node, key: string, inSub: boolean, depth: number): Sketch {
    if (this.#nodesLeft-- <= 0 || this.#level >= DEEPEST_NODE) {
      return unknownAt(placeOf(this.#document, node), 'what the variables of the file come to');
    }
    this.#level++;
    const sketch = this.#resolved(node, key, inSub, depth);
    this.#level--;
    return sketch;
  }

  #resolved(node: Node, key: string, inSub: boolean, depth: number): Sketch {
    const document = this.#document;
    const at = placeOf(document, node);
    const tag = tagOf(document, node);
    if (isMap(document, node)) {
      const entries = childrenOf(document, node).map((child) => {
        const name = keyOf(document, child) ?? '';
        return { ...copiedEntry(document, child), value: this.#sketch(child, name, name === 'Fn::Sub', depth) };
      });
      return { kind: 'map', at, entries, tag };
    }
    if (isList(document, node)) {
      const isSub = inSub || tag === '!Sub';
      const inner = LISTS_OF_MAPS.has(key) ? key : '';
      const items = childrenOf(document, node).map((item, i) => this.#sketch(item, inner, isSub && i === 0, depth));
      return { kind: 'list', at, items, tag };
    }
    const text = stringOf(document, node);
    if (text === undefined || !/[$#]\{/.test(text)) return copyOf(document, node);
    return this.#text(node, text, key, inSub || tag === '!Sub', depth);
  }

  #text(node: Node, text: string, key: string, inSub: boolean, depth: number): Sketch {
    const at = placeOf(this.#document, node);
    const tag = tagOf(this.#document, node);
    const [only, another] = splitVariables(text);
    if (typeof only === 'object' && another === undefined) {
      const meaning = depth > DEEPEST ? undefined : this.#meaningOf(only.expression, depth);
      if (meaning !== undefined && 'node' in meaning && tag === undefined) {
        return this.#sketch(meaning.node, key, inSub, depth + 1);
      }
      if (meaning === undefined && STRUCTURES.has(key)) return unknownAt(at, `"${text}"`);
    }
    const pieces = this.#pieces(text, depth, !inSub && tag === undefined);
    const isPlain = pieces.every((piece) => typeof piece === 'string');
    const written = pieces.map((piece) => writtenPiece(piece, inSub || isPlain)).join('');
    if (isPlain || inSub || tag !== undefined) return { kind: 'text', at, text: written, tag };
    return mapAt(at, { 'Fn::Sub': textAt(at, written) });
  }

  /** A text with its variables put in as far as they are texts. */
  #pieces(text: string, depth: number, withPseudoParameters: boolean): readonly Piece[] {
    this.#charactersLeft -= text.length;
    if (depth > DEEPEST || this.#charactersLeft < 0) return [{ name: nameOf(text) }];
    return splitVariables(text).flatMap((part): readonly Piece[] => {
      if (typeof part === 'string') return withPseudoParameters ? pseudoParametersIn(part) : [part];
      const meaning = this.#meaningOf(part.expression, depth);
      if (meaning === undefined) return [{ name: nameOf(part.expression) }];
      if ('text' in meaning) return [meaning.text];
      if ('reference' in meaning) return [{ name: meaning.reference }];
      const inner = scalarOf(this.#document, meaning.node);
      return inner === undefined
        ? [{ name: nameOf(part.expression) }]
        : this.#pieces(inner, depth + 1, withPseudoParameters);
    });
  }

  /** What an expression stands for: the first of its sources that has a value. */
  #meaningOf(expression: string, depth: number): Meaning {
    const pieces = this.#pieces(expression, depth + 1, false);
    const known = pieces.filter((piece) => typeof piece === 'string');
    if (known.length < pieces.length) return undefined;
    for (const source of splitSources(known.join(''))) {
      const quoted = /^(?:'([^']*)'|"([^"]*)")$/.exec(source);
      if (quoted !== null) return { text: quoted[1] ?? quoted[2] ?? '' };
      if (/^(?:true|false|-?\d+(?:\.\d+)?)$/.test(source)) return { text: source };
      if (source === 'aws:accountId') return { reference: 'AWS::AccountId' };
      if (source === 'aws:region') return { reference: 'AWS::Region' };
      if (!source.startsWith('self:')) return undefined;
      const node = this.#nodeAt(source.slice('self:'.length), depth);
      if (node === 'unknown') return undefined;
      if (node !== undefined) return { node };
    }
    return undefined;
  }

  /** The node at an address such as `custom.names.0`; undefined where there is none. */
  #nodeAt(address: string, depth: number): Node | 'unknown' | undefined {
    const document = this.#document;
    let node: Node = 0;
    for (const step of address.split('.')) {
      const child = isList(document, node) ? childrenOf(document, node)[indexOf(step)] : this.#member(node, step);
      if (child === undefined || kindOf(document, child) === 'null') return undefined;
      const [only, another] = splitVariables(stringOf(document, child) ?? '');
      const isVariable = typeof only === 'object' && another === undefined;
      const meaning = isVariable && depth <= DEEPEST ? this.#meaningOf(only.expression, depth + 1) : undefined;
      if (isVariable && meaning === undefined) return 'unknown';
      node = meaning !== undefined && 'node' in meaning ? meaning.node : child;
    }
    return node === 0 ? 'unknown' : node;
  }

  #member(map: Node, name: string): Node | undefined {
    const document = this.#document;
    const known = this.#members.get(map);
    if (known !== undefined) return known.get(name);
    const children = isMap(document, map) ? childrenOf(document, map) : [];
    const members = new Map(children.map((child) => [keyOf(document, child) ?? '', child]));
    this.#members.set(map, members);
    return members.get(name);
  }
}

function indexOf(step: string): number {
  return /^\d{1,6}$/.test(step) ? Number(step) : -1;
}

/** The names of CloudFormation's that a well-known plugin takes in any text: `#{AWS::Region}`. */
function pseudoParametersIn(text: string): readonly Piece[] {
  return text.split(/(#\{AWS::\w+\})/).map((piece, i) => (i % 2 === 0 ? piece : { name: piece.slice(2, -1) }));
}

/** A piece as `Fn::Sub` takes it, or, of a text that is `asIs`, as it is. What is literal in the file stays literal. */
function writtenPiece(piece: Piece, asIs: boolean): string {
  if (typeof piece !== 'string') return `\${${piece.name}}`;
  return asIs ? piece : piece.replaceAll('${', '${!');
}

/** What a variable is called in messages, within the braces of an `Fn::Sub`. */
function nameOf(expression: string): string {
  return expression.replace(/[${}]/g, '').slice(0, 80).trim();
}

/** Something that is no text and that the file does not tell. */
function unknownAt(at: Place, what: string): Sketch {
  return mapAt(at, { [UNKNOWN_CALL]: textAt(at, what) });
}
