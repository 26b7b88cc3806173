import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Document } from '../../src/document/document.js';
import { parseJson } from '../../src/document/json.js';
import { locate } from '../../src/document/place.js';
import { displayText, member } from '../../src/document/value.js';
import { parseYaml } from '../../src/document/yaml.js';
import type { Inventory } from '../../src/inventory/model.js';
import { isServerlessFramework } from '../../src/sources/serverless-framework/recognize.js';
import { readServerlessFramework } from '../../src/sources/serverless-framework/serverless-framework.js';
import { splitSources, splitVariables } from '../../src/sources/serverless-framework/variable-syntax.js';
import { renderInventory } from './render-inventory.js';

const FOLDER = fileURLToPath(new URL('../../fixtures/sources/serverless-framework/', import.meta.url));

function parse(text: string, path: string): Document {
  const file = { path, text };
  const document = path.endsWith('.json') ? parseJson(file).document : parseYaml(file).documents[0];
  if (document === undefined) throw new Error(`${path} holds no document`);
  return document;
}

function readDocument(document: Document): Inventory {
  const inventory = readServerlessFramework(document);
  if (inventory === undefined) throw new Error('no service on AWS');
  return inventory;
}

function read(service: unknown): Inventory {
  return readDocument(parse(JSON.stringify(service, null, 1), 'serverless.json'));
}

const inputs = readdirSync(FOLDER).filter((name) => !name.endsWith('.expected.json'));

it.each(inputs)('%s becomes the inventory beside it', (name) => {
  const document = parse(readFileSync(FOLDER + name, 'utf8'), name);
  expect(isServerlessFramework(document)).toBe(true);
  const actual = `${JSON.stringify(renderInventory(readDocument(document)), null, 2)}\n`;
  const golden = `${FOLDER}${name.replace(/\.\w+$/, '')}.expected.json`;
  if (process.env['UPDATE'] !== undefined) writeFileSync(golden, actual);
  expect(existsSync(golden)).toBe(true);
  expect(actual).toBe(readFileSync(golden, 'utf8'));
});

describe('what counts as a service', () => {
  it.each([
    [{ service: 'a', provider: { name: 'aws' } }, true],
    [{ service: 'a', provider: 'aws' }, true],
    [{ service: 'a', provider: { name: 'google' } }, false],
    [{ service: 'a', provider: '${file(provider.yml)}' }, true],
    [{ service: 'a', provider: { name: '${self:custom.cloud}' } }, true],
    [{ provider: { name: 'aws' } }, false],
    [{ service: 'a' }, false],
    [['service', 'provider'], false],
  ])('%j', (content, expected) => {
    expect(isServerlessFramework(parse(JSON.stringify(content), 'a.json'))).toBe(expected);
  });
});

it('a service is none of ours where its provider turns out to be another', () => {
  const service = (name: string) => ({
    service: 's',
    custom: { cloud: name },
    provider: { name: '${self:custom.cloud}' },
  });
  expect(readServerlessFramework(parse(JSON.stringify(service('google')), 'a.json'))).toBeUndefined();
  expect(readServerlessFramework(parse(JSON.stringify(service('aws')), 'a.json'))).toBeDefined();
});

describe('a text is taken apart', () => {
  it.each([
    ['a-${self:b}-c', ['a-', { expression: 'self:b' }, '-c']],
    ['${opt:a, ${self:b}}', [{ expression: 'opt:a, ${self:b}' }]],
    ['user/${aws:username}/${aws:PrincipalTag/team}', ['user/${aws:username}/${aws:PrincipalTag/team}']],
    ['client/${iot:ClientId}', ['client/${iot:ClientId}']],
    ["${aws:region, 'a'}${aws:accountId}", [{ expression: "aws:region, 'a'" }, { expression: 'aws:accountId' }]],
    ['${file(a.yml):b}${AWS::Region}', [{ expression: 'file(a.yml):b' }, '${AWS::Region}']],
    ['\\${aws:username}', ['${aws:username}']],
    ['${self:a', ['${self:a']],
    ['${Bucket.Arn} ${} $ {}', ['${Bucket.Arn} ${} $ {}']],
    ['', []],
  ])('%s', (text, parts) => {
    expect(splitVariables(text)).toEqual(parts);
  });

  it.each([
    ["opt:a, 'b, c', self:d", ['opt:a', "'b, c'", 'self:d']],
    ['file(a, b):c', ['file(a, b):c']],
    ['', ['']],
  ])('into sources: %s', (expression, sources) => {
    expect(splitSources(expression)).toEqual(sources);
  });

  it('without losing a character, however it is written', () => {
    const piece = fc.constantFrom('${', '}', '$', '{', 'self:a', 'a', ':', '(', ')', ',', "'", '.');
    const property = fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      const text = pieces.join('');
      const length = (part: string | { expression: string }) =>
        (typeof part === 'string' ? part : part.expression).length;
      const parts = splitVariables(text);
      const variables = parts.filter((part) => typeof part !== 'string').length;
      expect(parts.reduce((sum, part) => sum + length(part), 3 * variables)).toBe(text.length);
      expect(splitSources(text).join(',').length).toBe(text.length);
    });
    fc.assert(property, { seed: 1, numRuns: 2000 });
  });
});

describe('the shared role', () => {
  const statements = [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }];
  const roles = (provider: object, functions: unknown = { f: {} }) =>
    read({ service: 's', provider: { name: 'aws', ...provider }, functions }).identities.map(({ name }) => name);

  it.each([
    [{ iamRoleStatements: statements }, { f: {} }],
    [{ iam: { role: { statements } } }, { f: { role: 'x' }, g: {} }],
    [{ iam: { role: { statements } } }, '${file(functions.yml)}'],
    [{}, undefined],
  ])('is made: %j, %j', (provider, functions) => {
    expect(roles(provider, functions)).toEqual(['IamRoleLambdaExecution']);
  });

  it.each([
    [{ iam: { role: 'arn:aws:iam::123456789012:role/own' } }, { f: {} }],
    [{ iam: { role: { 'Fn::GetAtt': ['Own', 'Arn'] } } }, { f: {} }],
    [{ iam: { role: '${self:custom.role}' } }, { f: {} }],
    [{ role: 'Own' }, { f: {} }],
    [{ iamRoleStatements: statements }, { f: { role: 'x' } }],
  ])('is not made where one is given: %j, %j', (provider, functions) => {
    expect(roles(provider, functions)).toEqual([]);
  });
});

it('secrets of access keys are followed into variables and outputs', () => {
  const secret = { 'Fn::GetAtt': ['Key', 'SecretAccessKey'] };
  const { secretUses = [] } = read({
    service: 'a',
    provider: { name: 'aws', environment: { SHARED: secret, STAGE: 'dev' } },
    functions: {
      first: { environment: { OWN: secret } },
      second: { environment: '${file(environment.yml)}' },
      third: {},
    },
    resources: {
      Resources: { Key: { Type: 'AWS::IAM::AccessKey', Properties: { UserName: 'deployer' } } },
      Outputs: { Shown: { Value: secret } },
    },
  });
  expect(secretUses.map(({ destination, target, key }) => `${destination} ${target} ${key.name}`).sort()).toEqual([
    'environment FirstLambdaFunction Key',
    'environment provider Key',
    'output Shown Key',
  ]);
});

describe('what other files hold is told', () => {
  const aws = { name: 'aws' };
  const file = '${file(other.yml)}';
  it.each([
    ['the provider', { provider: file }],
    ['what the provider says of IAM', { provider: { ...aws, iam: file } }],
    ['the role', { provider: { ...aws, iam: { role: file } } }],
    ['the API', { provider: { ...aws, apiGateway: file } }],
    ['the functions', { provider: aws, functions: file }],
    ['some functions', { provider: aws, functions: [{ f: {} }, file] }],
    ['a function', { provider: aws, functions: { f: file } }],
    ["a function's role", { provider: aws, functions: { f: { iam: { role: file } } } }],
    ['the resources', { provider: aws, resources: file }],
    ['some resources', { provider: aws, resources: [file] }],
    ['a resource', { provider: aws, resources: { Resources: { A: file } } }],
    ['a section of the resources', { provider: aws, resources: { Resources: file } }],
  ])('%s', (_, service) => {
    expect(read({ service: 's', ...service }).unresolved.map(({ reason }) => reason)).toContain(
      `"${file}" is not known`,
    );
  });
});

it("a function's own role has the boundary of the shared one, unless it has another", () => {
  const statements = [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }];
  const functions = {
    f: { iamRoleStatements: statements },
    g: { iamRoleStatements: statements, iamPermissionsBoundary: 'own' },
  };
  const { identities } = read({
    service: 's',
    provider: { name: 'aws', rolePermissionsBoundary: 'shared' },
    functions,
  });
  const boundaries = identities.map(({ name, boundary }) => [name, boundary && displayText(boundary.policyName)]);
  expect(boundaries).toEqual([
    ['IamRoleLambdaExecution', 'shared'],
    ['FIamRoleLambdaExecution', 'shared'],
    ['GIamRoleLambdaExecution', 'own'],
  ]);
});

it.each([
  [true, 'NONE'],
  [{ cors: true }, 'NONE'],
  [{ authorizer: 'aws_iam' }, 'AWS_IAM'],
  [{ authorizer: '${opt:auth}' }, '‹opt:auth›'],
  ['${file(url.yml)}', '‹file(url.yml)›'],
])('the authentication of the URL %j is %s', (url, expected) => {
  const { resources } = read({ service: 's', provider: 'aws', functions: { f: { url } } });
  const type = member(resources.find((resource) => resource.type === 'AWS::Lambda::Url')?.properties, 'AuthType');
  expect(type?.kind === 'text' && displayText(type)).toBe(expected);
});

it('the keys of a condition that other files hold are no malformed ones', () => {
  const Condition = { StringEquals: '${file(c.yml)}', Bool: { 'aws:SecureTransport': '${opt:secure}' } };
  const statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*', Condition };
  const [policy] = read({ service: 's', provider: { name: 'aws', iamRoleStatements: [statement] } }).policies;
  expect(policy?.faults).toEqual([]);
  expect(policy?.statements[0]?.unknown.map(({ reason }) => reason)).toEqual(['"${file(c.yml)}" is not known']);
  expect(policy?.statements[0]?.conditions.map(({ values }) => values.map(displayText))).toEqual([['‹opt:secure›']]);
});

describe('variables that come to too much', () => {
  it('by naming one another end, and do not pass for clean', () => {
    const custom = Object.fromEntries(
      Array.from({ length: 30 }, (_, i) => [`v${i}`, `\${self:custom.v${i + 1}}`.repeat(10)]),
    );
    const lists = Object.fromEntries(
      Array.from({ length: 30 }, (_, i) => [`l${i}`, Array(10).fill(`\${self:custom.l${i + 1}}`)]),
    );
    const statement = { Effect: 'Allow', Action: '${self:custom.v0}', Resource: '${self:custom.l0}' };
    const service = {
      service: 's',
      custom: { ...custom, ...lists },
      provider: { name: 'aws', iamRoleStatements: [statement] },
    };
    const items = read(service).policies[0]?.statements[0]?.resource?.items ?? [];
    expect(items.length).toBeLessThan(200_000);
    expect(items.flatMap(({ parts }) => parts)).toContainEqual({ kind: 'hole', id: 'self:custom.l0', opaque: true });
    const listed = { ...service, provider: { name: 'aws', iamRoleStatements: [{ ...statement, Action: 's3:*' }] } };
    const resources = read(listed).policies[0]?.statements[0]?.resource?.items ?? [];
    expect(resources.length).toBeLessThan(200_000);
    expect(resources.every(({ parts }) => parts.every((part) => typeof part === 'object' && 'opaque' in part))).toBe(
      true,
    );
  });

  it('by nesting end', () => {
    const deep = (inner: unknown) => Array.from({ length: 200 }).reduce<unknown>((value) => [value], inner);
    const custom = Object.fromEntries(
      Array.from({ length: 12 }, (_, i) => [`v${i}`, deep(`\${self:custom.v${i + 1}}`)]),
    );
    const statement = { Effect: 'Allow', Action: '*', Resource: '${self:custom.v0}' };
    const { policies } = read({ service: 's', custom, provider: { name: 'aws', iamRoleStatements: [statement] } });
    expect(policies.length).toBe(2);
  });
});

it('a policy variable is not taken for a variable of the framework', () => {
  const Resource = [
    'arn:aws:s3:::a/${AWS::x}',
    'arn:aws:s3:::${self:service}/\\${aws:username}',
    'arn:aws:s3:::${self:service}/${aws:username}',
    'arn:${aws:partition}:b',
  ];
  const provider = { name: 'aws', iamRoleStatements: [{ Effect: 'Allow', Action: 's3:GetObject', Resource }] };
  const [policy] = read({ service: 'shop', provider }).policies;
  const parts = policy?.statements[0]?.resource?.items.map((item) =>
    item.parts.map((part) => (typeof part === 'string' ? part : part.kind)),
  );
  expect(parts).toEqual([
    ['arn:aws:s3:::a/', 'variable'],
    ['arn:aws:s3:::shop/', 'variable'],
    ['arn:aws:s3:::shop/', 'variable'],
    ['arn:', 'hole', ':b'],
  ]);
});

describe('whatever stands in any place', () => {
  const text = fc.constantFrom(
    '${self:custom.a}',
    '${self:custom.a.b.0}',
    '${opt:x, ${self:custom}}',
    '${file(x)}',
    '#{AWS::Region}',
    'x',
    '${self:}',
    '*',
  );
  const anything = fc.oneof(
    text,
    fc.jsonValue({ maxDepth: 2 }),
    fc.array(text, { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('Fn::Sub', 'Ref', 'Effect', 'Action', 'statements', 'role', 'a', 'b'), text, {
      maxKeys: 3,
    }),
  );
  const mapOf = (...keys: readonly string[]) =>
    fc.oneof(
      { weight: 4, arbitrary: fc.dictionary(fc.constantFrom(...keys), anything, { maxKeys: 4 }) },
      { weight: 1, arbitrary: anything },
    );
  const role = mapOf('statements', 'managedPolicies', 'permissionsBoundary', 'name', 'path');
  const provider = fc.oneof(
    mapOf('iam', 'iamRoleStatements', 'iamManagedPolicies', 'role', 'vpc', 'stage', 'apiGateway', 'resourcePolicy'),
    role.map((inner) => ({ iam: { role: inner } })),
  );
  const aFunction = mapOf('role', 'iamRoleStatements', 'iamRoleStatementsInherit', 'iam', 'url', 'name', 'vpc');
  const service = fc.record({
    service: anything,
    custom: mapOf('a', 'b', 'serverless-iam-roles-per-function'),
    provider: provider.map((inner) =>
      typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? { ...inner, name: 'aws' } : [inner],
    ),
    functions: fc.oneof(
      anything,
      fc.dictionary(fc.constantFrom('f', 'g-h', '__proto__'), aFunction),
      fc.array(anything, { maxLength: 2 }),
    ),
    resources: fc.oneof(
      anything,
      mapOf('Resources', 'Conditions', 'extensions'),
      fc.array(mapOf('Resources', 'extensions'), { maxLength: 2 }),
    ),
  });

  it('is read, and all that is told of it stands in the file', () => {
    const property = fc.property(service, (input) => {
      const { policies, identities, resources, unresolved, document } = read(input);
      for (const { place } of [...policies, ...identities, ...resources, ...unresolved]) {
        const { start, end } = locate(place);
        expect(start >= 0 && start < end && end <= document.text.length).toBe(true);
      }
      for (const { statements } of policies) {
        for (const { action } of statements) action?.items.map(displayText);
      }
    });
    fc.assert(property, { seed: 1, numRuns: 1000 });
  });
});
