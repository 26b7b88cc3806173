import { textOf } from '../../document/compose.js';
import { childrenOf, isList, memberOf, type Node } from '../../document/document.js';
import {
  type Entry,
  literalOf,
  literalText,
  memberEntry,
  stringOfValue,
  type Text,
  type Value,
} from '../../document/value.js';
import type { TerraformResource } from './model.js';
import type { References } from './references.js';
import { textOfUnknown } from './unknown-text.js';

/** The elements of a statement that are texts, one or many, and the arguments that they are made of. */
const TEXTS = [
  ['Sid', 'sid'],
  ['Effect', 'effect'],
  ['Action', 'actions'],
  ['NotAction', 'not_actions'],
  ['Resource', 'resources'],
  ['NotResource', 'not_resources'],
] as const;

const PRINCIPALS = [
  ['Principal', 'principals'],
  ['NotPrincipal', 'not_principals'],
] as const;

/**
 * Turns `statement` blocks of an `aws_iam_policy_document` into the statements that it renders: `&{…}` becomes `${…}`,
 * and what is known only after apply is unknown, or the skeleton of the ARN that it is to be.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
 */
export class StatementBlocks {
  readonly #resource: TerraformResource;
  readonly #references: References;

  /** @param resource the data source that has the blocks */
  constructor(resource: TerraformResource, references: References) {
    this.#resource = resource;
    this.#references = references;
  }

  /** The statement of a block; `block` is what the configuration writes, by which references are followed. */
  rendered(value: Value, block: Node | undefined): Value {
    if (value.kind !== 'map') return value;
    const { place } = value;
    const made = (name: string, attribute: string, make: (value: Value, expression: Node | undefined) => Value) => {
      const entry = memberEntry(value, attribute);
      if (entry === undefined || isEmpty(entry.value)) return [];
      return [{ key: literalText(entry.key.place, name), value: make(entry.value, this.#part(block, attribute)) }];
    };
    const effect = isEmpty(memberEntry(value, 'effect')?.value)
      ? [{ key: literalText(place, 'Effect'), value: literalText(place, 'Allow') }]
      : [];
    const entries: readonly Entry[] = [
      ...effect,
      ...TEXTS.flatMap(([name, attribute]) => made(name, attribute, (texts, at) => this.#strings(texts, at))),
      ...PRINCIPALS.flatMap(([name, attribute]) => made(name, attribute, (blocks, at) => this.#principals(blocks, at))),
      ...made('Condition', 'condition', (blocks, at) => this.#conditions(blocks, at)),
    ];
    return { kind: 'map', place, entries };
  }

  /** `principals { type = "AWS", identifiers = […] }`, several of them. */
  #principals(value: Value, expression: Node | undefined): Value {
    if (value.kind !== 'list') return value;
    const blocks = this.#blocksFor(value.items, expression);
    const everybody = value.items.find((item) => stringOfValue(memberEntry(item, 'type')?.value) === '*');
    if (everybody !== undefined && value.items.length === 1) return literalText(starOf(everybody).place, '*');
    const entries = value.items.flatMap((item, i): readonly Entry[] => {
      const type = memberEntry(item, 'type')?.value;
      const identifiers = memberEntry(item, 'identifiers');
      if (type?.kind !== 'text' || identifiers === undefined) return [];
      const name = literalOf(type) === '*' ? 'AWS' : (literalOf(type) ?? '');
      const names = this.#strings(identifiers.value, this.#part(blocks[i], 'identifiers'));
      return [{ key: literalText(type.place, name), value: names }];
    });
    const open = value.items.find((item) => item.kind === 'unknown');
    return open ?? { kind: 'map', place: value.place, entries: merged(entries) };
  }

  /** `condition { test = "StringEquals", variable = "aws:SourceAccount", values = […] }`, several of them. */
  #conditions(value: Value, expression: Node | undefined): Value {
    if (value.kind !== 'list') return value;
    const blocks = this.#blocksFor(value.items, expression);
    const operators = new Map<string, { readonly key: Text; readonly entries: Entry[] }>();
    for (const [i, item] of value.items.entries()) {
      const test = memberEntry(item, 'test')?.value;
      const variable = memberEntry(item, 'variable')?.value;
      const values = memberEntry(item, 'values');
      if (test?.kind !== 'text' || variable?.kind !== 'text' || values === undefined) return this.#unknown(item);
      const operator = operators.get(literalOf(test) ?? '') ?? { key: test, entries: [] };
      operator.entries.push({ key: variable, value: this.#strings(values.value, this.#part(blocks[i], 'values')) });
      operators.set(literalOf(test) ?? '', operator);
    }
    const entries = [...operators.values()].map(({ key, entries: inner }): Entry => {
      return { key, value: { kind: 'map', place: key.place, entries: inner } };
    });
    return { kind: 'map', place: value.place, entries };
  }

  #unknown(condition: Value): Value {
    if (condition.kind === 'unknown') return condition;
    const { place, address } = this.#resource;
    return { kind: 'unknown', place, reason: `a condition of ${address} is known only after apply` };
  }

  /** @param index the text's place among those that its expression gives */
  #strings(value: Value, expression: Node | undefined, index = 0): Value {
    if (value.kind === 'text') return withVariables(value);
    if (value.kind === 'list') {
      return { ...value, items: value.items.map((item, i) => this.#strings(item, expression, i)) };
    }
    if (value.kind !== 'unknown') return value;
    const { found, isOpen } = this.#references.targetsOfExpression(this.#resource, expression);
    const where = `${this.#resource.address} ${expression} ${index}`;
    return textOfUnknown(value, isOpen ? [] : found, where) ?? value;
  }

  /** The blocks of the configuration that blocks of the plan come from; none where a loop made them. */
  #blocksFor(items: readonly Value[], expression: Node | undefined): readonly (Node | undefined)[] {
    if (expression === undefined) return [];
    const { document } = this.#resource;
    const blocks = isList(document, expression) ? childrenOf(document, expression) : [expression];
    return blocks.length === items.length ? blocks : [];
  }

  #part(block: Node | undefined, attribute: string): Node | undefined {
    return block === undefined ? undefined : memberOf(this.#resource.document, block, attribute);
  }
}

/** Whether an argument is as good as left out. */
function isEmpty(value: Value | undefined): boolean {
  if (value === undefined || value.kind === 'null') return true;
  return value.kind === 'list' ? value.items.length === 0 : stringOfValue(value) === '';
}

/** The `*` of `identifiers = ["*"]`, which is to be written beside `type = "*"`; else the block. */
function starOf(block: Value): Value {
  const identifiers = memberEntry(block, 'identifiers')?.value;
  const [only] = identifiers?.kind === 'list' ? identifiers.items : [identifiers];
  return stringOfValue(only) === '*' && only !== undefined ? only : block;
}

/** Entries of equal keys made one. */
function merged(entries: readonly Entry[]): readonly Entry[] {
  const byKey = new Map<string, Entry>();
  for (const entry of entries) {
    const name = literalOf(entry.key) ?? '';
    const known = byKey.get(name);
    const both = known === undefined ? entry.value : concatenated(known.value, entry.value);
    byKey.set(name, { key: known?.key ?? entry.key, value: both });
  }
  return [...byKey.values()];
}

function concatenated(first: Value, second: Value): Value {
  const items = [first, second].flatMap((value) => (value.kind === 'list' ? value.items : [value]));
  return { kind: 'list', place: first.place, items };
}

function withVariables(text: Text): Text {
  if (!text.parts.some((part) => typeof part === 'string' && part.includes('&{'))) return text;
  const parts = text.parts.map((part) => (typeof part === 'string' ? part.replaceAll('&{', '${') : part));
  return { ...textOf(text.place, parts), scalar: text.scalar };
}
