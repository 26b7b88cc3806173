import { literalOf } from '../document/value.js';
import type { Condition } from './model.js';

/**
 * The name of a condition's key, in lower case since AWS reads keys without regard to case; a tag key's own name keeps
 * its place behind the slash (`aws:resourcetag/team`). Undefined where the key holds something unknown.
 */
export function conditionKeyName(condition: Condition): string | undefined {
  return literalOf(condition.key)?.toLowerCase();
}
