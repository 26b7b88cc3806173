import { lowerCase } from '../aws/actions.js';
import { literalOf, type Text } from '../document/value.js';
import { isEveryResource } from '../policy/arn.js';
import { conditionKeyName } from '../policy/condition-key.js';
import type { Condition, Element, Statement } from '../policy/model.js';
import { hasWildcard, matches } from '../policy/wildcard.js';

/** How a statement's words hand out one action on any resource, each said once. */
export interface GrantOnAll {
  readonly at: Text | Element;
  /** Whether the action is named, is within a pattern, or is what a `NotAction` leaves. */
  readonly by: 'name' | 'pattern' | 'NotAction';
  /** Whether resources are all, by `*` or a whole type, or what a `NotResource` leaves. */
  readonly on: 'all' | 'NotResource';
  readonly resource: Text | Element;
}

/**
 * The entries of an Allow by which its words hand out an action on resources that it does not tell apart, as AWS's
 * validator reads them: the statement alone, without what Denies take away.
 *
 * @param action in lower case
 * @param limitingKey the condition key, in lower case, that says what the action may be used for; a condition on it that
 *   names something is a limit
 */
export function grantsOnAll(statement: Statement, action: string, limitingKey: string): readonly GrantOnAll[] {
  const { effect, resource, conditions } = statement;
  if (effect !== 'Allow' || resource === undefined || statement.action === undefined) return [];
  const wide = resource.negated ? resource : resource.items.find(isEveryResource);
  if (wide === undefined || conditions.some((condition) => isLimit(condition, limitingKey))) return [];
  const on = resource.negated ? 'NotResource' : 'all';
  return entriesWith(statement.action, action).map((entry) => ({ ...entry, on, resource: wide }));
}

function entriesWith(element: Element, action: string): readonly Pick<GrantOnAll, 'at' | 'by'>[] {
  const patterns = element.items.map((item) => ({ item, pattern: lowerCase(literalOf(item) ?? '') }));
  if (element.negated) {
    const isLeft = !patterns.some(({ pattern }) => matches(pattern, action));
    return isLeft && element.unknown.length === 0 ? [{ at: element, by: 'NotAction' }] : [];
  }
  const named = patterns.find(({ pattern }) => pattern === action);
  const within = patterns.find(({ pattern }) => hasWildcard(pattern) && matches(pattern, action));
  return [
    ...(named === undefined ? [] : [{ at: named.item, by: 'name' } as const]),
    ...(within === undefined ? [] : [{ at: within.item, by: 'pattern' } as const]),
  ];
}

/** Whether a condition needs the key to be there, and to be something named: a value that begins with a star names none. */
function isLimit(condition: Condition, key: string): boolean {
  const { operator, values, unknown } = condition;
  if (conditionKeyName(condition) !== key || operator.ifExists || operator.set === 'ForAllValues') return false;
  const isComparison = ['StringEquals', 'StringEqualsIgnoreCase', 'StringLike'].includes(operator.name ?? '');
  if (!isComparison) return false;
  return unknown.length > 0 || !values.some((value) => literalOf(value)?.startsWith('*') === true);
}
