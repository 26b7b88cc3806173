import { describe, expect, it } from 'vitest';
import { parseJson } from '../../src/document/json.js';
import { readTerraform } from '../../src/sources/terraform/terraform.js';

const POLICY = JSON.stringify({ Statement: { Effect: 'Allow', Action: '*', Resource: '*' } });
const ARN = 'arn:aws:iam::aws:policy/AdministratorAccess';

/** A role that the provider has read with a policy and an attachment, which are resources of their own. */
const ROLE = {
  ...{ name: 'app', id: 'app', arn: 'arn:aws:iam::111111111111:role/app' },
  inline_policy: [{ name: 'own', policy: POLICY }],
  managed_policy_arns: [ARN],
};
const BUCKET = { bucket: 'b', id: 'b', arn: 'arn:aws:s3:::b', policy: POLICY };
const SEPARATE = [
  ['aws_iam_role_policy', { name: 'own', role: 'app', policy: POLICY }],
  ['aws_iam_role_policy_attachment', { role: 'app', policy_arn: ARN }],
  ['aws_s3_bucket_policy', { bucket: 'b', policy: POLICY }],
] as const;

interface Plan {
  /** What is done with the separate resources. */
  readonly gone: readonly string[];
  /** What is done with their owners. */
  readonly kept?: readonly string[];
  /** What of the owners is written in the configuration. */
  readonly written?: readonly string[];
  /** Whom the separate resources are of. */
  readonly of?: string;
}

/** How many policies, attachments and bucket policies the plan leaves. */
function leftBy({ gone, kept = ['no-op'], written = [], of }: Plan): readonly number[] {
  const owners = [['aws_iam_role', ROLE] as const, ['aws_s3_bucket', BUCKET] as const];
  const changed = (type: string, actions: readonly string[], before: object, after: object | null) => ({
    ...{ address: `${type}.x`, mode: 'managed', type, name: 'x', change: { actions, before, after } },
  });
  const expressions = Object.fromEntries(written.map((name) => [name, { constant_value: 'x' }]));
  const plan = {
    terraform_version: '1.9.8',
    resource_changes: [
      ...owners.map(([type, values]) => changed(type, kept, values, values)),
      ...SEPARATE.map(([type, values]) => {
        const target = of === undefined ? {} : { [type === 'aws_s3_bucket_policy' ? 'bucket' : 'role']: of };
        return changed(type, gone, { ...values, ...target }, null);
      }),
    ],
    configuration: { root_module: { resources: owners.map(([type]) => ({ address: `${type}.x`, expressions })) } },
  };
  const { document } = parseJson({ path: 'plan.json', text: JSON.stringify(plan) });
  if (document === undefined) throw new Error('no document');
  const { policies, identities } = readTerraform(document);
  const ofRole = policies.filter(({ kind }) => kind === 'identity');
  const attached = identities.flatMap((identity) => identity.attached);
  return [ofRole.length, attached.length, policies.length - ofRole.length];
}

describe('a policy that a plan takes away', () => {
  it('is gone from what the provider has read of its owner', () => {
    expect(leftBy({ gone: ['delete'] })).toEqual([0, 0, 0]);
  });

  it.each([
    ['forgotten, and so stays', { gone: ['forget'] }],
    ['of another owner', { gone: ['delete'], of: 'other' }],
    ['written into an owner that changes', { gone: ['delete'], kept: ['update'] }],
  ])('but not where it is %s', (_, plan) => {
    expect(leftBy(plan)).toEqual([1, 1, 1]);
  });

  it('but not where the owner writes it itself', () => {
    expect(leftBy({ gone: ['delete'], written: ['policy', 'managed_policy_arns'] })).toEqual([0, 1, 1]);
  });
});
