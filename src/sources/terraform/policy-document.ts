import { childrenOf, type Document, isList, isMap, keyOf, memberOf, type Node } from '../../document/document.js';
import type { Place } from '../../document/place.js';
import {
  type Entry,
  keyText,
  literalOf,
  literalText,
  type MapValue,
  memberEntry,
  plainValue,
  stringOfValue,
  type Text,
  type Value,
} from '../../document/value.js';
import { textOf } from '../cloudformation/compose.js';
import { attributeOf, expressionOf, knownAfterApply } from './attributes.js';
import type { TerraformResource } from './model.js';
import { policyTextValue } from './policy-text.js';
import type { References, Target } from './references.js';
import { textOfUnknown } from './unknown-text.js';

/** The data source that renders policy documents. */
export const POLICY_DOCUMENT = 'aws_iam_policy_document';

/** Documents made of documents, deeper than this, are not followed. */
const DEEPEST = 10;

/**
 * What a deferred `aws_iam_policy_document` will render: its statements as the plan has them, else as the configuration
 * writes them. What is known only after apply is unknown, or the skeleton of the ARN that it is to be.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
 *
 * @returns undefined where the plan tells nothing of its statements
 */
export function policyDocumentValue(resource: TerraformResource, references: References, depth = 0): Value | undefined {
  const rendered = attributeOf(resource, 'json');
  if (rendered?.kind === 'text') return policyTextValue(rendered).value;
  return new DocumentReader(resource, references, depth).read();
}

class DocumentReader {
  readonly #resource: TerraformResource;
  readonly #references: References;
  readonly #depth: number;
  readonly #place: Place;

  constructor(resource: TerraformResource, references: References, depth: number) {
    this.#resource = resource;
    this.#references = references;
    this.#depth = depth;
    this.#place = resource.place;
  }

  read(): Value | undefined {
    const own = this.#ownStatements();
    const sources = [...this.#merged('source_json'), ...this.#merged('source_policy_documents')];
    const overrides = [...this.#merged('override_json'), ...this.#merged('override_policy_documents')];
    const statements = [...sources, ...own].filter(
      (statement) => !overrides.some((other) => replaces(other, statement)),
    );
    if (statements.length === 0 && overrides.length === 0) return undefined;
    const version = attributeOf(this.#resource, 'version') ?? literalText(this.#place, '2012-10-17');
    const list: Value = { kind: 'list', place: this.#place, items: [...statements, ...overrides] };
    const entries = [this.#entry('Version', version), this.#entry('Statement', list)];
    return { kind: 'map', place: this.#place, entries };
  }

  /** The statements of the data source itself. */
  #ownStatements(): readonly Value[] {
    const expression = expressionOf(this.#resource, 'statement');
    const blocks = expression === undefined ? [] : blocksOf(this.#resource.document, expression);
    const value = attributeOf(this.#resource, 'statement');
    if (value?.kind === 'list') {
      // Blocks that are made by a loop are not in the configuration; then blocks and statements do not pair up.
      const isPaired = blocks.length === value.items.length;
      return value.items.map((item, i) => this.#statement(item, isPaired ? blocks[i] : undefined));
    }
    if (value !== undefined) return [value];
    return blocks.map((block) => this.#statement(this.#written(block, 0), block));
  }

  /** What a block of the configuration says: constants as they are, the rest unknown. */
  #written(node: Node, depth: number): Value {
    const { document, address } = this.#resource;
    const constant = memberOf(document, node, 'constant_value');
    if (constant !== undefined) return plainValue(document, constant);
    const isExpression = memberOf(document, node, 'references') !== undefined || depth > DEEPEST;
    if (isList(document, node)) {
      const items = childrenOf(document, node).map((child) => this.#written(child, depth + 1));
      return { kind: 'list', place: { document, node }, items };
    }
    if (isMap(document, node) && !isExpression) {
      const children = childrenOf(document, node).filter((child) => !isNothing(document, child));
      const entries = children.map((child) => ({
        key: keyText(document, child),
        value: this.#written(child, depth + 1),
      }));
      return { kind: 'map', place: { document, node }, entries };
    }
    const name = keyOf(document, node) ?? 'a part';
    return {
      kind: 'unknown',
      place: { document, node },
      reason: knownAfterApply(name, address),
    };
  }

  #statement(value: Value, block: Node | undefined): Value {
    if (value.kind !== 'map') return value;
    const { place } = value;
    const entries: Entry[] = [];
    const add = (name: string, attribute: string): void => {
      const entry = memberEntry(value, attribute);
      if (entry === undefined || isEmpty(entry.value)) return;
      const content = this.#strings(entry.value, this.#part(block, attribute));
      entries.push({ key: literalText(entry.key.place, name), value: content });
    };
    add('Sid', 'sid');
    const effect = memberEntry(value, 'effect');
    if (effect === undefined || isEmpty(effect.value))
      entries.push({ key: literalText(place, 'Effect'), value: literalText(place, 'Allow') });
    else entries.push({ key: literalText(effect.key.place, 'Effect'), value: effect.value });
    add('Action', 'actions');
    add('NotAction', 'not_actions');
    add('Resource', 'resources');
    add('NotResource', 'not_resources');
    for (const [name, attribute] of [
      ['Principal', 'principals'],
      ['NotPrincipal', 'not_principals'],
    ] as const) {
      const entry = memberEntry(value, attribute);
      if (entry === undefined || isEmpty(entry.value)) continue;
      entries.push({
        key: literalText(entry.key.place, name),
        value: this.#principals(entry.value, this.#part(block, attribute)),
      });
    }
    const condition = memberEntry(value, 'condition');
    if (condition !== undefined && !isEmpty(condition.value)) {
      entries.push({
        key: literalText(condition.key.place, 'Condition'),
        value: this.#conditions(condition.value, this.#part(block, 'condition')),
      });
    }
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
      if (test?.kind !== 'text' || variable?.kind !== 'text' || values === undefined)
        return unknownPart(item, this.#resource);
      const operator = operators.get(literalOf(test) ?? '') ?? { key: test, entries: [] };
      operator.entries.push({ key: variable, value: this.#strings(values.value, this.#part(blocks[i], 'values')) });
      operators.set(literalOf(test) ?? '', operator);
    }
    const entries = [...operators.values()].map(({ key, entries: inner }): Entry => {
      return { key, value: { kind: 'map', place: key.place, entries: inner } };
    });
    return { kind: 'map', place: value.place, entries };
  }

  /** Texts as the rendered document has them: `&{…}` written for `${…}`, and unknown ones as far as references tell. */
  #strings(value: Value, expression: Node | undefined, index = 0): Value {
    if (value.kind === 'text') return withVariables(value);
    if (value.kind === 'unknown') {
      const where = `${this.#resource.address} ${expression} ${index}`;
      return textOfUnknown(value, this.#targets(expression), where) ?? value;
    }
    if (value.kind !== 'list') return value;
    return { ...value, items: value.items.map((item, i) => this.#strings(item, expression, i)) };
  }

  #targets(expression: Node | undefined): readonly Target[] {
    const { found, isOpen } = this.#references.targetsOfExpression(this.#resource, expression);
    return isOpen ? [] : found;
  }

  /** The statements of documents that this one is made of. */
  #merged(attribute: string): readonly Value[] {
    const value = attributeOf(this.#resource, attribute);
    const isDeferred =
      value === undefined &&
      this.#resource.values === undefined &&
      expressionOf(this.#resource, attribute) !== undefined;
    if (value === undefined && !isDeferred) return [];
    const texts = value?.kind === 'list' ? value.items : value === undefined ? [] : [value];
    const known = texts.flatMap((text) =>
      text.kind === 'text' && literalOf(text) !== '' ? statementsOf(policyTextValue(text).value) : [],
    );
    if (!isDeferred && texts.every((text) => text.kind === 'text')) return known;
    return [...known, ...this.#followed(attribute)];
  }

  #followed(attribute: string): readonly Value[] {
    const { found, isOpen } = this.#references.targetsOf(this.#resource, attribute);
    const documents = this.#depth < DEEPEST ? found.filter(({ resource }) => resource.type === POLICY_DOCUMENT) : [];
    const statements = documents.flatMap(({ resource }) => {
      const value = policyDocumentValue(resource, this.#references, this.#depth + 1);
      return value === undefined ? [] : statementsOf(value);
    });
    if (!isOpen && documents.length === found.length && statements.length > 0) return statements;
    const reason = knownAfterApply(attribute, this.#resource.address);
    return [...statements, { kind: 'unknown', place: this.#place, reason }];
  }

  #blocksFor(items: readonly Value[], expression: Node | undefined): readonly (Node | undefined)[] {
    const blocks = expression === undefined ? [] : blocksOf(this.#resource.document, expression);
    return blocks.length === items.length ? blocks : [];
  }

  #part(block: Node | undefined, attribute: string): Node | undefined {
    return block === undefined ? undefined : memberOf(this.#resource.document, block, attribute);
  }

  #entry(name: string, value: Value): Entry {
    return { key: literalText(this.#place, name), value };
  }
}

function blocksOf(document: Document, expression: Node): readonly Node[] {
  return isList(document, expression) ? childrenOf(document, expression) : [expression];
}

/** Whether an expression stands for an argument that was not given: `{}`. */
function isNothing(document: Document, node: Node): boolean {
  return isMap(document, node) && childrenOf(document, node).length === 0;
}

function isEmpty(value: Value): boolean {
  if (value.kind === 'null') return true;
  return value.kind === 'list' ? value.items.length === 0 : stringOfValue(value) === '';
}

function statementsOf(value: Value): readonly Value[] {
  const statement = memberEntry(value, 'Statement')?.value;
  if (statement === undefined) return value.kind === 'unknown' ? [value] : [];
  return statement.kind === 'list' ? statement.items : [statement];
}

/** Whether a statement takes the place of another of the same `Sid`. */
function replaces(override: Value, statement: Value): boolean {
  const sid = stringOfValue(memberEntry(override, 'Sid')?.value) ?? '';
  return sid !== '' && stringOfValue(memberEntry(statement, 'Sid')?.value) === sid;
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

function unknownPart(item: Value, { address, place }: TerraformResource): MapValue | Value {
  if (item.kind === 'unknown') return item;
  return { kind: 'unknown', place, reason: `a condition of ${address} is known only after apply` };
}

function withVariables(text: Text): Text {
  if (!text.parts.some((part) => typeof part === 'string' && part.includes('&{'))) return text;
  const parts = text.parts.map((part) => (typeof part === 'string' ? part.replaceAll('&{', '${') : part));
  return { ...textOf(text.place, parts), scalar: text.scalar };
}
