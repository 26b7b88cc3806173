import { type Document, keyOf, memberOf, type Node, nextOf, stringOf } from '../../document/document.js';
import { moduleOf, ROOT_PART } from './kept.js';

/** References that lead to nothing another module could hold. */
const OWN = /^(?:var|each|count|path|terraform|self)\./;

/**
 * The modules that a plan's root module calls and that have to do with each other: a call is given something of
 * another, or of the root's own resources; or one of these refers to the call. Pairs of names as `moduleOf` gives them.
 * A state has no configuration, and so none.
 */
export function linkedModules(document: Document): readonly (readonly [string, string])[] {
  const configuration = memberOf(document, 0, 'configuration');
  const root = configuration === undefined ? undefined : memberOf(document, configuration, 'root_module');
  if (root === undefined) return [];
  const pairs: [string, string][] = [];
  const resources = memberOf(document, root, 'resources');
  for (const reference of resources === undefined ? [] : stringsIn(document, resources)) {
    const module = moduleOf(reference);
    if (module !== ROOT_PART) pairs.push([ROOT_PART, module]);
  }
  const calls = memberOf(document, root, 'module_calls');
  const end = calls === undefined ? 0 : nextOf(document, calls);
  for (let call = (calls ?? 0) + 1; call < end; call = nextOf(document, call)) {
    const name = keyOf(document, call) ?? '';
    const expressions = memberOf(document, call, 'expressions');
    for (const reference of expressions === undefined ? [] : referencesIn(document, expressions)) {
      if (!OWN.test(reference)) pairs.push([name, moduleOf(reference)]);
    }
  }
  return pairs;
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
