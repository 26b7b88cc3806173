import { OIDC_ISSUERS, type OidcIssuer } from '../aws/oidc-issuers.js';
import { displayText, literalOf, literalText, type Part, type Text } from '../document/value.js';
import { parseArn } from '../policy/arn.js';
import { federationOf } from '../policy/federation.js';
import type { Condition, Principal, Statement } from '../policy/model.js';
import { matches } from '../policy/wildcard.js';
import { areDisjoint, expand } from './action-set.js';
import { actionsOf } from './statement-set.js';

/** An identity provider that a statement of a trust policy lets in, with the statement as it is for this one alone. */
export interface FederatedTrust {
  /** What to point at: the principal, or the element where the input does not tell whom it names. */
  readonly at: Principal | NonNullable<Statement['principal']>;
  /** Host and path of an OIDC provider, in lower case; undefined where neither principal nor conditions tell it. */
  readonly host: string | undefined;
  /** What is known of the issuer. */
  readonly issuer: OidcIssuer | undefined;
  readonly statement: Statement;
}

/**
 * The OIDC providers whose tokens an Allow of a trust policy takes. Conditions on a provider's claims are called by its
 * host, whatever the input makes of their keys, so that one may ask for `claimKey`.
 */
export function oidcTrusts(statement: Statement): readonly FederatedTrust[] {
  const { principal, effect } = statement;
  if (effect !== 'Allow' || principal === undefined || principal.negated) return [];
  const isOpen = principal.items.length === 0 && principal.unknown.length > 0;
  const federated = principal.items.filter(mayBeOidc);
  if (!isOpen && federated.length === 0) return [];
  if (areDisjoint(actionsOf(statement), expand(WEB_IDENTITY))) return [];
  if (isOpen) {
    // Who is meant is told by nothing but the claims that are asked for.
    const host = hostOfClaims(statement);
    return host === undefined ? [] : [trustOf(principal, host, statement)];
  }
  return federated.map((item) => {
    const own = { ...statement, principal: { ...principal, items: [item], unknown: [] } };
    return trustOf(item, hostOf(item.value) ?? hostOfClaims(statement), own);
  });
}

export const WEB_IDENTITY = 'sts:AssumeRoleWithWebIdentity';

/** The condition key of a claim of a provider. */
export function claimKey(host: string, claim: string): string {
  return `${host}:${claim}`;
}

/** What is known of an issuer, by its host and path. */
function issuerOf(host: string): OidcIssuer | undefined {
  return OIDC_ISSUERS.find(({ hosts }) => hosts.some((pattern) => matches(pattern, host)));
}

/** What has no form that AWS takes is most likely meant to be one. */
function mayBeOidc(principal: Principal): boolean {
  const federation = federationOf(principal);
  return federation !== undefined && federation.kind !== 'saml';
}

function trustOf(at: FederatedTrust['at'], host: string | undefined, statement: Statement): FederatedTrust {
  const issuer = host === undefined ? undefined : issuerOf(host);
  return { at, host, issuer, statement: host === undefined ? statement : withClaimsOf(statement, host) };
}

/** `arn:aws:iam::111122223333:oidc-provider/HOST`, or a host that AWS knows as it is. */
function hostOf(value: Text): string | undefined {
  const arn = parseArn(value);
  const [first, ...others] = arn?.resource ?? value.parts;
  if (typeof first !== 'string' || others.length > 0) return undefined;
  const host = arn === undefined ? first : first.replace(/^oidc-provider\//, '');
  return host.toLowerCase().replace(/^https:\/\//, '');
}

/** The host that conditions on claims name, if it is but one. */
function hostOfClaims({ conditions }: Statement): string | undefined {
  const hosts = new Set(conditions.flatMap((condition) => literalHost(condition) ?? []));
  const [only, another] = hosts;
  return another === undefined ? only : undefined;
}

function literalHost({ key: { parts } }: Condition): string | undefined {
  const [key, more] = parts;
  if (typeof key !== 'string' || more !== undefined) return undefined;
  const host = key.slice(0, Math.max(0, key.lastIndexOf(':'))).toLowerCase();
  return host.includes('.') && !host.includes(':') ? host : undefined;
}

/** A statement whose conditions on claims have the keys of one provider, also where a reference stands for its host. */
function withClaimsOf(statement: Statement, host: string): Statement {
  const conditions = statement.conditions.map((condition) => {
    const claim = openClaim(condition.key.parts);
    if (claim === undefined) return condition;
    return { ...condition, key: literalText(condition.key.place, claimKey(host, claim)) };
  });
  // A key with a reference in it leaves nothing open now.
  return { ...statement, conditions };
}

/** The claim of a key whose host is a reference: `‹Provider›:sub`. */
function openClaim(parts: readonly Part[]): string | undefined {
  const last = parts.at(-1);
  if (parts.length < 2 || typeof last !== 'string' || !parts.some((part) => typeof part !== 'string')) return undefined;
  return /:([\w]+)$/.exec(last)?.[1];
}

/** An issuer as people know it: its host and path as they are written, else what refers to it. */
export function issuerWords({ at, host }: FederatedTrust): string {
  if (!('value' in at)) return host ?? at.name;
  const written = literalOf(at.value);
  return (
    written?.slice(written.indexOf(PROVIDER) < 0 ? 0 : written.indexOf(PROVIDER) + PROVIDER.length) ??
    host ??
    displayText(at.value)
  );
}

const PROVIDER = ':oidc-provider/';
