import { describe, expect, it } from 'vitest';
import { parseJson } from '../../src/document/json.js';
import { locate } from '../../src/document/place.js';
import { displayText } from '../../src/document/value.js';
import type { Inventory } from '../../src/inventory/model.js';
import { readCloudFormation } from '../../src/sources/cloudformation/cloudformation.js';
import { POLICY_PROPERTIES, type PolicyProperty } from '../../src/sources/cloudformation/policy-properties.js';

const POLICY = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'service:Found', Resource: '*' }] };

/** A template with one resource whose property, at the row's path, is this. */
function templateOf(row: PolicyProperty, policy: unknown): Inventory {
  const properties = row.path.split('.').reduceRight<unknown>((inner, step) => {
    const isMany = step.endsWith('[]');
    return { [isMany ? step.slice(0, -2) : step]: isMany ? [inner] : inner };
  }, policy);
  const only = row.only === undefined ? {} : { [row.only.property]: row.only.value };
  const template = { Resources: { It: { Type: row.type, Properties: { ...Object(properties), ...only } } } };
  const { document } = parseJson({ path: 'template.json', text: JSON.stringify(template, null, 2) });
  if (document === undefined) throw new Error('no document');
  return readCloudFormation(document);
}

function expectFound(row: PolicyProperty, inventory: Inventory): void {
  expect(inventory.policies).toHaveLength(1);
  const [policy] = inventory.policies;
  expect(policy).toMatchObject({ kind: row.kind, form: row.form, resource: { type: row.type, name: 'It' } });
  expect(policy?.resourceType).toBe(row.resourceType);
  const action = policy?.statements[0]?.action?.items[0];
  expect(action && displayText(action)).toBe('service:Found');
  const { file, start, end } = locate(action?.place ?? { document: inventory.document, node: 0 });
  expect(file.text.slice(start, end).replaceAll('\\', '')).toBe('"service:Found"');
}

const rows = POLICY_PROPERTIES.map((row) => [`${row.type}.${row.path} (${row.kind})`, row] as const);

describe('every property that holds a policy is read', () => {
  it.each(rows)('%s', (_, row) => {
    if (row.isText !== true) expectFound(row, templateOf(row, POLICY));
    expectFound(row, templateOf(row, JSON.stringify(POLICY)));
    expectFound(row, templateOf(row, { 'Fn::Sub': JSON.stringify(POLICY) }));
  });

  it('once each', () => {
    expect(new Set(rows.map(([name]) => name)).size).toBe(rows.length);
  });
});

describe('the definition of an API is no policy', () => {
  it.each([
    [{ openapi: '3.0.1', paths: {} }],
    ['{"openapi": "3.0.1"}'],
    [{ 'Fn::Sub': '{"openapi": "3.0.1"}' }],
    [{ Ref: 'Definition' }],
    [{ 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: 's3://bucket/api.yaml' } } }],
    [{ 'Fn::If': ['C', { Ref: 'Definition' }, { openapi: '3.0.1' }] }],
  ])('%j', (definition) => {
    const row: PolicyProperty = { type: 'AWS::ApiGateway::RestApi', path: 'Body', kind: 'resource', form: 'setting' };
    expect(templateOf(row, definition).policies).toEqual([]);
  });
});

describe('policies that are in another language are left alone', () => {
  it.each([
    ['AWS::AutoScaling::ScalingPolicy', 'TargetTrackingConfiguration'],
    ['AWS::EC2::VerifiedAccessGroup', 'PolicyDocument'],
    ['AWS::ECR::Repository', 'LifecyclePolicy'],
    ['AWS::Logs::AccountPolicy', 'PolicyDocument'],
    ['AWS::OpenSearchServerless::AccessPolicy', 'Policy'],
    ['AWS::SNS::Topic', 'DataProtectionPolicy'],
    ['AWS::SQS::Queue', 'RedrivePolicy'],
    ['AWS::VerifiedPermissions::Policy', 'Definition'],
  ])('%s.%s', (type, path) => {
    const row: PolicyProperty = { type, path, kind: 'resource', form: 'setting' };
    expect(templateOf(row, POLICY).policies).toHaveLength(0);
  });

  it.each(['TAG_POLICY', 'BACKUP_POLICY', 'AISERVICES_OPT_OUT_POLICY', 'CHATBOT_POLICY', 'DECLARATIVE_POLICY_EC2'])(
    'AWS::Organizations::Policy of type %s',
    (value) => {
      const row: PolicyProperty = {
        type: 'AWS::Organizations::Policy',
        path: 'Content',
        kind: 'scp',
        form: 'setting',
        only: { property: 'Type', value },
      };
      expect(templateOf(row, POLICY).policies).toHaveLength(0);
    },
  );
});
