import { literalOf, type Text } from '../document/value.js';
import { conditionKeyName } from '../policy/condition-key.js';
import type { Condition, Operator } from '../policy/model.js';
import { isNegatedOperator } from '../policy/operator.js';
import type { Verdict } from './answer.js';
import {
  type Fixing,
  hasFixedAccount,
  hasFixedDomain,
  hasFixedOrganization,
  hasFixedUserId,
  isFixedText,
  isKnownSource,
  isNarrowAddress,
  isService,
  isTrue,
  isVariable,
  withoutWildcards,
} from './fixed-value.js';

/**
 * Condition keys that tell known callers from strangers, with what makes a value a fixed one: an account, organization,
 * network or identity of one's own that no stranger can take.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */
const FIXING_KEYS: ReadonlyMap<string, Fixing> = new Map([
  ['aws:ec2instancesourcevpc', isFixedText],
  ['aws:federatedprovider', hasFixedAccount],
  ['aws:principalaccount', isFixedText],
  ['aws:principalarn', hasFixedAccount],
  ['aws:principalisawsservice', isService],
  ['aws:principalorgid', isFixedText],
  ['aws:principalorgpaths', hasFixedOrganization],
  ['aws:principalservicename', isService],
  ['aws:principalservicenameslist', isService],
  ['aws:sourceaccount', isFixedText],
  ['aws:sourcearn', isKnownSource],
  ['aws:sourceip', isNarrowAddress],
  ['aws:sourceorgid', isFixedText],
  ['aws:sourceorgpaths', hasFixedOrganization],
  ['aws:sourceowner', isFixedText],
  ['aws:sourcevpc', isFixedText],
  ['aws:sourcevpcarn', hasFixedAccount],
  ['aws:sourcevpce', isFixedText],
  ['aws:userid', hasFixedUserId],
  ['aws:vpceaccount', isFixedText],
  ['aws:vpceorgid', isFixedText],
  ['aws:vpceorgpaths', hasFixedOrganization],
  ['ec2:sourceinstancearn', hasFixedAccount],
  ['elasticfilesystem:accessedviamounttarget', isTrue],
  ['kms:calleraccount', isFixedText],
  ['lambda:eventsourcetoken', isFixedText],
  ['lambda:sourcefunctionarn', hasFixedAccount],
  ['s3:dataaccesspointaccount', isFixedText],
  ['s3:dataaccesspointarn', hasFixedAccount],
  ['s3:x-amz-server-side-encryption-aws-kms-key-id', hasFixedAccount],
  ['sns:endpoint', hasFixedDomain],
]);

/**
 * Tests that compare the caller with the resource itself: `aws:ResourceAccount` equal to `${aws:PrincipalAccount}`.
 * They keep strangers out though neither side is a fixed value.
 */
const OWN_PAIRS: ReadonlyMap<string, string> = new Map([
  ['aws:principalaccount', 'aws:resourceaccount'],
  ['aws:principalorgid', 'aws:resourceorgid'],
  ['aws:principalorgpaths', 'aws:resourceorgpaths'],
  ['aws:resourceaccount', 'aws:principalaccount'],
  ['aws:resourceorgid', 'aws:principalorgid'],
  ['aws:resourceorgpaths', 'aws:principalorgpaths'],
  ['aws:sourceaccount', 'aws:resourceaccount'],
  ['aws:sourceorgid', 'aws:resourceorgid'],
]);

/** Operators that hold for the listed values alone. `NumericLessThan` and the like hold for what nobody lists. */
const LISTING: ReadonlySet<string> = new Set([
  'StringEquals',
  'StringEqualsIgnoreCase',
  'StringLike',
  'ArnEquals',
  'ArnLike',
  'IpAddress',
  'Bool',
  'NumericEquals',
  'BinaryEquals',
]);

/**
 * Whether a condition of an Allow keeps strangers out: callers whose account, organization, network and address are
 * none that a policy could name. `no` also where it only seems to: a negated operator, a set operator or `IfExists`
 * that holds when the key is absent, a wildcard that anybody matches.
 *
 * @param all the conditions of the statement: a `Null` test among them may require the key
 * @returns `unknown` too where only AWS services are let in, which may act for strangers
 */
export function keepsStrangersOut(condition: Condition, all: readonly Condition[] = [condition]): Verdict {
  const { operator, values, unknown } = condition;
  const key = conditionKeyName(condition);
  if (operator.name === undefined) return 'unknown';
  if (!LISTING.has(operator.name)) return 'no';
  if (holdsWhenAbsent(operator) && (key === undefined || !isRequired(key, all))) return 'no';
  if (key === undefined) return 'unknown';
  const name = operator.name;
  const verdicts = values.map((value) => fixes(key, name, value));
  if (verdicts.includes('no')) return 'no';
  if (!isCallersKey(key)) return 'no';
  return unknown.length > 0 || verdicts.includes('unknown') ? 'unknown' : 'yes';
}

/** What a stranger is not. Anonymous requests lack the first key, signed or not they have the second. */
const NOT_A_STRANGER: ReadonlyMap<string, 'sometimes' | 'always'> = new Map([
  ['aws:principalisawsservice', 'sometimes'],
  ['aws:viaawsservice', 'always'],
]);

/**
 * Whether a condition of a Deny holds for every request that a stranger can make, so that the Deny shuts him out. A
 * negated operator over a fixed value does: his own value differs, and an absent one counts as different too.
 */
export function alwaysHoldsForStrangers(condition: Condition): Verdict {
  const { operator, values, unknown } = condition;
  const key = conditionKeyName(condition);
  if (operator.name === undefined || key === undefined || unknown.length > 0) return 'unknown';
  const isPresent = NOT_A_STRANGER.get(key);
  if (isPresent !== undefined && operator.name === 'Bool') {
    if (!values.some((value) => literalOf(value)?.toLowerCase() === 'false')) return 'no';
    return isPresent === 'always' || holdsWhenAbsent(operator) ? 'yes' : 'unknown';
  }
  if (!isNegatedOperator(operator) || operator.set === 'ForAnyValue' || !isCallersKey(key)) return 'no';
  const name = operator.name;
  const verdicts = values.map((value) => fixes(key, name, value));
  // Nobody is unlike a value that everybody matches.
  if (verdicts.includes('no')) return 'no';
  return verdicts.includes('unknown') ? 'unknown' : 'yes';
}

/** Whether a condition looks at who asks, and from where. */
export function tellsCallersApart(condition: Condition): boolean {
  return isCallersKey(conditionKeyName(condition) ?? '');
}

/** Whether a key tells callers apart at all. */
function isCallersKey(key: string): boolean {
  return FIXING_KEYS.has(key) || OWN_PAIRS.has(key) || isSubjectOfProvider(key);
}

/** Whether a value of a key is one that no stranger has. */
function fixes(key: string, operator: string, value: Text): Verdict {
  const own = OWN_PAIRS.get(key);
  if (own !== undefined && isVariable(value.parts, own)) return 'yes';
  const fixing = FIXING_KEYS.get(key) ?? (isSubjectOfProvider(key) ? isFixedText : undefined);
  return fixing?.(readsWildcards(operator) ? value : withoutWildcards(value), operator) ?? 'no';
}

/** `token.actions.githubusercontent.com:sub`: whom an identity provider vouches for. */
function isSubjectOfProvider(key: string): boolean {
  return key.endsWith(':sub') && key.includes('.');
}

/** `ArnEquals` is `ArnLike`. Addresses are read as ranges. */
function readsWildcards(operator: string): boolean {
  return operator.endsWith('Like') || operator.startsWith('Arn') || operator.endsWith('IpAddress');
}

function holdsWhenAbsent({ ifExists, set }: Operator): boolean {
  return ifExists || set === 'ForAllValues';
}

/** Whether a condition beside it lets through only requests that have the key: `Null: {key: false}`. */
function isRequired(key: string, all: readonly Condition[]): boolean {
  return all.some(
    (condition) =>
      condition.operator.name === 'Null' &&
      conditionKeyName(condition) === key &&
      condition.unknown.length === 0 &&
      condition.values.every((value) => literalOf(value)?.toLowerCase() === 'false'),
  );
}
