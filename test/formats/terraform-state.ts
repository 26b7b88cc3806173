import { arnReference, entriesOf, type Json, type JsonObject, replaced } from './access.js';
import type { Arguments, Block, Expression } from './terraform-block.js';
import { arnExpression } from './terraform-document.js';

const PROVIDER = 'registry.terraform.io/hashicorp/aws';

/**
 * The state after a module was applied, as `terraform show -json` prints it.
 * https://developer.hashicorp.com/terraform/internals/json-format#state-representation
 */
export function shownStateOf(module: readonly Block[]): JsonObject {
  const resources = module.map((block) => {
    const { mode, type, name } = block;
    const address = `${type}.${name}`;
    const values = attributesOf(block, module);
    return { address, mode, type, name, provider_name: PROVIDER, schema_version: 0, values, sensitive_values: {} };
  });
  return { format_version: '1.0', terraform_version: '1.9.8', values: { root_module: { resources } } };
}

/** The same state as backends keep it. */
export function stateFileOf(module: readonly Block[]): JsonObject {
  const resources = module.map((block) => {
    const { mode, type, name } = block;
    const instance = { schema_version: 0, attributes: attributesOf(block, module), sensitive_attributes: [] };
    return { mode, type, name, provider: `provider["${PROVIDER}"]`, instances: [instance] };
  });
  const lineage = '5b5b7d1c-3f5e-8d5a-6d0f-0d8f1a2b3c4d';
  return { version: 4, terraform_version: '1.9.8', serial: 7, lineage, outputs: {}, resources, check_results: null };
}

function attributesOf({ defaults, exported, arguments: args }: Block, module: readonly Block[]): JsonObject {
  return { ...defaults, ...applied(exported, module), ...applied(args, module) };
}

function applied(args: Arguments, module: readonly Block[]): JsonObject {
  return Object.fromEntries(entriesOf(args).map(([name, expression]) => [name, appliedValue(expression, module)]));
}

function appliedValue(expression: Expression, module: readonly Block[]): Json {
  switch (expression.kind) {
    case 'constant':
      return expression.value;
    case 'list':
      return expression.items.map((item) => appliedValue(item, module));
    case 'map':
      return applied(expression.entries, module);
    case 'blocks':
      return expression.blocks.map((block) => applied(block, module));
    case 'reference': {
      const target = module.find(({ type, name }) => `${type}.${name}` === expression.block);
      const attribute = target?.arguments[expression.attribute] ?? target?.exported[expression.attribute];
      if (attribute === undefined) throw new Error(`${expression.block} has no ${expression.attribute}`);
      return `${appliedValue(attribute, module)}${expression.rest ?? ''}`;
    }
    case 'policy': {
      const document = replaced(expression.document, (leaf) => {
        const reference = arnReference(leaf);
        return reference === undefined ? leaf : appliedValue(arnExpression(reference, module), module);
      });
      return JSON.stringify(document);
    }
  }
}
