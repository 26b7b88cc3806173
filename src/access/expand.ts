import {
  lowerBound,
  lowerCase,
  type ServiceEntry,
  serviceActions,
  serviceEntries,
  serviceEntry,
} from '../aws/actions.js';
import { hasWildcard, matches } from '../policy/wildcard.js';
import { fresh, freshName } from './action-membership.js';
import { type ActionSet, freshBit, freshServiceBit, isZero, newBits, setBit, setBits } from './action-universe.js';

/** A set weighs 3 kB; a run rarely meets this many patterns. */
const maxRemembered = 2000;
const remembered = new Map<string, ActionSet>();

/**
 * The actions an element of `Action` or `NotAction` stands for: `s3:Get*`, `S3:getobject`, `*`. The pattern is matched,
 * in any case, against the whole of `service:name`. AWS refuses wildcards in the service and patterns without a colon,
 * but for `*`; where such a pattern is met all the same, its wildcards may stand for the colon too.
 *
 * Never empty, unless no action could have such a name because there is neither colon nor wildcard in it.
 */
export function expand(pattern: string): ActionSet {
  const lower = lowerCase(pattern);
  const known = remembered.get(lower);
  if (known !== undefined) return known;
  const found = compute(lower);
  const oldest = remembered.size < maxRemembered ? undefined : remembered.keys().next().value;
  if (oldest !== undefined) remembered.delete(oldest);
  remembered.set(lower, found);
  return found;
}

function compute(pattern: string): ActionSet {
  const bits = newBits();
  const colon = pattern.indexOf(':');
  if (colon === -1) fillWhole(bits, pattern);
  else fillParts(bits, pattern.slice(0, colon), pattern.slice(colon + 1));
  const possible = colon !== -1 || hasWildcard(pattern);
  const named = possible && isZero(bits) ? [freshName(pattern)] : [];
  return { bits, named, membership: { pattern } };
}

/** For a pattern with a colon, which must be the one after the service as names hold none. */
function fillParts(bits: Uint32Array, servicePart: string, namePart: string): void {
  const open = hasWildcard(servicePart);
  const exact = open ? undefined : serviceEntry(servicePart);
  const candidates = open
    ? serviceEntries().filter(({ prefix }) => matches(servicePart, prefix))
    : exact
      ? [exact]
      : [];
  const takesFresh = matches(namePart, fresh);
  for (const service of candidates) {
    fillService(bits, service, namePart);
    if (takesFresh) setBit(bits, freshBit(service));
  }
  if (takesFresh && matches(servicePart, fresh)) setBit(bits, freshServiceBit());
}

function fillService(bits: Uint32Array, { prefix, first, count }: ServiceEntry, pattern: string): void {
  if (isStars(pattern)) {
    setBits(bits, first, first + count);
    return;
  }
  const names = serviceActions(prefix)?.lowerCase ?? [];
  const wildcard = pattern.search(/[*?]/);
  const start = wildcard === -1 ? pattern : pattern.slice(0, wildcard);
  const from = lowerBound(names, start);
  if (wildcard === -1) {
    if (names[from] === pattern) setBit(bits, first + from);
    return;
  }
  // Names are plain ASCII, so all that start with `start` come before this.
  const to = lowerBound(names, `${start}\x7f`);
  if (isStars(pattern.slice(wildcard))) {
    setBits(bits, first + from, first + to);
    return;
  }
  for (let index = from; index < to; index++) if (matches(pattern, names[index] ?? '')) setBit(bits, first + index);
}

/** For a pattern without colon. */
function fillWhole(bits: Uint32Array, pattern: string): void {
  if (isStars(pattern)) {
    setBits(bits, 0, freshServiceBit() + 1);
    return;
  }
  if (!hasWildcard(pattern)) return;
  for (const service of serviceEntries()) {
    for (const [index, name] of (serviceActions(service.prefix)?.lowerCase ?? []).entries()) {
      if (matches(pattern, `${service.prefix}:${name}`)) setBit(bits, service.first + index);
    }
    if (matches(pattern, `${service.prefix}:${fresh}`)) setBit(bits, freshBit(service));
  }
  if (matches(pattern, `${fresh}:${fresh}`)) setBit(bits, freshServiceBit());
}

function isStars(pattern: string): boolean {
  return /^\*+$/.test(pattern);
}
