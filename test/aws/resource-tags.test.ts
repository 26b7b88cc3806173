import { describe, expect, it } from 'vitest';
import { actionId } from '../../src/aws/actions.js';
import { takesResourceTags } from '../../src/aws/resource-tags.js';

describe('the tags of a resource', () => {
  it.each([
    ['ec2:StartInstances', true],
    ['secretsmanager:GetSecretValue', true],
    ['ec2:CreateVpc', true],
    ['ec2:DescribeInstances', false],
    ['s3:ListAllMyBuckets', false],
    ['sts:GetCallerIdentity', false],
  ])('are in requests for %s: %s', (action, expected) => {
    expect(takesResourceTags(actionId(action) ?? -1)).toBe(expected);
  });

  it('are in none for what is no action', () => {
    expect(() => takesResourceTags(-1)).toThrow(RangeError);
  });
});
