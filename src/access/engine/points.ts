import { addressText, parseAddress, parseRange, type Range } from './address.js';
import { pointTest, type ValueTest } from './value-test.js';

/** How two values with an order are compared. */
export type Comparison = 'Equals' | 'LessThan' | 'LessThanEquals' | 'GreaterThan' | 'GreaterThanEquals';

function compares(value: number, comparison: Comparison, limit: number): boolean {
  switch (comparison) {
    case 'Equals':
      return value === limit;
    case 'LessThan':
      return value < limit;
    case 'LessThanEquals':
      return value <= limit;
    case 'GreaterThan':
      return value > limit;
    case 'GreaterThanEquals':
      return value >= limit;
  }
}

/** A test of numbers: passed if the comparison with one of the limits holds. Limits that are no numbers pass nothing. */
export function numberTest(comparison: Comparison, limits: readonly string[]): ValueTest {
  const numbers = limits.map(toNumber).filter((number) => !Number.isNaN(number));
  const points = around(numbers, 1).map(String);
  return pointTest('number', points, (value) => numbers.some((limit) => compares(toNumber(value), comparison, limit)));
}

function toNumber(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}

/** A test of dates: ISO 8601, or seconds since 1970. */
export function dateTest(comparison: Comparison, limits: readonly string[]): ValueTest {
  const times = limits.map(toTime).filter((time) => !Number.isNaN(time));
  const points = around(times, 1000).map((time) => new Date(time).toISOString());
  return pointTest('date', points, (value) => times.some((limit) => compares(toTime(value), comparison, limit)));
}

/** The last millisecond that a date of JavaScript can be. */
const LATEST = 8.64e15;

/** Milliseconds since 1970. */
function toTime(text: string): number {
  const time = /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text);
  return Math.abs(time) < LATEST - 1e6 ? time : Number.NaN;
}

/** Each limit, what is next to it, and what lies between two of them. */
function around(limits: readonly number[], step: number): readonly number[] {
  const sorted = [...new Set(limits)].sort((a, b) => a - b);
  const between = sorted.flatMap((limit, index) => {
    const next = sorted[index + 1];
    return next === undefined ? [] : [(limit + next) / 2];
  });
  return [...new Set([...sorted, ...sorted.flatMap((limit) => [limit - step, limit + step]), ...between])];
}

/** A test of booleans: `true` or `false`, in any case. */
export function booleanTest(values: readonly string[]): ValueTest {
  const wanted = new Set(values.map((value) => value.toLowerCase()));
  return pointTest('boolean', ['true', 'false'], (value) => wanted.has(value.toLowerCase()));
}

/** Addresses that no policy is likely to name: of the networks for documentation. https://www.rfc-editor.org/rfc/rfc5737 */
const STRANGERS = ['203.0.113.77', '2001:db8::77'];

/** A test of addresses: passed by those in one of the ranges. */
export function addressTest(ranges: readonly string[]): ValueTest {
  const parsed = ranges.map(parseRange).filter((range): range is Range => range !== undefined);
  const edges = parsed.flatMap(({ bits, first, last }) =>
    [first, last, first - 1n, last + 1n].flatMap((number) => addressText({ bits, number }) ?? []),
  );
  return pointTest('address', [...STRANGERS, ...edges], (value) => {
    const address = parseAddress(value);
    if (address === undefined) return false;
    return parsed.some(
      ({ bits, first, last }) => bits === address.bits && first <= address.number && address.number <= last,
    );
  });
}
