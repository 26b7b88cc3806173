import { childrenOf, type Document, isList, isMap, keyOf, memberOf, type Node } from '../../document/document.js';
import type { Place } from '../../document/place.js';
import {
  type Entry,
  keyText,
  literalOf,
  literalText,
  memberEntry,
  plainValue,
  stringOfValue,
  type Value,
} from '../../document/value.js';
import { attributeOf, expressionOf, knownAfterApply } from './attributes.js';
import { StatementBlocks } from './document-statement.js';
import type { TerraformResource } from './model.js';
import { policyTextValue } from './policy-text.js';
import type { References } from './references.js';
import { NO_TEXTS, policyTextsIn } from './variables.js';

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
  readonly #blocks: StatementBlocks;

  constructor(resource: TerraformResource, references: References, depth: number) {
    this.#resource = resource;
    this.#references = references;
    this.#depth = depth;
    this.#place = resource.place;
    this.#blocks = new StatementBlocks(resource, references);
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
    const blocks = expression === undefined ? [] : childrenOf(this.#resource.document, expression);
    const value = attributeOf(this.#resource, 'statement');
    if (value?.kind === 'list') {
      // Blocks that are made by a loop are not in the configuration; then blocks and statements do not pair up.
      const isPaired = blocks.length === value.items.length;
      return value.items.map((item, i) => this.#blocks.rendered(item, isPaired ? blocks[i] : undefined));
    }
    if (value !== undefined) return [value];
    return blocks.map((block) => this.#blocks.rendered(this.#written(block, 0), block));
  }

  /** What a block of the configuration says: constants as they are, the rest unknown. */
  #written(node: Node, depth: number): Value {
    const { document, address } = this.#resource;
    const constant = memberOf(document, node, 'constant_value');
    if (constant !== undefined) return plainValue(document, constant);
    const isExpression =
      memberOf(document, node, 'references') !== undefined || isCall(document, node) || depth > DEEPEST;
    if (isList(document, node)) {
      const items = childrenOf(document, node).map((child) => this.#written(child, depth + 1));
      return { kind: 'list', place: { document, node }, items };
    }
    if (isMap(document, node) && !isExpression) {
      const entries = childrenOf(document, node).map((child) => ({
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
    return [...known, ...this.#followed(attribute, value?.kind !== 'list')];
  }

  /** @param isWhole whether nothing of the attribute is known, not even what was known while planning */
  #followed(attribute: string, isWhole: boolean): readonly Value[] {
    const targets = this.#references.targetsOf(this.#resource, attribute);
    const found = isWhole ? [...targets.read, ...targets.found] : targets.found;
    const texts = isWhole ? policyTextsIn(this.#resource.document, targets.values) : NO_TEXTS;
    const documents = this.#depth < DEEPEST ? found.filter(({ resource }) => resource.type === POLICY_DOCUMENT) : [];
    const merged = documents.flatMap(({ resource }) => {
      const value = policyDocumentValue(resource, this.#references, this.#depth + 1);
      return value === undefined ? [] : statementsOf(value);
    });
    const statements = [...texts.found.flatMap((text) => statementsOf(policyTextValue(text).value)), ...merged];
    const isOpen = targets.isOpen || (isWhole && targets.isComputed) || texts.isOpen;
    if (!isOpen && documents.length === found.length && statements.length > 0) return statements;
    const reason = knownAfterApply(attribute, this.#resource.address);
    return [...statements, { kind: 'unknown', place: this.#place, reason }];
  }

  #entry(name: string, value: Value): Entry {
    return { key: literalText(this.#place, name), value };
  }
}

/** Whether an expression is of functions and constants alone: of such a plan keeps nothing but `{}`. */
function isCall(document: Document, node: Node): boolean {
  return isMap(document, node) && childrenOf(document, node).length === 0;
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
