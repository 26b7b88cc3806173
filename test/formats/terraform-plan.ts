import { arnsIn, entriesOf, type Json, type JsonObject } from './access.js';
import type { Arguments, Block, Expression } from './terraform-block.js';
import { configured, configuredOutputs, localAddress, outputsOfCalls } from './terraform-configuration.js';

const PROVIDER = 'registry.terraform.io/hashicorp/aws';

/**
 * The plan that makes what a module describes, as `terraform show -json` prints it.
 * https://developer.hashicorp.com/terraform/internals/json-format#plan-representation
 */
export function planOf(module: readonly Block[], outputs: Arguments): JsonObject {
  return planIn([''], [], module, outputs);
}

/** The same resources once for each key of a `for_each` that all blocks have. */
export function planOfLoopsOf(module: readonly Block[], outputs: Arguments, keys: readonly string[]): JsonObject {
  return planIn([''], keys, module, outputs);
}

/** The same resources in a module within instances of a module. */
export function planOfModulesOf(module: readonly Block[], outputs: Arguments, keys: readonly string[]): JsonObject {
  const paths = keys.map((key) => `module.app[${JSON.stringify(key)}].module.inner`);
  return planIn(paths, [], module, outputs);
}

/**
 * @param paths the module instances that the resources are in; empty for the root
 * @param keys the instances of each resource; none for resources without `for_each`
 */
function planIn(
  paths: readonly string[],
  keys: readonly string[],
  module: readonly Block[],
  outputs: Arguments,
): JsonObject {
  const modules = paths.map((path) => {
    const spots = keys.length === 0 ? [{ path }] : keys.map((key): Spot => ({ path, key }));
    return spots.flatMap((spot) => module.map((block) => ({ block, spot })));
  });
  const planned = modules.map((all) => all.map(({ block, spot }) => plannedResource(block, spot, module)));
  const written = {
    resources: module.map((block) => configured(block, module, keys)),
    outputs: configuredOutputs(outputs, module, keys),
  };
  return {
    format_version: '1.2',
    terraform_version: '1.9.8',
    planned_values: { root_module: inModules(paths, planned) },
    resource_changes: modules.flat().map(({ block, spot }) => change(block, spot, module)),
    configuration: {
      provider_config: { aws: { name: 'aws', full_name: PROVIDER } },
      root_module: paths.includes('') ? written : moduleCalls(paths, written, outputs),
    },
  };
}

/** Where a resource is: its module instance and its own instance key. */
interface Spot {
  readonly path: string;
  readonly key?: string;
}

/** Resources as the tree of modules that they are in. */
function inModules(paths: readonly string[], planned: readonly (readonly JsonObject[])[]): JsonObject {
  if (paths.includes('')) return { resources: planned.flat() };
  const children = paths.map((address, i) => {
    const outer = address.slice(0, address.lastIndexOf('.module.'));
    return { address: outer, child_modules: [{ address, resources: planned[i] ?? [] }] };
  });
  return { child_modules: children };
}

/** The root module's configuration that calls a module, which calls the one that is written. */
function moduleCalls(paths: readonly string[], written: JsonObject, outputs: Arguments): JsonObject {
  const inner = { source: './inner', module: written };
  const app = {
    source: './app',
    module: { module_calls: { inner }, outputs: outputsOfCalls(outputs, ['module.inner']) },
  };
  return {
    module_calls: { app: paths.length > 1 ? { ...app, for_each_expression: {} } : app },
    outputs: outputsOfCalls(
      outputs,
      paths.map((path) => path.slice(0, path.lastIndexOf('.module.'))),
    ),
  };
}

function plannedResource(block: Block, spot: Spot, module: readonly Block[]): JsonObject {
  return {
    ...identityOf(block, spot),
    provider_name: PROVIDER,
    schema_version: 0,
    values: plannedValues(block, module).known,
    sensitive_values: {},
  };
}

function identityOf(block: Block, { path, key }: Spot): JsonObject {
  const { mode, type, name } = block;
  const address = path === '' ? localAddress(block) : `${path}.${localAddress(block)}`;
  if (key === undefined) return { address, mode, type, name };
  return { address: `${address}[${JSON.stringify(key)}]`, mode, type, name, index: key };
}

function change(block: Block, spot: Spot, module: readonly Block[]): JsonObject {
  const { known, unknown } = plannedValues(block, module);
  const actions = [block.mode === 'data' ? 'read' : 'create'];
  const sensitive = { before_sensitive: false, after_sensitive: {} };
  return {
    ...identityOf(block, spot),
    ...(spot.path === '' ? {} : { module_address: spot.path }),
    provider_name: PROVIDER,
    change: { actions, before: null, after: known, after_unknown: unknown, ...sensitive },
  };
}

/** A value of which parts may be unknown: those are left out, null in a list, and marked by `true` beside it. */
interface Planned {
  readonly known?: Json;
  readonly unknown: Json;
}

function plannedValues(
  block: Block,
  module: readonly Block[],
): { readonly known: JsonObject; readonly unknown: JsonObject } {
  const { defaults, exported } = block;
  const { known, unknown } = plannedObject(block.arguments, module);
  const computed = Object.keys(exported).filter((name) => block.arguments[name] === undefined);
  return {
    known: { ...defaults, ...known },
    unknown: { ...Object.fromEntries(computed.map((name) => [name, true])), ...unknown },
  };
}

function plannedObject(
  args: Arguments,
  module: readonly Block[],
): { readonly known: JsonObject; readonly unknown: JsonObject } {
  const planned = entriesOf(args).map(([name, expression]) => [name, plannedValue(expression, module)] as const);
  return {
    known: Object.fromEntries(planned.flatMap(([name, { known }]) => (known === undefined ? [] : [[name, known]]))),
    unknown: Object.fromEntries(planned.flatMap(([name, { unknown }]) => (unknown === false ? [] : [[name, unknown]]))),
  };
}

function plannedValue(expression: Expression, module: readonly Block[]): Planned {
  switch (expression.kind) {
    case 'constant':
      return { known: expression.value, unknown: false };
    case 'reference': {
      const target = module.find((block) => localAddress(block) === expression.block);
      const written = target?.arguments[expression.attribute];
      return written?.kind === 'constant' ? plannedValue(written, module) : { unknown: true };
    }
    case 'list': {
      const items = expression.items.map((item) => plannedValue(item, module));
      const unknown = items.map((item) => item.unknown);
      return {
        known: items.map(({ known }) => known ?? null),
        unknown: unknown.every((one) => one === false) ? false : unknown,
      };
    }
    case 'map':
      return plannedObject(expression.entries, module);
    case 'blocks': {
      const items = expression.blocks.map((block) => plannedObject(block, module));
      return {
        known: items.map(({ known }) => ({ ...expression.defaults, ...known })),
        unknown: items.map(({ unknown }) => unknown),
      };
    }
    case 'policy': {
      const { document } = expression;
      return arnsIn(document).length > 0 ? { unknown: true } : { known: JSON.stringify(document), unknown: false };
    }
  }
}
