import { displayText } from '../document/value.js';
import type { Policy, Principal, Statement } from '../policy/model.js';
import type { TrustedBy } from './model.js';

/**
 * Who may become a role, by its trust policies.
 *
 * @returns undefined where they tell of nobody and leave something open
 */
export function trustedBy(policies: readonly Policy[]): TrustedBy | undefined {
  const statements = policies.flatMap((policy) => policy.statements).filter(({ effect }) => effect !== 'Deny');
  const trusts = (test: (principal: Principal) => boolean) =>
    statements.some(({ principal }) => principal?.negated === false && principal.items.some(test));
  const trusted = {
    people: trusts(isPerson) || statements.some(({ principal }) => principal?.negated === true),
    services: trusts(({ type }) => type === 'Service'),
    federation: trusts(({ type }) => type === 'Federated'),
  };
  const tellsNobody = !trusted.people && !trusted.services && !trusted.federation;
  return tellsNobody && leavesOpen(policies, statements) ? undefined : trusted;
}

function leavesOpen(policies: readonly Policy[], statements: readonly Statement[]): boolean {
  const isOpen = ({ principal, unknown }: Statement) =>
    principal === undefined ? unknown.length > 0 : principal.unknown.length > 0;
  return policies.length === 0 || policies.some(({ unknown }) => unknown.length > 0) || statements.some(isOpen);
}

/** Accounts, users and everybody, but not roles and their sessions. */
function isPerson({ type, value }: Principal): boolean {
  if (type === '*') return true;
  if (type !== 'AWS') return false;
  const resource = displayText(value).split(':').slice(5).join(':');
  return !resource.startsWith('role/') && !resource.startsWith('assumed-role/');
}
