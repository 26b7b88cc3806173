import { lowerCase } from '../aws/actions.js';
import { displayText } from '../document/value.js';
import { conditionKeyName } from '../policy/condition-key.js';
import type { Condition, Element, PrincipalElement, Statement } from '../policy/model.js';
import { covers, hasWildcard } from '../policy/wildcard.js';
import { existsWith } from './statement-set.js';
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
  const told = all.slice(0, MOST_STATEMENTS).filter(isTold).map(inWords);
  const covered: CoveredStatement[] = [];
  for (const [index, inner] of told.entries()) {
    for (const [place, outer] of told.entries()) {
      if (outer.statement.index === inner.statement.index || !coversStatement(outer, inner)) continue;
      const isRepeated = coversStatement(inner, outer);
      // Of two that say the same the first one stays.
      if (isRepeated && place > index) continue;
      covered.push({ statement: inner.statement, by: outer.statement, isRepeated });
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

/** A statement in the words that are compared, each found once. */
interface InWords {
  readonly statement: Statement;
  readonly action: Words;
  readonly resource: Words;
  readonly principal: Words;
  readonly conditions: ReadonlySet<string>;
}

/** What an element lists, and whether it is all but that; undefined where there is no such element. */
type Words =
  | { readonly negated: boolean; readonly all: ReadonlySet<string>; readonly patterns: readonly string[] }
  | undefined;

function inWords(statement: Statement): InWords {
  const { action, resource, principal, conditions } = statement;
  return {
    statement,
    action: wordsOf(action, lowerCase),
    resource: wordsOf(resource, (text) => text),
    principal: principalsOf(principal),
    conditions: new Set(conditions.map(conditionOf)),
  };
}

function wordsOf(element: Element | undefined, fold: (text: string) => string): Words {
  if (element === undefined) return undefined;
  const all = new Set(element.items.map((item) => fold(patternOf(item))));
  return { negated: element.negated, all, patterns: [...all].filter(hasWildcard) };
}

function principalsOf(element: PrincipalElement | undefined): Words {
  if (element === undefined) return undefined;
  // Principals have no wildcards but `*` itself, which is a word like others.
  const all = new Set(element.items.map(({ type, value }) => `${type} ${patternOf(value)}`));
  return { negated: element.negated, all, patterns: [] };
}

function conditionOf(condition: Condition): string {
  const { operator, key, values } = condition;
  const name = conditionKeyName(condition) ?? patternOf(key);
  const listed = [...new Set(values.map(patternOf))].sort();
  return JSON.stringify([displayText(operator.text).toLowerCase(), name, listed]);
}

function coversStatement(outer: InWords, inner: InWords): boolean {
  return (
    outer.statement.effect === inner.statement.effect &&
    outer.conditions.size <= inner.conditions.size &&
    isWithin(outer.conditions, inner.conditions) &&
    coversWords(outer.action, inner.action) &&
    coversWords(outer.resource, inner.resource) &&
    coversWords(outer.principal, inner.principal) &&
    existsWith(outer.statement, inner.statement) === 'yes'
  );
}

function coversWords(outer: Words, inner: Words): boolean {
  if (outer === undefined || inner === undefined) return outer === inner;
  if (outer.negated || inner.negated) {
    const isSame = outer.all.size === inner.all.size && isWithin(inner.all, outer.all);
    return isSame && outer.negated === inner.negated;
  }
  for (const word of inner.all) {
    if (!outer.all.has(word) && !outer.patterns.some((pattern) => covers(pattern, word))) return false;
  }
  return true;
}

function isWithin(some: ReadonlySet<string>, all: ReadonlySet<string>): boolean {
  for (const word of some) if (!all.has(word)) return false;
  return true;
}
