/** An address of version 4 or 6, as a number. */
export interface Address {
  readonly bits: 32 | 128;
  readonly number: bigint;
}

/** A range of addresses, both ends included. */
export interface Range {
  readonly bits: 32 | 128;
  readonly first: bigint;
  readonly last: bigint;
}

/** Reads an address; undefined where it is none. */
export function parseAddress(text: string): Address | undefined {
  if (text.includes(':')) {
    const number = parseV6(text);
    return number === undefined ? undefined : { bits: 128, number };
  }
  const number = parseV4(text);
  return number === undefined ? undefined : { bits: 32, number };
}

/** Reads a range in CIDR notation, or an address as a range of one; undefined where it is neither. */
export function parseRange(text: string): Range | undefined {
  const slash = text.indexOf('/');
  const address = parseAddress((slash < 0 ? text : text.slice(0, slash)).trim());
  if (address === undefined) return undefined;
  const { bits, number } = address;
  const prefix = slash < 0 ? bits : Number(text.slice(slash + 1));
  if (!Number.isInteger(prefix) || prefix < 0 || prefix > bits) return undefined;
  const size = 1n << BigInt(bits - prefix);
  const first = number - (number % size);
  return { bits, first, last: first + size - 1n };
}

/** An address as text; undefined for a number that is none. */
export function addressText({ bits, number }: Address): string | undefined {
  if (number < 0n || number >= 1n << BigInt(bits)) return undefined;
  if (bits === 32) return [24n, 16n, 8n, 0n].map((shift) => String((number >> shift) & 255n)).join('.');
  const groups = Array.from({ length: 8 }, (_, index) => (number >> BigInt(16 * (7 - index))) & 0xffffn);
  return groups.map((group) => group.toString(16)).join(':');
}

function parseV4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || parts.some((part) => !/^\d{1,3}$/.test(part) || Number(part) > 255)) return undefined;
  return parts.reduce((number, part) => number * 256n + BigInt(part), 0n);
}

function parseV6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half) => (half === '' ? [] : groupsOf(half)));
  if (head === undefined || (halves.length === 2 && tail === undefined)) return undefined;
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array.from({ length: halves.length === 2 ? missing : 0 }, () => 0n), ...(tail ?? [])];
  return groups.every((group) => group >= 0n)
    ? groups.reduce((number, group) => number * 65536n + group, 0n)
    : undefined;
}

/** Groups of 16 bits; one that is none is negative. An address of version 4 may stand at the end. */
function groupsOf(text: string): readonly bigint[] {
  return text.split(':').flatMap((group) => {
    const v4 = group.includes('.') ? parseV4(group) : undefined;
    if (v4 !== undefined) return [v4 >> 16n, v4 & 0xffffn];
    return [/^[\da-f]{1,4}$/i.test(group) ? BigInt(`0x${group}`) : -1n];
  });
}
