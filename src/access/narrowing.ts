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

/** Keys that say how something is asked for, in which region, of what kind and size, not what it is asked of. */
const ABOUT_THE_REQUEST: ReadonlySet<string> = new Set([
  'aws:requestedregion',
  'ec2:associatepublicipaddress',
  'ec2:ebsoptimized',
  'ec2:encrypted',
  'ec2:instancetype',
  'ec2:region',
  'ec2:rootdevicetype',
  'ec2:tenancy',
  'ec2:volumeiops',
  'ec2:volumesize',
  'ec2:volumethroughput',
  'ec2:volumetype',
  'rds:databaseclass',
  'rds:databaseengine',
  'rds:multiaz',
  'rds:piops',
  'rds:storageencrypted',
  'rds:storagesize',
  'rds:vpc',
  's3:authtype',
  's3:signatureage',
  's3:signatureversion',
  's3:tlsversion',
  'sts:externalid',
  'sts:rolesessionname',
  'sts:sourceidentity',
  'sts:transitivetagkeys',
]);

/**
 * Whether a condition limits on which resources an action is allowed: by their tags, account or organization, by what
 * they belong to (`ec2:Vpc`, `ecs:cluster`), by whatever a service's own key tells of them. The region alone does not.
 *
 * @param onlyTags whether the action does nothing but set tags: then those that it asks for (`aws:RequestTag`) are what
 *   it does, not what it does it to
 */
export function narrowsResources(condition: Condition, onlyTags: boolean): boolean {
  const key = conditionKeyName(condition);
  if (!narrows(condition)) return isNegatedOperator(condition.operator) && WHOSE_ACCOUNT.has(key ?? '');
  if (key === undefined) return true;
  if (onlyTags && (key === 'aws:tagkeys' || key.startsWith('aws:requesttag/'))) return false;
  return !ABOUT_THE_REQUEST.has(key) && !key.startsWith('s3:x-amz-');
}

/** Keys of which a negated operator leaves what is others', who let in whom they like by policies of their own. */
const WHOSE_ACCOUNT: ReadonlySet<string> = new Set(['aws:resourceaccount', 's3:resourceaccount']);

/** Keys that tell whose a resource is, and how it is tagged. */
const WHOSE_RESOURCE = /^(?:(?:aws|s3):resourceaccount|aws:resourceorg(?:id|paths)|[a-z0-9-]+:resourcetag\/.*)$/;

/**
 * Whether a condition of a Deny lets only certain resources through: `StringNotEquals` on a tag, an account or an
 * organization of the resource also denies what has none.
 */
export function sparesOnlySome({ operator, key, values }: Condition): boolean {
  const name = literalOf(key)?.toLowerCase() ?? '';
  if (!WHOSE_RESOURCE.test(name)) return false;
  if (operator.name === 'Null') return values.length > 0 && values.every((value) => literalOf(value) === 'true');
  return isNegatedOperator(operator) && operator.set === undefined;
}
