import { displayText } from '../document/value.js';
import type { Condition, Operator } from './model.js';

/** What operators say of a key and its values. */
const WORDS: Readonly<Record<string, string>> = {
  StringEquals: 'is',
  StringNotEquals: 'is not',
  StringEqualsIgnoreCase: 'is, in any case,',
  StringNotEqualsIgnoreCase: 'is not, in any case,',
  StringLike: 'is like',
  StringNotLike: 'is not like',
  NumericEquals: 'is',
  NumericNotEquals: 'is not',
  NumericLessThan: 'is less than',
  NumericLessThanEquals: 'is at most',
  NumericGreaterThan: 'is more than',
  NumericGreaterThanEquals: 'is at least',
  DateEquals: 'is',
  DateNotEquals: 'is not',
  DateLessThan: 'is before',
  DateLessThanEquals: 'is no later than',
  DateGreaterThan: 'is after',
  DateGreaterThanEquals: 'is no earlier than',
  Bool: 'is',
  BinaryEquals: 'is',
  IpAddress: 'is in',
  NotIpAddress: 'is not in',
  ArnEquals: 'is like',
  ArnLike: 'is like',
  ArnNotEquals: 'is not like',
  ArnNotLike: 'is not like',
};

/**
 * A condition as a clause: `aws:MultiFactorAuthPresent` is `true`. Keys and values stand in backticks, what the input
 * does not tell is said so.
 */
export function conditionWords({ operator, key, values, unknown }: Condition): string {
  const name = `\`${displayText(key)}\``;
  const shown = values.map((value) => `\`${displayText(value)}\``);
  if (unknown.length > 0) shown.push('something that is not told');
  if (operator.name === 'Null') return nullWords(name, values.map(displayText), unknown.length > 0);
  const words = operator.name === undefined ? undefined : WORDS[operator.name];
  if (words === undefined) return `\`${displayText(operator.text)}\` of ${name}: ${shown.join(', ')}`;
  const isNegated = words.startsWith('is not');
  const listed = shown.length === 0 ? 'nothing' : shown.join(isNegated ? ' nor ' : ' or ');
  return `${quantified(name, operator)} ${words} ${listed}${operator.ifExists ? `, or there is no ${name}` : ''}`;
}

function nullWords(name: string, values: readonly string[], isOpen: boolean): string {
  const wanted = new Set(values.map((value) => value.toLowerCase()));
  if (isOpen || wanted.size !== 1) return `whether there is a ${name} is as wanted`;
  return wanted.has('true') ? `there is no ${name}` : `there is a ${name}`;
}

function quantified(name: string, { set }: Operator): string {
  if (set === undefined) return name;
  return set === 'ForAllValues' ? `each of ${name}` : `one of ${name}`;
}
