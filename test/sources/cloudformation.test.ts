import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Document } from '../../src/document/document.js';
import { parseJson } from '../../src/document/json.js';
import { locate } from '../../src/document/place.js';
import { parseYaml } from '../../src/document/yaml.js';
import { isTemplate } from '../../src/sources/cloudformation/template.js';
import { readTemplateFile } from './read-template.js';
import { renderInventory } from './render-inventory.js';

const FOLDER = fileURLToPath(new URL('../../fixtures/sources/cloudformation/', import.meta.url));

function read(text: string, path = 'template.yaml'): Document {
  const file = { path, text };
  const document = path.endsWith('.json') ? parseJson(file).document : parseYaml(file).documents[0];
  if (document === undefined) throw new Error(`${path} holds no document`);
  return document;
}

const inputs = readdirSync(FOLDER).filter((name) => /\.(?:yaml|json)$/.test(name) && !name.endsWith('.expected.json'));

describe('a template becomes the inventory beside it', () => {
  it.each(inputs)('%s', (name) => {
    const document = read(readFileSync(FOLDER + name, 'utf8'), name);
    expect(isTemplate(document)).toBe(true);
    const actual = `${JSON.stringify(renderInventory(readTemplateFile(document)), null, 2)}\n`;
    const golden = `${FOLDER}${name.replace(/\.\w+$/, '')}.expected.json`;
    if (process.env['UPDATE'] !== undefined) writeFileSync(golden, actual);
    expect(existsSync(golden)).toBe(true);
    expect(actual).toBe(readFileSync(golden, 'utf8'));
  });

  it.each(['functions', 'serverless'])('whichever way functions are spelled: %s', (what) => {
    const [short, long] = [`${what}-short.yaml`, `${what}-long.json`].map((name) =>
      renderInventory(readTemplateFile(read(readFileSync(FOLDER + name, 'utf8'), name)), 'without places'),
    );
    expect(short).toEqual(long);
  });
});

describe('what counts as a template', () => {
  it.each([
    ['Resources: {A: {Type: AWS::S3::Bucket}}', true],
    ['Resources: {A: {Type: Custom::Thing}}', true],
    ['Resources: {A: {Type: Alexa::ASK::Skill}}', true],
    ['AWSTemplateFormatVersion: "2010-09-09"', true],
    ['Resources: {A: {Type: Microsoft.Storage}}', false],
    ['Resources: [AWS::S3::Bucket]', false],
    ['Resources: {A: AWS::S3::Bucket}', false],
    ['[AWSTemplateFormatVersion]', false],
    ['text', false],
  ])('%s', (text, expected) => {
    expect(isTemplate(read(text))).toBe(expected);
  });
});

describe('what people write and CloudFormation refuses', () => {
  it.each([
    ['no sections', 'AWSTemplateFormatVersion: "2010-09-09"'],
    ['sections of other kinds', 'AWSTemplateFormatVersion: x\nResources: []\nParameters: 1\nMappings: a\n'],
    ['a resource of nothing', 'Resources: {A: {Type: AWS::IAM::Role}, B: null, C: {Type: 1}, D: []}'],
    [
      'properties of other kinds',
      'Resources: {A: {Type: AWS::IAM::Role, Properties: [1]}, B: {Type: AWS::IAM::User, Properties: x}}',
    ],
    [
      'functions without arguments',
      role('!If []', '!Sub []', '!Join []', '!Select []', '!Split []', '!FindInMap []', '!GetAtt []'),
    ],
    [
      'functions of scalars',
      role('!If x', '!Join x', '!Select x', '!Split x', '!FindInMap x', '!GetAtt x', '!Ref []', '!Nothing x'),
    ],
    [
      'functions of maps',
      role('!If {a: 1}', '!Sub {a: 1}', '!Join {a: 1}', '!Select {a: 1}', '!Ref {a: 1}', '!GetAtt {a: 1}'),
    ],
  ])('%s', (_, text) => {
    const inventory = readTemplateFile(read(text));
    for (const policy of inventory.policies) expect(locate(policy.place).end).toBeGreaterThan(0);
    expect(inventory.format).toBe('CloudFormation');
  });

  it('circles end in holes', () => {
    const text = `
Resources:
  A: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub '\${B}-a'}}
  B: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub '\${A}-b'}}
  Policy: {Type: AWS::S3::BucketPolicy, Properties: {Bucket: !Ref A, PolicyDocument: {Statement: {Effect: Allow, Resource: !GetAtt A.Arn}}}}
`;
    const rendered = JSON.stringify(renderInventory(readTemplateFile(read(text))));
    expect(rendered).toContain('arn:‹AWS::Partition›:s3:::‹B›-a');
  });

  it('texts that double at every step are given up before they fill the memory', () => {
    const buckets = Array.from({ length: 60 }, (_, i) => {
      const name = `!Sub '${`\${B${i + 1}}`.repeat(10)}'`;
      return `  B${i}: {Type: AWS::S3::Bucket, Properties: {BucketName: ${name}}}`;
    });
    const nested = Array.from({ length: 60 }).reduce<string>(
      (inner) => `{"Fn::Sub": ["\${a}\${a}\${a}", {"a": ${inner}}]}`,
      '"text"',
    );
    const text = `Resources:\n${buckets.join('\n')}\n  R: ${policyOf(`[!GetAtt B0.Arn, ${nested}]`)}`;
    const [policy] = readTemplateFile(read(text)).policies;
    expect(policy?.statements[0]?.action?.items).toHaveLength(2);
  });

  it('functions as deep as a document goes, one behind the other', () => {
    const deep = (end: string) =>
      Array.from({ length: 120 }).reduce<string>((inner) => `{"Fn::Join": ["", [${inner}]]}`, end);
    const buckets = Array.from({ length: 20 }, (_, i) => {
      const name = deep(`{"Ref": "B${i + 1}"}`);
      return `"B${i}": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": ${name}}}`;
    });
    const policy = `{"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": {"Fn::GetAtt": ["B0", "Arn"]}}}`;
    const text = `{"Resources": {${buckets.join(', ')}, "P": {"Type": "AWS::S3::BucketPolicy", "Properties": {"PolicyDocument": ${policy}}}}}`;
    const [found] = readTemplateFile(read(text, 'template.json')).policies;
    expect(found?.statements[0]?.resource?.items).toHaveLength(1);
  });

  it('choices that multiply are given up', () => {
    const items = Array.from({ length: 40 }, (_, i) => `!If [C${i}, a${i}, b${i}]`);
    const text = `Resources:\n  R: ${policyOf(`!Join ['', [${items.join(', ')}]]`)}`;
    const [policy] = readTemplateFile(read(text)).policies;
    expect(policy?.statements).toHaveLength(64);
  });
});

describe('what is not read is told', () => {
  const reasons = (text: string) => readTemplateFile(read(text)).unresolved.map(({ reason }) => reason);
  const policy = '{PolicyDocument: {Statement: [{Effect: Allow, Action: "*", Resource: "*"}]}}';

  it.each([
    [
      `AWS::New::Thing: {Type: AWS::New::Thing, Properties: ${policy}}`,
      'policies of AWS::New::Thing are not read by this version',
    ],
    [`P: {Properties: ${policy}}`, 'resource "P" has no `Type` that can be told'],
    [`P: {Type: !Ref T, Properties: ${policy}}`, 'resource "P" has no `Type` that can be told'],
    [
      `"Fn::ForEach::Names": [Name, [a, b], {"P\${Name}": {Type: AWS::IAM::ManagedPolicy, Properties: ${policy}}}]`,
      '`Fn::ForEach` is not expanded',
    ],
    ['"Fn::Transform": {Name: AWS::Include}', '`Fn::Transform` is not expanded'],
  ])('%s', (resources, reason) => {
    expect(reasons(`AWSTemplateFormatVersion: "2010-09-09"\nResources: {${resources}}`)).toContain(reason);
  });

  it.each([
    'A: {Type: AWS::New::Thing, Properties: {Statement: "SELECT 1"}}',
    'A: {Type: AWS::WAFv2::WebACL, Properties: {Rules: [{Statement: {RateBasedStatement: {Limit: 1}}, Action: {Block: {}}}]}}',
  ])('but not of %s', (resource) => {
    expect(reasons(`Resources: {${resource}}`)).toEqual([]);
  });
});

describe('names that JavaScript has for itself are names like any other', () => {
  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length', 'name'])('%s', (name) => {
    const value = `[{Ref: ${name}}, {"Fn::GetAtt": [${name}, ${name}]}, {"Fn::FindInMap": [${name}, ${name}, ${name}]}]`;
    const text = `Parameters: {${name}: {Type: ${name}}}
Mappings: {${name}: {${name}: {${name}: x}}}
Resources:
  ${name}: {Type: ${name}, Properties: {${name}: 1}}
  A: {Type: AWS::IAM::User, Properties: {Groups: [${name}], ManagedPolicyArns: [!Sub '\${Q.${name}}', !GetAtt Q.${name}]}}
  Q: {Type: AWS::SQS::Queue}
  P: ${policyOf(value)}`;
    const { policies, identities } = readTemplateFile(read(text));
    expect(policies[0]?.statements[0]?.action?.items).toHaveLength(3);
    expect(identities).toHaveLength(1);
  });
});

function policyOf(action: string): string {
  return `{Type: AWS::S3::BucketPolicy, Properties: {PolicyDocument: {Statement: {Effect: Allow, Action: ${action}}}}}`;
}

function role(...values: readonly string[]): string {
  const resources = values.map((value, i) => {
    const properties = ['AssumeRolePolicyDocument', 'Policies', 'ManagedPolicyArns', 'PermissionsBoundary', 'RoleName'];
    return `  R${i}:\n    Type: AWS::IAM::Role\n    Properties:\n${properties.map((name) => `      ${name}: ${value}\n`).join('')}`;
  });
  return `Resources:\n${resources.join('')}`;
}
