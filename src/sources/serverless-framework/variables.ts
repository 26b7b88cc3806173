import { childrenOf, type Document, isList, isMap, keyOf, stringOf, tagOf } from '../../document/document.js';
import { type Place, placeOf } from '../../document/place.js';
import { copiedEntry, copyOf, mapAt, type Sketch, textAt, writeSketch } from '../../document/rewrite.js';
import { UNKNOWN_CALL } from '../cloudformation/intrinsic.js';
import type { LocalFiles } from '../source.js';
import { type Piece, type Spot, VariableMeanings } from './variable-meanings.js';
import { splitVariables } from './variable-syntax.js';

/** Sections whose variables matter; the others are there to be referred to. */
const SECTIONS: ReadonlySet<string> = new Set(['provider', 'functions', 'resources', 'layers']);

/** Stands for the key of any operator of a condition. */
const OPERATOR = 'operator of Condition';

/** Keys whose value is a map or list: a variable in its place is no text. */
const STRUCTURES: ReadonlySet<string> = new Set([
  OPERATOR,
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

/** Nodes deeper than this, which variables within what they name could bring about, are not followed. */
const DEEPEST_NODE = 600;

/** The most nodes that variables may write. */
const MOST_NODES = 200_000;

/**
 * Resolves the variables of a service's file as far as files tell: `${self:…}`, `${file(…)}` of data files of the
 * repository, and `${aws:accountId}` and `${aws:region}` as CloudFormation's names for these. What they do not tell
 * becomes a reference to nothing that is known, which may be anything.
 *
 * @param files what variables may name; without, what other files hold is not known
 * @param included takes the documents that something was put in from
 */
export function resolveVariables(document: Document, files: LocalFiles | undefined, included: Document[]): Document {
  const meanings = new VariableMeanings(document, files);
  const resolved = new VariableResolver(document, meanings).resolve();
  included.push(...meanings.included);
  return resolved;
}

class VariableResolver {
  readonly #document: Document;
  readonly #meanings: VariableMeanings;
  #nodesLeft = MOST_NODES;
  #level = 0;

  constructor(document: Document, meanings: VariableMeanings) {
    this.#document = document;
    this.#meanings = meanings;
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
        // The operators of a condition hold maps, whatever they are called.
        const held = key === 'Condition' ? OPERATOR : name;
        const value = this.#sketch({ document, node: child }, held, name === 'Fn::Sub', depth);
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
      const meaning = this.#meanings.of(only.expression, depth);
      if (meaning !== undefined && 'node' in meaning && tag === undefined) {
        return this.#sketch(meaning, key, inSub, depth + 1);
      }
      if (meaning === undefined && STRUCTURES.has(key)) return unknownAt(at, `"${text}"`);
    }
    const pieces = this.#meanings.piecesOf(text, depth, !inSub && tag === undefined);
    const isPlain = pieces.every((piece) => typeof piece === 'string');
    const written = pieces.map((piece) => writtenPiece(piece, inSub || isPlain)).join('');
    if (isPlain || inSub || tag !== undefined) return { kind: 'text', at, text: written, tag };
    return mapAt(at, { 'Fn::Sub': textAt(at, written) });
  }
}

/** A piece as `Fn::Sub` takes it, or, of a text that is `asIs`, as it is. What is literal in the file stays literal. */
function writtenPiece(piece: Piece, asIs: boolean): string {
  if (typeof piece !== 'string') return `\${${piece.name}}`;
  return asIs ? piece : piece.replaceAll('${', '${!');
}

/** Something that is no text and that the file does not tell. */
function unknownAt(at: Place, what: string): Sketch {
  return mapAt(at, { [UNKNOWN_CALL]: textAt(at, what) });
}
