import type { Condition, Operator } from '../policy/model.js';
import { isNegatedOperator } from '../policy/operator.js';
import { findKeyValue, type KeyRequirement } from './engine/key-search.js';
import { type KeyTest, keyTestOf } from './engine/key-test.js';
import { addressTest } from './engine/points.js';
import { arnPattern, textPattern } from './engine/shape.js';
import { patternTest, type ValueTest } from './engine/value-test.js';
import type { Presence } from './key-presence.js';

/** Whether an operator holds where the request lacks the key: `Null` apart, which asks for just that. */
export function holdsWhenAbsent(operator: Operator): boolean {
  const { name, set, ifExists } = operator;
  if (name === undefined || name === 'Null') return false;
  return ifExists || set === 'ForAllValues' || (isNegatedOperator(operator) && set === undefined);
}

/**
 * Whether a condition holds of every request, whatever it has under the key.
 *
 * @param presence whether the requests in question have the key
 * @param among values that the key can have at all: `o-*` of an organization's id; any where absent
 */
export function isAlwaysTrue(condition: Condition, presence: Presence, among?: ValueTest): boolean {
  if (presence === 'never' && holdsWhenAbsent(condition.operator)) return true;
  const test = keyTestOf(condition);
  // A value that is not told may be one more that does not pass: that one takes away from what negation leaves.
  if (test === undefined || (test.negated && condition.unknown.length > 0)) return false;
  const others = [...required(test, presence), ...(among === undefined ? [] : [ofKey(test, { test: among })])];
  return findKeyValue([...others, { test, must: false }], 'possible') === 'none';
}

/**
 * Whether conditions on one key hold together of no request.
 *
 * @param conditions at least one, all on the same key
 * @param presence whether the requests in question have the key
 */
export function isNeverTrue(conditions: readonly Condition[], presence: Presence): boolean {
  // What is not told makes an operator that lists hold for more; one that negates it does not.
  const told = conditions.filter((one) => one.unknown.length === 0 || isNegatedOperator(one.operator));
  const tests = told.flatMap((one) => keyTestOf(one) ?? []);
  const [first] = tests;
  if (first === undefined) return false;
  const all = tests.map((test) => ({ test, must: true }));
  return findKeyValue([...required(first, presence), ...all], 'possible') === 'none';
}

/** The values that texts of a form stand for: `o-*`. */
export function textsOf(pattern: string): ValueTest {
  return patternTest('text', [textPattern(pattern)]);
}

/** The values that ARNs of a form stand for: `arn:aws:*:*:*:*`. */
export function arnsOf(pattern: string): ValueTest {
  return patternTest('arn', [arnPattern(pattern)]);
}

/** All addresses of version 4. */
export function addressesOfVersion4(): ValueTest {
  return addressTest(['0.0.0.0/0']);
}

/** That the key is there, or that it is not, as a requirement like those of conditions. */
function required(test: KeyTest, presence: Presence): readonly KeyRequirement[] {
  if (presence === 'sometimes') return [];
  return [ofKey(test, { presence: { absent: presence === 'never', present: presence === 'always' } })];
}

function ofKey({ key, written }: KeyTest, asked: Partial<KeyTest>): KeyRequirement {
  const plain: KeyTest = {
    key,
    written,
    meaning: '',
    set: undefined,
    ifExists: false,
    negated: false,
    test: patternTest('text', []),
  };
  return { test: { ...plain, ...asked }, must: true };
}
