import type { ActiveRule } from '../active-rules.js';
import type { Found } from '../run-rules.js';
import type { RuleNames } from './rule-names.js';
import type { SuppressedRule, Suppression } from './suppression.js';
import type { Suppressor } from './suppressor.js';

/** Something to say of a suppression. */
export interface Remark {
  readonly found: Found;
  /** Whether it is to be said, once all files have been judged. */
  readonly holds: () => boolean;
}

/** What decides what is said of suppressions. */
export interface RemarkSurroundings {
  readonly suppressor: Suppressor;
  readonly names: RuleNames;
  /** The rules that ran where the suppression is about. */
  readonly ran: readonly ActiveRule[];
  /** Whether all has been looked at that it is about. */
  readonly isLookedAt: boolean;
}

/**
 * What there is to say of a suppression: that it is of no use, that its time is over, that it has no reason. Whether it
 * is of use shows when all is judged, and only if its rule ran.
 */
export function* remarksOn(suppression: Suppression, surroundings: RemarkSurroundings): Generator<Remark> {
  const { place, reason, fault, rules, isForeign } = suppression;
  if (isForeign === true) return;
  const remark = remarker(surroundings.ran);
  if (fault !== undefined) {
    yield* remark('unused-suppression', { place }, fault);
    return;
  }
  if (reason === undefined && rules.some(({ ids }) => ids.length > 0)) {
    const named = rules.map(({ name }) => `\`${name}\``).join(', ');
    yield* remark('suppression-without-reason', { place }, `${named} is suppressed without a reason`);
  }
  for (const rule of rules) yield* remarksOnRule(rule, suppression, surroundings);
}

function* remarksOnRule(
  rule: SuppressedRule,
  suppression: Suppression,
  { suppressor, names, ran, isLookedAt }: RemarkSurroundings,
): Generator<Remark> {
  const remark = remarker(ran);
  const { name, ids } = rule;
  const isUsed = suppressor.usage(rule);
  if (ids.length === 0) {
    yield* remark('unused-suppression', rule, `${names.problemOf(name)}, so nothing is suppressed`);
    return;
  }
  if (suppressor.isExpired(suppression)) {
    const message = `\`${name}\` was suppressed until ${suppression.expires}: what it hid is reported again`;
    yield* remark('expired-suppression', rule, message, isUsed);
  }
  const hasRun = ran.some((active) => ids.includes(active.rule.id));
  if (!hasRun || !isLookedAt) return;
  yield* remark('unused-suppression', rule, `\`${name}\` is suppressed here and not found`, () => !isUsed());
}

type Remarker = (
  id: string,
  at: Found['problem']['at'],
  message: string,
  holds?: () => boolean,
) => Generator<Remark, void>;

/** Says something by one of the rules about suppressions, if that rule runs. */
function remarker(ran: readonly ActiveRule[]): Remarker {
  return function* remark(id, at, message, holds = () => true) {
    const active = ran.find(({ rule }) => rule.id === id);
    if (active !== undefined) yield { found: { active, problem: { at, message } }, holds };
  };
}
