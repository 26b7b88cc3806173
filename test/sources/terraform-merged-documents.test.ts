import { describe, expect, it } from 'vitest';
import { parseJson } from '../../src/document/json.js';
import { displayText } from '../../src/document/value.js';
import { readTerraform } from '../../src/sources/terraform/terraform.js';

const DOCUMENT = 'data.aws_iam_policy_document';

function policyAllowing(action: string): string {
  const statement = { Effect: 'Allow', Action: action, Resource: 'arn:aws:s3:::b/*' };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}

interface Given {
  /** What the root module gives the module's variable `policy`; absent where it does not give it. */
  readonly policy?: object;
  /** The default of that variable. */
  readonly standard?: unknown;
  /** Values of variables of the root module. */
  readonly variables?: Readonly<Record<string, unknown>>;
  /** The `for_each` of the module's call. */
  readonly forEach?: object;
  /** What a data source of the root module gave when it was read while planning. */
  readonly read?: string;
}

/**
 * A plan of a module that makes a policy of a document of its own, which is known only after apply, and of a variable:
 * `source_policy_documents = compact([data.aws_iam_policy_document.own.json, var.attach ? var.policy : ""])`. Of the
 * list as a whole Terraform knows nothing then, though it knows the variable. A document `off` has `count = 0`.
 */
function planOf({ policy, standard, variables = {}, forEach, read }: Given): object {
  const at = { mode: 'data', type: 'aws_iam_policy_document', module_address: 'module.m' };
  const own = { actions: ['s3:GetObject'], resources: ['arn:aws:s3:::b/*'], effect: 'Allow' };
  const changes = [
    {
      ...at,
      address: `module.m.${DOCUMENT}.own`,
      name: 'own',
      change: { actions: ['read'], after: { statement: [own] }, after_unknown: { json: true } },
    },
    {
      ...at,
      address: `module.m.${DOCUMENT}.all`,
      name: 'all',
      change: { actions: ['read'], after: {}, after_unknown: { json: true, source_policy_documents: true } },
    },
    {
      address: 'module.m.aws_iam_policy.p',
      mode: 'managed',
      type: 'aws_iam_policy',
      name: 'p',
      module_address: 'module.m',
      change: { actions: ['create'], after: { name: 'p' }, after_unknown: { policy: true } },
    },
  ];
  const references = [`${DOCUMENT}.own.json`, `${DOCUMENT}.off[0].json`, 'var.attach', 'var.policy'];
  const off = { actions: { constant_value: ['*'] }, resources: { constant_value: ['*'] } };
  const module = {
    variables: { attach: {}, policy: standard === undefined ? {} : { default: standard } },
    resources: [
      { address: `${DOCUMENT}.own`, expressions: {} },
      { address: `${DOCUMENT}.off`, expressions: { statement: [off] } },
      { address: `${DOCUMENT}.all`, expressions: { source_policy_documents: { references } } },
      { address: 'aws_iam_policy.p', expressions: { policy: { references: [`${DOCUMENT}.all.json`] } } },
    ],
  };
  const expressions = { attach: { constant_value: true }, ...(policy === undefined ? {} : { policy }) };
  const call = { expressions, module, ...(forEach === undefined ? {} : { for_each_expression: forEach }) };
  const mine = { address: `${DOCUMENT}.mine`, mode: 'data', type: 'aws_iam_policy_document', name: 'mine' };
  const resources = read === undefined ? [] : [{ ...mine, values: { json: read } }];
  return {
    terraform_version: '1.9.8',
    variables: Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, { value }])),
    planned_values: {},
    resource_changes: changes,
    prior_state: { values: { root_module: { resources } } },
    configuration: { root_module: { module_calls: { m: call } } },
  };
}

/** The actions of the policy's statements, and what is unresolved. */
function readingOf(plan: object): readonly [readonly string[], readonly string[]] {
  const { document } = parseJson({ path: 'plan.json', text: JSON.stringify(plan) });
  if (document === undefined) throw new Error('no document');
  const { policies, unresolved } = readTerraform(document);
  const statements = policies.flatMap((policy) => policy.statements);
  const actions = statements.flatMap(({ action }) => action?.items.map(displayText) ?? []);
  return [actions, unresolved.map(({ reason }) => reason)];
}

describe('of a list of documents that is known only after apply as a whole', () => {
  const ADDED = policyAllowing('s3:PutObject');
  const OPEN = [`\`source_policy_documents\` of module.m.${DOCUMENT}.all is known only after apply`];

  it.each([
    ['a constant', { policy: { constant_value: ADDED } }, ['s3:PutObject', 's3:GetObject']],
    ['a list', { policy: { constant_value: ['', ADDED] } }, ['s3:PutObject', 's3:GetObject']],
    ['a default', { standard: ADDED }, ['s3:PutObject', 's3:GetObject']],
    [
      'a value from outside',
      { policy: { references: ['var.p'] }, variables: { p: ADDED } },
      ['s3:PutObject', 's3:GetObject'],
    ],
    [
      'a document that was read',
      { policy: { references: [`${DOCUMENT}.mine.json`] }, read: ADDED },
      ['s3:PutObject', 's3:GetObject'],
    ],
    ['an empty text, as if nothing were given', { policy: { constant_value: '' } }, ['s3:GetObject']],
    ['nothing', {}, ['s3:GetObject']],
    ['something else', { policy: { references: ['var.p'] }, variables: { p: { name: 'x' } } }, ['s3:GetObject']],
  ] as const)('a part is %s', (_, given, actions) => {
    expect(readingOf(planOf(given))).toEqual([actions, []]);
  });

  it.each([
    ['made by functions', { policy: {} }],
    ['deep in a variable', { policy: { references: ['var.p'] }, variables: { p: { a: { policy: ADDED } } } }],
    [
      'of each',
      { policy: { references: ['each.value.policy'] }, forEach: { constant_value: { a: { policy: ADDED } } } },
    ],
    ['of each of a call', { policy: { references: ['each.value'] }, forEach: {} }],
    ['a local value', { policy: { references: ['local.p'] } }],
  ])('a part is not told: %s', (_, given) => {
    expect(readingOf(planOf(given))).toEqual([['s3:GetObject'], OPEN]);
  });
});

it('does not take a call of functions for an argument that is left out', () => {
  const references = [`${DOCUMENT}.d.json`];
  const p = { address: 'aws_iam_policy.p', mode: 'managed', type: 'aws_iam_policy', name: 'p' };
  const block = { actions: {}, resources: { constant_value: ['*'] } };
  const plan = {
    terraform_version: '1.9.8',
    resource_changes: [{ ...p, change: { actions: ['create'], after: {}, after_unknown: { policy: true } } }],
    configuration: {
      root_module: {
        resources: [
          { address: 'aws_iam_policy.p', expressions: { policy: { references } } },
          { address: `${DOCUMENT}.d`, expressions: { statement: [block] } },
        ],
      },
    },
  };
  expect(readingOf(plan)).toEqual([[], [`\`actions\` of ${DOCUMENT}.d is known only after apply`]]);
});
