import { MFA_SETUP_ACTIONS } from '../aws/sensitive-actions.js';
import { displayText } from '../document/value.js';
import { conditionKeyName } from '../policy/condition-key.js';
import type { Condition, Element, Policy, PrincipalElement, Statement } from '../policy/model.js';
import { covers, hasWildcard } from '../policy/wildcard.js';
import { type ActionSet, areDisjoint, expandAll, isEmpty, minus, union } from './action-set.js';
import type { Verdict } from './answer.js';
import { holdsIn, isAboutCredentials, type MfaSituation, WITHOUT_MFA } from './mfa-situation.js';
import { includesStrangers } from './principals.js';
import { actionsOf, existsWith, isWhole } from './statement-set.js';
import { patternOf } from './text-pattern.js';

/** Who gets by a condition on MFA without having used it. */
export interface MfaBypass {
  /** At least one. */
  readonly situations: readonly MfaSituation[];
  /** `unknown` where it rests on something that the input does not tell. */
  readonly verdict: 'yes' | 'unknown';
}

/**
 * Prepares to tell who gets by statements that ask for MFA: whom an Allow lets through, or a Deny does not stop, without
 * it. Another Deny may stop them, and the setting up of MFA has to be possible without.
 *
 * @param policies all that apply together, those of the statements that will be asked about among them
 */
export function bypassesAmong(policies: readonly Policy[]): (statement: Statement) => MfaBypass | undefined {
  const worlds = WITHOUT_MFA.map((situation) => worldOf(situation, policies));
  return (statement) => {
    if (statement.effect === undefined) return undefined;
    const found = worlds
      .map((world) => ({ situation: world.situation, verdict: getsBy(statement, world) }))
      .filter(({ verdict }) => verdict !== 'no');
    if (found.length === 0) return undefined;
    const sure = found.filter(({ verdict }) => verdict === 'yes');
    return {
      situations: (sure.length > 0 ? sure : found).map(({ situation }) => situation),
      verdict: sure.length > 0 ? 'yes' : 'unknown',
    };
  };
}

/** What policies come to in a situation. */
interface World {
  readonly situation: MfaSituation;
  /** The statements that deny there, or may. */
  readonly denies: readonly Deny[];
  /** The actions of the Allows that apply there, or may, … */
  readonly granted: ActionSet;
  /** … and of those that do not. */
  readonly withheld: ActionSet;
}

interface Deny {
  readonly statement: Statement;
  readonly holds: Verdict;
  readonly reach: Reach;
}

/** The resources that a statement speaks of: all of them, or those that fit one of the patterns. */
interface Reach {
  readonly isAll: boolean;
  readonly fixed: ReadonlySet<string>;
  readonly wild: readonly string[];
}

function worldOf(situation: MfaSituation, policies: readonly Policy[]): World {
  const statements = policies.flatMap((policy) => policy.statements);
  const judged = statements.map((statement) => ({ statement, holds: holdsIn(statement, situation) }));
  const allows = judged.filter(({ statement }) => statement.effect === 'Allow');
  const actionsWhere = (test: (holds: Verdict) => boolean) =>
    union(allows.filter(({ holds }) => test(holds)).map(({ statement }) => actionsOf(statement)));
  return {
    situation,
    denies: judged
      .filter(({ statement, holds }) => statement.effect === 'Deny' && holds !== 'no')
      .map((deny) => ({ ...deny, reach: reachOf(deny.statement) })),
    granted: actionsWhere((holds) => holds !== 'no'),
    withheld: actionsWhere((holds) => holds === 'no'),
  };
}

function reachOf({ resource }: Statement): Reach {
  const patterns = resource === undefined || resource.negated ? [] : resource.items.map(patternOf);
  return {
    isAll: resource === undefined || patterns.some((pattern) => /^\*+$/.test(pattern)),
    fixed: new Set(patterns),
    wild: patterns.filter(hasWildcard),
  };
}

function getsBy(statement: Statement, world: World): Verdict {
  const isAllow = statement.effect === 'Allow';
  const holds = holdsIn(statement, world.situation);
  if (holds === (isAllow ? 'no' : 'yes')) return 'no';
  const actions = actionsOf(statement);
  // What all grants in sight withhold anyway may be granted out of sight.
  const isWithheld = !areDisjoint(world.withheld, actions) && areDisjoint(world.granted, actions);
  // What is not told of an Allow may be one more condition; of a Deny, that makes it no stronger.
  const isTold = isAllow ? statement.unknown.length === 0 : !isWithheld;
  const left = lettingBy(statement, world);
  return left === 'yes' && (holds === 'unknown' || !isTold) ? 'unknown' : left;
}

/** Whether other statements that deny leave something of what a statement speaks of. */
function lettingBy(statement: Statement, { denies }: World): Verdict {
  const actions = minus(actionsOf(statement), expandAll(MFA_SETUP_ACTIONS));
  if (isEmpty(actions)) return 'no';
  let verdict: Verdict = 'no';
  for (const piece of piecesOf(statement)) {
    const near = denies.filter((deny) => deny.statement !== statement && reaches(deny, piece));
    const judged = near.map((deny) => ({ actions: actionsOf(deny.statement), verdict: deniesWith(deny, statement) }));
    const left = (by: typeof judged) => !isEmpty(minus(actions, union(by.map((deny) => deny.actions))));
    if (left(judged.filter((deny) => deny.verdict !== 'no'))) return 'yes';
    if (left(judged.filter((deny) => deny.verdict === 'yes'))) verdict = 'unknown';
  }
  return verdict;
}

/** The resources of a statement, one by one: one may be denied by this and another by that. */
function piecesOf({ resource }: Statement): readonly Piece[] {
  if (resource === undefined) return [undefined];
  return resource.negated || resource.unknown.length > 0 ? [resource] : resource.items.map(patternOf);
}

/** The pattern of one resource; an element that has to be taken as a whole; undefined where there is none. */
type Piece = string | Element | undefined;

function reaches({ statement, reach }: Deny, piece: Piece): boolean {
  if (reach.isAll) return true;
  if (typeof piece === 'string') {
    return reach.fixed.has(piece) || reach.wild.some((pattern) => covers(pattern, piece));
  }
  // All but a few, and all but no more than these.
  if (statement.resource?.negated !== true || piece?.negated !== true) return false;
  const spared = piece.items.map(patternOf);
  return statement.resource.items.every((item) => spared.some((pattern) => covers(pattern, patternOf(item))));
}

/** Whether a Deny applies whenever and to whomever another statement applies. */
function deniesWith({ statement: deny, holds }: Deny, other: Statement): Verdict {
  const exists = existsWith(deny, other);
  if (exists === 'no' || !coversPrincipals(deny.principal, other.principal)) return 'no';
  const further = deny.conditions.filter((condition) => !isAboutCredentials(condition));
  const isFurther = further.some((condition) => !other.conditions.some((same) => isSame(condition, same)));
  const isOpen = isFurther || deny.unknown.length > 0 || !isWhole(deny.action);
  return isOpen || exists === 'unknown' || holds === 'unknown' ? 'unknown' : 'yes';
}

function coversPrincipals(outer: PrincipalElement | undefined, inner: PrincipalElement | undefined): boolean {
  if (outer === undefined || (!outer.negated && includesStrangers(outer))) return true;
  if (inner === undefined || outer.negated !== inner.negated || inner.unknown.length > 0) return false;
  const [wide, narrow] = outer.negated ? [inner, outer] : [outer, inner];
  const names = new Set(wide.items.map(({ type, value }) => `${type} ${displayText(value)}`));
  return narrow.items.every(({ type, value }) => names.has(`${type} ${displayText(value)}`));
}

function isSame(a: Condition, b: Condition): boolean {
  if (a.unknown.length > 0 || b.unknown.length > 0 || conditionKeyName(a) !== conditionKeyName(b)) return false;
  const words = ({ operator, values }: Condition) =>
    [displayText(operator.text).toLowerCase(), ...values.map(displayText).sort()].join('\n');
  return conditionKeyName(a) !== undefined && words(a) === words(b);
}
