import { MFA_SETUP_ACTIONS } from '../aws/sensitive-actions.js';
import { displayText, type Text } from '../document/value.js';
import { conditionKeyName } from '../policy/condition-key.js';
import type { Condition, Policy, PrincipalElement, Statement } from '../policy/model.js';
import { covers } from '../policy/wildcard.js';
import { type ActionSet, areDisjoint, expandAll, isEmpty, minus, union } from './action-set.js';
import type { Verdict } from './answer.js';
import { holdsIn, isAboutCredentials, type MfaSituation, WITHOUT_MFA } from './mfa-situation.js';
import { includesStrangers } from './principals.js';
import { actionsOf, coversResources, existsWith, isWhole } from './statement-set.js';
import { patternOf } from './text-pattern.js';

/** Who gets by a condition on MFA without having used it. */
export interface MfaBypass {
  /** At least one. */
  readonly situations: readonly MfaSituation[];
  /** `unknown` where it rests on something that the input does not tell. */
  readonly verdict: 'yes' | 'unknown';
}

/**
 * Who gets by a statement that asks for MFA: whom its Allow lets through, or its Deny does not stop, without it. Another
 * Deny may stop them, and the setting up of MFA has to be possible without.
 *
 * @param policies all that apply together with the statement, its own policy among them
 */
export function bypassOf(statement: Statement, policies: readonly Policy[]): MfaBypass | undefined {
  if (statement.effect === undefined) return undefined;
  const found = WITHOUT_MFA.map((situation) => ({ situation, verdict: getsBy(statement, situation, policies) })).filter(
    ({ verdict }) => verdict !== 'no',
  );
  if (found.length === 0) return undefined;
  const sure = found.filter(({ verdict }) => verdict === 'yes');
  return {
    situations: (sure.length > 0 ? sure : found).map(({ situation }) => situation),
    verdict: sure.length > 0 ? 'yes' : 'unknown',
  };
}

function getsBy(statement: Statement, situation: MfaSituation, policies: readonly Policy[]): Verdict {
  const isAllow = statement.effect === 'Allow';
  const holds = holdsIn(statement, situation);
  if (holds === (isAllow ? 'no' : 'yes')) return 'no';
  // What is not told of an Allow may be one more condition; of a Deny, that makes it no stronger.
  const isTold = isAllow ? statement.unknown.length === 0 : !isGrantedWithMfaOnly(statement, situation, policies);
  const isSure = holds !== 'unknown' && isTold;
  const left = lettingBy(statement, situation, policies);
  return left === 'yes' && !isSure ? 'unknown' : left;
}

/** Whether all that grants what a Deny speaks of, as far as the policies hold it, does not apply in a situation anyway. */
function isGrantedWithMfaOnly(deny: Statement, situation: MfaSituation, policies: readonly Policy[]): boolean {
  const actions = actionsOf(deny);
  const grants = policies
    .flatMap(({ statements }) => statements)
    .filter((grant) => grant.effect === 'Allow' && !areDisjoint(actionsOf(grant), actions));
  return grants.length > 0 && grants.every((grant) => holdsIn(grant, situation) === 'no');
}

/** Whether other statements that deny leave something of what a statement speaks of, in a situation. */
function lettingBy(statement: Statement, situation: MfaSituation, policies: readonly Policy[]): Verdict {
  const actions = minus(actionsOf(statement), expandAll(MFA_SETUP_ACTIONS));
  const denies = policies.flatMap(({ statements }) => statements).filter((deny) => deny.effect === 'Deny');
  const judged = denies.flatMap((deny) => {
    const verdict = deny === statement ? 'no' : deniesWith(deny, statement, situation);
    return verdict === 'no' ? [] : [{ deny, verdict }];
  });
  const sure = judged.filter(({ verdict }) => verdict === 'yes').map(({ deny }) => deny);
  const possible = judged.map(({ deny }) => deny);
  const pieces = piecesOf(statement);
  const leaves = (by: readonly Statement[]) => pieces.some((piece) => !isEmpty(minus(actions, deniedBy(by, piece))));
  if (leaves(possible)) return 'yes';
  return leaves(sure) ? 'unknown' : 'no';
}

function deniedBy(denies: readonly Statement[], piece: Statement): ActionSet {
  return union(denies.filter((deny) => leavesNoResource(deny, piece)).map(actionsOf));
}

/** A statement for each of its resources, so that one may be denied by this and another by that. */
function piecesOf(statement: Statement): readonly Statement[] {
  const { resource } = statement;
  if (resource === undefined || resource.negated || resource.unknown.length > 0) return [statement];
  return resource.items.map((item) => ({ ...statement, resource: { ...resource, items: [item] } }));
}

function leavesNoResource(deny: Statement, { resource, ...rest }: Statement): boolean {
  if (coversResources(deny, { ...rest, resource })) return true;
  if (deny.resource?.negated !== true || resource?.negated !== true) return false;
  return deny.resource.items.every((spared) => resource.items.some((item) => isWithin(spared, item)));
}

function isWithin(inner: Text, outer: Text): boolean {
  return covers(patternOf(outer), patternOf(inner));
}

/** Whether a Deny applies in a situation, whenever and to whomever another statement applies. */
function deniesWith(deny: Statement, other: Statement, situation: MfaSituation): Verdict {
  const verdicts = [holdsIn(deny, situation), existsWith(deny, other)];
  if (verdicts.includes('no') || !coversPrincipals(deny.principal, other.principal)) return 'no';
  const further = deny.conditions.filter((condition) => !isAboutCredentials(condition));
  const isFurther = further.some((condition) => !other.conditions.some((same) => isSame(condition, same)));
  const isOpen = isFurther || deny.unknown.length > 0 || !isWhole(deny.action);
  return isOpen || verdicts.includes('unknown') ? 'unknown' : 'yes';
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
