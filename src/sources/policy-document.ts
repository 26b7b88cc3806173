import {
  childrenOf,
  type Document,
  isList,
  keyOf,
  memberOf,
  type Node,
  nextOf,
  rangeOf,
} from '../document/document.js';

/** `Statement` makes a policy; an API schema or a SQL export that has the word has no `Effect` or `Action` beside it. */
export function isPolicy(document: Document, node: Node): boolean {
  const statement = memberOf(document, node, 'Statement');
  if (statement === undefined) return false;
  return memberOf(document, node, 'Version') !== undefined || hasAny(document, statement, ['Effect', ...ACTIONS]);
}

/**
 * The statements of the first policy document at a node or below it, if there is one: to say that it is not read where
 * nobody looks for policies. Only what can be nothing else counts.
 */
export function policyWithin(document: Document, node: Node): Node | undefined {
  if (!mayHoldStatement(document, node)) return undefined;
  const behind = nextOf(document, node);
  for (let inner = node; inner < behind; inner++) {
    if (keyOf(document, inner) !== 'Statement') continue;
    if (hasAny(document, inner, ['Effect']) && hasAny(document, inner, ACTIONS)) return inner;
  }
  return undefined;
}

/** A look at the characters spares most the walk. In YAML, and after a macro, what a node holds may stand elsewhere. */
function mayHoldStatement(document: Document, node: Node): boolean {
  if (document.format !== 'json' || document.rewritten !== undefined) return true;
  const [start, end] = rangeOf(document, node);
  return /Statement|\\u00/.test(document.text.slice(start, end));
}

const ACTIONS: readonly string[] = ['Action', 'NotAction'];

/** Whether the only or first statement has one of some elements. */
function hasAny(document: Document, statements: Node, keys: readonly string[]): boolean {
  const first = isList(document, statements) ? childrenOf(document, statements)[0] : statements;
  return first !== undefined && keys.some((key) => memberOf(document, first, key) !== undefined);
}
