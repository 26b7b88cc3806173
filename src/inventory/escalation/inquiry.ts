import { type ActionSet, areDisjoint, expand, has, intersect, isEmpty, none, union } from '../../access/action-set.js';
import type { Verdict } from '../../access/answer.js';
import { applicable } from '../../access/applicable.js';
import { granted } from '../../access/granted.js';
import { actionsWithin } from '../../access/speaks-of.js';
import { actionsOf, isWhole } from '../../access/statement-set.js';
import { actionId } from '../../aws/actions.js';
import type { Located } from '../../document/place.js';
import { remembered } from '../../document/remembered.js';
import { displayText, type Guard } from '../../document/value.js';
import { conditionKeyName } from '../../policy/condition-key.js';
import type { Condition, Policy, Statement } from '../../policy/model.js';
import type { AppliedPolicy } from '../access-of.js';
import { type ConditionBlock, conditionsOf } from '../invariant.js';
import { withNames } from './named.js';
import type { Subject } from './subject.js';

/** A statement that grants what was asked for. */
export interface Grant {
  readonly statement: Statement;
  readonly from: AppliedPolicy;
  /** The action that it was asked for. */
  readonly action: string;
}

/** Whether something is granted, and by what. */
export interface Granted {
  readonly verdict: Exclude<Verdict, 'no'>;
  readonly grant: Grant;
  readonly resource: string;
  /** The template conditions under which it is. */
  readonly when: readonly Guard[];
}

interface Allowing extends Omit<Grant, 'action'> {
  /** The statement with names in place of what stands for them. */
  readonly named: Statement;
  readonly actions: ActionSet;
}

/** Asks what somebody is granted of a set of actions: each question once. */
export class Inquiry {
  /** Those actions of the set that some statement allows. */
  readonly allowed: ActionSet;
  readonly #subject: Subject;
  readonly #allowing: readonly Allowing[];
  readonly #denying: readonly Policy[];
  readonly #answers = new Map<string, Granted | undefined>();
  /** Statements with conditions added, by these: the engine knows again what it has been asked about. */
  readonly #under = new Map<readonly Condition[], Map<Statement, Statement>>();
  #keys: ReadonlySet<string> | undefined;

  /** @param set a set that is kept: see `actionsWithin` */
  constructor(subject: Subject, set: ActionSet) {
    const { policies, own } = subject;
    this.#subject = subject;
    this.#allowing = policies.filter(isByHand).flatMap((from) =>
      from.policy.statements.flatMap((statement): readonly Allowing[] => {
        if (statement.effect !== 'Allow') return [];
        const actions = applicableWithin(statement, set);
        return isEmpty(actions) ? [] : [{ statement, from, actions, named: withNames(statement, own) }];
      }),
    );
    this.allowed = this.#allowing.length === 0 ? none() : union(this.#allowing.map(({ actions }) => actions));
    this.#denying = this.#allowing.length === 0 ? [] : policies.flatMap(({ policy }) => denyingPart(policy));
  }

  /** The statements that allow an action, with their resources as they are called. */
  allowing(action: string): readonly Statement[] {
    const id = actionId(action);
    return id === undefined ? [] : this.#allowingOf(id, expand(action)).map(({ named }) => named);
  }

  /** Whether a condition of the policies, or of the boundary, asks for a key, in lower case. */
  mentions(key: string): boolean {
    return this.keys().has(key);
  }

  /** The condition keys, in lower case, that policies and boundary ask for. */
  keys(): ReadonlySet<string> {
    const { policies, boundary } = this.#subject;
    this.#keys ??= new Set(
      [...policies.map(({ policy }) => policy), ...(boundary ? [boundary] : [])].flatMap(({ statements }) =>
        statements.flatMap(({ conditions }) => conditions.flatMap((condition) => conditionKeyName(condition) ?? [])),
      ),
    );
    return this.#keys;
  }

  /**
   * Whether an action is granted on some resource of these patterns, to a request of which a condition block holds.
   *
   * @returns undefined where it is not
   */
  granted(action: string, resources: readonly string[], block: ConditionBlock = {}): Granted | undefined {
    const key = JSON.stringify([action, resources, block]);
    if (!this.#answers.has(key)) this.#answers.set(key, this.#ask(action, resources, block));
    return this.#answers.get(key);
  }

  /** Those that allow an action, rather what names it than what a wildcard brings: in whatever order they are written. */
  #allowingOf(id: number, asked: ActionSet): readonly Allowing[] {
    const found = this.#allowing.filter((each) => has(each.actions, id));
    if (found.length < 2) return found;
    const ranked = found.map((each) => ({ each, rank: rankOf(each.statement, asked) }));
    return ranked.sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0)).map(({ each }) => each);
  }

  #ask(action: string, resources: readonly string[], block: ConditionBlock): Granted | undefined {
    const id = actionId(action);
    if (id === undefined || resources.length === 0 || !has(this.allowed, id)) return undefined;
    const conditions = conditionsIn(JSON.stringify(block));
    const asked = expand(action);
    const own = new Map<Statement, Allowing>();
    for (const allowing of this.#allowingOf(id, asked)) {
      const statement = this.#underConditions(allowing.named, conditions);
      // A policy that somebody has twice is said of the first place that he has it from.
      if (!own.has(statement)) own.set(statement, allowing);
    }
    const [first] = this.#subject.policies;
    if (first === undefined) return undefined;
    const denying = this.#denying.map((policy) => ({ ...policy, statements: concerning(policy.statements, asked) }));
    const policies = [{ ...first.policy, statements: [...own.keys()], unknown: [] }, ...denying];
    const { boundary } = this.#subject;
    const access = boundary === undefined ? { policies } : { policies, boundary };
    const { verdict, grants, witness } = granted(access, { actions: asked, resources });
    const allowing = grants.flatMap((statement) => own.get(statement) ?? [])[0];
    if (verdict === 'no' || allowing === undefined) return undefined;
    const { statement, from } = allowing;
    const when = witness?.when ?? statement.when;
    return { verdict, grant: { statement, from, action }, resource: witness?.resource ?? '*', when };
  }

  #underConditions(statement: Statement, conditions: readonly Condition[]): Statement {
    if (conditions.length === 0) return statement;
    const known = this.#under.get(conditions) ?? new Map<Statement, Statement>();
    this.#under.set(conditions, known);
    const found = known.get(statement) ?? { ...statement, conditions: [...statement.conditions, ...conditions] };
    known.set(statement, found);
    return found;
  }
}

/**
 * Whether a policy is not one that AWS wrote for the role of one service, which does nothing with it but what it is for.
 */
function isByHand({ from }: AppliedPolicy): boolean {
  return !('policyName' in from) || !/:policy\/(?:aws-)?service-role\//.test(displayText(from.policyName));
}

/** The actions of a set that a statement speaks of, on resources that they take. */
function applicableWithin(statement: Statement, set: ActionSet): ActionSet {
  const actions = actionsWithin(statement, set);
  return isEmpty(actions) ? actions : intersect(applicable(actions, statement), set);
}

/** What of a policy denies, or may: all that it does not tell is among it. */
function denyingPart(policy: Policy): readonly Policy[] {
  const statements = policy.statements.filter(({ effect }) => effect !== 'Allow');
  return statements.length === 0 && policy.unknown.length === 0 ? [] : [{ ...policy, statements }];
}

function concerning(statements: readonly Statement[], asked: ActionSet): readonly Statement[] {
  return statements.filter((statement) => !isWhole(statement.action) || !areDisjoint(actionsOf(statement), asked));
}

/** The conditions of a block that is written as JSON: the same few are asked about everybody. */
const conditionsIn = remembered((block): readonly Condition[] => {
  const read: ConditionBlock = JSON.parse(block);
  return conditionsOf(read).conditions;
});

/** The entry of a statement that speaks of some action, the most telling one; the element where it is `NotAction`. */
export function entryFor({ action, ...statement }: Statement, asked: ActionSet): Located & { readonly text?: string } {
  if (action === undefined || action.negated) return action ?? statement;
  const texts = action.items.map((item) => ({ place: item.place, text: displayText(item) }));
  const speaking = texts.filter(({ text }) => !areDisjoint(expand(text), asked));
  return speaking.sort((a, b) => b.text.length - a.text.length || (a.text < b.text ? -1 : 1))[0] ?? action;
}

function rankOf(statement: Statement, asked: ActionSet): string {
  const { text = '' } = entryFor(statement, asked);
  const resources = (statement.resource?.items ?? []).map(displayText).sort();
  return [String(1000 - Math.min(text.length, 999)), text, ...resources].join(' ');
}
