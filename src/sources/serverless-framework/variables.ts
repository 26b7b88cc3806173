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
import type { LocalFiles } from '../source.js';
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

/** What a variable stands for: a node of a file, a text, a name of CloudFormation's; undefined: the file does not tell. */
type Meaning = Spot | { readonly text: string } | { readonly reference: string } | undefined;

/** A node, of the service's file or of one that it names. */
interface Spot {
  readonly document: Document;
  readonly node: Node;
}

/** A piece of a text whose variables are resolved: literal, or the name of something to put in. */
type Piece = string | { readonly name: string };

/**
 * Resolves the variables of a service's file as far as files tell: `${self:…}`, `${file(…)}` of data files of the
 * repository, and `${aws:accountId}` and `${aws:region}` as CloudFormation's names for these. What they do not tell
 * becomes a reference to nothing that is known, which may be anything.
 *
 * @param files what variables may name; without, what other files hold is not known
 * @param included takes the documents that something was put in from
 */
export function resolveVariables(document: Document, files: LocalFiles | undefined, included: Document[]): Document {
  const resolver = new VariableResolver(document, files);
  const resolved = resolver.resolve();
  included.push(...resolver.included);
  return resolved;
}

class VariableResolver {
  readonly included = new Set<Document>();
  readonly #document: Document;
  readonly #files: LocalFiles | undefined;
  #nodesLeft = MOST_NODES;
  #charactersLeft = MOST_CHARACTERS;
  #level = 0;
  /** The members of maps that variables lead through. */
  readonly #members = new Map<Document, Map<Node, ReadonlyMap<string, Node>>>();

  constructor(document: Document, files: LocalFiles | undefined) {
    this.#document = document;
    this.#files = files;
  }

  resolve(): Document {
    const document = this.#document;
    const entries = childrenOf(document, 0).map((section) => {
      const copied = copiedEntry(document, section);
      return SECTIONS.has(copied.key)
        ? { ...copied, value: this.#sketch({ document, node: section }, copied.key, false, 0) }
        : copied;
    });
    return writeSketch(document, { kind: 'map', at: placeOf(document, 0), entries });
  }

  /**
   * @param key that the node, or the list that it is in, stands under
   * @param inSub whether the node is what `Fn::Sub` is given
   */
  #sketch(spot: Spot, key: string, inSub: boolean, depth: number): Sketch {
    if (this.#nodesLeft-- <= 0 || this.#level >= DEEPEST_NODE) {
      return unknownAt(placeOf(spot.document, spot.node), 'what the variables of the file come to');
    }
    this.#level++;
    const sketch = this.#resolved(spot, key, inSub, depth);
    this.#level--;
    return sketch;
  }

  #resolved({ document, node }: Spot, key: string, inSub: boolean, depth: number): Sketch {
    const at = placeOf(document, node);
    const tag = tagOf(document, node);
    if (isMap(document, node)) {
      const entries = childrenOf(document, node).map((child) => {
        const name = keyOf(document, child) ?? '';
        const value = this.#sketch({ document, node: child }, name, name === 'Fn::Sub', depth);
        return { ...copiedEntry(document, child), value };
      });
      return { kind: 'map', at, entries, tag };
    }
    if (isList(document, node)) {
      const isSub = inSub || tag === '!Sub';
      const inner = LISTS_OF_MAPS.has(key) ? key : '';
      const items = childrenOf(document, node).map((item, i) =>
        this.#sketch({ document, node: item }, inner, isSub && i === 0, depth),
      );
      return { kind: 'list', at, items, tag };
    }
    const text = stringOf(document, node);
    if (text === undefined || !/[$#]\{/.test(text)) return copyOf(document, node);
    return this.#text({ document, node }, text, key, inSub || tag === '!Sub', depth);
  }

  #text({ document, node }: Spot, text: string, key: string, inSub: boolean, depth: number): Sketch {
    const at = placeOf(document, node);
    const tag = tagOf(document, node);
    const [only, another] = splitVariables(text);
    if (typeof only === 'object' && another === undefined) {
      const meaning = depth > DEEPEST ? undefined : this.#meaningOf(only.expression, depth);
      if (meaning !== undefined && 'node' in meaning && tag === undefined) {
        return this.#sketch(meaning, key, inSub, depth + 1);
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
      const inner = scalarOf(meaning.document, meaning.node);
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
      const meaning = isVariable && depth <= DEEPEST ? this.#meaningOf(only.expression, depth + 1) : undefined;
      if (isVariable && meaning === undefined) return 'unknown';
      spot = meaning !== undefined && 'node' in meaning ? meaning : { document: spot.document, node: child };
    }
    return spot;
  }

  #member({ document, node }: Spot, name: string): Node | undefined {
    if (isList(document, node)) return childrenOf(document, node)[indexOf(name)];
    const ofDocument = this.#members.get(document) ?? new Map<Node, ReadonlyMap<string, Node>>();
    this.#members.set(document, ofDocument);
    const known = ofDocument.get(node);
    if (known !== undefined) return known.get(name);
    const children = isMap(document, node) ? childrenOf(document, node) : [];
    const members = new Map(children.map((child) => [keyOf(document, child) ?? '', child]));
    ofDocument.set(node, members);
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
