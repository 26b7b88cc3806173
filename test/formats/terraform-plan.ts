import { arnsIn, entriesOf, type Json, type JsonObject } from './access.js';
import type { Arguments, Block, Expression } from './terraform.js';
import { arnExpression } from './terraform-document.js';

const PROVIDER = 'registry.terraform.io/hashicorp/aws';

/** A module of a plan, and where it is called: by keys of `for_each`, module within module. */
interface Placement {
  /** The calls that lead to the module, outermost first. */
  readonly calls: readonly string[];
  /** The keys of the outermost call; none where it is not repeated. */
  readonly keys: readonly string[];
}

/**
 * The plan that makes what a module describes, as `terraform show -json` prints it.
 * https://developer.hashicorp.com/terraform/internals/json-format#plan-representation
 */
export function planOf(module: readonly Block[]): JsonObject {
  const resources = module.map((block) => plannedResource(block, '', module));
  return {
    ...head(),
    planned_values: { root_module: { resources } },
    resource_changes: module.map((block) => change(block, '', module)),
    configuration: configuration({ resources: module.map((block) => configured(block, module)) }),
  };
}

/** The same resources in a module within instances of a module. */
export function planOfModulesOf(module: readonly Block[], keys: readonly string[]): JsonObject {
  const placement: Placement = { calls: ['app', 'inner'], keys };
  const instances = keys.map((key) => `module.app[${JSON.stringify(key)}]`);
  return {
    ...head(),
    planned_values: { root_module: { child_modules: instances.map((address) => plannedInstance(address, module)) } },
    resource_changes: instances.flatMap((address) =>
      module.map((block) => change(block, `${address}.module.inner`, module)),
    ),
    configuration: configuration({ module_calls: moduleCalls(placement, module) }),
  };
}

function head(): JsonObject {
  return { format_version: '1.2', terraform_version: '1.9.8' };
}

function configuration(rootModule: JsonObject): JsonObject {
  return { provider_config: { aws: { name: 'aws', full_name: PROVIDER } }, root_module: rootModule };
}

function plannedInstance(address: string, module: readonly Block[]): JsonObject {
  const inner = `${address}.module.inner`;
  const resources = module.map((block) => plannedResource(block, inner, module));
  return { address, child_modules: [{ address: inner, resources }] };
}

function moduleCalls({ calls: [outer = '', inner = ''], keys }: Placement, module: readonly Block[]): JsonObject {
  const innermost = { source: './inner', module: { resources: module.map((block) => configured(block, module)) } };
  return {
    [outer]: {
      source: './app',
      for_each_expression: { constant_value: [...keys] },
      module: { module_calls: { [inner]: innermost } },
    },
  };
}

function plannedResource(block: Block, path: string, module: readonly Block[]): JsonObject {
  return {
    ...identityOf(block, path),
    provider_name: PROVIDER,
    schema_version: 0,
    values: plannedValues(block, module).known,
    sensitive_values: {},
  };
}

function identityOf(block: Block, path: string): JsonObject {
  const { mode, type, name } = block;
  return { address: path === '' ? localAddress(block) : `${path}.${localAddress(block)}`, mode, type, name };
}

function localAddress({ mode, type, name }: Block): string {
  return mode === 'data' ? `data.${type}.${name}` : `${type}.${name}`;
}

function change(block: Block, path: string, module: readonly Block[]): JsonObject {
  const { known, unknown } = plannedValues(block, module);
  const actions = [block.mode === 'data' ? 'read' : 'create'];
  const sensitive = { before_sensitive: false, after_sensitive: {} };
  return {
    ...identityOf(block, path),
    ...(path === '' ? {} : { module_address: path }),
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

/** A block as the configuration of a plan holds it. */
function configured(block: Block, module: readonly Block[]): JsonObject {
  const { mode, type, name } = block;
  return {
    address: localAddress(block),
    mode,
    type,
    name,
    provider_config_key: 'aws',
    expressions: configuredArguments(block.arguments, module),
    schema_version: 0,
  };
}

function configuredArguments(args: Arguments, module: readonly Block[]): JsonObject {
  return Object.fromEntries(entriesOf(args).map(([name, value]) => [name, configuredExpression(value, module)]));
}

function configuredExpression(expression: Expression, module: readonly Block[]): Json {
  if (expression.kind === 'constant') return { constant_value: expression.value };
  if (expression.kind === 'blocks') return expression.blocks.map((block) => configuredArguments(block, module));
  if (expression.kind === 'list') {
    const constants = expression.items.flatMap((item) => (item.kind === 'constant' ? [item.value] : []));
    if (constants.length === expression.items.length) return { constant_value: constants };
  }
  const references = referencesOf(expression, module);
  return references.length === 0 ? {} : { references };
}

/** The references of an expression, each before what it begins with, as plans list them. */
function referencesOf(expression: Expression, module: readonly Block[]): readonly string[] {
  if (expression.kind === 'reference') return [`${expression.block}.${expression.attribute}`, expression.block];
  if (expression.kind === 'list') return expression.items.flatMap((item) => referencesOf(item, module));
  if (expression.kind !== 'policy') return [];
  return arnsIn(expression.document).flatMap((reference) => referencesOf(arnExpression(reference, module), module));
}
