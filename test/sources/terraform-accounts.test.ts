import { describe, expect, it } from 'vitest';
import { parseJson } from '../../src/document/json.js';
import { readTerraform } from '../../src/sources/terraform/terraform.js';

function accountsIn(content: object): readonly string[] | undefined {
  const { document } = parseJson({ path: 'plan.json', text: JSON.stringify(content) });
  if (document === undefined) throw new Error('no document');
  return readTerraform(document).accounts;
}

const role = (values: object, type = 'aws_iam_role') => ({
  address: `${type}.a`,
  mode: 'managed',
  type,
  name: 'a',
  values,
});
const caller = (account_id: unknown) => ({
  address: 'data.aws_caller_identity.current',
  mode: 'data',
  type: 'aws_caller_identity',
  name: 'current',
  values: { account_id },
});
const state = (...resources: readonly object[]) => ({
  format_version: '1.0',
  terraform_version: '1.9.0',
  values: { root_module: { resources } },
});

describe('the accounts of a plan or state', () => {
  it('are those of the ARNs that it manages', () => {
    const arn = (account: string) => ({ arn: `arn:aws:iam::${account}:role/a` });
    expect(accountsIn(state(role(arn('444455556666')), role(arn('111122223333')), role(arn('111122223333'))))).toEqual([
      '111122223333',
      '444455556666',
    ]);
  });

  it('are those of the caller, also where a plan has read it before', () => {
    expect(accountsIn(state(caller('111122223333')))).toEqual(['111122223333']);
    const plan = {
      format_version: '1.2',
      terraform_version: '1.9.0',
      planned_values: { root_module: { resources: [role({ name: 'a' })] } },
      prior_state: state(caller('111122223333')),
      configuration: { root_module: {} },
    };
    expect(accountsIn(plan)).toEqual(['111122223333']);
  });

  it('are not those of what is referred to', () => {
    const other = { policy_arn: 'arn:aws:iam::444455556666:policy/p', role: 'a' };
    expect(accountsIn(state(role(other, 'aws_iam_role_policy_attachment')))).toBeUndefined();
    expect(accountsIn(state(role({ arn: 'arn:aws:s3:::bucket' }, 'aws_s3_bucket')))).toBeUndefined();
    expect(accountsIn(state(caller(12)))).toBeUndefined();
  });
});
