import { displayText, type Entry, literalOf, type MapValue, type Unknown, type Value } from '../document/value.js';
import { elementsOf, faultAt, manyOf, readStrings } from './elements.js';
import type { Fault, Principal, PrincipalElement } from './model.js';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
const TYPES = ['AWS', 'Service', 'Federated', 'CanonicalUser'] as const;

/**
 * Reads `Principal` or `NotPrincipal`. Policy variables mean nothing in it.
 *
 * @param faults takes what is not well-formed
 */
export function readPrincipals({ key, value }: Entry, faults: Fault[]): PrincipalElement {
  const name = displayText(key);
  const { items, unknown } = value.kind === 'map' ? readTyped(value, name, faults) : readBare(value, name, faults);
  return { place: key.place, name, negated: name.startsWith('Not'), items, unknown };
}

interface Principals {
  readonly items: readonly Principal[];
  readonly unknown: readonly Unknown[];
}

/** `{ "AWS": …, "Service": … }` */
function readTyped(map: MapValue, name: string, faults: Fault[]): Principals {
  const items: Principal[] = [];
  const unknown: Unknown[] = [];
  for (const { key, value } of elementsOf(map)) {
    const written = displayText(key);
    const type = TYPES.find((known) => known === written);
    if (type === undefined) {
      faults.push(faultAt(key, `\`${written}\` is no kind of principal`, 'INVALID_PRINCIPAL_KEY'));
      unknown.push(...manyOf(value).filter((item) => item.kind === 'unknown'));
      continue;
    }
    if (value.kind === 'list' && value.items.length === 0) {
      faults.push(faultAt(key, `\`${written}\` lists nobody`, 'EMPTY_ARRAY_PRINCIPAL'));
    }
    const strings = readStrings(value, name, faults);
    items.push(...principals(type, strings.items));
    unknown.push(...strings.unknown);
  }
  return { items, unknown };
}

/** `"*"`; anything else is no form of a principal, and taken for an account's or an identity's. */
function readBare(value: Value, name: string, faults: Fault[]): Principals {
  if (value.kind === 'unknown') return { items: [], unknown: [value] };
  if (value.kind !== 'text' || literalOf(value) !== '*') {
    faults.push(faultAt(value, `\`${name}\` is neither \`"*"\` nor an object`, 'INVALID_PRINCIPAL_FORMAT'));
  }
  // The fault above says it all: that there is a number within is no news.
  const { items, unknown } = readStrings(value, name, []);
  const isEveryone = items.every((item) => literalOf(item) === '*');
  return { items: principals(isEveryone ? '*' : 'AWS', items), unknown };
}

function principals(type: Principal['type'], values: readonly Principal['value'][]): Principal[] {
  return values.map((value) => ({ place: value.place, type, value }));
}
