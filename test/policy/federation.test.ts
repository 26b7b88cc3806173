import { describe, expect, it } from 'vitest';
import { federationOf } from '../../src/policy/federation.js';
import type { Principal } from '../../src/policy/model.js';
import { statementOf, withHoles } from '../access/policy.js';

function federation(value: string, type: Principal['type'] = 'Federated') {
  const statement = statementOf({ Effect: 'Allow', Principal: { [type]: value }, Action: 'sts:AssumeRole' }, 'trust');
  const [principal] = statement.principal?.items ?? [];
  return principal && federationOf({ ...principal, value: withHoles(principal.value) });
}

describe('a federated principal is', () => {
  it.each([
    ['arn:aws:iam::111122223333:saml-provider/corporate', { kind: 'saml' }],
    ['arn:aws-cn:iam::111122223333:saml-provider/‹Provider›', { kind: 'saml' }],
    ['arn:aws:iam::111122223333:oidc-provider/GitLab.com', { kind: 'oidc', issuer: 'gitlab.com' }],
    [
      'arn:aws:iam::1:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/AB',
      { kind: 'oidc', issuer: 'oidc.eks.eu-west-1.amazonaws.com/id/ab' },
    ],
    ['arn:‹P›:iam::‹A›:oidc-provider/‹Provider›', { kind: 'oidc', issuer: undefined }],
    ['accounts.google.com', { kind: 'oidc', issuer: 'accounts.google.com' }],
    ['‹Given›', { kind: 'unknown' }],
    ['arn:aws:iam::111122223333:‹Given›', { kind: 'unknown' }],
    ['https://gitlab.com', { kind: 'invalid' }],
    ['gitlab.com/team', { kind: 'invalid' }],
    ['gitlab', { kind: 'invalid' }],
    ['*', { kind: 'invalid' }],
    ['', { kind: 'invalid' }],
    ['arn:aws:iam::111122223333:role/x', { kind: 'invalid' }],
    ['arn:aws:iam::111122223333:oidc-provider/*', { kind: 'invalid' }],
    ['arn:aws:iam::*:saml-provider/corporate', { kind: 'invalid' }],
  ])('%s', (value, expected) => {
    expect(federation(value)).toEqual(expected);
  });

  it('none under any other key', () => {
    expect(federation('arn:aws:iam::111122223333:saml-provider/corporate', 'AWS')).toBeUndefined();
  });
});
