import { actionName } from '../aws/actions.js';
import { takesResourceTags } from '../aws/resource-tags.js';
import { literalOf, type Text } from '../document/value.js';
import { conditionKeyName } from '../policy/condition-key.js';
import type { Condition, Statement } from '../policy/model.js';
import { isNegatedOperator } from '../policy/operator.js';
import { expand, ids } from './action-set.js';

/** An entry of `Action` with actions whose requests never hold the tags that a condition asks for. */
export interface UntaggedActions {
  readonly item: Text;
  /** The condition on a resource's tag. */
  readonly condition: Condition;
  /** As AWS writes them, the first few. */
  readonly names: readonly string[];
  readonly count: number;
}

const MOST_NAMES = 3;

/**
 * The entries of `Action` that a condition on a resource's tag is not made for. Entries that span services, such as `*`,
 * are left out: nobody expects all of them to know tags.
 */
export function untaggedActions({ action, conditions, effect }: Statement): readonly UntaggedActions[] {
  const condition = conditions.find((one) => isTagTest(one, effect === 'Allow'));
  if (condition === undefined || action === undefined || action.negated) return [];
  return action.items.flatMap((item) => {
    const pattern = literalOf(item);
    if (pattern === undefined || !/^[a-z0-9-]+:/i.test(pattern)) return [];
    const untagged = [...ids(expand(pattern))].filter((id) => !takesResourceTags(id));
    const names = untagged.slice(0, MOST_NAMES).map(actionName);
    return untagged.length === 0 ? [] : [{ item, condition, names, count: untagged.length }];
  });
}

/** The condition on a resource's tag under which an element of `NotAction` stands, if it is one. */
export function tagTestOnNotAction({ action, conditions, effect }: Statement): Condition | undefined {
  return action?.negated === true ? conditions.find((one) => isTagTest(one, effect === 'Allow')) : undefined;
}

/**
 * Whether a condition asks for a resource's tag in a way that fails, or holds for everything, where there is none: in an
 * Allow one that holds without the key (`IfExists`, negation, presence) was written for that.
 */
function isTagTest(condition: Condition, isAllow: boolean): boolean {
  const { operator, values } = condition;
  if (conditionKeyName(condition)?.startsWith('aws:resourcetag/') !== true) return false;
  if (operator.ifExists || operator.name === undefined) return false;
  if (operator.name === 'Null') return values.some((value) => literalOf(value)?.toLowerCase() === 'false');
  return !(isAllow && (isNegatedOperator(operator) || operator.set === 'ForAllValues'));
}
