import { literalOf, type Text } from '../document/value.js';
import { conditionKeyName } from '../policy/condition-key.js';
import type { Condition, Statement } from '../policy/model.js';
import { isNegatedOperator } from '../policy/operator.js';
import { matches } from '../policy/wildcard.js';
import type { Verdict } from './answer.js';

/**
 * What a request tells of its credentials. A long-term access key brings none of these keys, temporary credentials bring
 * `aws:MultiFactorAuthPresent`, and only those gained by MFA bring `aws:MultiFactorAuthAge`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
 */
export interface MfaSituation {
  /** Who is in it, in the plural. */
  readonly who: string;
  readonly isTemporary: boolean;
  /** Seconds since MFA was used; undefined where it was not. */
  readonly age?: number;
}

/** Everybody without MFA. */
export const WITHOUT_MFA: readonly MfaSituation[] = [
  { who: 'access keys', isTemporary: false },
  { who: 'temporary credentials', isTemporary: true },
];

/** Temporary credentials last 36 hours at most, and so does what they know of MFA. */
const LONGEST_SESSION = 129_600;

/** Sessions with MFA: one for each age that makes a difference to a statement's conditions. */
export function situationsWithMfa({ conditions }: Statement): readonly MfaSituation[] {
  const limits = conditions.flatMap(({ values }) => values.map((value) => Number(literalOf(value) ?? Number.NaN)));
  const ages = [0, LONGEST_SESSION, ...limits.filter(Number.isInteger).flatMap((age) => [age - 1, age, age + 1])];
  return [...new Set(ages)]
    .filter((age) => age >= 0 && age <= LONGEST_SESSION)
    .map((age) => ({ who: 'sessions with MFA', isTemporary: true, age }));
}

type Reading = (situation: MfaSituation) => string | null | undefined;

/** The keys that tell of credentials, with what each holds in a situation; `null` where it is there and not known. */
const KEYS: ReadonlyMap<string, Reading> = new Map<string, Reading>([
  ['aws:multifactorauthpresent', ({ isTemporary, age }) => (isTemporary ? String(age !== undefined) : undefined)],
  ['aws:multifactorauthage', ({ age }) => (age === undefined ? undefined : String(age))],
  ['aws:tokenissuetime', ({ isTemporary }) => (isTemporary ? null : undefined)],
]);

/** Whether a condition is about the credentials of a request, so that a situation decides it. */
export function isAboutCredentials(condition: Condition): boolean {
  return KEYS.has(conditionKeyName(condition) ?? '');
}

/** Whether all of a statement's conditions on credentials hold in a situation, as AWS evaluates them. */
export function holdsIn(statement: Statement, situation: MfaSituation): Verdict {
  const verdicts = statement.conditions.filter(isAboutCredentials).map((each) => conditionHoldsIn(each, situation));
  if (verdicts.includes('no')) return 'no';
  return verdicts.includes('unknown') ? 'unknown' : 'yes';
}

/**
 * Whether one condition on credentials holds in a situation.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function conditionHoldsIn(condition: Condition, situation: MfaSituation): Verdict {
  const { operator } = condition;
  const actual = KEYS.get(conditionKeyName(condition) ?? '')?.(situation);
  if (operator.name === undefined) return 'unknown';
  if (operator.name === 'Null') {
    // AWS knows no `NullIfExists`, and does not say what sets make of `Null`.
    if (operator.ifExists || operator.set !== undefined) return 'unknown';
    return anyOf(condition, (value) => sameWord(value, String(actual === undefined)));
  }
  const isNegated = isNegatedOperator(operator);
  if (actual === undefined) {
    if (operator.ifExists || operator.set === 'ForAllValues') return 'yes';
    return isNegated && operator.set === undefined ? 'yes' : 'no';
  }
  if (actual === null) return 'unknown';
  const name = operator.name.replace('Not', '');
  const verdict = anyOf(condition, (value) => matchesValue(name, value, actual));
  if (!isNegated || verdict === 'unknown') return verdict;
  return verdict === 'yes' ? 'no' : 'yes';
}

/** One of a condition's values is enough. */
function anyOf({ values, unknown }: Condition, test: (value: Text) => Verdict): Verdict {
  const verdicts = values.map(test);
  if (verdicts.includes('yes')) return 'yes';
  return unknown.length > 0 || verdicts.includes('unknown') ? 'unknown' : 'no';
}

/** Whether a value is a boolean's word, whatever its case. What is no boolean is nothing that AWS documents. */
function sameWord(value: Text, word: string): Verdict {
  const literal = literalOf(value)?.toLowerCase();
  if (literal !== 'true' && literal !== 'false') return 'unknown';
  return literal === word ? 'yes' : 'no';
}

/** Whether the value that a request brings fits one that a condition lists. Types that do not fit are not documented. */
function matchesValue(operator: string, value: Text, actual: string): Verdict {
  const literal = literalOf(value);
  if (literal === undefined) return 'unknown';
  const isNumber = actual !== 'true' && actual !== 'false';
  if (operator === 'Bool') return isNumber ? 'unknown' : sameWord(value, actual);
  if (operator === 'StringEquals') return verdict(literal === actual);
  if (operator === 'StringEqualsIgnoreCase') return verdict(literal.toLowerCase() === actual);
  if (operator === 'StringLike') return verdict(matches(literal, actual));
  return isNumber
    ? compared(operator, Number(actual), literal.trim() === '' ? Number.NaN : Number(literal))
    : 'unknown';
}

function compared(operator: string, actual: number, limit: number): Verdict {
  if (Number.isNaN(limit)) return 'unknown';
  switch (operator) {
    case 'NumericEquals':
      return verdict(actual === limit);
    case 'NumericLessThan':
      return verdict(actual < limit);
    case 'NumericLessThanEquals':
      return verdict(actual <= limit);
    case 'NumericGreaterThan':
      return verdict(actual > limit);
    case 'NumericGreaterThanEquals':
      return verdict(actual >= limit);
    default:
      return 'unknown';
  }
}

function verdict(holds: boolean): Verdict {
  return holds ? 'yes' : 'no';
}
