/*
 * leastwise/policy: the policy language as rules see it.
 */
export * from '../document/value.js';
export { type Arn, isEveryResource, isFixed, parseArn } from './arn.js';
export { conditionKeyName } from './condition-key.js';
export * from './model.js';
export { isNegatedOperator, letsInWhatItLists } from './operator.js';
export { covers, hasWildcard, intersects, matches, witness } from './wildcard.js';
