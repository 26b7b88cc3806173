import { findConditionKey, isMultivalued } from '../aws/condition-keys.js';
import { conditionKeyName } from '../policy/condition-key.js';
import type { Condition, Statement } from '../policy/model.js';
import { isNegatedOperator } from '../policy/operator.js';
import { keepsStrangersOut } from './caller-condition.js';
import { addressesOfVersion4, arnsOf, holdsWhenAbsent, isAlwaysTrue, isNeverTrue, textsOf } from './condition-truth.js';
import type { ValueTest } from './engine/value-test.js';
import { presenceOf } from './key-presence.js';
import { isAboutMfa } from './mfa.js';
import { includesStrangers } from './principals.js';

/** Why a condition of an Allow restricts nothing. */
export type Vacuity =
  /** It holds of every value that the key can have. */
  | { readonly because: 'any value' }
  /** It holds without its key, which no request for the actions has. */
  | { readonly because: 'never there'; readonly isSure: boolean }
  /** It holds without its key, and those that it is to keep out are without. */
  | { readonly because: 'absent'; readonly who: string };

/** Why a condition restricts nothing of what its Allow grants; undefined where it does, or may. */
export function vacuityOf(condition: Condition, statement: Statement): Vacuity | undefined {
  const key = conditionKeyName(condition);
  if (key === undefined || isAboutMfa(condition)) return undefined;
  const form = FORMS.get(key);
  const isLenient = holdsWhenAbsent(condition.operator);
  const isNull = condition.operator.name === 'Null';
  const mayTakeAll = isWide(condition);
  if (!isLenient && !mayTakeAll) return undefined;
  const { presence, isSure } = presenceOf(condition, statement);
  if (presence === 'never' && (isLenient || isAlwaysTrue(condition, presence))) {
    return isListByNature(condition, key) ? undefined : { because: 'never there', isSure };
  }
  if (mayTakeAll && isAlwaysTrue(condition, presence)) return { because: 'any value' };
  // To ask for a network at all, or for a key beside what it must hold, is a test of its own.
  if (
    isNull &&
    (isOfNetwork(key) || statement.conditions.some((other) => other !== condition && conditionKeyName(other) === key))
  )
    return undefined;
  if (mayTakeAll && form !== undefined && isAlwaysTrue(condition, 'always', form())) {
    return isClosedBeside(condition, statement) ? undefined : { because: 'any value' };
  }
  if (!isLenient || presence === 'always') return undefined;
  const who = whoIsWithout(condition, key, statement);
  return who === undefined ? undefined : { because: 'absent', who };
}

/** Whether some value may match all there is, by its look: without one, no operator that lists holds for everything. */
function isWide({ operator, values }: Condition): boolean {
  if (isNegatedOperator(operator)) return values.length === 0;
  if (operator.name === 'Null') return true;
  if (operator.name === 'Bool') return values.length > 1;
  if (operator.name === 'IpAddress') return values.some(({ parts }) => /\/[0-7]$/.test(String(parts.at(-1))));
  if (operator.name !== 'StringLike' && operator.name?.startsWith('Arn') !== true) return false;
  return values.some(({ parts }) => parts.some((part) => typeof part === 'string' && /[*?]/.test(part)));
}

/**
 * What keys can hold that a caller from anywhere has some value of: a pattern that takes all of them asks for nothing
 * that a stranger lacks, or whoever asks may put the key there as he likes.
 */
const FORMS: ReadonlyMap<string, () => ValueTest> = new Map([
  ['aws:principalaccount', () => textsOf('????????????')],
  ['aws:principalarn', () => arnsOf('arn:aws:*:*:*:*')],
  ['aws:principalorgid', () => textsOf('o-*')],
  ['aws:principalorgpaths', () => textsOf('o-*')],
  ['aws:referer', () => textsOf('*')],
  ['aws:sourceaccount', () => textsOf('????????????')],
  ['aws:sourcearn', () => arnsOf('arn:aws:*:*:*:*')],
  ['aws:sourceip', addressesOfVersion4],
  ['aws:sourceorgid', () => textsOf('o-*')],
  ['aws:sourcevpc', () => textsOf('vpc-*')],
  ['aws:sourcevpce', () => textsOf('vpce-*')],
  ['s3:prefix', () => textsOf('*')],
  ['sts:externalid', () => textsOf('*')],
]);

/** Lists that a request may well be without: what it asks for is then within any list. */
const LISTS_OF_THE_REQUEST =
  /^(?:aws:tagkeys|kms:encryptioncontextkeys|kms:grantoperations|s3:requestobjecttagkeys|dynamodb:.*)$/;

function isListByNature({ operator: { set, ifExists } }: Condition, key: string): boolean {
  return set === 'ForAllValues' && !ifExists && LISTS_OF_THE_REQUEST.test(key);
}

/**
 * Keys whose absence is the case that a condition is written for, with whom it lets through. Of those on the caller only
 * where the statement speaks to strangers or services; of the networks, where the other way in is left open.
 */
const WITHOUT: ReadonlyMap<string, { readonly who: string; readonly of: OfWhom }> = new Map([
  ['aws:calledvia', { who: 'direct calls', of: 'anybody' }],
  ['aws:principalorgid', { who: 'callers outside any organization', of: 'identities' }],
  ['aws:principalorgpaths', { who: 'callers outside any organization', of: 'identities' }],
  ['aws:sourceaccount', { who: 'callers without a source account', of: 'services' }],
  ['aws:sourcearn', { who: 'callers without a source resource', of: 'services' }],
  ['aws:sourceorgid', { who: 'callers without a source organization', of: 'services' }],
  ['aws:sourceorgpaths', { who: 'callers without a source organization', of: 'services' }],
  ['aws:sourceowner', { who: 'callers without a source account', of: 'services' }],
  ['aws:sourcevpc', { who: 'callers from the internet', of: 'anybody' }],
  ['aws:sourcevpce', { who: 'callers from the internet', of: 'anybody' }],
  ['aws:sourcevpcarn', { who: 'callers from the internet', of: 'anybody' }],
  ['aws:vpceaccount', { who: 'callers from the internet', of: 'anybody' }],
  ['aws:vpceorgid', { who: 'callers from the internet', of: 'anybody' }],
  ['aws:vpceorgpaths', { who: 'callers from the internet', of: 'anybody' }],
  ['kms:viaservice', { who: 'direct calls', of: 'anybody' }],
  ['sts:externalid', { who: 'callers who leave it out', of: 'anybody' }],
]);

/** Whom a key tells apart. */
type OfWhom = 'anybody' | 'identities' | 'services';

/** Who lacks a key that a condition is content without: those that it was to keep out. */
function whoIsWithout(condition: Condition, key: string, statement: Statement): string | undefined {
  const { operator } = condition;
  // Negation alone is a list of those who may not, and says so.
  if (!operator.ifExists && operator.set !== 'ForAllValues') return undefined;
  if (isNegatedOperator(operator) || isClosedBeside(condition, statement)) return undefined;
  const without = WITHOUT.get(key);
  if (without !== undefined) return isForThem(without.of, statement) ? without.who : undefined;
  // A service's own key may be one that all its requests have.
  if (operator.set !== 'ForAllValues' || !/^aws:|:resourcetag\//.test(key)) return undefined;
  const known = findConditionKey(key);
  return known === undefined || isMultivalued(known) ? undefined : 'requests without it';
}

/** Whether a statement speaks to those whom a key tells apart. Services have no organization at all. */
function isForThem(of: OfWhom, { principal }: Statement): boolean {
  if (of === 'anybody') return true;
  if (principal === undefined) return false;
  return includesStrangers(principal) || (of === 'services' && principal.items.some(({ type }) => type === 'Service'));
}

/** Whether other conditions of the statement keep strangers out, or hold only where the key is there. */
function isClosedBeside(condition: Condition, { conditions }: Statement): boolean {
  const others = conditions.filter((other) => other !== condition);
  const key = conditionKeyName(condition);
  const ofSameKey = others.filter((other) => conditionKeyName(other) === key);
  if (
    ofSameKey.length > 0 &&
    ofSameKey.some((other) => !holdsWhenAbsent(other.operator) && isNeverTrue([other], 'never'))
  )
    return true;
  if (isOfNetwork(key) && others.some((other) => isOfOtherNetwork(key, conditionKeyName(other)))) return true;
  return others.some((other) => keepsStrangersOut(other, conditions) === 'yes');
}

const OF_ADDRESS: readonly string[] = ['aws:sourceip'];
const OF_VPC = /^aws:(?:sourcevpc|vpce)/;

function isOfNetwork(key = ''): boolean {
  return OF_ADDRESS.includes(key) || OF_VPC.test(key);
}

/** A request comes either by the internet, with an address, or by an endpoint: one condition for each lets in neither. */
function isOfOtherNetwork(key = '', other = ''): boolean {
  return OF_ADDRESS.includes(key) ? OF_VPC.test(other) : OF_ADDRESS.includes(other);
}
