import { describe, expect, it } from 'vitest';
import { within } from '../../../src/access/new-access.js';
import { managedPolicy, managedPolicyNames } from '../../../src/aws/managed-policies.js';
import type { Policy } from '../../../src/policy/model.js';
import { policyOf } from '../policy.js';

/** Read anew each time: nothing of one is known of the other. */
function read(name: string): Policy {
  return policyOf(JSON.parse(managedPolicy(name)?.document ?? '').Statement);
}

const NAMES = managedPolicyNames();

/** Those of which AWS's policy about administrators holds nothing: denials alone. */
const allowing = (name: string) => read(name).statements.some(({ effect }) => effect === 'Allow');

describe("AWS's managed policies", () => {
  it('lie within themselves', () => {
    expect(
      NAMES.filter((name) => within({ policies: [read(name)] }, { policies: [read(name)] }).verdict !== 'yes'),
    ).toEqual([]);
  });

  it('lie within AdministratorAccess', () => {
    const administrator = { policies: [read('AdministratorAccess')] };
    expect(NAMES.filter((name) => within({ policies: [read(name)] }, administrator).verdict !== 'yes')).toEqual([]);
  });

  it('do not lie within nothing, where they allow something', () => {
    const [nothing, denial] = [
      { policies: [] },
      { policies: [policyOf({ Effect: 'Deny', Action: '*', Resource: '*' })] },
    ];
    const sample = NAMES.filter((_, index) => index % 7 === 0).filter(allowing);
    expect(sample.length).toBeGreaterThan(200);
    for (const reference of [nothing, denial]) {
      const held = sample.filter((name) => within({ policies: [read(name)] }, reference).verdict !== 'no');
      expect(held).toEqual([]);
    }
  });

  it('hold AdministratorAccess where they are it', () => {
    const administrator = { policies: [read('AdministratorAccess')] };
    const holding = NAMES.filter((name) => within(administrator, { policies: [read(name)] }).verdict !== 'no');
    expect(holding).toEqual(['AdministratorAccess']);
  });
});
