import { childrenOf, type Document, isList, isMap, memberOf, type Node, stringOf } from '../../document/document.js';
import type { Located } from '../../document/place.js';
import type { Guard, Value } from '../../document/value.js';
import { callOf, conditionalOf, isNoValue } from './intrinsic.js';
import { readPolicyText } from './policy-text.js';
import type { Resolver } from './resolver.js';

/** A policy document as a template gives it. */
export interface PolicyValue {
  readonly value: Value;
  /** What is wrong with its JSON, where it stands in a text. */
  readonly problem?: Located & { readonly message: string };
  /** The document within the text, where it stands in one. */
  readonly embedded?: Document;
}

/** Reads what stands where a policy document is expected: an object, or a text that holds one. */
export function policyValue(resolver: Resolver, node: Node): PolicyValue {
  const { document } = resolver.template;
  const call = callOf(document, node);
  if (call?.name === 'Fn::ToJsonString') return { value: resolver.argument(call) };
  const isText = call === undefined ? stringOf(document, node) !== undefined : TEXT_FUNCTIONS.has(call.name);
  if (!isText) return { value: resolver.resolve(node) };
  const { value, document: embedded, problem } = readPolicyText(resolver, node);
  return {
    value,
    ...(embedded === undefined ? {} : { embedded }),
    ...(problem === undefined ? {} : { problem }),
  };
}

const TEXT_FUNCTIONS: ReadonlySet<string> = new Set(['Fn::Sub', 'Fn::Join', 'Ref', 'Fn::FindInMap', 'Fn::Select']);

/** A node that a property path leads to. */
export interface Found {
  readonly node: Node;
  /** The map that holds it. */
  readonly parent: Node;
  /** The template conditions under which it is what the path leads to. */
  readonly when: readonly Guard[];
}

/** More nodes than this on one path are not followed. */
const MOST_FOUND = 1000;

/**
 * Follows a property path such as `Policies[].PolicyDocument`, into both branches of every `Fn::If` on the way. What
 * cannot be followed (a macro in place of a list) is given as if it were what the path leads to.
 */
export function follow(document: Document, parent: Node, path: string, when: readonly Guard[]): readonly Found[] {
  let found: readonly Found[] = [{ node: parent, parent, when }];
  for (const step of path.split('.')) {
    const isMany = step.endsWith('[]');
    const name = isMany ? step.slice(0, -2) : step;
    found = found.flatMap((at) => membersNamed(document, at, name));
    if (isMany) found = found.flatMap((at) => elementsOf(document, at));
    if (found.length > MOST_FOUND) return found.slice(0, MOST_FOUND);
  }
  return found;
}

function membersNamed(document: Document, at: Found, name: string): readonly Found[] {
  if (!isMap(document, at.node) || callOf(document, at.node) !== undefined) return [at];
  const node = memberOf(document, at.node, name);
  return node === undefined ? [] : branchesOf(document, { node, parent: at.node, when: at.when });
}

/** The elements of a list; one alone stands for a list of one. */
function elementsOf(document: Document, at: Found): readonly Found[] {
  if (!isList(document, at.node) || callOf(document, at.node) !== undefined) return [at];
  return childrenOf(document, at.node).flatMap((node) => branchesOf(document, { ...at, node }));
}

/** What a node may be, by the conditions that decide: the branches of an `Fn::If`, less those that cannot be. */
function branchesOf(document: Document, at: Found): readonly Found[] {
  const call = callOf(document, at.node);
  if (isNoValue(document, call)) return [];
  const parts = conditionalOf(document, call);
  if (parts === undefined) return [at];
  const known = at.when.find(({ condition }) => condition === parts.condition);
  const branch = (is: boolean): readonly Found[] => {
    if (known !== undefined && known.is !== is) return [];
    const when = known === undefined ? [...at.when, { condition: parts.condition, is }] : at.when;
    return branchesOf(document, { ...at, node: is ? parts.yes : parts.no, when });
  };
  return [...branch(true), ...branch(false)];
}
