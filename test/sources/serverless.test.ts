import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { managedPolicy } from '../../src/aws/managed-policies.js';
import { parseJson } from '../../src/document/json.js';
import { locate } from '../../src/document/place.js';
import { displayText } from '../../src/document/value.js';
import type { Inventory } from '../../src/inventory/model.js';
import { readTemplateFile } from './read-template.js';

function read(template: unknown): Inventory {
  const { document } = parseJson({ path: 'template.json', text: JSON.stringify(template, null, 1) });
  if (document === undefined) throw new Error('no document');
  return readTemplateFile(document);
}

function ofFunction(properties: unknown, rest: object = {}, globals: unknown = undefined): Inventory {
  const Resources = { Fn: { Type: 'AWS::Serverless::Function', Properties: properties, ...rest } };
  return read({
    Transform: 'AWS::Serverless-2016-10-31',
    ...(globals === undefined ? {} : { Globals: globals }),
    Resources,
  });
}

const attachedTo = ({ identities }: Inventory): readonly string[] =>
  identities.flatMap(({ attached }) => attached.map(({ policyName }) => displayText(policyName)));
const AWS_POLICY = 'arn:‹AWS::Partition›:iam::aws:policy/';

describe('the role of a function', () => {
  it.each([
    ['its standard', {}],
    [
      'with an event',
      { Events: { A: { Type: 'Kinesis' }, B: { Type: 'DynamoDB' }, C: { Type: 'SQS' }, D: { Type: 'MSK' } } },
    ],
    ['in a network, traced', { VpcConfig: {}, Tracing: 'Active' }],
    ['that lasts', { DurableConfig: {} }],
  ])('gets managed policies that AWS has: %s', (_, properties) => {
    const attached = attachedTo(ofFunction(properties));
    expect(attached.length).toBeGreaterThan(0);
    for (const arn of attached) expect(managedPolicy(arn.replace('‹AWS::Partition›', 'aws')), arn).toBeDefined();
  });

  it('is told by its logical id, its findings by that of the function', () => {
    const inventory = ofFunction({ Policies: [{ Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] }] });
    expect(inventory.identities.map(({ type, name, complete }) => [type, name, complete])).toEqual([
      ['role', 'FnRole', true],
    ]);
    const [policy] = inventory.policies.filter(({ kind }) => kind === 'identity');
    expect(policy?.resource).toMatchObject({
      name: 'Fn',
      sourceType: 'AWS::Serverless::Function',
      type: 'AWS::IAM::Role',
    });
    expect(policy?.holders).toEqual({
      known: [{ type: 'role', name: 'FnRole', trustedBy: { people: false, services: true, federation: false } }],
      complete: true,
    });
  });

  it.each([
    ['a policy of AWS', 'AWSLambdaRole', `${AWS_POLICY}service-role/AWSLambdaRole`],
    ['an ARN', 'arn:aws:iam::aws:policy/ReadOnlyAccess', 'arn:aws:iam::aws:policy/ReadOnlyAccess'],
    ['an unknown name', 'Nobody', 'Nobody'],
  ])('names managed policies: %s', (_, name, arn) => {
    for (const policies of [name, [name]]) expect(attachedTo(ofFunction({ Policies: policies }))).toContain(arn);
  });

  it('has a policy once, where the user names what SAM adds', () => {
    const attached = attachedTo(ofFunction({ Policies: 'AWSLambdaBasicExecutionRole' }));
    expect(attached).toEqual([`${AWS_POLICY}service-role/AWSLambdaBasicExecutionRole`]);
  });

  it('is not made where one is given', () => {
    const inventory = ofFunction({ Role: 'arn:aws:iam::123456789012:role/own', Policies: 'AdministratorAccess' });
    expect(inventory.identities).toEqual([]);
    expect(inventory.resources.map(({ type }) => type)).toEqual(['AWS::Lambda::Function']);
  });

  it.each([
    [{ Ref: 'AWS::NoValue' }, { Ref: 'AWS::NoValue' }, []],
    [{ Ref: 'AWS::NoValue' }, 'arn', [{ condition: 'C', is: true }]],
    ['arn', { Ref: 'AWS::NoValue' }, [{ condition: 'C', is: false }]],
  ])('is made where the condition leaves none: %j, %j', (yes, no, when) => {
    const { resources } = ofFunction({ Role: { 'Fn::If': ['C', yes, no] } });
    expect(resources.find(({ type }) => type === 'AWS::IAM::Role')?.when).toEqual(when);
  });

  it('never takes the name of another resource', () => {
    const role = { Type: 'AWS::IAM::Role' };
    const inventory = read({ Resources: { Fn: { Type: 'AWS::Serverless::Function' }, FnRole: role, FnRole2: role } });
    expect(inventory.identities.map(({ name }) => name)).toEqual(['FnRole3', 'FnRole', 'FnRole2']);
  });
});

describe('a policy template', () => {
  it.each([
    [{ S3ReadPolicy: { BucketName: 'b' } }, 'arn:‹AWS::Partition›:s3:::b'],
    [{ S3ReadPolicy: {} }, 'arn:‹AWS::Partition›:s3:::‹S3ReadPolicy.BucketName›'],
    [{ S3ReadPolicy: null }, 'arn:‹AWS::Partition›:s3:::‹S3ReadPolicy.BucketName›'],
  ])('%j', (template, resource) => {
    const { policies } = ofFunction({ Policies: template });
    expect(policies[0]?.statements[0]?.resource?.items.map(displayText)).toContain(resource);
  });

  it.each([
    [{ S3ReadPolicy: {} }, 'policy template "S3ReadPolicy" is not given its "BucketName"'],
    [{ Nothing: {} }, 'policy template "Nothing" is not known'],
    [
      { S3ReadPolicy: { BucketName: 'b' }, SQSPollerPolicy: { QueueName: 'q' } },
      'an entry of `Policies` is neither a policy nor a policy template',
    ],
    [
      { Effect: 'Allow', Action: '*', Resource: '*' },
      'an entry of `Policies` is neither a policy nor a policy template',
    ],
    [[['nested']], 'an entry of `Policies` is neither a policy nor a policy template'],
  ])('that is not known is told: %j', (policies, reason) => {
    expect(ofFunction({ Policies: policies }).unresolved.map((each) => each.reason)).toContain(reason);
  });

  it('ten thousand times over is told and not written out', () => {
    const Properties = { Policies: Array(1000).fill({ VPCAccessPolicy: {} }) };
    const functions = Array.from({ length: 11 }, (_, i) => [
      `F${i}`,
      { Type: 'AWS::Serverless::Function', Properties },
    ]);
    const { policies, unresolved } = read({ Resources: Object.fromEntries(functions) });
    expect(policies.filter(({ kind }) => kind === 'identity')).toHaveLength(10_000);
    expect(unresolved.map(({ reason }) => reason)).toEqual(['there are too many policy templates']);
  });
});

describe('globals', () => {
  const trust = (service: string) => ({
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
  });
  const globals = {
    Function: {
      RolePath: '/a/',
      Tracing: 'Active',
      Policies: 'AdministratorAccess',
      AssumeRolePolicyDocument: trust('a.amazonaws.com'),
    },
  };

  it('are for resources of their type, but for what is never global', () => {
    const inventory = ofFunction({}, {}, globals);
    expect(attachedTo(inventory)).toEqual([
      `${AWS_POLICY}service-role/AWSLambdaBasicExecutionRole`,
      `${AWS_POLICY}AWSXrayWriteOnlyAccess`,
    ]);
    expect(inventory.identities[0]?.trust?.statements).toHaveLength(1);
  });

  it('are merged: maps by their keys, lists one behind the other', () => {
    const inventory = ofFunction(
      { Tracing: 'Disabled', AssumeRolePolicyDocument: trust('b.amazonaws.com') },
      {},
      globals,
    );
    expect(attachedTo(inventory)).toEqual([`${AWS_POLICY}service-role/AWSLambdaBasicExecutionRole`]);
    const statements = inventory.identities[0]?.trust?.statements ?? [];
    expect(statements.map(({ principal }) => principal?.items.map(({ value }) => displayText(value)))).toEqual([
      ['a.amazonaws.com'],
      ['b.amazonaws.com'],
    ]);
  });

  it.each(['*', ['Tracing']])('are left out where a resource does not want them: %j', (IgnoreGlobals) => {
    const inventory = ofFunction({}, { IgnoreGlobals }, globals);
    expect(attachedTo(inventory)).toEqual([`${AWS_POLICY}service-role/AWSLambdaBasicExecutionRole`]);
  });

  it('are not copied without end', () => {
    const Variables = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`V${i}`, 'x']));
    const Resources = Object.fromEntries(
      Array.from({ length: 300 }, (_, i) => [`F${i}`, { Type: 'AWS::Serverless::Function' }]),
    );
    const { unresolved } = read({ Globals: { Function: { Environment: { Variables } } }, Resources });
    expect(unresolved.map(({ reason }) => reason)).toEqual(['the `Globals` come to too much text to be merged']);
  });
});

it('keys that stand twice are found in the file, with the resource that has them', () => {
  const text =
    '{"Resources": {"Fn": {"Type": "AWS::Serverless::Function", "Properties": {"Policies": "A", "Policies": "B"}}}}';
  const { document } = parseJson({ path: 'template.json', text });
  if (document === undefined) throw new Error('no document');
  const { duplicateKeys } = readTemplateFile(document);
  expect(duplicateKeys.map(({ key, place }) => [key, locate(place).start])).toEqual([
    ['Policies', text.indexOf('"Policies"')],
  ]);
});

describe('whatever stands in any place', () => {
  const call = fc.constantFrom<unknown>(
    { Ref: 'AWS::NoValue' },
    { Ref: 'Fn' },
    { 'Fn::If': ['C', { Ref: 'AWS::NoValue' }, 'x'] },
    { 'Fn::If': ['C'] },
    { 'Fn::If': ['C', [{ S3ReadPolicy: [] }], { S3ReadPolicy: 'x' }] },
    { 'Fn::Transform': { Name: 'X' } },
    { S3CrudPolicy: { BucketName: { Ref: 'Fn' } } },
    { Statement: 'x' },
    { Type: 'SQS', TargetArn: 'x', Destination: [], ResourcePolicy: { CustomStatements: { A: 1 } } },
  );
  const anything = fc.oneof(fc.jsonValue({ maxDepth: 2 }), call, fc.array(call, { maxLength: 3 }));
  const names = [
    'Policies',
    'Role',
    'AssumeRolePolicyDocument',
    'PermissionsBoundary',
    'RolePath',
    'Tracing',
    'VpcConfig',
  ];
  const others = [
    'DeadLetterQueue',
    'EventInvokeConfig',
    'Events',
    'FunctionUrlConfig',
    'Auth',
    'StageName',
    'DefinitionBody',
  ];
  const lists = [
    'CustomStatements',
    'AwsAccountWhitelist',
    'IpRangeBlacklist',
    'SourceVpcWhitelist',
    'IntrinsicVpcBlacklist',
  ];
  const mapOf = (keys: readonly string[]) => fc.dictionary(fc.constantFrom(...keys), anything, { maxKeys: 4 });
  const properties = fc.oneof(
    anything,
    mapOf([...names, ...others]),
    mapOf(lists).map((ResourcePolicy) => ({ Auth: { ResourcePolicy } })),
    anything.map((Properties) => ({ Events: { A: { Type: 'Api', Properties }, B: { Type: 'SQS', Properties } } })),
    anything.map((DestinationConfig) => ({ EventInvokeConfig: { DestinationConfig } })),
    anything.map((OnSuccess) => ({ EventInvokeConfig: { DestinationConfig: { OnSuccess } } })),
  );
  const types = [
    'Api',
    'Function',
    'StateMachine',
    'SimpleTable',
    'LayerVersion',
    'HttpApi',
    'Application',
    'Connector',
    'Other',
  ];
  const resource = fc.record(
    {
      Type: fc.oneof(
        fc.constantFrom(...types).map((type) => `AWS::Serverless::${type}`),
        anything,
      ),
      Properties: properties,
      Condition: anything,
      Connectors: anything,
      IgnoreGlobals: anything,
    },
    { requiredKeys: [] },
  );
  const template = fc.record(
    {
      Transform: fc.oneof(fc.constant('AWS::Serverless-2016-10-31'), anything),
      Globals: fc.oneof(anything, fc.dictionary(fc.constantFrom('Api', 'Function', 'Other'), properties)),
      Resources: fc.oneof(
        { weight: 9, arbitrary: fc.dictionary(fc.constantFrom('Fn', 'FnRole', 'B', '__proto__'), resource) },
        { weight: 1, arbitrary: anything },
      ),
    },
    { requiredKeys: [] },
  );

  it('is read, and all that is told of it stands in the file', () => {
    const property = fc.property(template, (input) => {
      const { policies, identities, resources, duplicateKeys, unresolved, document } = read(input);
      for (const { place } of [...policies, ...identities, ...resources, ...duplicateKeys, ...unresolved]) {
        const { start, end } = locate(place);
        expect(start >= 0 && start < end && end <= document.text.length).toBe(true);
      }
    });
    fc.assert(property, { seed: 1, numRuns: 1500 });
  });
});
