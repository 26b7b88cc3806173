import type { ExpectedAdministrator } from './expected-administrators.js';

/** An account of AWS that the configuration names. */
export interface NamedAccount {
  /** Twelve digits. */
  readonly account: string;
  /** What people call it. */
  readonly name?: string;
  readonly reason?: string;
}

/** What is told of the world around an input: which accounts, organizations and identity providers are one's own. */
export interface World {
  /** Accounts of one's own, as the configuration has them, by their ids; empty where it names none. */
  readonly accounts: ReadonlyMap<string, NamedAccount>;
  /** Accounts of others who are let in on purpose. */
  readonly trustedAccounts: ReadonlyMap<string, NamedAccount>;
  /** Organizations of one's own: `o-exampleorgid`. */
  readonly organizations: ReadonlySet<string>;
  /** Identity providers whose tokens one's own people and machines alone can get: host and path, in lower case. */
  readonly trustedIssuers: readonly string[];
  /** Identities that are meant to be administrators. */
  readonly expectedAdministrators?: readonly ExpectedAdministrator[];
  /** The accounts that the input itself is of, by the ARNs of what it holds; empty where it does not tell. */
  readonly here: ReadonlySet<string>;
}

/** Nothing is told. */
export const UNTOLD_WORLD: World = {
  accounts: new Map(),
  trustedAccounts: new Map(),
  organizations: new Set(),
  trustedIssuers: [],
  here: new Set(),
};

/**
 * Whose an account is. `other`: the configuration says which are one's own or trusted, and it is none of them.
 * `unknown`: the configuration names none; see `isElsewhere` for what the input tells all the same.
 */
export type Standing = 'own' | 'trusted' | 'other' | 'unknown';

/**
 * Whose an account is, by what the configuration and the input tell.
 *
 * @param account twelve digits
 */
export function standingOf(account: string, { accounts, trustedAccounts, here }: World): Standing {
  if (accounts.has(account) || here.has(account)) return 'own';
  if (trustedAccounts.has(account)) return 'trusted';
  return accounts.size > 0 ? 'other' : 'unknown';
}

/** Whether an account is known to be another than those that the input is of, whoever owns it. */
export function isElsewhere(account: string, { here }: World): boolean {
  return here.size > 0 && !here.has(account);
}

/** What people call an account that the configuration names. */
export function accountName(account: string, { accounts, trustedAccounts }: World): string | undefined {
  return (accounts.get(account) ?? trustedAccounts.get(account))?.name;
}

/**
 * Whether an identity provider is one that the configuration trusts: itself, or one below it (`oidc.example.com` speaks
 * for `oidc.example.com/team` as well).
 *
 * @param issuer host and path without the scheme, as the ARN of a provider has it behind `oidc-provider/`
 */
export function isTrustedIssuer(issuer: string, { trustedIssuers }: World): boolean {
  const asked = plainIssuer(issuer);
  return trustedIssuers.some((trusted) => asked === trusted || asked.startsWith(`${trusted}/`));
}

/** An issuer as it is compared: without scheme and closing slash, in lower case. */
export function plainIssuer(issuer: string): string {
  return issuer
    .toLowerCase()
    .replace(/^https:\/\//, '')
    .replace(/\/+$/, '');
}
