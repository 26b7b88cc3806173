import { describe, expect, it } from 'vitest';
import { parseJson } from '../../src/document/json.js';
import { displayText } from '../../src/document/value.js';
import { readTerraform } from '../../src/sources/terraform/terraform.js';

const ACCOUNTS = { a: '111111111111', b: '222222222222' } as const;

type Side = keyof typeof ACCOUNTS;

/** Roles and policies of one name in two accounts, each policy attached to the role beside it. */
function resourcesOf(side: Side): readonly (readonly [type: string, attributes: object])[] {
  const arn = (kind: string) => `arn:aws:iam::${ACCOUNTS[side]}:${kind}/deploy`;
  const policy = JSON.stringify({ Statement: { Effect: 'Allow', Action: `s3:${side}`, Resource: '*' } });
  return [
    ['aws_iam_role', { name: 'deploy', id: 'deploy', arn: arn('role') }],
    ['aws_iam_policy', { name: 'deploy', id: arn('policy'), arn: arn('policy'), policy }],
    ['aws_iam_role_policy_attachment', { role: 'deploy', policy_arn: arn('policy') }],
  ];
}

/** @param providers the provider configuration of each account; without them the state as it is shown */
function stateOf(providers: Readonly<Record<Side, string>> | undefined): object {
  const all = (['a', 'b'] as const).flatMap((side) =>
    resourcesOf(side).map(([type, values]) => ({ mode: 'managed', type, name: side, values, side })),
  );
  if (providers === undefined) {
    const resources = all.map((one) => ({ ...one, address: `${one.type}.${one.name}` }));
    return { format_version: '1.0', values: { root_module: { resources } } };
  }
  const resources = all.map(({ values, side, ...one }) => {
    return { ...one, provider: providers[side], instances: [{ attributes: values }] };
  });
  return { version: 4, lineage: 'x', resources };
}

/** Identities with the actions that are attached to them, and whether all is known of them. */
function attachedIn(state: object): object {
  const { document } = parseJson({ path: 'terraform.tfstate', text: JSON.stringify(state) });
  if (document === undefined) throw new Error('no document');
  const identities = readTerraform(document).identities.map(({ name, attached, complete }) => {
    const statements = attached.flatMap(({ policy }) => policy?.statements ?? []);
    const actions = statements.flatMap(({ action }) => action?.items.map(displayText) ?? []);
    return [name, { actions, complete }];
  });
  return Object.fromEntries(identities);
}

describe('roles and policies of one name in two accounts', () => {
  it('are told apart by the providers of a state', () => {
    const provider = 'provider["registry.terraform.io/hashicorp/aws"]';
    expect(attachedIn(stateOf({ a: provider, b: `${provider}.b` }))).toEqual({
      'aws_iam_role.a': { actions: ['s3:a'], complete: true },
      'aws_iam_role.b': { actions: ['s3:b'], complete: true },
    });
  });

  it.each([
    ['one provider for both', { a: 'provider.aws', b: 'provider.aws' }],
    ['a state that shows no provider', undefined],
  ])('are not mixed up where nothing tells: %s', (_, providers) => {
    expect(attachedIn(stateOf(providers))).toEqual({
      'aws_iam_role.a': { actions: [], complete: false },
      'aws_iam_role.b': { actions: [], complete: false },
      '‹aws_iam_role_policy_attachment.a.role›': { actions: ['s3:a'], complete: false },
      '‹aws_iam_role_policy_attachment.b.role›': { actions: ['s3:b'], complete: false },
    });
  });
});
