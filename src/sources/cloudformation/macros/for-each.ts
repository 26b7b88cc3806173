import {
  childrenOf,
  type Document,
  isList,
  isMap,
  keyOf,
  memberOf,
  type Node,
  nextOf,
  scalarOf,
  stringOf,
  tagOf,
} from '../../../document/document.js';
import { placeOf } from '../../../document/place.js';
import { copiedEntry, copyOf, type Sketch, type SketchEntry, writeSketch } from '../../../document/rewrite.js';
import { stringOfValue } from '../../../document/value.js';
import { argumentsOf, callOf } from '../intrinsic.js';
import { parameterValue } from '../parameters.js';
import { readTemplate, type Template } from '../template.js';
import { filledIn, type LoopVariables, mostFilledIn } from './loop-variables.js';
import { holdsOne, nodesWhere } from './marked-nodes.js';

/** What every loop's key begins with. */
const LOOP = 'Fn::ForEach::';

/** The sections that loops may stand in. */
const SECTIONS: ReadonlySet<string> = new Set(['Resources', 'Conditions', 'Outputs']);

/** The most nodes that loops may write: within one another they could fill any memory. */
const MOST_NODES = 100_000;

/** The most characters of text that loops may write. */
const MOST_CHARACTERS = 10_000_000;

/**
 * Writes the loops of a template out, as the transform `AWS::LanguageExtensions` does. A loop over what the template
 * does not tell is left as it is.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
 */
export function expandLoops(document: Document): Document {
  if (!transformsOf(document).includes('AWS::LanguageExtensions')) return document;
  const loops = nodesWhere(document, (node) => keyOf(document, node)?.startsWith(LOOP) === true);
  return loops.length === 0 ? document : new LoopExpander(document, loops).expand();
}

/** The macros that a template names, one or many. */
function transformsOf(document: Document): readonly string[] {
  const node = memberOf(document, 0, 'Transform');
  if (node === undefined) return [];
  const names = isList(document, node) ? childrenOf(document, node) : [node];
  return names.flatMap((name) => stringOf(document, name) ?? []);
}

/** What a loop is given. */
interface Loop {
  readonly variable: string;
  readonly values: readonly string[];
  /** The map that is written once for each value. */
  readonly body: Node;
}

class LoopExpander {
  readonly #document: Document;
  readonly #template: Template;
  /** Ascending. */
  readonly #loops: readonly Node[];
  readonly #parameters = new Map<string, readonly string[] | undefined>();
  #nodesLeft = MOST_NODES;
  #charactersLeft = MOST_CHARACTERS;

  constructor(document: Document, loops: readonly Node[]) {
    this.#document = document;
    this.#template = readTemplate(document);
    this.#loops = loops;
  }

  expand(): Document {
    const document = this.#document;
    const entries = childrenOf(document, 0).map((section): SketchEntry => {
      const copied = copiedEntry(document, section);
      return SECTIONS.has(copied.key) ? { ...copied, value: this.#sketch(section, NO_VARIABLES) } : copied;
    });
    // What comes to too much is not written out at all: the loops are told, as they stand.
    if (this.#charactersLeft < 0) return document;
    return writeSketch(document, { kind: 'map', at: placeOf(document, 0), entries });
  }

  /** A node with its loops written out and its variables filled in. */
  #sketch(node: Node, variables: LoopVariables): Sketch {
    const document = this.#document;
    if (variables.size === 0 && !holdsOne(document, this.#loops, node)) return copyOf(document, node);
    const at = placeOf(document, node);
    const tag = tagOf(document, node);
    const call = callOf(document, node);
    const referred = call?.name === 'Ref' ? variables.get(scalarOf(document, call.argument) ?? '') : undefined;
    if (referred !== undefined) return { kind: 'text', at, text: referred };
    if (isMap(document, node)) return { kind: 'map', at, entries: this.#entries(node, variables), tag };
    if (isList(document, node)) {
      return { kind: 'list', at, items: childrenOf(document, node).map((item) => this.#sketch(item, variables)), tag };
    }
    const text = stringOf(document, node);
    const filled = text === undefined ? undefined : this.#filled(text, variables);
    return filled === undefined || filled === text ? copyOf(document, node) : { kind: 'text', at, text: filled, tag };
  }

  #entries(map: Node, variables: LoopVariables): readonly SketchEntry[] {
    return childrenOf(this.#document, map).flatMap((child) => this.#entry(child, variables));
  }

  /** A member, or what a loop in its place writes. */
  #entry(node: Node, variables: LoopVariables): readonly SketchEntry[] {
    const { key, keyAt } = copiedEntry(this.#document, node);
    const loop = key.startsWith(LOOP) ? this.#loopAt(node, variables) : undefined;
    if (loop !== undefined) {
      return loop.values.flatMap((value) => this.#entries(loop.body, new Map([...variables, [loop.variable, value]])));
    }
    return [{ key: this.#filled(key, variables), keyAt, value: this.#sketch(node, variables) }];
  }

  /** The loop that a node is; undefined where it cannot be told, or comes to too much. */
  #loopAt(node: Node, variables: LoopVariables): Loop | undefined {
    const document = this.#document;
    const [name, collection, body] = isList(document, node) ? childrenOf(document, node) : [];
    const variable = name === undefined ? undefined : stringOf(document, name);
    if (variable === undefined || collection === undefined || body === undefined || !isMap(document, body)) return;
    const values = this.#valuesOf(collection, variables);
    if (values === undefined) return undefined;
    this.#nodesLeft -= values.length * (nextOf(document, body) - body);
    return this.#nodesLeft < 0 ? undefined : { variable, values, body };
  }

  /** The values that a loop runs over: a list, a parameter that is one, or one of a mapping. */
  #valuesOf(node: Node, variables: LoopVariables): readonly string[] | undefined {
    const document = this.#document;
    const call = callOf(document, node);
    if (call?.name === 'Ref') return this.#parameter(scalarOf(document, call.argument) ?? '');
    if (call?.name === 'Fn::FindInMap') return this.#mapped(argumentsOf(document, call) ?? [], variables);
    if (call !== undefined || !isList(document, node)) return undefined;
    return allOf(childrenOf(document, node).map((item) => this.#textOf(item, variables)));
  }

  /** A text that the template tells: as it stands, a variable's or a parameter's. */
  #textOf(node: Node, variables: LoopVariables): string | undefined {
    const document = this.#document;
    const call = callOf(document, node);
    if (call === undefined) {
      const text = scalarOf(document, node);
      return text === undefined ? undefined : this.#filled(text, variables);
    }
    if (call.name !== 'Ref') return undefined;
    const name = scalarOf(document, call.argument) ?? '';
    const given = variables.get(name) ?? this.#parameter(name);
    return typeof given === 'string' ? given : given?.length === 1 ? given[0] : undefined;
  }

  /** What a parameter holds by default. */
  #parameter(name: string): readonly string[] | undefined {
    const declaration = this.#template.parameters.get(name);
    if (declaration === undefined) return undefined;
    if (!this.#parameters.has(name)) {
      const value = parameterValue(this.#template, name, declaration, placeOf(this.#document, declaration));
      this.#parameters.set(name, allOf((value.kind === 'list' ? value.items : [value]).map(stringOfValue)));
    }
    return this.#parameters.get(name);
  }

  #filled(text: string, variables: LoopVariables): string {
    if (variables.size === 0) return text;
    this.#charactersLeft -= mostFilledIn(text, variables);
    return this.#charactersLeft < 0 ? text : filledIn(text, variables);
  }

  #mapped(path: readonly Node[], variables: LoopVariables): readonly string[] | undefined {
    const document = this.#document;
    const keys = allOf(path.slice(0, 3).map((key) => this.#textOf(key, variables)));
    const [name = '', ...rest] = keys ?? [];
    let node = this.#template.mappings.get(name);
    for (const key of rest) node = node === undefined ? undefined : memberOf(document, node, key);
    if (node === undefined || rest.length !== 2 || !isList(document, node)) return undefined;
    return allOf(childrenOf(document, node).map((item) => scalarOf(document, item)));
  }
}

const NO_VARIABLES: LoopVariables = new Map();

/** The texts, if all are known. */
function allOf(texts: readonly (string | undefined)[]): readonly string[] | undefined {
  const known = texts.filter((text) => text !== undefined);
  return known.length === texts.length ? known : undefined;
}
