/*
 * leastwise/aws: facts about AWS, with the date that `awsDataDate` tells.
 */
export {
  type AccessLevel,
  accessLevel,
  accessLevels,
  actionCount,
  actionId,
  actionName,
  awsDataDate,
  type ServiceActions,
  type ServiceEntry,
  serviceActions,
  serviceEntries,
  serviceEntry,
  serviceOfAction,
  services,
} from './actions.js';
export { findConditionKey } from './condition-keys.js';
export { type ManagedPolicy, managedPolicy, managedPolicyNames } from './managed-policies.js';
export {
  type ActionDetails,
  type ActionResourceType,
  actionDetails,
  type ConditionKey,
  type ConditionKeyType,
  conditionKeys,
  type GlobalConditionKey,
  globalConditionKeys,
  type ResourceType,
  resourceTypes,
  supportsRcp,
} from './resources.js';
