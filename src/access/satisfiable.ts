import { literalOf } from '../document/value.js';
import { conditionKeyName } from '../policy/condition-key.js';
import type { Condition, Statement } from '../policy/model.js';
import { isEmpty, names } from './action-set.js';
import { type Answer, NO } from './answer.js';
import { mayMeet, sharedResources } from './requested-resource.js';
import { actionsOf, isWhole } from './statement-set.js';
import { readablePattern } from './text-pattern.js';

/**
 * Whether a statement can ever apply to a request.
 *
 * @returns `no` where it speaks of no action or no resource, or asks for a key both present and absent; `yes` with a
 *   witness where it has no conditions; else `unknown`
 */
export function satisfiable(statement: Statement): Answer {
  if (isWhole(statement.action) && isEmpty(actionsOf(statement))) return NO;
  if (!mayMeet(statement.resource, ['*'])) return NO;
  if (statement.conditions.some((condition) => contradicts(condition, statement.conditions))) return NO;
  if (statement.conditions.length > 0 || statement.unknown.length > 0 || !isWhole(statement.action)) {
    return { verdict: 'unknown', grants: [statement], reasons: ['it hangs on its conditions, or is not told in full'] };
  }
  const [action] = names(actionsOf(statement));
  const [resource] = sharedResources(statement.resource, ['*']);
  if (action === undefined || resource === undefined) {
    return { verdict: 'unknown', grants: [statement], reasons: ['its actions are not known, or no resource is'] };
  }
  const witness = { action, resource: readablePattern(resource), context: {} };
  return { verdict: 'yes', witness, grants: [statement], reasons: [] };
}

/** `Null: {key: true}` beside an operator that needs the key's value. */
function contradicts(condition: Condition, all: readonly Condition[]): boolean {
  const { operator, values, unknown } = condition;
  const key = conditionKeyName(condition);
  if (operator.name !== 'Null' || key === undefined || unknown.length > 0 || values.length === 0) return false;
  if (!values.every((value) => literalOf(value)?.toLowerCase() === 'true')) return false;
  return all.some((other) => conditionKeyName(other) === key && needsValue(other));
}

function needsValue({ operator }: Condition): boolean {
  const { name, ifExists, set } = operator;
  return name !== undefined && name !== 'Null' && !ifExists && set !== 'ForAllValues' && !name.includes('Not');
}
