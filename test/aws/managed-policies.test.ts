import { describe, expect, it } from 'vitest';
import { readPolicies } from '../../src/aws/generate-source.js';
import { managedPolicy, managedPolicyNames } from '../../src/aws/managed-policies.js';

describe('managed policies', () => {
  it('are those of the source with the documents of their default versions', () => {
    const source = readPolicies();
    for (const { arn, latestVersionId, versions } of source) {
      const found = managedPolicy(arn);
      expect(found?.arn).toBe(arn);
      expect(found?.version).toBe(latestVersionId);
      expect(found?.date).toBe(versions[latestVersionId]?.createdDate);
      expect(JSON.stringify(JSON.parse(found?.document ?? ''))).toBe(
        JSON.stringify(versions[latestVersionId]?.document),
      );
    }
    expect(managedPolicyNames()).toEqual(source.map(({ arn }) => arn.slice(arn.indexOf('/') + 1)));
  });

  it('are found by ARN of any partition and by name with path', () => {
    const basic = managedPolicy('arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole');
    expect(managedPolicy('service-role/AWSLambdaBasicExecutionRole')).toEqual(basic);
    const china = managedPolicy('arn:aws-cn:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole');
    expect(china?.arn).toBe('arn:aws-cn:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole');
    expect(china?.document).toBe(basic?.document);
    expect(managedPolicy('arn:aws-us-gov:iam::aws:policy/AdministratorAccess')).toBeDefined();
  });

  it('have a line for each statement', () => {
    expect(managedPolicy('AdministratorAccess')?.document).toBe(
      '{"Version":"2012-10-17","Statement":[\n{"Effect":"Allow","Action":"*","Resource":"*"}\n]}',
    );
  });

  it('are not found by anything else', () => {
    for (const text of [
      '',
      'administratoraccess',
      'AWSLambdaBasicExecutionRole',
      'policy/AdministratorAccess',
      'arn:aws:iam::123456789012:policy/AdministratorAccess',
      'arn:aws:iam::aws:policy/',
      'arn:aws:iam::aws:policy/NoSuch',
      'arn:aws:iam::aws:policy/AdministratorAccess v1',
      'toString',
    ]) {
      expect(managedPolicy(text), text).toBeUndefined();
    }
  });
});
