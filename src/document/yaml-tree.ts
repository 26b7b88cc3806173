import {
  type Alias,
  isAlias,
  isPair,
  isScalar,
  isSeq,
  isMap as isYamlMap,
  type Pair,
  Scalar,
  visit,
  type Document as YamlDocument,
  type Node as YamlNode,
} from 'yaml';
import { BOOLEAN, type Document, LIST, MAP, type Node, NULL, NUMBER, STRING } from './document.js';
import type { SourceFile, SyntaxProblem } from './source-file.js';
import { DEEPEST, TapeWriter } from './tape.js';

/** The most nodes that aliases may add to a file: an alias stands for a copy of what it names. */
const MOST_ALIASED_NODES = 100_000;

/** Aliases within what aliases name: deeper than this only where somebody means harm. */
const DEEPEST_ALIAS = 50;

/** After this many problems reading goes on, but no more are kept. */
const MOST_PROBLEMS = 20;

/** What is taken down over all documents of a file. */
export class YamlNotes {
  readonly problems: SyntaxProblem[] = [];
  /** How many nodes aliases have added. */
  aliasedNodes = 0;

  add(offset: number, message: string): void {
    if (this.problems.length < MOST_PROBLEMS) this.problems.push({ offset, message });
  }
}

/**
 * The tree of a parsed YAML document, undefined where it is empty. Aliases become what they name, and merge keys what
 * they merge, as far as that stays small.
 *
 * @param notes takes what is wrong
 */
export function buildTree(file: SourceFile, yaml: YamlDocument.Parsed, notes: YamlNotes): Document | undefined {
  return new TreeBuilder(file, yaml, notes).build();
}

class TreeBuilder {
  readonly #file: SourceFile;
  readonly #yaml: YamlDocument.Parsed;
  readonly #notes: YamlNotes;
  readonly #tape = new TapeWriter();
  readonly #scalars: (string | undefined)[] = [];
  readonly #keys: (string | undefined)[] = [];
  readonly #tags = new Map<Node, string>();
  #targets: ReadonlyMap<Alias, YamlNode> | undefined;
  #aliasDepth = 0;

  constructor(file: SourceFile, yaml: YamlDocument.Parsed, notes: YamlNotes) {
    this.#file = file;
    this.#yaml = yaml;
    this.#notes = notes;
  }

  build(): Document | undefined {
    const root = this.#yaml.contents;
    if (root === null) return undefined;
    this.#add(root, undefined, 0);
    return {
      file: this.#file,
      format: 'yaml',
      text: this.#file.text,
      tape: this.#tape.finish(),
      scalars: this.#scalars,
      keys: this.#keys,
      tags: this.#tags,
    };
  }

  #add(yaml: YamlNode | null, key: Key | undefined, depth: number): void {
    const at = yaml?.range?.[0] ?? key?.end ?? 0;
    if (depth > DEEPEST) {
      this.#notes.add(at, `nested deeper than ${DEEPEST} levels`);
      return;
    }
    if (isAlias(yaml)) this.#addAlias(yaml, key, depth);
    else if (isYamlMap(yaml) || isSeq(yaml)) {
      const node = this.#addNode(isSeq(yaml) ? LIST : MAP, yaml, key);
      if (isSeq(yaml)) for (const item of yaml.items) this.#add(asNode(item), undefined, depth + 1);
      else this.#addPairs(yaml.items, depth + 1);
      this.#tape.close(node, Math.max(at, endOf(yaml)));
    } else this.#addScalar(isScalar(yaml) ? yaml : null, key, at);
  }

  #addScalar(scalar: Scalar | null, key: Key | undefined, at: number): void {
    if (scalar === null) {
      const node = this.#tape.add(NULL, at, at, key?.start ?? -1, key?.end ?? -1);
      this.#scalars[node] = '';
      this.#keys[node] = key?.text;
      return;
    }
    const node = this.#addNode(scalarKind(scalar), scalar, key);
    this.#scalars[node] = scalarText(scalar);
  }

  #addNode(kind: number, yaml: YamlNode, key: Key | undefined): Node {
    const [start, end] = yaml.range ?? [0, 0];
    const node = this.#tape.add(kind, start, end, key?.start ?? -1, key?.end ?? -1);
    this.#keys[node] = key?.text;
    if (yaml.tag !== undefined && isOwnTag(yaml.tag)) this.#tags.set(node, yaml.tag);
    if (this.#aliasDepth > 0) this.#notes.aliasedNodes++;
    return node;
  }

  /** Own keys first, wherever the merge keys stand. Of keys that are `taken`, none is added. */
  #addPairs(items: readonly unknown[], depth: number, taken = new Set<string>()): void {
    const pairs = items.filter((item) => isPair(item)).map((pair) => ({ pair, key: this.#keyText(pair.key) }));
    const added = pairs.filter(({ pair, key }) => !isMerge(pair) && !taken.has(key));
    for (const { pair, key } of added) {
      taken.add(key);
      this.#add(asNode(pair.value), keyOfPair(pair, key), depth);
    }
    for (const { pair } of pairs) if (isMerge(pair)) this.#merge(asNode(pair.value), depth, taken);
  }

  /** A merge key gives what the maps that it names hold; of equal keys the first is taken. */
  #merge(from: YamlNode | null, depth: number, taken: Set<string>): void {
    const target = isAlias(from) ? this.#resolve(from) : from;
    const at = from?.range?.[0] ?? 0;
    if (!isYamlMap(target) && !isSeq(target)) {
      if (target !== undefined) this.#notes.add(at, 'a merge key names no map');
    } else if (this.#enterAlias(at, target.items.length)) {
      if (isSeq(target)) for (const item of target.items) this.#merge(asNode(item), depth + 1, taken);
      else this.#addPairs(target.items, depth + 1, taken);
      this.#aliasDepth--;
    }
  }

  #addAlias(alias: Alias, key: Key | undefined, depth: number): void {
    const target = this.#resolve(alias);
    const at = alias.range?.[0] ?? 0;
    if (target === undefined || !this.#enterAlias(at, 1)) {
      this.#addScalar(null, key, at);
      return;
    }
    this.#add(target, key, depth + 1);
    this.#aliasDepth--;
  }

  #resolve(alias: Alias): YamlNode | undefined {
    this.#targets ??= aliasTargets(this.#yaml);
    const target = this.#targets.get(alias);
    if (target === undefined) this.#notes.add(alias.range?.[0] ?? 0, `no anchor "${alias.source}" before this`);
    return target;
  }

  /** Whether an alias may be followed. It then counts as so many nodes, and is left by lowering `#aliasDepth`. */
  #enterAlias(at: number, nodes: number): boolean {
    this.#notes.aliasedNodes += nodes;
    if (this.#notes.aliasedNodes > MOST_ALIASED_NODES || this.#aliasDepth > DEEPEST_ALIAS) {
      this.#notes.add(at, 'aliases stand for too much text to be read');
      return false;
    }
    this.#aliasDepth++;
    return true;
  }

  #keyText(key: unknown): string {
    const node = isAlias(key) ? this.#resolve(key) : key;
    return isScalar(node) ? scalarText(node) : '';
  }
}

interface Key {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

function keyOfPair(pair: Pair, text: string): Key {
  const key = asNode(pair.key);
  return key === null ? { text, start: 0, end: 0 } : { text, start: key.range?.[0] ?? 0, end: endOf(key) };
}

/** What each alias names: the last node before it that carries its anchor. */
function aliasTargets(yaml: YamlDocument.Parsed): ReadonlyMap<Alias, YamlNode> {
  const anchors = new Map<string, YamlNode>();
  const targets = new Map<Alias, YamlNode>();
  visit(yaml, {
    Node: (_key, node) => {
      if (isAlias(node)) {
        const target = anchors.get(node.source);
        if (target !== undefined) targets.set(node, target);
      } else if (node.anchor !== undefined) anchors.set(node.anchor, node);
    },
  });
  return targets;
}

/** Only a plain `<<` merges; a quoted one is an ordinary key. */
function isMerge({ key }: Pair): boolean {
  return isScalar(key) && key.source === '<<' && key.type === Scalar.PLAIN;
}

/** A tag of the application's, such as `!Sub`; a bare `!` only says that a scalar is a string. */
function isOwnTag(tag: string): boolean {
  return tag.startsWith('!') && tag !== '!';
}

/** Where a node's text ends. The parser has block collections reach to the next token, over line ends and comments. */
function endOf(yaml: YamlNode): number {
  if (!(isYamlMap(yaml) || isSeq(yaml)) || yaml.flow === true) return yaml.range?.[1] ?? 0;
  const last = yaml.items.at(-1);
  const inner = isPair(last) ? (asNode(last.value) ?? asNode(last.key)) : asNode(last);
  return inner === null ? (yaml.range?.[1] ?? 0) : endOf(inner);
}

/** A parsed document holds nodes wherever its types say `unknown`. */
function asNode(value: unknown): YamlNode | null {
  return isScalar(value) || isAlias(value) || isYamlMap(value) || isSeq(value) ? value : null;
}

function scalarText(scalar: Scalar): string {
  return scalar.source ?? String(scalar.value ?? '');
}

function scalarKind(scalar: Scalar): number {
  if (typeof scalar.value === 'string' || scalar.tag?.startsWith('!')) return STRING;
  if (typeof scalar.value === 'number' || typeof scalar.value === 'bigint') return NUMBER;
  if (typeof scalar.value === 'boolean') return BOOLEAN;
  return NULL;
}
