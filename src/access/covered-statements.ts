import { displayText } from '../document/value.js';
import { conditionKeyName } from '../policy/condition-key.js';
import type { Condition, Element, PrincipalElement, Statement } from '../policy/model.js';
import { isSubset } from './action-set.js';
import { actionsOf, coversResources, existsWith } from './statement-set.js';
import { patternOf } from './text-pattern.js';

/** A statement that another one of its policy makes superfluous. */
export interface CoveredStatement {
  readonly statement: Statement;
  /** The statement that says all that this one says. */
  readonly by: Statement;
  /** Whether the two say the same. */
  readonly isRepeated: boolean;
}

/** No policy that AWS takes has so many statements; of more the first are compared. */
const MOST_STATEMENTS = 200;

/**
 * The statements of a policy that one other statement wholly covers: the same effect, at least the same principals,
 * actions and resources, and no condition that this one does not have. What two others cover together, or a looser
 * condition does, is left out: it takes more than a reader's eye to see, and to trust.
 */
export function coveredStatements(all: readonly Statement[]): readonly CoveredStatement[] {
  const statements = all.slice(0, MOST_STATEMENTS).filter(isTold);
  const covered: CoveredStatement[] = [];
  for (const [index, statement] of statements.entries()) {
    for (const [place, by] of statements.entries()) {
      if (by.index === statement.index || !coversStatement(by, statement)) continue;
      const isRepeated = coversStatement(statement, by);
      // Of two that say the same the first one stays.
      if (isRepeated && place > index) continue;
      covered.push({ statement, by, isRepeated });
      break;
    }
  }
  return covered;
}

function isTold({ effect, action, conditions, unknown }: Statement): boolean {
  return effect !== undefined && unknown.length === 0 && action !== undefined && conditions.every(isKnown);
}

function isKnown({ operator, unknown }: Condition): boolean {
  return operator.name !== undefined && unknown.length === 0;
}

function coversStatement(outer: Statement, inner: Statement): boolean {
  return (
    outer.effect === inner.effect &&
    outer.conditions.length <= inner.conditions.length &&
    coversElement(outer, inner, 'action') &&
    coversElement(outer, inner, 'resource') &&
    coversPrincipals(outer.principal, inner.principal) &&
    coversConditions(outer.conditions, inner.conditions) &&
    existsWith(outer, inner) === 'yes'
  );
}

function coversElement(outer: Statement, inner: Statement, name: 'action' | 'resource'): boolean {
  const [wide, narrow] = [outer[name], inner[name]];
  if (wide === undefined || narrow === undefined) return wide === narrow;
  if (isSame(wide, narrow)) return true;
  if (name === 'resource') return coversResources(outer, inner);
  // A text that is no action is in no set: what it was meant for nobody knows.
  const isPlain = narrow.items.every((item) => item.parts.length === 1 && typeof item.parts[0] === 'string');
  return isPlain && isSubset(actionsOf(inner), actionsOf(outer));
}

function isSame(a: Element, b: Element): boolean {
  return a.negated === b.negated && sameTexts(a.items.map(patternOf), b.items.map(patternOf));
}

function sameTexts(a: readonly string[], b: readonly string[]): boolean {
  const [first, second] = [new Set(a), new Set(b)];
  return first.size === second.size && [...first].every((text) => second.has(text));
}

function coversPrincipals(outer: PrincipalElement | undefined, inner: PrincipalElement | undefined): boolean {
  if (outer === undefined || inner === undefined) return outer === inner;
  if (outer.negated !== inner.negated) return false;
  const names = (element: PrincipalElement) => element.items.map(({ type, value }) => `${type} ${patternOf(value)}`);
  if (outer.negated) return sameTexts(names(outer), names(inner));
  const known = new Set(names(outer));
  return names(inner).every((name) => known.has(name));
}

/** Whether whatever meets the one's conditions meets the other's: those are among them, word for word. */
function coversConditions(outer: readonly Condition[], inner: readonly Condition[]): boolean {
  const known = new Set(inner.map(wordsOf));
  return outer.every((condition) => known.has(wordsOf(condition)));
}

function wordsOf(condition: Condition): string {
  const { operator, key, values } = condition;
  const name = conditionKeyName(condition) ?? patternOf(key);
  const listed = [...new Set(values.map(patternOf))].sort();
  return JSON.stringify([displayText(operator.text).toLowerCase(), name, listed]);
}
