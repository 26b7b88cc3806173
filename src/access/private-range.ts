import { literalOf, type Text } from '../document/value.js';
import { conditionKeyName } from '../policy/condition-key.js';
import type { Condition } from '../policy/model.js';
import { parseRange, type Range } from './engine/address.js';

/**
 * Addresses that nobody has on the internet: private networks, the machine itself, those of a link, and carriers' own.
 * https://www.iana.org/assignments/iana-ipv4-special-registry, https://www.iana.org/assignments/iana-ipv6-special-registry
 */
const PRIVATE: readonly string[] = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '100.64.0.0/10',
  'fc00::/7',
  'fe80::/10',
  '::1',
];

let ranges: readonly Range[] | undefined;

/** Whether a range lies within one that nobody has on the internet. */
function isPrivate({ bits, first, last }: Range): boolean {
  ranges ??= PRIVATE.flatMap((range) => parseRange(range) ?? []);
  return ranges.some((range) => range.bits === bits && range.first <= first && last <= range.last);
}

/**
 * The private ranges that a condition on `aws:SourceIp` names, and whether there are no others; none for conditions on
 * anything else. What is not told may be public.
 */
export function privateAmong(condition: Condition): { readonly found: readonly Text[]; readonly isAll: boolean } {
  const { operator, values, unknown } = condition;
  const isAsked = operator.name === 'IpAddress' || operator.name === 'NotIpAddress';
  if (!isAsked || conditionKeyName(condition) !== 'aws:sourceip') return { found: [], isAll: false };
  const found = values.filter((value) => {
    const text = literalOf(value);
    const range = text === undefined ? undefined : parseRange(text);
    return range !== undefined && isPrivate(range);
  });
  return { found, isAll: found.length === values.length && unknown.length === 0 };
}
