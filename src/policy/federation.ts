import { literalOf } from '../document/value.js';
import { parseArn } from './arn.js';
import type { Principal } from './model.js';

/**
 * What a `Federated` principal stands for, by its form: a provider of SAML, one of OpenID Connect, something that the
 * input does not tell, or nothing that AWS takes.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-federated-web-identity
 */
export type Federation =
  | { readonly kind: 'saml' }
  | {
      readonly kind: 'oidc';
      /** The provider's URL without its scheme, in lower case, as condition keys begin; undefined where it is not told. */
      readonly issuer: string | undefined;
    }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'invalid' };

const SAML = 'saml-provider/';
const OIDC = 'oidc-provider/';

/** What a principal under `Federated` stands for; undefined for a principal under any other key. */
export function federationOf({ type, value }: Principal): Federation | undefined {
  if (type !== 'Federated') return undefined;
  const arn = parseArn(value);
  const written = literalOf(value);
  if (arn === undefined) {
    if (written === undefined) return { kind: 'unknown' };
    return isDomain(written) ? { kind: 'oidc', issuer: written.toLowerCase() } : { kind: 'invalid' };
  }
  const [first, ...rest] = arn.resource;
  if (typeof first !== 'string') return { kind: 'unknown' };
  if (/[*?]/.test(written ?? first)) return { kind: 'invalid' };
  if (first.startsWith(SAML)) return { kind: 'saml' };
  if (!first.startsWith(OIDC)) return { kind: rest.length === 0 ? 'invalid' : 'unknown' };
  return { kind: 'oidc', issuer: rest.length === 0 ? first.slice(OIDC.length).toLowerCase() : undefined };
}

/** `accounts.google.com`: AWS knows a few providers by their names, all others by the ARN of what stands for them. */
function isDomain(text: string): boolean {
  return /^[a-z\d-]+(?:\.[a-z\d-]+)+$/i.test(text);
}
