import {
  type ArnReference,
  arnReference,
  entriesOf,
  given,
  isList,
  isObject,
  type Json,
  type JsonObject,
  type PolicyDocument,
  replaced,
} from './access.js';
import type { Arguments, Block, Expression } from './terraform-block.js';

const TYPE = 'aws_iam_policy_document';

/** What stands in a plan for what a statement leaves out. */
const STATEMENT_DEFAULTS: JsonObject = {
  sid: null,
  actions: null,
  not_actions: null,
  resources: null,
  not_resources: null,
  principals: [],
  not_principals: [],
  condition: [],
};

/** The elements that the data source has, as it calls them. */
const LISTS: Readonly<Record<string, string>> = {
  Action: 'actions',
  NotAction: 'not_actions',
  Resource: 'resources',
  NotResource: 'not_resources',
};
const PRINCIPALS: Readonly<Record<string, string>> = { Principal: 'principals', NotPrincipal: 'not_principals' };

/**
 * The same module with its policies written as `aws_iam_policy_document` data sources, which are read during apply.
 *
 * @returns undefined where a policy cannot be written so: the data source knows the elements of the language alone
 */
export function withDocuments(module: readonly Block[]): readonly Block[] | undefined {
  const documents: Block[] = [];
  let isWhole = true;
  const blocks = module.map((block) => {
    const args = entriesOf(block.arguments).map(([name, expression]): readonly [string, Expression] => {
      if (expression.kind !== 'policy') return [name, expression];
      const document = documentBlock(`${block.name}_${block.type}_${name}`, expression.document, module);
      if (document === undefined) isWhole = false;
      else documents.push(document);
      return [name, { kind: 'reference', block: `data.${TYPE}.${document?.name}`, attribute: 'json' }];
    });
    return { ...block, arguments: Object.fromEntries(args) };
  });
  return isWhole ? [...blocks, ...documents] : undefined;
}

function documentBlock(name: string, document: PolicyDocument, module: readonly Block[]): Block | undefined {
  const statements = many(document['Statement']).map((statement) => statementBlock(statement, module));
  const known = statements.filter((statement) => statement !== undefined);
  const isStrange = Object.keys(document).some((key) => key !== 'Version' && key !== 'Statement');
  if (isStrange || known.length < statements.length) return undefined;
  return {
    mode: 'data',
    type: TYPE,
    name,
    arguments: { statement: { kind: 'blocks', blocks: known, defaults: STATEMENT_DEFAULTS } },
    defaults: { version: '2012-10-17', override_policy_documents: null, source_policy_documents: null },
    exported: { json: { kind: 'policy', document } },
  };
}

function statementBlock(statement: Json, module: readonly Block[]): Arguments | undefined {
  if (!isObject(statement)) return undefined;
  const { Sid, Effect, Condition, ...elements } = statement;
  const args = entriesOf(elements).map(([name, value]): readonly [string, Expression] | undefined => {
    const [list, principals] = [LISTS[name], PRINCIPALS[name]];
    if (list !== undefined) return [list, texts(value, module)];
    return principals === undefined ? undefined : [principals, principalBlocks(value, module)];
  });
  const known = args.filter((argument) => argument !== undefined);
  if (known.length < args.length || (Effect !== 'Allow' && Effect !== 'Deny')) return undefined;
  return given({
    sid: Sid === undefined ? undefined : constant(Sid),
    effect: constant(Effect),
    ...Object.fromEntries(known),
    condition: Condition === undefined ? undefined : conditionBlocks(Condition, module),
  });
}

function principalBlocks(value: Json, module: readonly Block[]): Expression {
  const blocks = entriesOf(isObject(value) ? value : { '*': value }).map(([type, names]) => ({
    type: constant(type),
    identifiers: texts(names, module),
  }));
  return { kind: 'blocks', blocks };
}

function conditionBlocks(condition: Json, module: readonly Block[]): Expression {
  const blocks = members(condition).flatMap(([test, keys]) =>
    members(keys).map(([variable, values]) => ({
      test: constant(test),
      variable: constant(variable),
      values: texts(values, module),
    })),
  );
  return { kind: 'blocks', blocks };
}

/** Texts, one or many; policy variables are written with `&` there, since `$` is Terraform's own. */
function texts(value: Json, module: readonly Block[]): Expression {
  const items = many(value).map((item): Expression => {
    const reference = arnReference(item);
    if (reference !== undefined) return arnExpression(reference, module);
    return constant(replaced(item, (leaf) => (typeof leaf === 'string' ? leaf.replaceAll('${', '&{') : leaf)));
  });
  return { kind: 'list', items };
}

/** The ARN of what a label names in a module. */
export function arnExpression({ label, rest }: ArnReference, module: readonly Block[]): Expression {
  const target = module.find(({ name, exported }) => name === label && exported['arn'] !== undefined);
  if (target === undefined) throw new Error(`nothing is called ${label}`);
  return { kind: 'reference', block: `${target.type}.${target.name}`, attribute: 'arn', rest };
}

function constant(value: Json): Expression {
  return { kind: 'constant', value };
}

function members(value: Json): readonly (readonly [string, Json])[] {
  return isObject(value) ? entriesOf(value) : [];
}

function many(value: Json | undefined): readonly Json[] {
  if (value === undefined) return [];
  return isList(value) ? value : [value];
}
