import { expect, it } from 'vitest';
import { strongPolicies } from '../../src/aws/escalation/strong-policies.js';
import { strongPolicyNames } from '../../src/inventory/strong-policies.js';

it('knows which managed policies of AWS make administrators: else run node bin/run.js src/inventory/generate.ts', () => {
  expect(strongPolicies()).toEqual(strongPolicyNames());
}, 60_000);

it.each(['AdministratorAccess', 'IAMFullAccess', 'AWSLambda_FullAccess'])('%s is one', (name) => {
  expect(strongPolicies()).toContain(name);
});

it.each(['ReadOnlyAccess', 'AmazonS3FullAccess', 'PowerUserAccess', 'IAMUserChangePassword', 'SecurityAudit'])(
  '%s is none',
  (name) => {
    expect(strongPolicies()).not.toContain(name);
  },
);
