import type { Text, Unknown } from '../document/value.js';
import { conditionKeyName } from '../policy/condition-key.js';
import type { Condition, Policy, Statement } from '../policy/model.js';
import { type ActionSet, all, isEmpty, minus, union } from './action-set.js';
import { type Answer, NO, type Verdict } from './answer.js';
import { alwaysHoldsForStrangers, keepsStrangersOut, tellsCallersApart } from './caller-condition.js';
import { boxOf } from './engine/box.js';
import { cubesOfEffect } from './engine/cube.js';
import { ask } from './engine/question.js';
import { includesStrangers } from './principals.js';
import { actionsOf, coversResources, existsWith, isWhole } from './statement-set.js';

/**
 * Whether a resource or trust policy lets in strangers: callers of any account, organization and network. Judged by
 * what is allowed: a condition that fixes the caller closes a statement, a Deny that holds for every stranger takes its
 * actions away, one that only seems to does not count.
 *
 * @returns `yes` with the statements that do; `unknown` where it hangs on something that the input does not tell
 */
export function publicAccess(policy: Policy): Answer {
  const answers = policy.statements.map((statement) => strangersThrough(statement, policy));
  const open = answers.filter(({ verdict }) => verdict === 'yes');
  const [first] = open;
  if (first !== undefined) return { ...first, grants: open.flatMap(({ grants }) => grants) };
  const unclear = answers.filter(({ verdict }) => verdict === 'unknown');
  if (unclear.length === 0) return NO;
  const [grants, reasons] = [unclear.flatMap((answer) => answer.grants), unclear.flatMap((answer) => answer.reasons)];
  return { verdict: 'unknown', grants, reasons };
}

/**
 * The same for one statement: whether some request of a stranger lies in it and in none of the policy's Denies. What
 * tells callers apart is settled before, since a stranger is none that a policy could name; all else is the request's
 * to choose.
 */
export function strangersThrough(statement: Statement, policy: Policy): Answer {
  const { effect, principal, action } = statement;
  const isAllow = effect === 'Allow' || (effect === undefined && statement.unknown.length > 0);
  if (!isAllow || action === undefined || principal === undefined || !includesStrangers(principal)) return NO;
  const open = asStranger(statement, (condition) => allowsStranger(condition, statement, policy));
  if (open === undefined) return NO;
  const denies = policy.statements.flatMap((deny) => (isVague(deny, statement) ? [] : asDenied(deny)));
  const others = denies.flatMap((deny) => cubesOfEffect(deny, 'Deny'));
  const outcome = ask(boxOf(all()), [{ lists: [cubesOfEffect(open, 'Allow')], others }]);
  if (outcome.verdict === 'yes' && outcome.witness !== undefined) {
    const witness = { ...outcome.witness, principal: 'anyone' };
    // Where it hangs on a template's condition that the statement itself does not, it is open in some stacks alone.
    const isAlways = (witness.when ?? []).every(({ condition }) =>
      statement.when.some((g) => g.condition === condition),
    );
    if (isAlways && effect === 'Allow') return { verdict: 'yes', witness, grants: [statement], reasons: [] };
    return { verdict: 'unknown', witness, grants: [statement], reasons: [NOT_TOLD] };
  }
  // Words that are no actions (`GetObject` without its service) are most likely meant to be some.
  const isMisspelled = !action.negated && action.items.length > 0 && isEmpty(actionsOf(statement));
  if (outcome.verdict === 'no' && !isMisspelled) return NO;
  return { verdict: 'unknown', grants: [statement], reasons: [NOT_TOLD] };
}

const NOT_TOLD = 'what decides who is let in is not told';

/**
 * Whether a Deny may be about the same resource, or about a part of it, because the input does not tell how one of them
 * goes on: nobody allows what he denies just below.
 */
export function isVague(deny: Statement, allow: Statement): boolean {
  return [deny, allow].some(({ resource }) => resource?.items.some(goesOn) === true) && !coversResources(deny, allow);
}

/** Whether a text ends in what an expression may have behind what is known of it. */
function goesOn({ parts }: Text): boolean {
  const last = parts.at(-1);
  return typeof last === 'object' && last.kind === 'hole' && last.id.startsWith('…');
}

/** A Deny as strangers meet it; nothing where it is for others. */
function asDenied(deny: Statement): readonly Statement[] {
  const { effect, principal, unknown } = deny;
  if (effect !== 'Deny' && (effect !== undefined || unknown.length === 0)) return [];
  if (principal !== undefined && !includesStrangers(principal)) return [];
  const met = asStranger(deny, deniesStranger);
  return met === undefined ? [] : [met];
}

/** What becomes of a condition where a stranger asks: some do not tell callers apart, and so are the request's affair. */
export type ForStrangers = 'holds' | 'fails' | 'depends' | 'unknown';

/** A statement as strangers meet it: without what tells callers apart. Undefined where they never do. */
export function asStranger(statement: Statement, judge: (condition: Condition) => ForStrangers): Statement | undefined {
  const judged = statement.conditions.map((condition) => [condition, judge(condition)] as const);
  if (judged.some(([, verdict]) => verdict === 'fails')) return undefined;
  const conditions = judged.flatMap(([condition, verdict]) => (verdict === 'depends' ? [condition] : []));
  const untold = judged.flatMap(([{ place }, verdict]): readonly Unknown[] =>
    verdict === 'unknown' ? [{ kind: 'unknown', place, reason: NOT_TOLD }] : [],
  );
  const settled = judged.flatMap(([{ unknown }, verdict]) => (verdict === 'depends' ? [] : unknown));
  const { principal: _, ...rest } = statement;
  return { ...rest, conditions, unknown: [...statement.unknown.filter((part) => !settled.includes(part)), ...untold] };
}

/** Of an Allow. */
function allowsStranger(condition: Condition, statement: Statement, policy: Policy): ForStrangers {
  const verdict = verdictOn(condition, statement, policy);
  if (verdict === 'unknown') return verdict;
  if (verdict === 'yes') return 'fails';
  return tellsCallersApart(condition) ? 'holds' : 'depends';
}

/** Of a Deny. */
function deniesStranger(condition: Condition): ForStrangers {
  const verdict = alwaysHoldsForStrangers(condition);
  if (verdict === 'unknown') return verdict;
  if (verdict === 'yes') return 'holds';
  return tellsCallersApart(condition) ? 'fails' : 'depends';
}

/** In an access point's own policy these keys name the access point itself, whoever calls. */
const OF_THE_ACCESS_POINT = ['s3:dataaccesspointaccount', 's3:dataaccesspointarn'];

function verdictOn(condition: Condition, statement: Statement, policy: Policy): Verdict {
  const isItself = OF_THE_ACCESS_POINT.includes(conditionKeyName(condition) ?? '');
  if (isItself && policy.resourceType?.endsWith('::AccessPoint') === true) return 'no';
  return keepsStrangersOut(condition, statement.conditions);
}

/** The actions of a statement that the policy's Denies leave to strangers. */
export function leftToStrangers(statement: Statement, policy: Policy): ActionSet {
  const denies = policy.statements.filter((deny) => shutsStrangersOut(deny, statement) === 'yes');
  return minus(actionsOf(statement), union(denies.map(actionsOf)));
}

/** Whether a Deny applies to every stranger on all that the Allow speaks of. */
function shutsStrangersOut(deny: Statement, allow: Statement): Verdict {
  if (deny.effect !== 'Deny' || !coversResources(deny, allow)) return 'no';
  if (deny.principal !== undefined && !includesStrangers(deny.principal)) return 'no';
  const verdicts = [existsWith(deny, allow), ...deny.conditions.map(alwaysHoldsForStrangers)];
  if (verdicts.includes('no')) return 'no';
  const isTold = deny.unknown.length === 0 && isWhole(deny.action);
  return isTold && !verdicts.includes('unknown') ? 'yes' : 'unknown';
}
