import type { KeyTest } from './key-test.js';
import type { Mode, Requirement } from './requirement.js';
import { findValue } from './value-search.js';

/** What a request has under a key: nothing, one value, or several. */
export type KeyValue = readonly string[] | undefined;

/** A condition, and whether it has to hold. */
export interface KeyRequirement {
  readonly test: KeyTest;
  readonly must: boolean;
}

/** Whether a condition surely holds, or surely does not, of what a request has under its key. */
export function holds({ presence, set, ifExists, negated, test }: KeyTest, value: KeyValue, surely: boolean): boolean {
  if (presence !== undefined) return (value === undefined ? presence.absent : presence.present) === surely;
  if (value === undefined) return (ifExists || set === 'ForAllValues' || (negated && set === undefined)) === surely;
  const passes = surely === negated ? test.surelyNot : test.surely;
  // `surely not` of any is of all: the quantifiers swap.
  const all = (set === 'ForAllValues') === surely;
  return all ? value.every(passes) : value.some(passes);
}

/** The same where holes and variables may stand for what suits. */
function mayHold(condition: KeyTest, value: KeyValue, should: boolean): boolean {
  const { presence, set, negated, test } = condition;
  if (presence !== undefined || value === undefined) return holds(condition, value, should);
  const may = should === negated ? (each: string) => !test.surely(each) : test.maybe;
  const all = (set === 'ForAllValues') === should;
  return all ? value.every(may) : value.some(may);
}

/** Whether what a request has under a key fulfils a requirement. */
export function fulfilsKey(value: KeyValue, { test, must }: KeyRequirement, mode: Mode): boolean {
  return mode === 'proven' ? holds(test, value, must) : mayHold(test, value, must);
}

/** What was found for a key. */
export type FoundKey = { readonly value: KeyValue; readonly isExact: boolean } | 'none' | 'unclear';

/** What a request may have under a key so that all requirements are fulfilled: nothing where that will do. */
export function findKeyValue(requirements: readonly KeyRequirement[], mode: Mode): FoundKey {
  const accepted = (value: KeyValue) => requirements.every((requirement) => fulfilsKey(value, requirement, mode));
  if (accepted(undefined)) return { value: undefined, isExact: true };
  if (requirements.some(({ test: { presence }, must }) => presence !== undefined && presence.present !== must)) {
    return 'none';
  }
  const asked = requirements.filter(({ test }) => test.presence === undefined);
  const needs = asked.filter(needsOne).map(ofValue);
  const bounds = asked.filter((one) => !needsOne(one)).map(ofValue);
  // A key that is asked without a set operator has one value.
  const isSingle = asked.some(({ test }) => test.set === undefined);
  const groups = isSingle || needs.length === 0 ? [[...needs, ...bounds]] : needs.map((need) => [need, ...bounds]);
  const value: string[] = [];
  let isExact = true;
  const results = groups.map((group) => findValue(group, mode));
  if (results.includes('none')) return 'none';
  for (const found of results) {
    if (typeof found === 'string') return 'unclear';
    if (found.shape !== undefined) isExact = false;
    if (!value.includes(found.value)) value.push(found.value);
  }
  if (!isExact) return { value, isExact };
  return accepted(value) ? { value, isExact } : 'unclear';
}

/** Whether a requirement asks for a value, rather than for something of all values. */
function needsOne({ test: { set }, must }: KeyRequirement): boolean {
  return set === undefined || (set === 'ForAnyValue') === must;
}

function ofValue({ test: { negated, test }, must }: KeyRequirement): Requirement {
  return { test, must: must !== negated };
}
