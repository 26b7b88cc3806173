import { likes, likesArn } from './naive-match.js';

/** A condition as a policy writes it. */
export interface SmallCondition {
  /** With its set operator before and `IfExists` behind. */
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** What a request has under a key: nothing, or values. */
export type Present = readonly string[] | undefined;

/**
 * Whether a condition holds, by AWS's table of operators.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function conditionHolds({ operator, values }: SmallCondition, present: Present): boolean {
  if (operator === 'Null') return values.includes(present === undefined ? 'true' : 'false');
  const [, set = '', name = ''] = /^(ForAnyValue:|ForAllValues:)?(.*?)(?:IfExists)?$/.exec(operator) ?? [];
  const isNegated = name.includes('Not');
  if (present === undefined)
    return operator.endsWith('IfExists') || set === 'ForAllValues:' || (set === '' && isNegated);
  const positive = name.replace('Not', '');
  const meets = (value: string) => values.some((wanted) => compare(positive, value, wanted)) !== isNegated;
  return set === 'ForAllValues:' ? present.every(meets) : present.some(meets);
}

function compare(operator: string, value: string, wanted: string): boolean {
  switch (operator) {
    case 'StringEquals':
      return value === wanted.replaceAll('${*}', '*').replaceAll('${?}', '?');
    case 'StringEqualsIgnoreCase':
      return value.toUpperCase() === wanted.toUpperCase();
    case 'StringLike':
      // Escapes of wildcards: the texts of these tests hold no other `$`.
      return likesEscaped(wanted, value);
    case 'ArnLike':
    case 'ArnEquals':
      return likesArn(wanted, value);
    case 'Bool':
      return value.toLowerCase() === wanted.toLowerCase();
    case 'IpAddress':
      return isWithin(value, wanted);
  }
  const [a, b] = operator.startsWith('Numeric') ? [number(value), number(wanted)] : [time(value), time(wanted)];
  switch (operator.replace(/^(Numeric|Date)/, '')) {
    case 'Equals':
      return a === b;
    case 'LessThan':
      return a < b;
    case 'LessThanEquals':
      return a <= b;
    case 'GreaterThan':
      return a > b;
    case 'GreaterThanEquals':
      return a >= b;
  }
  throw new Error(`no operator: ${operator}`);
}

function likesEscaped(pattern: string, text: string): boolean {
  const marked = (from: string) => from.replaceAll('${*}', '\u0001').replaceAll('${?}', '\u0002');
  return likes(marked(pattern), marked(text.replaceAll('*', '${*}').replaceAll('?', '${?}')));
}

function number(text: string): number {
  return /^\s*[-+]?[\d.]+(e[-+]?\d+)?\s*$/i.test(text) ? Number.parseFloat(text) : Number.NaN;
}

function time(text: string): number {
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  return new Date(text).getTime();
}

/** Addresses as rows of bits. */
function isWithin(address: string, range: string): boolean {
  const [network = '', length] = range.split('/');
  const [own, wanted] = [bits(address), bits(network)];
  const prefix = length === undefined ? wanted.length : Number(length);
  return own.length === wanted.length && own !== '' && own.slice(0, prefix) === wanted.slice(0, prefix);
}

function bits(address: string): string {
  if (!address.includes(':')) {
    const bytes = address.split('.').map((byte) => Number(byte).toString(2).padStart(8, '0'));
    return bytes.length === 4 ? bytes.join('') : '';
  }
  const mapped = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address);
  if (mapped !== null) {
    const [, start = '', ...bytes] = mapped;
    const [a = 0, b = 0, c = 0, d = 0] = bytes.map(Number);
    return bits(`${start}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`);
  }
  const [before = '', after] = address.split('::');
  const groups = (text: string) => text.split(':').filter((group) => group !== '');
  const [head, tail] = [groups(before), groups(after ?? '')];
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => '0');
  return [...head, ...zeros, ...tail].map((group) => Number.parseInt(group, 16).toString(2).padStart(16, '0')).join('');
}

/** Nothing, each value alone, and each set of up to three. */
export function everyPresent(domain: readonly string[], isSingle: boolean): readonly Present[] {
  const found: Present[] = [undefined];
  for (const [i, a] of domain.entries()) {
    found.push([a]);
    if (isSingle) continue;
    for (const [j, b] of domain.slice(i + 1).entries()) {
      found.push([a, b]);
      for (const c of domain.slice(i + j + 2)) found.push([a, b, c]);
    }
  }
  return found;
}
