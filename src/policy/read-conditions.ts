import { displayText, type Entry, type Text, type Unknown } from '../document/value.js';
import { elementsOf, faultAt, readStrings } from './elements.js';
import type { Condition, Fault } from './model.js';
import { readOperator } from './operator.js';

/**
 * Reads the `Condition` element: one condition for each key under each operator.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
 *
 * @param unknown takes what the input does not tell, beside the conditions' own lists
 * @param faults takes what is not well-formed
 * @param text how a value is read (with policy variables or without)
 */
export function readConditions(
  entry: Entry | undefined,
  unknown: Unknown[],
  faults: Fault[],
  text: (value: Text) => Text,
): readonly Condition[] {
  if (entry === undefined || entry.value.kind === 'unknown') return [];
  if (entry.value.kind !== 'map') {
    faults.push(faultAt(entry.value, '`Condition` is no object', 'DATA_TYPE_MISMATCH'));
    return [];
  }
  return elementsOf(entry.value).flatMap(({ key, value }) => {
    if (value.kind === 'map') {
      const operator = readOperator(key);
      return elementsOf(value).map((inner) => readCondition(operator, inner, unknown, faults, text));
    }
    if (value.kind === 'unknown') unknown.push(value);
    else faults.push(faultAt(value, `\`${displayText(key)}\` holds no condition keys`, 'DATA_TYPE_MISMATCH'));
    return [];
  });
}

function readCondition(
  operator: Condition['operator'],
  { key, value }: Entry,
  unknown: Unknown[],
  faults: Fault[],
  text: (value: Text) => Text,
): Condition {
  const values = readStrings(value, displayText(key), faults, true);
  unknown.push(...values.unknown);
  return { place: key.place, operator, key, values: values.items.map(text), unknown: values.unknown };
}
