import { addressText, parseAddress, parseRange, type Range } from './address.js';
import { type Family, pointTest, type ValueTest } from './value-test.js';

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
  const passes = (value: string) => numbers.some((limit) => compares(toNumber(value), comparison, limit));
  return pointTest('number', numbers.map(String), passes);
}

function toNumber(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}

/** A test of dates: ISO 8601, or seconds since 1970. */
export function dateTest(comparison: Comparison, limits: readonly string[]): ValueTest {
  const times = limits.map(toTime).filter((time) => !Number.isNaN(time));
  const passes = (value: string) => times.some((limit) => compares(toTime(value), comparison, limit));
  return pointTest('date', times.map(dateText), passes);
}

function dateText(time: number): string {
  return new Date(time).toISOString();
}

/** The last millisecond that a date of JavaScript can be. */
const LATEST = 8.64e15;

/** Milliseconds since 1970. A time without a zone is taken for UTC, wherever this runs. */
function toTime(text: string): number {
  const isEpoch = /^-?\d+(?:\.\d+)?$/.test(text) && !/^\d{4}$/.test(text);
  const time = isEpoch ? Math.round(Number(text) * 1000) : Date.parse(hasZone(text) ? text : `${text}Z`);
  return Math.abs(time) < LATEST - 1e6 ? time : Number.NaN;
}

function hasZone(text: string): boolean {
  const clock = text.indexOf('T');
  return clock < 0 || /[Z+-]/i.test(text.slice(clock + 1));
}

/** A test of booleans: `true` or `false`, in any case. */
export function booleanTest(values: readonly string[]): ValueTest {
  const wanted = new Set(values.map((value) => value.toLowerCase()));
  return pointTest('boolean', ['true', 'false'], (value) => wanted.has(value.toLowerCase()));
}

/** A test of addresses: passed by those in one of the ranges. */
export function addressTest(ranges: readonly string[]): ValueTest {
  const parsed = ranges.map(parseRange).filter((range): range is Range => range !== undefined);
  return pointTest('address', ranges, (value) => {
    const address = parseAddress(value);
    if (address === undefined) return false;
    return parsed.some(
      ({ bits, first, last }) => bits === address.bits && first <= address.number && address.number <= last,
    );
  });
}

/**
 * Values among which each set of tests of one family is decided: what the tests name, what is next to it, and what lies
 * between. Never none.
 *
 * @param points those of all the tests together
 */
export function decisiveValues(family: Family, points: readonly string[]): readonly string[] {
  switch (family) {
    case 'number':
      return around(points.map(Number), 1).map(String);
    case 'date':
      return around(points.map(Date.parse), 1000).map(dateText);
    case 'address':
      return [...STRANGERS, ...points.map(parseRange).flatMap(edgesOf)];
    case 'boolean':
      return ['true', 'false'];
    case 'text':
    case 'arn':
    case 'any case':
      return ['x'];
  }
}

/** The limits, what is a step away from each, what lies between two of them, and what is far beyond all. */
function around(limits: readonly number[], step: number): readonly number[] {
  const sorted = [...new Set(limits.length === 0 ? [0] : limits)].sort((a, b) => a - b);
  const between = sorted.flatMap((limit, index) => {
    const next = sorted[index + 1];
    return next === undefined ? [] : [limit / 2 + next / 2];
  });
  const steps = sorted.flatMap((limit) => [limit - step, limit + step]);
  // A step is nothing to a number that is large enough.
  const [least = 0, most = 0] = [sorted[0], sorted.at(-1)];
  return [...new Set([...sorted, ...steps, ...between, least - Math.abs(least), most + Math.abs(most)])].filter(
    (value) => step === 1 || Math.abs(value) < LATEST,
  );
}

/** Addresses that no policy is likely to name: of the networks for documentation. https://www.rfc-editor.org/rfc/rfc5737 */
const STRANGERS = ['203.0.113.77', '2001:db8::77'];

/** The ends of a range, and what is beyond them. */
function edgesOf(range: Range | undefined): readonly string[] {
  if (range === undefined) return [];
  const { bits, first, last } = range;
  return [first, last, first - 1n, last + 1n].flatMap((number) => addressText({ bits, number }) ?? []);
}
