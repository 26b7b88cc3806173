import { describe, expect, it } from 'vitest';
import { managedPolicyNames } from '../../src/aws/managed-policies.js';
import type { Text } from '../../src/document/value.js';
import { managedPolicyContent } from '../../src/policy/managed-policy.js';
import { statementOf, withHoles } from '../access/policy.js';

/** An ARN as a source makes it of references, `‹…›` standing for holes. */
function arnOf(written: string): Text {
  const [item] = statementOf({ Effect: 'Allow', Action: '*', Resource: written }).resource?.items ?? [];
  if (item === undefined) throw new Error('the statement lists no resource');
  return withHoles(item);
}

describe('managedPolicyContent', () => {
  it.each([
    'arn:aws:iam::aws:policy/job-function/SupportUser',
    'arn:aws-us-gov:iam::aws:policy/job-function/SupportUser',
    'arn:‹AWS::Partition›:iam::aws:policy/job-function/SupportUser',
    '‹Prefix›:iam::aws:policy/job-function/SupportUser',
  ])('reads what %s says', (arn) => {
    const content = managedPolicyContent(arnOf(arn));
    expect(content?.name).toBe('job-function/SupportUser');
    expect(content?.policy.statements).not.toEqual([]);
    expect(managedPolicyContent(arnOf(arn))).toBe(content);
  });

  it.each([
    'arn:aws:iam::111122223333:policy/AdministratorAccess',
    'arn:aws:iam::aws:policy/SupportUser',
    'arn:aws:iam::aws:policy/job-function/‹Name›',
    'arn:aws:iam::aws:policy/‹Path›/SupportUser',
    'AdministratorAccess',
    '‹Policy›',
  ])('knows no policy of AWS in %s', (arn) => {
    expect(managedPolicyContent(arnOf(arn))).toBeUndefined();
  });

  it('leaves nothing of any policy unread', () => {
    const unread = managedPolicyNames().filter((name) => {
      const policy = managedPolicyContent(arnOf(`arn:aws:iam::aws:policy/${name}`))?.policy;
      return policy === undefined || policy.unknown.length > 0 || policy.statements.length === 0;
    });
    expect(unread).toEqual([]);
  });
});
