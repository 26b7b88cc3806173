import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Document } from '../../src/document/document.js';
import { parseJson } from '../../src/document/json.js';
import { terraformKindOf } from '../../src/sources/terraform/looks.js';
import { readTerraform } from '../../src/sources/terraform/terraform.js';
import { renderInventory } from './render-inventory.js';

const FOLDER = fileURLToPath(new URL('../../fixtures/sources/terraform/', import.meta.url));

function read(text: string): Document {
  const { document } = parseJson({ path: 'plan.json', text });
  if (document === undefined) throw new Error('no document');
  return document;
}

const WORDS = [
  'address',
  'after',
  'after_unknown',
  'actions',
  'attributes',
  'block',
  'change',
  'child_modules',
  'constant_value',
  'expression',
  'expressions',
  'for_each_expression',
  'index',
  'index_key',
  'instances',
  'json',
  'mode',
  'module',
  'module_address',
  'module_calls',
  'name',
  'outputs',
  'policy',
  'policy_arn',
  'references',
  'resources',
  'role',
  'root_module',
  'statement',
  'type',
  'users',
  'values',
];

function readValue(value: unknown): Document {
  return read(JSON.stringify(value));
}

const inputs = readdirSync(FOLDER).filter((name) => !name.endsWith('.expected.json'));

describe('a plan or state becomes the inventory beside it', () => {
  it.each(inputs)('%s', (name) => {
    const document = read(readFileSync(FOLDER + name, 'utf8'));
    expect(terraformKindOf(document)).toBeDefined();
    const actual = `${JSON.stringify(renderInventory(readTerraform(document)), null, 2)}\n`;
    const golden = `${FOLDER}${name.replace(/\.\w+$/, '')}.expected.json`;
    if (process.env['UPDATE'] !== undefined) writeFileSync(golden, actual);
    expect(existsSync(golden)).toBe(true);
    expect(actual).toBe(readFileSync(golden, 'utf8'));
  });
});

describe('what counts as a plan or state', () => {
  it.each([
    [{ format_version: '1.2', planned_values: {} }, 'plan'],
    [{ terraform_version: '1.9.0', resource_changes: [] }, 'plan'],
    [{ format_version: '1.0', values: { root_module: {} } }, 'state'],
    [{ version: 4, terraform_version: '1.9.0', resources: [] }, 'state-file'],
    [{ version: 4, lineage: 'x', resources: [] }, 'state-file'],
    [{ version: 3, terraform_version: '0.11.14', modules: [] }, 'old-state-file'],
    [{ format_version: '1.0' }, undefined],
    [{ format_version: '1.0', values: [] }, undefined],
    [{ terraform_version: '1.9.0', resources: {} }, undefined],
    [{ Resources: {} }, undefined],
    [['planned_values'], undefined],
  ])('%j', (value, expected) => {
    expect(terraformKindOf(readValue(value))).toBe(expected);
  });
});

describe('what an expression of a plan refers to', () => {
  const instances = (type: string, name: string, keys: readonly number[], values: object, unknown: object) =>
    keys.map((index) => ({
      address: `${type}.${name}[${index}]`,
      mode: 'managed',
      type,
      name,
      index,
      values,
      unknown,
    }));
  const plan = (references: readonly string[], type = 'aws_iam_policy_attachment', attribute = 'roles') => {
    const all = [
      ...instances('aws_iam_role', 'all', [0, 1, 2], {}, { name: true }),
      ...instances(type, 'a', [0, 1], { policy_arn: 'arn:aws:iam::aws:policy/X' }, { [attribute]: true }),
    ];
    const block = { address: `${type}.a`, expressions: { [attribute]: { references } } };
    return readTerraform(
      readValue({
        terraform_version: '1.9.0',
        planned_values: { root_module: { resources: all } },
        resource_changes: all.map(({ unknown, ...one }) => ({
          ...one,
          change: { actions: ['create'], after_unknown: unknown },
        })),
        configuration: { root_module: { resources: [{ address: 'aws_iam_role.all', expressions: {} }, block] } },
      }),
    );
  };
  const attached = (references: readonly string[]) =>
    plan(references).identities.map(({ name, attached: policies, complete }) => [name, policies.length, complete]);

  it.each([
    ['all instances', ['aws_iam_role.all'], [2, 2, 2], true],
    ['the instance of the same key', ['aws_iam_role.all', 'count.index'], [1, 1, 0], true],
    ['the instances of a set', ['aws_iam_role.all', 'each.value'], [1, 1, 0], true],
    ['any instance, by what an element has', ['aws_iam_role.all', 'each.value.role', 'each.value'], [2, 2, 2], true],
    ['one instance', ['aws_iam_role.all[2].name', 'aws_iam_role.all[2]', 'aws_iam_role.all'], [0, 0, 2], true],
    ['something that the plan does not hold', ['local.roles'], [0, 0, 0], false],
    ['an instance, or something that the plan does not hold', ['aws_iam_role.all[0]', 'local.x'], [0, 0, 0], false],
  ])('%s', (_, references, counts, complete) => {
    const found = attached(references).slice(0, 3);
    expect(found).toEqual(counts.map((count, i) => [`aws_iam_role.all[${i}]`, count, complete]));
  });

  it('one of several, which leaves open what is attached to those alone', () => {
    const either = ['aws_iam_role.all[0].name', 'aws_iam_role.all[1].name'];
    const { identities } = plan(either, 'aws_iam_role_policy_attachment', 'role');
    expect(identities.map(({ name, attached: policies, complete }) => [name, policies.length, complete])).toEqual([
      ['aws_iam_role.all[0]', 0, false],
      ['aws_iam_role.all[1]', 0, false],
      ['aws_iam_role.all[2]', 0, true],
      ['‹aws_iam_role_policy_attachment.a[0].role›', 1, false],
      ['‹aws_iam_role_policy_attachment.a[1].role›', 1, false],
    ]);
  });
});

it('says that old states are not read', () => {
  const { failure, policies } = readTerraform(readValue({ version: 3, terraform_version: '0.11.14', modules: [] }));
  expect(failure?.reason).toMatch(/^a Terraform state of version 3 is not read, only version 4/);
  expect(policies).toEqual([]);
});

describe('what is not read does not pass for clean', () => {
  const resource = (type: string, attributes: object, key = 'attributes') => ({
    ...{ mode: 'managed', type, name: 'x', instances: [{ [key]: attributes }] },
  });
  const reasonsOf = (state: object) => {
    const { unresolved } = readTerraform(readValue({ version: 4, lineage: 'x', resources: [state] }));
    return unresolved.map(({ reason }) => reason);
  };
  const statement = { Effect: 'Allow', Action: '*', Resource: '*' };
  const template = ['Resources:', '  P:', '    PolicyDocument:', '      Statement:'].join('\n');

  it.each([
    ['JSON', 'awscc_iam_role', { policies: [{ policy_document: JSON.stringify({ Statement: [statement] }) }] }],
    [
      'YAML',
      'aws_cloudformation_stack',
      { template_body: `${template} [{ Effect: Allow, NotAction: 'x', Resource: '*' }]` },
    ],
  ])('a policy of another type, in %s', (_, type, attributes) => {
    const reason = `the policy in ${type}.x is not judged: policies of ${type} are not read by this version`;
    expect(reasonsOf(resource(type, attributes))).toEqual([reason]);
  });

  it('but a template without a policy does', () => {
    const body = 'Resources:\n  Statement:\n    Type: AWS::SNS::Topic';
    expect(reasonsOf(resource('aws_cloudformation_stack', { template_body: body }))).toEqual([]);
  });

  it('lists of a state that is as Terraform 0.11 wrote it', () => {
    const flat = {
      name: 'x',
      policy_arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
      'users.#': '1',
      'users.123': 'ann',
    };
    expect(reasonsOf(resource('aws_iam_policy_attachment', flat, 'attributes_flat'))).toEqual([
      '`users` of aws_iam_policy_attachment.x is not judged: the state keeps it as Terraform 0.11 did; refresh it',
    ]);
  });
});

/** Anything that JSON can hold, in words that plans and states have. */
const anyValue = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, true, false, 0, '', 'aws_iam_role.a', 'aws_iam_role', 'data', '{"Statement":[{}]}', '{', 'a'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...WORDS), tie('value'), { maxKeys: 5 }),
  ),
})).value;

describe('whatever stands in a plan or state', () => {
  it('is read without a throw', () => {
    const keys = ['planned_values', 'resource_changes', 'configuration', 'values', 'resources', 'modules', 'version'];
    const file = fc.dictionary(fc.constantFrom(...keys), anyValue, { maxKeys: 6 });
    fc.assert(
      fc.property(file, (content) => {
        const document = readValue({ terraform_version: '1.9.0', ...content });
        if (terraformKindOf(document) !== undefined) readTerraform(document);
      }),
      { numRuns: 2000 },
    );
  });

  it('can stand in any place of a real one', () => {
    const [name = ''] = inputs.filter((input) => input.startsWith('plan-deferred'));
    const plan: unknown = JSON.parse(readFileSync(FOLDER + name, 'utf8'));
    const places = placesIn(plan);
    fc.assert(
      fc.property(fc.nat(places.length - 1), anyValue, (index, value) => {
        readTerraform(readValue(replaced(plan, places[index] ?? [], value)));
      }),
      { numRuns: 500 },
    );
  });
});

type Path = readonly string[];

function placesIn(value: unknown): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [[key], ...placesIn(inner).map((path) => [key, ...path])]);
}

function replaced(value: unknown, [first, ...rest]: Path, by: unknown): unknown {
  if (first === undefined) return by;
  if (Array.isArray(value)) return value.map((item, i) => (String(i) === first ? replaced(item, rest, by) : item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, key === first ? replaced(item, rest, by) : item]),
  );
}
