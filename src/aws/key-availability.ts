import { serviceOfAction } from './actions.js';
import { actionDetails, globalConditionKeys, resourceTypes } from './resources.js';

/**
 * Global keys that every request has, or every signed one: a condition on them is never a matter of absence.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const IN_EVERY_REQUEST: ReadonlySet<string> = new Set([
  'aws:currenttime',
  'aws:epochtime',
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principaltype',
  'aws:requestedregion',
  'aws:securetransport',
  'aws:useragent',
  'aws:userid',
  'aws:viaawsservice',
]);

/** Whether every request has a key, given in lower case; those that nobody signed apart. */
export function isInEveryRequest(key: string): boolean {
  return IN_EVERY_REQUEST.has(key);
}

/** Global keys that AWS's table lists once more for single actions, which are the only ones that have them. */
const BY_ACTION = /^aws:(?:RequestTag\/|ResourceTag\/|TagKeys$)/;

/** Whether the tables say of each action which of its requests have a key. Other global keys any request may have. */
export function isListedByAction(key: string): boolean {
  if (BY_ACTION.test(key)) return true;
  return !key.startsWith('aws:') && !globalConditionKeys().some((global) => global.key === key);
}

/**
 * Whether requests for an action may have a key by AWS's tables. Throws a RangeError for what is no id.
 *
 * @param key as the tables spell it, with placeholders: `kms:EncryptionContext:${EncryptionContextKey}`
 */
export function mayHaveKey(id: number, key: string): boolean {
  const { conditionKeys, resourceTypes: types } = actionDetails(id);
  if (conditionKeys.includes(key)) return true;
  const all = resourceTypes(serviceOfAction(id).prefix);
  return types.some(({ name }) => all.find((type) => type.name === name)?.conditionKeys.includes(key) === true);
}

/**
 * Services whose tables are taken at their word where they do not list a key for an action. Tables of others lag behind:
 * AWS's own managed policies use keys of theirs that these do not list for the actions, as of 2026-09.
 */
const COMPLETE: ReadonlySet<string> = new Set([
  'cloudformation',
  'cloudwatch',
  'dynamodb',
  'ec2',
  'ecr',
  'ecs',
  'events',
  'iam',
  'kms',
  'lambda',
  'logs',
  'rds',
  's3',
  'secretsmanager',
  'sns',
  'sqs',
  'ssm',
  'sts',
]);

/** Whether a service's table lists for each action all keys that its requests have. Prefixes in lower case. */
export function hasCompleteTable(prefix: string): boolean {
  return COMPLETE.has(prefix);
}
