import { type Access, entriesOf, given, keysInUse, type SecretOf } from './access.js';
import { type Arguments, type Block, block, constant, type Expression, reference } from './terraform-block.js';

/** Access keys, and what holds their secrets. */
export function secretBlocks(access: Access): readonly Block[] {
  const inUse = keysInUse(access);
  return [
    ...entriesOf(access.users).flatMap(([user, { keys }]) =>
      entriesOf(keys).map(([label, status]) => keyBlock(label, user, status, inUse.has(label))),
    ),
    ...entriesOf(access.instances).map(([label, { userData }]) =>
      block('aws_instance', label, { user_data: secretExpression(userData) }),
    ),
    ...entriesOf(access.parameters).map(([label, { value }]) =>
      block('aws_ssm_parameter', label, {
        name: constant(label),
        type: constant('String'),
        value: secretExpression(value),
      }),
    ),
    ...entriesOf(access.secrets).flatMap(([label, { value }]) => [
      block('aws_secretsmanager_secret', label, { name: constant(label) }),
      block('aws_secretsmanager_secret_version', label, {
        secret_id: reference('aws_secretsmanager_secret', label, 'id'),
        secret_string: secretExpression(value),
      }),
    ]),
  ];
}

/** What a module puts out. A secret is put out by `nonsensitive`: Terraform keeps back what is marked as sensitive. */
export function outputsOf(access: Access): Arguments {
  return Object.fromEntries(entriesOf(access.outputs).map(([label, { value }]) => [label, secretExpression(value)]));
}

/** The secret of an access key. */
export function secretExpression({ secretOf }: SecretOf): Expression {
  return reference('aws_iam_access_key', secretOf, 'secret');
}

/** Of random letters, as AWS would make it; it opens nothing. */
const SECRET = 'leastwise/Fixture+Secret0Q7xZr9mK2bV4nTp';

/** @param isInUse whether others refer to the secret, which the state holds then; else it is encrypted with PGP */
function keyBlock(label: string, user: string, status: 'Active' | 'Inactive', isInUse: boolean): Block {
  const args = given({
    user: reference('aws_iam_user', user, 'name'),
    status: status === 'Active' ? undefined : constant(status),
  });
  const id = constant(`AKIA${label.toUpperCase().padEnd(16, '7')}`);
  const exported: Arguments = isInUse ? { id, secret: constant(SECRET) } : { id };
  return { ...block('aws_iam_access_key', label, args, undefined, exported), defaults: { status: 'Active' } };
}
