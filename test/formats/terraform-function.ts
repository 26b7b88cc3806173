import { entriesOf, type FunctionAccess, given } from './access.js';
import { ACCOUNT, type Arguments, type Block, block, constant, reference } from './terraform-block.js';
import { secretExpression } from './terraform-secrets.js';

/** A function, and a resource for each who may invoke it. */
export function functionBlocks(label: string, { name, environment, invokedBy }: FunctionAccess): readonly Block[] {
  const variables: Arguments = Object.fromEntries(
    entriesOf(environment).map(([variable, secret]) => [variable, secretExpression(secret)]),
  );
  const args = given({
    function_name: constant(name),
    environment:
      environment === undefined
        ? undefined
        : ({ kind: 'blocks', blocks: [{ variables: { kind: 'map', entries: variables } }] } as const),
  });
  return [
    block('aws_lambda_function', label, args, `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:${name}`),
    ...entriesOf(invokedBy).map(([permission, { principal, sourceAccount }]) =>
      block(
        'aws_lambda_permission',
        permission,
        given({
          function_name: reference('aws_lambda_function', label, 'function_name'),
          action: constant('lambda:InvokeFunction'),
          principal: constant(principal),
          source_account: sourceAccount === undefined ? undefined : constant(sourceAccount),
        }),
      ),
    ),
  ];
}
