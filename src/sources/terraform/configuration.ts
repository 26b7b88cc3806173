import { childrenOf, type Document, keyOf, memberOf, type Node, stringOf } from '../../document/document.js';
import { stringAt } from './looks.js';

/** Modules nested deeper than this are not looked into. */
const DEEPEST_MODULE = 50;

/** One module of a configuration, as written: the same for all its instances. */
export interface ConfigurationModule {
  /** Blocks of resources and data sources by their address within the module: `data.aws_iam_policy_document.x`. */
  readonly blocks: ReadonlyMap<string, Node>;
  /** What is written for the calls of other modules, by name. */
  readonly calls: ReadonlyMap<string, Node>;
  readonly outputs: ReadonlyMap<string, Node>;
  /** Its variables, with their defaults. */
  readonly variables: ReadonlyMap<string, Node>;
}

/** The configuration that a plan holds: modules by their path (`module.a.module.b`, empty for the root). */
export interface Configuration {
  readonly modules: ReadonlyMap<string, ConfigurationModule>;
}

/** Reads the `configuration` of a plan; undefined where there is none. */
export function readConfiguration(document: Document): Configuration | undefined {
  const root = memberOf(document, 0, 'configuration');
  const module = root === undefined ? undefined : memberOf(document, root, 'root_module');
  if (module === undefined) return undefined;
  const modules = new Map<string, ConfigurationModule>();
  collectModules(document, module, '', 0, modules);
  return { modules };
}

function collectModules(
  document: Document,
  node: Node,
  path: string,
  depth: number,
  modules: Map<string, ConfigurationModule>,
): void {
  const blocks = new Map<string, Node>();
  const resources = memberOf(document, node, 'resources');
  for (const block of resources === undefined ? [] : childrenOf(document, resources)) {
    const address = stringAt(document, block, 'address');
    if (address !== undefined) blocks.set(address, block);
  }
  const calls = membersByName(document, node, 'module_calls');
  const outputs = membersByName(document, node, 'outputs');
  modules.set(path, { blocks, calls, outputs, variables: membersByName(document, node, 'variables') });
  if (depth >= DEEPEST_MODULE) return;
  for (const [name, call] of calls) {
    const module = memberOf(document, call, 'module');
    const inner = path === '' ? `module.${name}` : `${path}.module.${name}`;
    if (module !== undefined) collectModules(document, module, inner, depth + 1, modules);
  }
}

function membersByName(document: Document, node: Node, key: string): ReadonlyMap<string, Node> {
  const map = memberOf(document, node, key);
  const children = map === undefined ? [] : childrenOf(document, map);
  return new Map(children.map((child) => [keyOf(document, child) ?? '', child]));
}

/** The references of an expression, as the configuration lists them; undefined where it is constant or not written. */
export function referencesOf(document: Document, expression: Node | undefined): readonly string[] | undefined {
  const list = expression === undefined ? undefined : memberOf(document, expression, 'references');
  if (list === undefined) return undefined;
  return childrenOf(document, list).flatMap((node) => stringOf(document, node) ?? []);
}
