import { memberOf, stringOf } from '../../document/document.js';
import type { TerraformInput, TerraformResource } from './model.js';
import { policyAttributesOf } from './policy-attributes.js';
import { typeName } from './type-names.js';

/** The data source that tells which account Terraform works in. */
export const CALLER_IDENTITY = 'aws_caller_identity';

/**
 * The accounts that a plan or state is of: those in the ARNs of what it manages, and that of the caller. Only resources
 * that a big plan or state is read with are looked at, so that its size makes no difference.
 */
export function accountsOf({ resources, read = [] }: TerraformInput): readonly string[] {
  const found = new Set<string>();
  for (const resource of [...resources, ...read]) {
    const account = accountOf(resource);
    if (account !== undefined && ACCOUNT.test(account)) found.add(account);
  }
  return [...found].sort();
}

const ACCOUNT = /^\d{12}$/;

function accountOf(resource: TerraformResource): string | undefined {
  const { mode, type } = resource;
  if (mode === 'data') return type === CALLER_IDENTITY ? attribute(resource, 'account_id') : undefined;
  const isRead = typeName(type) !== undefined || policyAttributesOf(type).length > 0;
  return isRead ? attribute(resource, 'arn')?.split(':')[4] : undefined;
}

function attribute({ document, values }: TerraformResource, name: string): string | undefined {
  const node = values === undefined ? undefined : memberOf(document, values, name);
  return node === undefined ? undefined : stringOf(document, node);
}
