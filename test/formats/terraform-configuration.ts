import { arnsIn, entriesOf, type Json, type JsonObject } from './access.js';
import type { Arguments, Block, Expression } from './terraform-block.js';
import { arnExpression } from './terraform-document.js';

/** The address of a block in its module. */
export function localAddress({ mode, type, name }: Block): string {
  return mode === 'data' ? `data.${type}.${name}` : `${type}.${name}`;
}

/**
 * A block as the configuration of a plan holds it: constants as they are, of all else what it refers to.
 *
 * @param keys of the `for_each` that all blocks of the module have; then each refers to others by `each.key`
 */
export function configured(block: Block, module: readonly Block[], keys: readonly string[]): JsonObject {
  const { mode, type, name } = block;
  const writer = new ConfigurationWriter(module, keys.length > 0 ? 'same' : []);
  return {
    address: localAddress(block),
    mode,
    type,
    name,
    provider_config_key: 'aws',
    expressions: writer.arguments(block.arguments),
    schema_version: 0,
    ...(keys.length === 0 ? {} : { for_each_expression: { constant_value: keys } }),
  };
}

/** The outputs of the module: of all instances of its blocks, where they have several. */
export function configuredOutputs(outputs: Arguments, module: readonly Block[], keys: readonly string[]): JsonObject {
  const writer = new ConfigurationWriter(module, keys);
  const expressions = entriesOf(writer.arguments(outputs));
  return Object.fromEntries(expressions.map(([name, expression]) => [name, { expression }]));
}

/** What a module puts out of the modules that it calls, under the same names. */
export function outputsOfCalls(outputs: Arguments, calls: readonly string[]): JsonObject {
  return Object.fromEntries(
    Object.keys(outputs).map((name) => {
      const references = calls.flatMap((call) => [`${call}.${name}`, call]);
      return [name, { expression: { references } }];
    }),
  );
}

class ConfigurationWriter {
  readonly #module: readonly Block[];
  /** Which instances of blocks with `for_each` references mean: that of the same key, or those of some; else none. */
  readonly #instances: 'same' | readonly string[];

  constructor(module: readonly Block[], instances: 'same' | readonly string[]) {
    this.#module = module;
    this.#instances = instances;
  }

  arguments(args: Arguments): JsonObject {
    return Object.fromEntries(entriesOf(args).map(([name, value]) => [name, this.#expression(value)]));
  }

  #expression(expression: Expression): Json {
    if (expression.kind === 'constant') return { constant_value: expression.value };
    if (expression.kind === 'blocks') return expression.blocks.map((block) => this.arguments(block));
    if (expression.kind === 'list') {
      const constants = expression.items.flatMap((item) => (item.kind === 'constant' ? [item.value] : []));
      if (constants.length === expression.items.length) return { constant_value: constants };
    }
    const references = this.#references(expression);
    return references.length === 0 ? {} : { references };
  }

  /** The references of an expression, each before what it begins with, as plans list them. */
  #references(expression: Expression): readonly string[] {
    if (expression.kind === 'list') return expression.items.flatMap((item) => this.#references(item));
    if (expression.kind === 'map') {
      return Object.values(expression.entries).flatMap((entry) => this.#references(entry));
    }
    if (expression.kind === 'policy') {
      return arnsIn(expression.document).flatMap((arn) => this.#references(arnExpression(arn, this.#module)));
    }
    if (expression.kind !== 'reference') return [];
    const { block, attribute } = expression;
    // Of `aws_iam_role.Deploy[each.key].name` no more is kept than this.
    if (this.#instances === 'same') return [block, 'each.key'];
    if (this.#instances.length === 0) return [`${block}.${attribute}`, block];
    return this.#instances.flatMap((key) => {
      const instance = `${block}[${JSON.stringify(key)}]`;
      return [`${instance}.${attribute}`, instance, block];
    });
  }
}
