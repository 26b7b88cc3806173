import { literalOf, type Text } from '../document/value.js';
import { conditionKeyName } from '../policy/condition-key.js';
import type { Condition, Policy, Principal, Statement } from '../policy/model.js';
import { isNegatedOperator } from '../policy/operator.js';
import type { ActionSet } from './action-set.js';
import { type Answer, NO } from './answer.js';
import { alwaysHoldsForStrangers, keepsStrangersOut, tellsCallersApart } from './caller-condition.js';
import { boxOf } from './engine/box.js';
import { cubesOfEffect } from './engine/cube.js';
import { holds, type KeyValue } from './engine/key-search.js';
import { keyTestOf } from './engine/key-test.js';
import { ask } from './engine/question.js';
import { hasFixedAccount, isFixedText } from './fixed-value.js';
import { includesStrangers } from './principals.js';
import { asStranger, type ForStrangers, isVague } from './public.js';

/**
 * Whether a statement lets an AWS service do any of some actions for strangers: for resources of any account and
 * organization. What a request of the service says of the service itself is known, what it says of a caller is not there,
 * what it says of the source is a stranger's; all else is the request's to choose.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html#cross-service-confused-deputy-prevention
 */
export function actsForStrangers(statement: Statement, policy: Policy, service: Principal, actions: ActionSet): Answer {
  const open = asStranger(statement, (condition) => allows(condition, statement, service));
  if (open === undefined) return NO;
  const denies = policy.statements.flatMap((deny) => (isVague(deny, statement) ? [] : denied(deny, service)));
  const others = denies.flatMap((deny) => cubesOfEffect(deny, 'Deny'));
  const outcome = ask(boxOf(actions), [{ lists: [cubesOfEffect(open, 'Allow')], others }]);
  return { ...outcome, grants: outcome.verdict === 'no' ? [] : [statement] };
}

/** A Deny as the service meets it; nothing where it is for others. */
function denied(deny: Statement, service: Principal): readonly Statement[] {
  const { effect, principal, unknown } = deny;
  if (effect !== 'Deny' && (effect !== undefined || unknown.length === 0)) return [];
  if (principal !== undefined && !includesStrangers(principal) && !names(principal, service)) return [];
  const met = asStranger(deny, (condition) => deniesFor(condition, service));
  return met === undefined ? [] : [met];
}

function names({ items, negated }: NonNullable<Statement['principal']>, { value }: Principal): boolean {
  const wanted = literalOf(value);
  return items.some((item) => item.type === 'Service' && literalOf(item.value) === wanted) !== negated;
}

/** Of an Allow. */
function allows(condition: Condition, { conditions }: Statement, service: Principal): ForStrangers {
  const known = ofService(condition, service);
  if (known !== undefined) return known;
  if (isOfContext(condition, service)) return namesContext(condition) ? 'fails' : 'depends';
  const verdict = keepsStrangersOut(condition, conditions);
  if (verdict === 'unknown') return verdict;
  if (verdict === 'yes') return 'fails';
  if (!tellsCallersApart(condition)) return 'depends';
  if (isOfSource(condition) && isNegatedOperator(condition.operator)) {
    return judged(condition, [strangeSource(condition, service)]);
  }
  // Not every service says for whom it acts, and then the condition holds.
  const { operator } = condition;
  const plain = { ...condition, operator: { ...operator, ifExists: false } };
  return operator.ifExists && keepsStrangersOut(plain, conditions) === 'yes' ? 'unknown' : 'holds';
}

/** Of a Deny. */
function deniesFor(condition: Condition, service: Principal): ForStrangers {
  const known = ofService(condition, service);
  if (known !== undefined) return known;
  const verdict = alwaysHoldsForStrangers(condition);
  if (verdict === 'unknown') return verdict;
  if (verdict === 'yes') return 'holds';
  // What even a source that nobody thought of fits, all sources do.
  const isPositive = !isNegatedOperator(condition.operator);
  if (isPositive && isOfSource(condition) && judged(condition, [strangeSource(condition, service)]) === 'holds') {
    return 'holds';
  }
  return tellsCallersApart(condition) ? 'fails' : 'depends';
}

function isOfSource(condition: Condition): boolean {
  return OF_SOURCES.test(conditionKeyName(condition) ?? '');
}

/** A source that no policy names. */
function strangeSource(condition: Condition, { value }: Principal): string {
  const prefix = (literalOf(value) ?? '').split('.')[0] ?? '';
  return conditionKeyName(condition) === 'aws:sourcearn' ? `arn:aws:${prefix}:zq-7:zq7:zq7/zq7` : 'zq7/zq7';
}

/** Keys that say who the caller is: a service is no principal of an account. */
const OF_CALLERS =
  /^aws:(?:principal(?:account|arn|orgid|orgpaths|tag\/.+)|userid|username|multifactorauth(?:present|age)|federatedprovider|calledvia(?:first|last)?|sourcevpc|sourcevpce|sourceidentity)$/;

/** Keys that say for whom a service acts. */
const OF_SOURCES = /^aws:source(?:account|arn|orgid|orgpaths|owner)$/;

/** What becomes of a condition whose key is known of a service's requests; undefined for all others. */
function ofService(condition: Condition, service: Principal): ForStrangers | undefined {
  const key = conditionKeyName(condition);
  if (key === undefined) return undefined;
  const isPresenceAsked = condition.operator.name === 'Null';
  if (isPresenceAsked && OF_SOURCES.test(key)) return judged(condition, ['arn:aws:s3:::strangers']);
  const name = literalOf(service.value);
  if (key === 'aws:principalisawsservice') return judged(condition, ['true']);
  if (key === 'aws:viaawsservice') return judged(condition, ['false']);
  if (key.startsWith('aws:principalservicename')) return name === undefined ? 'unknown' : judged(condition, [name]);
  return OF_CALLERS.test(key) ? judged(condition, undefined) : undefined;
}

function judged(condition: Condition, value: KeyValue): ForStrangers {
  const test = keyTestOf(condition);
  if (test === undefined) return 'unknown';
  if (holds(test, value, true))
    return condition.unknown.length > 0 && isNegatedOperator(condition.operator) ? 'unknown' : 'holds';
  return holds(test, value, false) && condition.unknown.length === 0 ? 'fails' : 'unknown';
}

/**
 * Whether a condition is on what a service says of its work in its own way: what it encrypts, an external id, or, of old,
 * the account in the place of a referrer.
 * https://docs.aws.amazon.com/ses/latest/dg/receiving-email-permissions.html
 */
function isOfContext(condition: Condition, { value }: Principal): boolean {
  const key = conditionKeyName(condition) ?? '';
  if (key.startsWith('kms:encryptioncontext:') || key === 'sts:externalid') return true;
  return key === 'aws:referer' && literalOf(value) === 'ses.amazonaws.com';
}

function namesContext({ operator, values, unknown }: Condition): boolean {
  if (isNegatedOperator(operator) || operator.ifExists || operator.set === 'ForAllValues') return false;
  return values.length + unknown.length > 0 && values.every(isOwn);
}

function isOwn(value: Text): boolean {
  return isFixedText(value) === 'yes' || hasFixedAccount(value) === 'yes';
}
