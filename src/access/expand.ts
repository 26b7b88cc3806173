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
import {
  type ActionSet,
  at,
  freshBit,
  freshServiceBit,
  isZero,
  newBits,
  setBit,
  setBits,
  sortedNames,
} from './action-universe.js';

/** A set weighs 3 kB; a run rarely meets this many patterns. */
const maxRemembered = 8000;
const remembered = new Map<string, ActionSet>();

/**
 * The actions an element of `Action` or `NotAction` stands for: `s3:Get*`, `S3:getobject`, `*`. The pattern is matched,
 * in any case, against the whole of `service:name`. AWS refuses wildcards in the service and patterns without a colon,
 * but for `*`; where such a pattern is met all the same, its wildcards may stand for the colon too.
 *
 * Never empty, unless no action could have such a name because there is neither colon nor wildcard in it.
 */
export function expand(pattern: string): ActionSet {
  const known = remembered.get(pattern);
  if (known !== undefined) return known;
  const lower = lowerCase(pattern);
  const found = (lower === pattern ? undefined : remembered.get(lower)) ?? compute(lower);
  if (lower !== pattern) remember(lower, found);
  remember(pattern, found);
  return found;
}

function remember(pattern: string, found: ActionSet): void {
  const oldest = remembered.size < maxRemembered ? undefined : remembered.keys().next().value;
  if (oldest !== undefined) remembered.delete(oldest);
  remembered.set(pattern, found);
}

/** The same for all patterns of a list at once, which is much cheaper than the union of their sets. */
export function expandAll(patterns: readonly string[]): ActionSet {
  const [first] = patterns;
  if (first !== undefined && patterns.length === 1) return expand(first);
  const bits = newBits();
  const lower = patterns.map(lowerCase);
  const named = lower.filter((pattern) => !add(bits, pattern) && isPossible(pattern)).map(freshName);
  return { bits, named: sortedNames(named), membership: { some: lower.map((pattern) => ({ pattern })) } };
}

/** Sets the bits of all that the pattern matches; returns whether there is any. One for many services is kept. */
function add(bits: Uint32Array, pattern: string): boolean {
  const colon = pattern.indexOf(':');
  if (isStars(pattern) || !hasWildcard(colon === -1 ? pattern : pattern.slice(0, colon))) return fill(bits, pattern);
  const found = expand(pattern).bits;
  for (let i = 0; i < bits.length; i++) bits[i] = at(bits, i) | at(found, i);
  return !isZero(found);
}

function compute(pattern: string): ActionSet {
  const bits = newBits();
  const named = !fill(bits, pattern) && isPossible(pattern) ? [freshName(pattern)] : [];
  return { bits, named, membership: { pattern } };
}

/** Whether any action could have a name that the pattern matches. */
function isPossible(pattern: string): boolean {
  return pattern.includes(':') || hasWildcard(pattern);
}

/** Sets the bits of all that the pattern matches; returns whether there is any. */
function fill(bits: Uint32Array, pattern: string): boolean {
  const colon = pattern.indexOf(':');
  if (colon === -1) return fillWhole(bits, pattern);
  return fillParts(bits, pattern.slice(0, colon), pattern.slice(colon + 1));
}

/** For a pattern with a colon, which must be the one after the service as names hold none. */
function fillParts(bits: Uint32Array, servicePart: string, namePart: string): boolean {
  const open = hasWildcard(servicePart);
  const exact = open ? undefined : serviceEntry(servicePart);
  const candidates = open
    ? serviceEntries().filter(({ prefix }) => matches(servicePart, prefix))
    : exact
      ? [exact]
      : [];
  const takesFresh = matches(namePart, fresh);
  let found = false;
  for (const service of candidates) {
    found = fillService(bits, service, namePart) || found;
    if (takesFresh) setBit(bits, freshBit(service));
  }
  const takesFreshService = takesFresh && matches(servicePart, fresh);
  if (takesFreshService) setBit(bits, freshServiceBit());
  return found || takesFreshService || (takesFresh && candidates.length > 0);
}

function fillService(bits: Uint32Array, { prefix, first, count }: ServiceEntry, pattern: string): boolean {
  if (isStars(pattern)) {
    setBits(bits, first, first + count);
    return true;
  }
  const names = serviceActions(prefix)?.lowerCase ?? [];
  const wildcard = pattern.search(/[*?]/);
  const start = wildcard === -1 ? pattern : pattern.slice(0, wildcard);
  const from = lowerBound(names, start);
  if (wildcard === -1) {
    if (names[from] !== pattern) return false;
    setBit(bits, first + from);
    return true;
  }
  // Names are plain ASCII, so all that start with `start` come before this.
  const to = lowerBound(names, `${start}\x7f`);
  if (isStars(pattern.slice(wildcard))) {
    setBits(bits, first + from, first + to);
    return to > from;
  }
  let found = false;
  for (let index = from; index < to; index++) {
    if (!matches(pattern, names[index] ?? '')) continue;
    setBit(bits, first + index);
    found = true;
  }
  return found;
}

/** For a pattern without colon. */
function fillWhole(bits: Uint32Array, pattern: string): boolean {
  if (isStars(pattern)) {
    setBits(bits, 0, freshServiceBit() + 1);
    return true;
  }
  if (!hasWildcard(pattern)) return false;
  let found = false;
  const take = (bit: number, name: string): void => {
    if (!matches(pattern, name)) return;
    setBit(bits, bit);
    found = true;
  };
  for (const service of serviceEntries()) {
    for (const [index, name] of (serviceActions(service.prefix)?.lowerCase ?? []).entries()) {
      take(service.first + index, `${service.prefix}:${name}`);
    }
    take(freshBit(service), `${service.prefix}:${fresh}`);
  }
  take(freshServiceBit(), `${fresh}:${fresh}`);
  return found;
}

function isStars(pattern: string): boolean {
  return /^\*+$/.test(pattern);
}
