import { serviceActions, serviceOfAction } from './actions.js';
import { findConditionKey } from './condition-keys.js';
import { actionDetails } from './resources.js';

/**
 * Keys that describe how a request comes in, or the key that it is for, and that the tables list for a few actions only.
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
 */
const OF_ANY_ACTION: ReadonlySet<string> = new Set([
  's3:accesspointnetworkorigin',
  's3:dataaccesspointaccount',
  's3:dataaccesspointarn',
  'kms:customermasterkeyspec',
  'kms:customermasterkeyusage',
  'kms:keyorigin',
  'kms:keyspec',
  'kms:keyusage',
  'kms:multiregion',
  'kms:multiregionkeytype',
  'kms:primaryregion',
  'kms:resourcealiases',
]);

/** By key: whether more than this share of a service's actions has it. Then the tables may well have forgotten some. */
const COMMON = 0.5;

const common = new Map<string, boolean>();

/**
 * Whether requests for an action can hold a key of its own service, by the service's table.
 *
 * @param id the action
 * @param key in lower case
 * @returns `unknown` for keys of other services and of none, for tags, and for those that most actions have
 */
export function isKeyOfAction(id: number, key: string): 'yes' | 'no' | 'unknown' {
  const { prefix } = serviceOfAction(id);
  if (!key.startsWith(`${prefix}:`) || key.includes('/') || OF_ANY_ACTION.has(key)) return 'unknown';
  const known = findConditionKey(key);
  if (known === undefined) return 'unknown';
  if (actionDetails(id).conditionKeys.includes(known.key)) return 'yes';
  return isCommon(prefix, known.key) ? 'unknown' : 'no';
}

function isCommon(prefix: string, key: string): boolean {
  const remembered = common.get(key);
  if (remembered !== undefined) return remembered;
  const service = serviceActions(prefix);
  let having = 0;
  for (let index = 0; index < (service?.count ?? 0); index++) {
    if (actionDetails((service?.first ?? 0) + index).conditionKeys.includes(key)) having++;
  }
  const answer = having === 0 || having > COMMON * (service?.count ?? 1);
  common.set(key, answer);
  return answer;
}
