import { childrenOf, type Document, isMap, memberOf, type Node, scalarOf, stringOf } from '../../document/document.js';
import { placeOf } from '../../document/place.js';
import { configurationPath, instanceKey } from './address.js';
import { type Configuration, readConfiguration } from './configuration.js';
import { stringAt } from './looks.js';
import type { TerraformInput, TerraformResource } from './model.js';

/** Modules nested deeper than this are not looked into. */
const DEEPEST_MODULE = 50;

/**
 * Reads a plan: what exists after apply. Planned values tell most; what only `resource_changes` knows (data sources
 * read during apply) is added, deletions are left out.
 * https://developer.hashicorp.com/terraform/internals/json-format#plan-representation
 */
export function readPlan(document: Document): TerraformInput {
  const configuration = readConfiguration(document);
  const changes = changesByAddress(document);
  const planned = rootModuleOf(document, memberOf(document, 0, 'planned_values')).flatMap(
    (found): readonly TerraformResource[] => {
      const change = changes.get(found.address);
      changes.delete(found.address);
      // Without values there was nothing, and there will be nothing.
      return found.values === undefined ? [] : [withChange(found, change, configuration)];
    },
  );
  const onlyChanged = [...changes.values()].flatMap((node) => {
    const change = memberOf(document, node, 'change');
    const after = change === undefined ? undefined : memberOf(document, change, 'after');
    if (change === undefined || after === undefined || !isMap(document, after) || isGone(document, change)) return [];
    const found = resourceAt(document, node, stringAt(document, node, 'module_address') ?? '', after);
    return found === undefined ? [] : [withChange(found, node, configuration)];
  });
  const resources = [...planned, ...onlyChanged];
  const read = configuration === undefined ? {} : { configuration, read: readWhilePlanning(document, configuration) };
  return { document, kind: 'plan', resources, gone: goneFrom(document), ...read };
}

/** Reads a state as `show -json` prints it. */
export function readShownState(document: Document): TerraformInput {
  return { document, kind: 'state', resources: rootModuleOf(document, memberOf(document, 0, 'values')) };
}

/** The data sources of the state that a plan is made from: those read while planning stand there and nowhere else. */
function readWhilePlanning(document: Document, configuration: Configuration): readonly TerraformResource[] {
  const state = memberOf(document, 0, 'prior_state');
  const values = state === undefined ? undefined : memberOf(document, state, 'values');
  const isData = (node: Node) => stringAt(document, node, 'mode') === 'data';
  return rootModuleOf(document, values, isData).map((found) => withChange(found, undefined, configuration));
}

function changesByAddress(document: Document): Map<string, Node> {
  const list = memberOf(document, 0, 'resource_changes');
  const changes = new Map<string, Node>();
  for (const node of [...(list === undefined ? [] : childrenOf(document, list)), ...deferredChanges(document)]) {
    const address = stringAt(document, node, 'address');
    // A deposed object goes with the next apply, whatever becomes of its successor at the same address.
    if (address !== undefined && memberOf(document, node, 'deposed') === undefined) changes.set(address, node);
  }
  return changes;
}

/** Changes that are to be made by a later plan, as far as they are known now: `terraform plan -allow-deferral`. */
function deferredChanges(document: Document): readonly Node[] {
  const list = memberOf(document, 0, 'deferred_changes');
  return (list === undefined ? [] : childrenOf(document, list)).flatMap(
    (node) => memberOf(document, node, 'resource_change') ?? [],
  );
}

/** What a plan deletes, with or without putting something in its place, by the values that it had. */
function goneFrom(document: Document): readonly TerraformResource[] {
  const list = memberOf(document, 0, 'resource_changes');
  return (list === undefined ? [] : childrenOf(document, list)).flatMap((node) => {
    const change = memberOf(document, node, 'change');
    const before = change === undefined ? undefined : memberOf(document, change, 'before');
    if (change === undefined || before === undefined || !isMap(document, before)) return [];
    if (!actionsOf(document, change).includes('delete')) return [];
    return resourceAt(document, node, stringAt(document, node, 'module_address') ?? '', before) ?? [];
  });
}

/** What a plan does with a resource: `create`, `update`, `no-op`, `["delete", "create"]` to replace it. */
function actionsOf(document: Document, change: Node): readonly string[] {
  const actions = memberOf(document, change, 'actions');
  return actions === undefined ? [] : childrenOf(document, actions).map((node) => scalarOf(document, node) ?? '');
}

/** Whether a change leaves nothing behind that Terraform knows of. */
function isGone(document: Document, change: Node): boolean {
  const actions = actionsOf(document, change);
  return actions.length > 0 && actions.every((action) => action === 'delete' || action === 'forget');
}

function withChange(
  found: TerraformResource,
  node: Node | undefined,
  configuration: Configuration | undefined,
): TerraformResource {
  const { document } = found;
  const change = node === undefined ? undefined : memberOf(document, node, 'change');
  const unknown = change === undefined ? undefined : memberOf(document, change, 'after_unknown');
  const mode = found.mode === 'data' ? 'data.' : '';
  const block = configuration?.modules
    .get(configurationPath(found.module))
    ?.blocks.get(`${mode}${found.type}.${found.name}`);
  const actions = change === undefined ? [] : actionsOf(document, change);
  return {
    ...found,
    isUnchanged: actions.length > 0 && actions.every((action) => action === 'no-op'),
    ...(unknown === undefined ? {} : { unknown }),
    ...(block === undefined ? {} : { block }),
  };
}

/** All resources of a module tree, or those of a kind, in the order of the text. */
function rootModuleOf(
  document: Document,
  values: Node | undefined,
  isWanted: (resource: Node) => boolean = () => true,
): readonly TerraformResource[] {
  const root = values === undefined ? undefined : memberOf(document, values, 'root_module');
  const found: TerraformResource[] = [];
  if (root !== undefined) collectModule(document, root, '', 0, isWanted, found);
  return found;
}

function collectModule(
  document: Document,
  module: Node,
  address: string,
  depth: number,
  isWanted: (resource: Node) => boolean,
  found: TerraformResource[],
): void {
  const resources = memberOf(document, module, 'resources');
  for (const node of resources === undefined ? [] : childrenOf(document, resources).filter(isWanted)) {
    const resource = resourceAt(document, node, address, memberOf(document, node, 'values'));
    if (resource !== undefined) found.push(resource);
  }
  const children = memberOf(document, module, 'child_modules');
  for (const child of children === undefined || depth >= DEEPEST_MODULE ? [] : childrenOf(document, children)) {
    collectModule(document, child, stringAt(document, child, 'address') ?? address, depth + 1, isWanted, found);
  }
}

function resourceAt(
  document: Document,
  node: Node,
  module: string,
  values: Node | undefined,
): TerraformResource | undefined {
  const type = stringAt(document, node, 'type');
  const name = stringAt(document, node, 'name');
  if (type === undefined || name === undefined) return undefined;
  const addressNode = memberOf(document, node, 'address');
  const mode = stringAt(document, node, 'mode') === 'data' ? 'data' : 'managed';
  const written = addressNode === undefined ? undefined : scalarOf(document, addressNode);
  const index = memberOf(document, node, 'index');
  const key = index === undefined ? undefined : keyAt(document, index);
  return {
    document,
    address: written ?? [module, mode === 'data' ? 'data' : '', type, name].filter((part) => part !== '').join('.'),
    mode,
    type,
    name,
    module,
    node,
    place: placeOf(document, addressNode ?? node),
    isUnchanged: false,
    ...(key === undefined ? {} : { key }),
    ...(values === undefined ? {} : { values }),
  };
}

/** An instance key as addresses spell it. */
export function keyAt(document: Document, index: Node): string {
  const text = stringOf(document, index);
  return text === undefined ? (scalarOf(document, index) ?? '') : instanceKey(text);
}
