import { childrenOf, type Document, keyOf, memberOf, type Node, nextOf, stringOf } from '../../document/document.js';
import { linkKey } from '../../inventory/facts.js';
import { partOf } from './kept.js';

/** Two things that have to do with each other: names of parts as `partOf` gives them, or what `byName` gives. */
export type PartLink = readonly [string, string];

/** References that lead to nothing another part could hold. */
const OWN = /^(?:var|each|count|path|terraform|self|local)\./;

/** Attributes by which one resource names another, and those that hold its own name. */
const NAMES = ['bucket', 'group', 'groups', 'name', 'policy_arn', 'role', 'roles', 'user', 'users'];

/** Whether a plan holds the configuration by which its parts are known to be linked. */
export function hasConfiguration(document: Document): boolean {
  return callsOf(document) !== undefined || rootOf(document) !== undefined;
}

/** The links of modules that the root module calls: each with what it is given. */
export function linksOfCalls(document: Document): readonly PartLink[] {
  const calls = callsOf(document);
  return (calls === undefined ? [] : childrenOf(document, calls)).flatMap((call): readonly PartLink[] => {
    const expressions = memberOf(document, call, 'expressions');
    const references = expressions === undefined ? [] : [...referencesIn(document, expressions)];
    return linksTo(keyOf(document, call) ?? '', references);
  });
}

/**
 * The links of a part that is a block of the root module's configuration: what it refers to, and the names that are
 * written in it.
 *
 * @param document a list of such blocks
 */
export function linksOfBlocks(part: string, document: Document): readonly PartLink[] {
  const names = childrenOf(document, 0).flatMap((block) => {
    const expressions = memberOf(document, block, 'expressions');
    return expressions === undefined ? [] : namesIn(document, expressions);
  });
  return [...linksTo(part, [...referencesIn(document, 0)]), ...names.map((name): PartLink => [part, byName(name)])];
}

/** What links all that a name is written in. No part has a name that begins so. */
export function byName(name: string): string {
  return `=${linkKey(name)}`;
}

function linksTo(part: string, references: readonly string[]): readonly PartLink[] {
  return references.flatMap((text): readonly PartLink[] => {
    const other = OWN.test(text) ? undefined : partOf(text);
    return other === undefined ? [] : [[part, other]];
  });
}

function namesIn(document: Document, expressions: Node): readonly string[] {
  return NAMES.flatMap((name) => {
    const expression = memberOf(document, expressions, name);
    const constant = expression === undefined ? undefined : memberOf(document, expression, 'constant_value');
    return constant === undefined ? [] : [...stringsIn(document, constant)];
  });
}

function rootOf(document: Document): Node | undefined {
  const configuration = memberOf(document, 0, 'configuration');
  return configuration === undefined ? undefined : memberOf(document, configuration, 'root_module');
}

function callsOf(document: Document): Node | undefined {
  const root = rootOf(document);
  return root === undefined ? undefined : memberOf(document, root, 'module_calls');
}

/** What expressions refer to: the texts of all lists called `references`. */
function* referencesIn(document: Document, node: Node): Generator<string> {
  const end = nextOf(document, node);
  for (let child = node; child < end; child++) {
    if (keyOf(document, child) === 'references') yield* stringsIn(document, child);
  }
}

function* stringsIn(document: Document, node: Node): Generator<string> {
  const end = nextOf(document, node);
  for (let child = node; child < end; child++) {
    const text = stringOf(document, child);
    if (text !== undefined) yield text;
  }
}
