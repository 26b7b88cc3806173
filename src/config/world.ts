import type { ExpectedAdministrator } from '../inventory/expected-administrators.js';
import { type NamedAccount, plainIssuer, type World } from '../inventory/world.js';
import type { ConfigLayer, Sourced } from './layer.js';

/** An account id. https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html */
export const ACCOUNT_PATTERN = '^[0-9]{12}$';

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html */
export const ORGANIZATION_PATTERN = '^o-[a-z0-9]{10,32}$';

/** A host with at least one dot and an optional path, with or without its scheme; no wildcards. */
export const ISSUER_PATTERN = '^(?:https://)?[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+(?:/[A-Za-z0-9._~/-]*)?$';

type AccountData = string | NamedAccount;

/** What a config file tells of the world, once the schema has accepted it. */
export interface WorldData {
  readonly accounts?: readonly AccountData[];
  readonly trustedAccounts?: readonly AccountData[];
  readonly organization?: string | readonly string[];
  readonly trustedIssuers?: readonly string[];
  readonly expectedAdministrators?: readonly (string | ExpectedAdministrator)[];
}

type WorldLayer = Pick<
  ConfigLayer,
  'accounts' | 'trustedAccounts' | 'organization' | 'trustedIssuers' | 'expectedAdministrators'
>;

/**
 * The same with where each entry stands.
 *
 * @param sourced adds to a value where it stands, by a JSON pointer
 */
export function worldLayerOf(data: WorldData, sourced: <T>(pointer: string, value: T) => Sourced<T>): WorldLayer {
  const {
    accounts = [],
    trustedAccounts = [],
    organization = [],
    trustedIssuers = [],
    expectedAdministrators = [],
  } = data;
  const named = (key: string, all: readonly AccountData[]) =>
    all.map((each, i) => sourced(`/${key}/${i}`, typeof each === 'string' ? { account: each } : each));
  return {
    accounts: named('accounts', accounts),
    trustedAccounts: named('trustedAccounts', trustedAccounts),
    organization:
      typeof organization === 'string'
        ? [sourced('/organization', organization)]
        : organization.map((id, i) => sourced(`/organization/${i}`, id)),
    trustedIssuers: trustedIssuers.map((issuer, i) => sourced(`/trustedIssuers/${i}`, issuer)),
    expectedAdministrators: expectedAdministrators.map((each, i) =>
      sourced(`/expectedAdministrators/${i}`, typeof each === 'string' ? { name: each } : each),
    ),
  };
}

/** What merged layers tell of the world; undefined where they tell nothing. */
export function worldOf(layer: WorldLayer): World | undefined {
  const { accounts, trustedAccounts, organization, trustedIssuers, expectedAdministrators } = layer;
  const all = [accounts, trustedAccounts, organization, trustedIssuers, expectedAdministrators];
  if (all.every(({ length }) => length === 0)) return undefined;
  const byId = (all: readonly Sourced<NamedAccount>[]) => new Map(all.map(({ value }) => [value.account, value]));
  return {
    accounts: byId(accounts),
    trustedAccounts: byId(trustedAccounts),
    organizations: new Set(organization.map(({ value }) => value)),
    trustedIssuers: trustedIssuers.map(({ value }) => plainIssuer(value)),
    expectedAdministrators: expectedAdministrators.map(({ value }) => value),
    here: new Set(),
  };
}

/** What is wrong with an account, organization or issuer that the schema refuses; undefined for all else. */
export function worldProblem(pointer: string, keyword: string, data: unknown): string | undefined {
  if (keyword !== 'pattern' && keyword !== 'type') return undefined;
  const shown = typeof data === 'string' || typeof data === 'number' ? `"${data}" is` : 'this is';
  if (/^\/(?:accounts|trustedAccounts)\/\d+(?:\/account)?$/.test(pointer)) {
    const isNumber = typeof data === 'number' ? '; a number loses its leading zeros' : '';
    return `${shown} no account id: expected 12 digits in quotes, as in '111122223333'${isNumber}`;
  }
  if (/^\/organization(?:\/\d+)?$/.test(pointer)) {
    return `${shown} no organization id: expected one as in 'o-exampleorgid'`;
  }
  if (/^\/trustedIssuers\/\d+$/.test(pointer)) {
    return `${shown} no issuer: expected its host, with its path if it has one, as in 'gitlab.example.com'`;
  }
  return undefined;
}
