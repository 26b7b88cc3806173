import { literalOf, type Part } from '../document/value.js';
import { parseArn } from '../policy/arn.js';
import type { Element, Principal, PrincipalElement } from '../policy/model.js';

/** Whether a principal is everybody there is: `"*"`, or `{"AWS": "*"}`. */
export function isEverybody({ type, value }: Principal): boolean {
  return (type === '*' || type === 'AWS') && literalOf(value) === '*';
}

/** Whether an element speaks of everybody, or of everybody but a few. */
export function includesStrangers(principal: PrincipalElement): boolean {
  return principal.items.some(isEverybody) !== principal.negated;
}

/**
 * Whether a principal stands for an account as a whole: its 12-digit id, or its root ARN. Giving a resource to its own
 * account's root is how IAM policies are let decide.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-accounts
 */
function isAccount(principal: Principal): boolean {
  return accountOf(principal) !== undefined;
}

/** The account that a principal stands for as a whole. */
function accountOf({ type, value }: Principal): readonly Part[] | undefined {
  if (type !== 'AWS') return undefined;
  const literal = literalOf(value);
  if (literal !== undefined && /^\d{12}$/.test(literal)) return value.parts;
  const [first] = value.parts;
  if (value.parts.length === 1 && typeof first === 'object' && first.kind === 'hole' && /AccountId$/.test(first.id)) {
    return value.parts;
  }
  const arn = parseArn(value);
  return arn?.resource.join('') === 'root' ? arn.account : undefined;
}

/** Whether an element lists accounts as a whole and nobody else. */
function isOnlyAccounts(principal: PrincipalElement | undefined): boolean {
  return (
    principal !== undefined && !principal.negated && principal.items.length > 0 && principal.items.every(isAccount)
  );
}

/**
 * Whether an element lists nothing but the account, as a whole, that the resources belong to. Where the resources do
 * not tell their account (`*`, a bucket), any account may be their own.
 */
export function isOnlyOwnAccount(principal: PrincipalElement | undefined, resources: Element | undefined): boolean {
  if (principal === undefined || !isOnlyAccounts(principal)) return false;
  const owners = (resources?.items ?? []).flatMap((item) => digits(parseArn(item)?.account) ?? []);
  return principal.items.every((item) => {
    const account = digits(accountOf(item));
    return account === undefined || owners.every((owner) => owner === account);
  });
}

function digits(parts: readonly Part[] | undefined): string | undefined {
  const [first] = parts ?? [];
  return parts?.length === 1 && typeof first === 'string' && /^\d{12}$/.test(first) ? first : undefined;
}

/** Whether a principal is an IAM user, so most likely a person. */
export function isUser({ type, value }: Principal): boolean {
  const [resource] = parseArn(value)?.resource ?? [];
  return type === 'AWS' && typeof resource === 'string' && resource.startsWith('user/');
}
