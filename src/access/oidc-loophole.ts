import type { OidcIssuer } from '../aws/oidc-issuers.js';
import type { Located } from '../document/place.js';
import { displayText, literalOf } from '../document/value.js';
import type { Condition } from '../policy/model.js';
import { isNegatedOperator } from '../policy/operator.js';
import { claimKey, type FederatedTrust } from './federated.js';
import { pinnedPart, valuesOf } from './oidc-subject.js';

/** What leaves the tenant open, in words that stand there. */
export interface Loophole extends Located {
  readonly words: string;
  /** Whether it is a value that some tokens fit and others do not. */
  readonly isValue: boolean;
}

/**
 * What is to blame where a tenant is open: a value without one, or an operator that holds without the claim; undefined
 * where nothing asks for one.
 */
export function loopholeOf({ statement, host, issuer }: FederatedTrust): Loophole | undefined {
  if (host === undefined || issuer === undefined) return undefined;
  for (const claim of new Set(issuer.tenants.map((tenant) => tenant.claim))) {
    const tenants = issuer.tenants.filter((tenant) => tenant.claim === claim);
    const open = valuesOf(statement, claimKey(host, claim)).find(({ condition, value }) => {
      const readsWildcards = condition.operator.name?.endsWith('Like') === true;
      return tenants.every((tenant) => pinnedPart(value, tenant, readsWildcards).pinned !== 'yes');
    });
    if (open !== undefined) {
      const words = displayText(open.value);
      return { place: open.value.place, words, isValue: words !== '*' };
    }
  }
  const claims = new Set(issuer.tenants.map(({ claim }) => claimKey(host, claim)));
  const isOfClaim = ({ key }: Condition) => claims.has(literalOf(key)?.toLowerCase() ?? '');
  const loose = statement.conditions.find((condition) => {
    const { operator } = condition;
    const isLoose = operator.ifExists || operator.set === 'ForAllValues' || isNegatedOperator(operator);
    return isLoose && isOfClaim(condition);
  });
  const untold = statement.conditions.find((condition) => condition.unknown.length > 0 && isOfClaim(condition));
  if (loose === undefined && untold !== undefined) {
    return { place: untold.place, words: displayText(untold.key), isValue: false };
  }
  return loose && { place: loose.operator.place, words: displayText(loose.operator.text), isValue: false };
}

/** Whether a condition on any claim of a provider but its audience stands in a statement. */
export function asksForClaims({ statement, host = '' }: FederatedTrust, issuer?: OidcIssuer): boolean {
  const audience = issuer?.audience ?? ['aud'];
  return statement.conditions.some(({ key }) => {
    const name = literalOf(key)?.toLowerCase() ?? '';
    return name.startsWith(`${host}:`) && !audience.includes(name.slice(host.length + 1));
  });
}
