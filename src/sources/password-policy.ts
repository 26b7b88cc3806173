import { type Document, memberOf, type Node } from '../document/document.js';
import { keyPlaceOf } from '../document/place.js';
import { plainValue } from '../document/value.js';
import { duplicateKeysOf } from '../inventory/duplicate-keys.js';
import type { Inventory } from '../inventory/model.js';
import { ACCOUNT_PASSWORD_POLICY } from '../inventory/password-policy.js';

/**
 * Reads what `aws iam get-account-password-policy` prints; undefined for all other documents. Never throws.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountPasswordPolicy.html
 */
export function readPasswordPolicy(document: Document): Inventory | undefined {
  const node = passwordPolicyIn(document);
  if (node === undefined) return undefined;
  const resource = {
    place: keyPlaceOf(document, node),
    type: ACCOUNT_PASSWORD_POLICY,
    sourceType: 'PasswordPolicy',
    name: 'PasswordPolicy',
    when: [],
    properties: plainValue(document, node),
  };
  return {
    format: 'account password policy',
    document,
    policies: [],
    identities: [],
    resources: [resource],
    duplicateKeys: duplicateKeysOf(document, node),
    unresolved: [],
  };
}

/** The API always tells the length; a password policy of another service calls it otherwise. */
function passwordPolicyIn(document: Document): Node | undefined {
  const node = memberOf(document, 0, 'PasswordPolicy');
  if (node === undefined || memberOf(document, node, 'MinimumPasswordLength') === undefined) return undefined;
  return node;
}
