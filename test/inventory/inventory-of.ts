import { parseJson } from '../../src/document/json.js';
import type { Identity, Inventory } from '../../src/inventory/model.js';
import { readInventory } from '../../src/sources/index.js';

/** What a document of any format holds, given as data or as text. */
export async function inventoryOf(content: unknown): Promise<Inventory> {
  const text = typeof content === 'string' ? content : JSON.stringify(content, null, 2);
  const { document } = parseJson({ path: 'input.json', text });
  const inventory = document === undefined ? undefined : await readInventory(document);
  if (inventory === undefined) throw new Error('no inventory');
  return inventory;
}

/** The identity of an inventory whose name ends so. */
export function identityCalled({ identities }: Inventory, name: string): Identity {
  const found = identities.find((identity) => identity.name.endsWith(name));
  if (found === undefined) throw new Error(`no identity ${name}`);
  return found;
}

/** A CloudFormation template of these resources, each a type and its properties. */
export function templateWith(resources: Readonly<Record<string, readonly [string, object]>>): object {
  const declared = Object.entries(resources).map(([name, [Type, Properties]]) => [name, { Type, Properties }]);
  return { Resources: Object.fromEntries(declared) };
}

/** A policy document of these statements. */
export function documentOf(...statements: readonly object[]): object {
  return { Version: '2012-10-17', Statement: statements };
}

/** A statement that allows an action on everything, with more to it. */
export function allow(Action: string, more: object = {}): object {
  return { Effect: 'Allow', Action, Resource: '*', ...more };
}

/** A statement that denies an action on everything, with more to it. */
export function deny(Action: string, more: object = {}): object {
  return { Effect: 'Deny', Action, Resource: '*', ...more };
}
