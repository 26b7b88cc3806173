import { serviceOfAction } from './actions.js';
import { actionDetails, resourceTypes } from './resources.js';

const RESOURCE_TAG = 'aws:ResourceTag/${TagKey}';
const REQUEST_TAG = 'aws:RequestTag/${TagKey}';

const remembered = new Map<number, boolean>();

/**
 * Whether a request for an action can hold the tags of a resource (`aws:ResourceTag/…`): the action takes the key, or one
 * of the resource types that it acts on does. An action that takes tags for what it makes counts too, as AWS's validator
 * has it. Throws a RangeError for what is no id.
 */
export function takesResourceTags(id: number): boolean {
  const known = remembered.get(id);
  if (known !== undefined) return known;
  const { conditionKeys, resourceTypes: types } = actionDetails(id);
  const isOwn = conditionKeys.includes(RESOURCE_TAG) || conditionKeys.includes(REQUEST_TAG);
  const takes = isOwn || types.some(({ name }) => isTagged(serviceOfAction(id).prefix, name));
  remembered.set(id, takes);
  return takes;
}

function isTagged(prefix: string, type: string): boolean {
  const found = resourceTypes(prefix).find(({ name }) => name === type);
  return found?.conditionKeys.includes(RESOURCE_TAG) === true;
}
