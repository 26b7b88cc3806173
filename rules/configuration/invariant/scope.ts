import { displayText } from '../../../src/document/value.js';
import { namesOf } from '../../../src/inventory/called.js';
import { linkKey } from '../../../src/inventory/facts.js';
import type { Invariant } from '../../../src/inventory/invariant.js';
import type { Identity, PlacedPolicy } from '../../../src/inventory/model.js';
import type { PrincipalElement } from '../../../src/policy/model.js';
import { matches } from '../../../src/policy/wildcard.js';

type Scoped = Pick<Invariant, 'in' | 'except'>;

/** Whether an invariant must hold for an identity. */
export function isAboutIdentity(invariant: Scoped, identity: Identity): boolean {
  return isAbout(invariant, 'identities', namesOf(identity));
}

/** Whether an invariant must hold for those whom a resource or trust policy lets in: for one of them, at least. */
export function isAboutPrincipals(invariant: Scoped, { items, negated, unknown }: PrincipalElement): boolean {
  // All but a few are nobody whom one could name.
  if (negated || unknown.length > 0 || items.length === 0) return invariant.in?.identities === undefined;
  return items.some(({ value }) => {
    const shown = displayText(value);
    return isAbout(invariant, 'identities', [shown, linkKey(shown)]);
  });
}

/** Whether an invariant must hold for a policy; one without a name can be in no list. */
export function isAboutPolicy(invariant: Scoped, { name, resource }: PlacedPolicy): boolean {
  const names = [
    ...(name === undefined ? [] : [displayText(name)]),
    ...(resource === undefined ? [] : [resource.name]),
  ];
  return isAbout(invariant, 'policies', names);
}

function isAbout(scoped: Scoped, list: 'identities' | 'policies', names: readonly string[]): boolean {
  const isNamed = (patterns: readonly string[]) =>
    patterns.some((pattern) => names.some((name) => matches(pattern, name)));
  const { in: within, except } = scoped;
  return (within?.[list] === undefined || isNamed(within[list])) && !isNamed(except?.[list] ?? []);
}
