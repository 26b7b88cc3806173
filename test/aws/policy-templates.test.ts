import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { managedPolicyPath } from '../../src/aws/managed-policies.js';
import { policyTemplate } from '../../src/aws/policy-templates.js';

const text = readFileSync(join(import.meta.dirname, '../../src/aws/data/policy-templates.txt'), 'utf8');
const names = Array.from(text.matchAll(/^@(\w+)/gm), ([, name = '']) => name);

describe("SAM's policy templates", () => {
  it('are documents whose references are their parameters', () => {
    expect(names.length).toBeGreaterThan(75);
    for (const name of names) {
      const template = policyTemplate(name);
      const document = JSON.parse(template?.document ?? '') as { Statement: unknown[] };
      expect(document.Statement.length, name).toBeGreaterThan(0);
      const used = Array.from(JSON.stringify(document).matchAll(/"Ref":"(\w+)"/g), ([, parameter = '']) => parameter);
      expect([...new Set(used)].sort(), name).toEqual(template?.parameters);
    }
  });

  it.each(['', 's3readpolicy', 'S3Read', '__proto__', 'toString'])('"%s" is none', (name) => {
    expect(policyTemplate(name)).toBeUndefined();
  });
});

it.each([
  ['AmazonS3FullAccess', 'AmazonS3FullAccess'],
  ['AWSLambdaBasicExecutionRole', 'service-role/AWSLambdaBasicExecutionRole'],
  ['ViewOnlyAccess', 'job-function/ViewOnlyAccess'],
  ['service-role/AWSLambdaBasicExecutionRole', undefined],
  ['constructor', undefined],
])('the managed policy %s is %s', (name, path) => {
  expect(managedPolicyPath(name)).toBe(path);
});
