import { displayText, type Entry, type Unknown } from '../document/value.js';
import { elementsOf, faultAt, readStrings } from './elements.js';
import type { Condition, Fault } from './model.js';
import { readOperator } from './operator.js';
import { withVariables } from './variables.js';

/**
 * Reads the `Condition` element: one condition for each key under each operator.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
 *
 * @param unknown takes what the input does not tell, beside the conditions' own lists
 * @param faults takes what is not well-formed
 * @param hasVariables whether `${…}` in a value is a policy variable
 */
export function readConditions(
  entry: Entry | undefined,
  unknown: Unknown[],
  faults: Fault[],
  hasVariables: boolean,
): readonly Condition[] {
  if (entry === undefined || entry.value.kind === 'unknown') return [];
  if (entry.value.kind !== 'map') {
    faults.push(faultAt(entry.value, '`Condition` is no object', 'DATA_TYPE_MISMATCH'));
    return [];
  }
  return elementsOf(entry.value).flatMap(({ key, value }) => {
    if (value.kind === 'map') {
      const operator = readOperator(key);
      return elementsOf(value).map((inner) => readCondition(operator, inner, unknown, faults, hasVariables));
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
  hasVariables: boolean,
): Condition {
  const values = readStrings(value, displayText(key), faults, true);
  unknown.push(...values.unknown);
  const items = hasVariables ? values.items.map(withVariables) : values.items;
  return { place: key.place, operator, key, values: items, unknown: values.unknown };
}
