import { literalOf } from '../document/value.js';
import { conditionKeyName } from '../policy/condition-key.js';
import type { Condition } from '../policy/model.js';
import { isNegatedOperator } from '../policy/operator.js';

/**
 * Condition keys that say who asks, when, from where and by which way: an Allow with only these still allows the same
 * things on the same resources. All other keys may limit what is reached.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const ABOUT_THE_CALLER: ReadonlySet<string> = new Set([
  'aws:calledvia',
  'aws:calledviafirst',
  'aws:calledvialast',
  'aws:currenttime',
  'aws:ec2instancesourceprivateipv4',
  'aws:ec2instancesourcevpc',
  'aws:epochtime',
  'aws:federatedprovider',
  'aws:multifactorauthage',
  'aws:multifactorauthpresent',
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalisawsservice',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:principaltype',
  'aws:referer',
  'aws:securetransport',
  'aws:sourceidentity',
  'aws:sourceip',
  'aws:sourcevpc',
  'aws:sourcevpcarn',
  'aws:sourcevpce',
  'aws:tokenissuetime',
  'aws:useragent',
  'aws:userid',
  'aws:username',
  'aws:viaawsservice',
  'aws:vpceaccount',
  'aws:vpceorgid',
  'aws:vpceorgpaths',
  'aws:vpcsourceip',
]);

/** Keys about the resource that nearly every request has, so that `IfExists` makes no difference. */
const NEARLY_ALWAYS_PRESENT: ReadonlySet<string> = new Set([
  'aws:requestedregion',
  'aws:resourceaccount',
  'aws:resourceorgid',
  'aws:resourceorgpaths',
]);

/**
 * Whether a condition may limit what an Allow reaches, beyond who uses it, when and from where. One that holds for
 * everything that lacks the key does not: with a negated operator, `IfExists` or `ForAllValues` on a tag, the untagged
 * and all services without tags remain.
 */
export function narrows(condition: Condition): boolean {
  const { operator, values } = condition;
  const key = conditionKeyName(condition);
  if (key === undefined || operator.name === undefined) return true;
  if (ABOUT_THE_CALLER.has(key) || key.startsWith('aws:principaltag/')) return false;
  if (operator.name === 'Null') return !values.some((value) => literalOf(value)?.toLowerCase() === 'true');
  if (isNegatedOperator(operator) && operator.set !== 'ForAnyValue') return false;
  return (!operator.ifExists && operator.set !== 'ForAllValues') || NEARLY_ALWAYS_PRESENT.has(key);
}
