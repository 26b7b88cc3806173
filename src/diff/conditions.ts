import {
  childrenOf,
  type Document,
  isList,
  isMap,
  keyOf,
  memberOf,
  type Node,
  scalarOf,
  tagOf,
} from '../document/document.js';
import type { Inventory } from '../inventory/model.js';
import type { Policy } from '../policy/model.js';
import type { Sight } from './sight.js';

/**
 * The conditions of a template that mean something else than before, though they are called the same: what existed
 * under one is not known to have existed under the other.
 */
export function changedConditions(head: Inventory, base: Inventory): ReadonlySet<string> {
  const now = definitionsOf(head.document);
  const before = definitionsOf(base.document);
  const changed = new Set<string>();
  const users = usersOf(now);
  const open = [...now].flatMap(([name, definition]) => {
    const former = before.get(name);
    return former !== undefined && former !== definition ? [name] : [];
  });
  // A condition that refers to one that changed has changed with it.
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (changed.has(name)) continue;
    changed.add(name);
    open.push(...(users.get(name) ?? []));
  }
  return changed;
}

/** Which conditions refer to each. */
function usersOf(definitions: ReadonlyMap<string, string>): ReadonlyMap<string, readonly string[]> {
  const users = new Map<string, string[]>();
  for (const [user, definition] of definitions) {
    for (const [, quoted = '""'] of definition.matchAll(/\{"Condition":("(?:[^"\\]|\\.)*")\}/g)) {
      const used: unknown = JSON.parse(quoted);
      if (typeof used !== 'string') continue;
      const known = users.get(used);
      if (known === undefined) users.set(used, [user]);
      else known.push(user);
    }
  }
  return users;
}

/** What a side allows, with other names for these conditions, so that nothing takes them for those of the head. */
export function underFormerConditions(sight: Sight, changed: ReadonlySet<string>): Sight {
  if (changed.size === 0) return sight;
  const renamed = (policy: Policy): Policy => ({
    ...policy,
    statements: policy.statements.map((statement) => ({
      ...statement,
      when: statement.when.map(({ condition, is }) => ({
        condition: changed.has(condition) ? `${condition} (before)` : condition,
        is,
      })),
    })),
  });
  const { policies, boundary } = sight.access;
  const access = {
    policies: policies.map(renamed),
    ...(boundary === undefined ? {} : { boundary: renamed(boundary) }),
  };
  return { ...sight, access };
}

/** The definitions of a template's conditions: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/conditions-section-structure.html */
function definitionsOf(document: Document): ReadonlyMap<string, string> {
  const section = memberOf(document, 0, 'Conditions');
  if (section === undefined || !isMap(document, section)) return new Map();
  return new Map(
    childrenOf(document, section).map((node) => [
      keyOf(document, node) ?? '',
      JSON.stringify(plainForm(document, node, 0)),
    ]),
  );
}

/** Conditions nested deeper than this are taken for the same: AWS takes none of them. */
const DEEPEST = 50;

/** A node as plain data, with the short forms of functions written out: `!Equals` as `Fn::Equals`. */
function plainForm(document: Document, node: Node, depth: number): unknown {
  const tag = tagOf(document, node);
  const value = depth > DEEPEST ? null : untagged(document, node, depth);
  if (tag === undefined) return value;
  const name = tag.replace(/^!/, '');
  return { [name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`]: value };
}

function untagged(document: Document, node: Node, depth: number): unknown {
  const children = childrenOf(document, node);
  if (isList(document, node)) return children.map((child) => plainForm(document, child, depth + 1));
  if (!isMap(document, node)) return scalarOf(document, node);
  return Object.fromEntries(
    children.map((child) => [keyOf(document, child) ?? '', plainForm(document, child, depth + 1)]),
  );
}
