import { displayText, literalOf, type Text } from '../../document/value.js';
import { conditionKeyName } from '../../policy/condition-key.js';
import type { Condition, Operator } from '../../policy/model.js';
import { anyCaseTest } from './any-case.js';
import { plain, plainPattern, wildPattern } from './pattern.js';
import { addressTest, booleanTest, type Comparison, dateTest, numberTest } from './points.js';
import { arnPattern, textPattern } from './shape.js';
import { patternTest, type ValueTest } from './value-test.js';

/**
 * A condition, ready to be asked of what a request has under its key.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export interface KeyTest {
  /** In lower case. */
  readonly key: string;
  /** The key as the policy writes it. */
  readonly written: string;
  /** What it asks for: two with the same ask for the same. */
  readonly meaning: string;
  /** Of `Null`: whether the key may be absent, and whether it may be there. */
  readonly presence?: { readonly absent: boolean; readonly present: boolean };
  readonly set: Operator['set'];
  readonly ifExists: boolean;
  /** Whether it holds of values that do not pass the test: `StringNotEquals`. */
  readonly negated: boolean;
  readonly test: ValueTest;
}

/** Makes a test of a condition's known values; undefined where what it asks for is not told. */
export function keyTestOf(condition: Condition): KeyTest | undefined {
  const { operator, values, unknown } = condition;
  const { name, set, ifExists } = operator;
  const key = conditionKeyName(condition);
  if (name === undefined || key === undefined) return undefined;
  const asked = { key, written: displayText(condition.key), meaning: meaningOf(key, operator, values) };
  if (name === 'Null') {
    if (unknown.length > 0) return undefined;
    const words = values.map((value) => literalOf(value)?.toLowerCase());
    if (words.includes(undefined)) return undefined;
    const presence = { absent: words.includes('true'), present: words.includes('false') };
    return { ...asked, presence, set: undefined, ifExists: false, negated: false, test: patternTest('text', []) };
  }
  const negated = name.includes('Not');
  const test = valueTestOf(negated ? name.replace('Not', '') : name, values);
  return test && { ...asked, set, ifExists, negated, test };
}

function meaningOf(key: string, { name, set, ifExists }: Operator, values: readonly Text[]): string {
  return [key, set ?? '', name, ifExists, ...values.map(wildPattern)].join('\n');
}

/** What names a condition that is not told: the same in every policy that writes it so. */
export function nameOfCondition({ operator, key, values, unknown }: Condition): string {
  const words = [...values.map(displayText), ...unknown.map(({ reason }) => reason)];
  return [displayText(operator.text), displayText(key), ...words].join(' ');
}

function valueTestOf(name: string, values: readonly Text[]): ValueTest | undefined {
  switch (name) {
    case 'StringEquals':
    case 'BinaryEquals':
      return patternTest('text', values.map(plainPattern).map(textPattern));
    case 'StringLike':
      return patternTest('text', values.map(wildPattern).map(textPattern));
    case 'ArnEquals':
    case 'ArnLike':
      return patternTest('arn', values.map(wildPattern).map(arnPattern));
  }
  const literals = values.map(literalOf).filter((value): value is string => value !== undefined);
  if (literals.length < values.length) return undefined;
  if (name === 'StringEqualsIgnoreCase') return anyCaseTest(literals.map(plain));
  if (name === 'IpAddress') return addressTest(literals);
  if (name === 'Bool') return booleanTest(literals);
  const comparison = comparisonOf(name.replace(/^(?:Numeric|Date)/, ''));
  if (comparison === undefined) return undefined;
  return name.startsWith('Numeric') ? numberTest(comparison, literals) : dateTest(comparison, literals);
}

function comparisonOf(name: string): Comparison | undefined {
  const all: readonly Comparison[] = ['Equals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'];
  return all.find((comparison) => comparison === name);
}
