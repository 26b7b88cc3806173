import type { Text } from '../document/value.js';
import { displayText } from '../document/value.js';
import type { Effect, Operator } from './model.js';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const OPERATORS: readonly string[] = [
  'StringEquals',
  'StringNotEquals',
  'StringEqualsIgnoreCase',
  'StringNotEqualsIgnoreCase',
  'StringLike',
  'StringNotLike',
  'NumericEquals',
  'NumericNotEquals',
  'NumericLessThan',
  'NumericLessThanEquals',
  'NumericGreaterThan',
  'NumericGreaterThanEquals',
  'DateEquals',
  'DateNotEquals',
  'DateLessThan',
  'DateLessThanEquals',
  'DateGreaterThan',
  'DateGreaterThanEquals',
  'Bool',
  'BinaryEquals',
  'IpAddress',
  'NotIpAddress',
  'ArnEquals',
  'ArnLike',
  'ArnNotEquals',
  'ArnNotLike',
  'Null',
];

const SETS = ['ForAllValues', 'ForAnyValue'] as const;

/** Most operators are spelled as AWS does, with nothing before or behind. */
const EXACT: ReadonlyMap<string, string> = new Map(OPERATORS.map((name) => [name, name]));

const BY_LOWER_CASE: ReadonlyMap<string, string> = new Map(OPERATORS.map((name) => [name.toLowerCase(), name]));

/** Takes a condition operator apart. AWS reads operators without regard to case. */
export function readOperator(text: Text): Operator {
  const written = displayText(text);
  const exact = EXACT.get(written);
  if (exact !== undefined) return { place: text.place, text, name: exact, set: undefined, ifExists: false };
  const lower = written.toLowerCase();
  const set = SETS.find((name) => lower.startsWith(`${name.toLowerCase()}:`));
  const proper = set === undefined ? lower : lower.slice(lower.indexOf(':') + 1);
  const ifExists = proper.endsWith('ifexists');
  const name = BY_LOWER_CASE.get(ifExists ? proper.slice(0, -'ifexists'.length) : proper);
  return { place: text.place, text, name, set, ifExists };
}

/** Whether an operator holds where the values do not: `StringNotEquals`, `NotIpAddress` and the like. */
export function isNegatedOperator(operator: Operator): boolean {
  return operator.name?.includes('Not') === true;
}

/**
 * Whether a condition that holds for more requests makes its statement let in more: in an Allow one that asks for what it
 * lists, in a Deny one that spares what it lists.
 */
export function letsInWhatItLists(operator: Operator, effect: Effect | undefined): boolean {
  return isNegatedOperator(operator) === (effect === 'Deny');
}

/** What an operator compares: `Null` asks for presence alone and has none. */
export type OperatorType = 'String' | 'Numeric' | 'Date' | 'Bool' | 'Binary' | 'IPAddress' | 'ARN';

const TYPES: readonly (readonly [start: string, type: OperatorType])[] = [
  ['String', 'String'],
  ['Arn', 'ARN'],
  ['Bool', 'Bool'],
  ['Numeric', 'Numeric'],
  ['Date', 'Date'],
  ['IpAddress', 'IPAddress'],
  ['NotIpAddress', 'IPAddress'],
  ['Binary', 'Binary'],
];

/** What an operator compares; undefined for `Null`, and for one that nobody knows. */
export function operatorType({ name }: Operator): OperatorType | undefined {
  return TYPES.find(([start]) => name?.startsWith(start))?.[1];
}

/** All operator names that exist, for suggestions. */
export function operatorNames(): readonly string[] {
  return OPERATORS;
}
