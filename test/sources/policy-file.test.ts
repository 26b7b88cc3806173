import { describe, expect, it } from 'vitest';
import { parseJson } from '../../src/document/json.js';
import { locate } from '../../src/document/place.js';
import { displayText } from '../../src/document/value.js';
import type { Inventory } from '../../src/inventory/model.js';
import { readPolicyFile } from '../../src/sources/policy-file.js';

const READ = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::logs/*' };
const POLICY = { Version: '2012-10-17', Statement: [READ] };
const TRUST = {
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
};

function read(value: unknown): Inventory | undefined {
  const { document } = parseJson({ path: 'policy.json', text: JSON.stringify(value, undefined, 2) });
  return document === undefined ? undefined : readPolicyFile(document);
}

function kinds(value: unknown): readonly string[] {
  return (read(value)?.policies ?? []).map(({ kind, resourceType }) =>
    resourceType ? `${kind} ${resourceType}` : kind,
  );
}

describe('what a policy file may look like', () => {
  it.each([
    ['a bare document', POLICY],
    ['a document without Version', { Statement: READ }],
    ['an array of documents', [POLICY, POLICY]],
    ['iam get-policy-version', { PolicyVersion: { Document: POLICY, VersionId: 'v1', IsDefaultVersion: true } }],
    ['iam get-role-policy', { RoleName: 'worker', PolicyName: 'read', PolicyDocument: POLICY }],
    ['a wrapped document', { Document: POLICY }],
    ['a document in a string', { Policy: JSON.stringify(POLICY) }],
    ['a document in a string, pretty', { Policy: JSON.stringify(POLICY, undefined, 4) }],
  ])('%s', (_, value) => {
    const policies = read(value)?.policies ?? [];
    expect(policies.length).toBe(Array.isArray(value) ? 2 : 1);
    for (const { statements, faults, kind } of policies) {
      expect(kind).toBe('identity');
      expect(faults).toEqual([]);
      expect(statements.map(({ action }) => action?.items.map(displayText))).toEqual([['s3:GetObject']]);
    }
  });

  it('reads what get-role and get-bucket-policy print', () => {
    const role = {
      Role: { RoleName: 'worker', AssumeRolePolicyDocument: TRUST, Arn: 'arn:aws:iam::111122223333:role/w' },
    };
    expect(kinds(role)).toEqual(['trust AWS::IAM::Role']);
    const statement = { ...READ, Principal: '*' };
    expect(kinds({ Policy: JSON.stringify({ Statement: [statement] }) })).toEqual(['resource AWS::S3::Bucket']);
    const scp = { PolicySummary: { Type: 'SERVICE_CONTROL_POLICY' }, Content: JSON.stringify(POLICY) };
    expect(kinds({ Policy: scp })).toEqual(['scp']);
  });

  it.each([
    ['a package file', { name: 'x', scripts: { Statement: 'echo' } }],
    ['a schema', { properties: { Statement: { type: 'array' } } }],
    ['a list of words', ['Statement']],
    ['an API answer', { Statement: { Period: '2026-01', Total: 12 } }],
    ['nothing', {}],
  ])('leaves %s alone', (_, value) => {
    expect(read(value)).toBeUndefined();
  });
});

describe('what a bare document is', () => {
  const one = (statement: object) => ({ Version: '2012-10-17', Statement: [{ ...READ, ...statement }] });

  it('tells kinds by content', () => {
    expect(kinds(TRUST)).toEqual(['trust AWS::IAM::Role']);
    expect(kinds(one({ Principal: '*', Action: 'sqs:SendMessage', Resource: '*' }))).toEqual([
      'resource AWS::SQS::Queue',
    ]);
    expect(kinds(one({ Principal: '*', Action: '*', Resource: 'arn:aws:sns:eu-west-1:111122223333:news' }))).toEqual([
      'resource AWS::SNS::Topic',
    ]);
    const accessPoint = 'arn:aws:s3:eu-west-1:111122223333:accesspoint/data/object/*';
    expect(kinds(one({ Principal: '*', Resource: accessPoint }))).toEqual(['resource AWS::S3::AccessPoint']);
    expect(kinds(one({ Effect: 'Deny', Action: 'organizations:LeaveOrganization', Resource: '*' }))).toEqual(['scp']);
    const perimeter = { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-abc' } };
    expect(kinds(one({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*', Condition: perimeter }))).toEqual(
      ['rcp'],
    );
  });

  it('is what the caller says, against the content', () => {
    const { document } = parseJson({ path: 'p.json', text: JSON.stringify(POLICY) });
    if (document === undefined) throw new Error('no document');
    expect(readPolicyFile(document, { kind: 'boundary' })?.policies[0]?.kind).toBe('boundary');
  });
});

it('points into the outer file from a policy in a string', () => {
  const text = JSON.stringify({ Policy: JSON.stringify({ Statement: [{ ...READ, Action: 's3:Get"Object' }] }) });
  const { document } = parseJson({ path: 'p.json', text });
  if (document === undefined) throw new Error('no document');
  const [action] = readPolicyFile(document)?.policies[0]?.statements[0]?.action?.items ?? [];
  if (action === undefined) throw new Error('no action');
  const { start, end } = locate(action.place);
  expect(text.slice(start, end)).toBe('\\"s3:Get\\\\\\"Object\\"');
});

it('reads policies in strings in strings, to any depth that people and programs make', () => {
  let nested: unknown = POLICY;
  for (let depth = 0; depth < 10; depth++) nested = { Policy: JSON.stringify(nested) };
  expect(kinds(nested)).toEqual(['identity']);
  expect(kinds({ Policy: JSON.stringify(JSON.stringify(POLICY)) })).toEqual(['identity']);
});

it('reads what list-roles prints', () => {
  expect(kinds({ Roles: [{ AssumeRolePolicyDocument: TRUST }, { AssumeRolePolicyDocument: TRUST }] })).toEqual([
    'trust AWS::IAM::Role',
    'trust AWS::IAM::Role',
  ]);
});

it('says where the JSON in a string is broken', () => {
  const broken = JSON.stringify(POLICY).replace(',', ' ');
  const [policy] = read({ Policy: broken })?.policies ?? [];
  expect(policy?.faults.map(({ message }) => message)).toEqual(['The policy\'s JSON is broken: expected ","']);
});

it('finds keys that stand twice, in strings too', () => {
  const inner = '{"Statement":[{"Effect":"Deny","Effect":"Allow","Action":"s3:*","Resource":"*"}]}';
  const { document } = parseJson({ path: 'p.json', text: JSON.stringify({ Policy: inner }) });
  if (document === undefined) throw new Error('no document');
  expect(readPolicyFile(document)?.duplicateKeys.map(({ key }) => key)).toEqual(['Effect']);
});
