import { ACCOUNT_BLOCK } from './account-block.js';
import { CALLER_IDENTITY } from './accounts.js';
import { isGrantType } from './grants.js';
import { isAboutIdentities } from './identities.js';
import { policyAttributesOf } from './policy-attributes.js';
import { hasProperties } from './properties.js';
import { holdsSettings } from './resources.js';
import { isSecretSink } from './secret-uses.js';
import { typeName } from './type-names.js';

/**
 * Whether a reader of this folder looks at resources of a type, whatever they hold: a big plan or state is read without
 * all others.
 */
export function isKnownType(type: string): boolean {
  return (
    typeName(type) !== undefined ||
    policyAttributesOf(type).length > 0 ||
    isAboutIdentities(type) ||
    isGrantType(type) ||
    hasProperties(type) ||
    holdsSettings(type) ||
    type === ACCOUNT_BLOCK ||
    type === CALLER_IDENTITY ||
    isSecretSink(type)
  );
}
