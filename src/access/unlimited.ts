import { accessLevel, actionId, actionName, serviceOfAction } from '../aws/actions.js';
import { type ActionResourceType, actionDetails } from '../aws/resources.js';
import { literalOf, type Text } from '../document/value.js';
import { isEveryResource } from '../policy/arn.js';
import type { Policy, Statement } from '../policy/model.js';
import { hasWildcard } from '../policy/wildcard.js';
import { type ActionSet, expand, has, ids, isSubset, none, union } from './action-set.js';
import { deniedOn } from './denied-on.js';
import {
  type Holds,
  heldBy,
  holdsEveryResourceOf,
  holdsSomeType,
  holdsType,
  isAll,
  isLimitable,
  type ResourcePattern,
  resourcePattern,
} from './every-resource-of.js';
import { narrowsResources, sparesOnlySome } from './narrowing.js';
import { actionsOf, coversResources, existsWith } from './statement-set.js';

/** What a statement allows on every resource, although AWS would let it be limited. */
export interface Unlimited {
  /** The first entry of `Resource` that stands for all. */
  readonly item: Text;
  /** Ids of the actions, ascending; never empty. */
  readonly actions: readonly number[];
  /** Tells of which types its entries hold every resource. */
  readonly isHeld: Holds;
  /** Whether it names a type at least: `volume/*`, not `*`. */
  readonly onTypes: boolean;
  /** Whether the statement surely has no conditions beyond those that the input tells. */
  readonly certain: boolean;
}

/** What to look for. */
export interface Question {
  /** Whether for actions that only read or for all others. */
  readonly reading: boolean;
  /** Actions that need not be looked at; asked for only where something stands for all. */
  readonly except?: () => ActionSet | undefined;
}

/**
 * The actions that an Allow grants on all their resources: `*`, or an ARN whose resource is `*` or `type/*`. Not those
 * that AWS cannot limit, nor what a condition, or a Deny of the policy, limits to certain resources. `NotAction` and
 * `NotResource` are not looked at.
 */
export function unlimited(statement: Statement, policy: Policy, question: Question): Unlimited | undefined {
  const { action, effect, resource, conditions } = statement;
  if (effect !== 'Allow' || action === undefined || action.negated) return undefined;
  if (resource === undefined || resource.negated) return undefined;
  const entries = entriesOf(resource.items);
  if (entries.length === 0 || conditions.some((condition) => narrowsResources(condition, true))) return undefined;
  const patterns = entries.map(({ pattern }) => pattern);
  const isHeld = heldBy(patterns);
  const actions = unlimitedActions(statement, policy, { ...question, isHeld, everything: patterns.some(isAll) });
  const first = entries.length === 1 ? entries[0] : firstHolding(entries, actions);
  if (actions.length === 0 || first === undefined) return undefined;
  const onTypes = patterns.every(({ start }) => start !== '');
  return { item: first.item, actions, isHeld, onTypes, certain: isCertain(statement) };
}

/** An entry of `Resource`, and what it is as a pattern. */
export interface Entry {
  readonly item: Text;
  readonly pattern: ResourcePattern;
}

/** The first entry that holds all resources of a type that one of the actions takes. */
function firstHolding(entries: readonly Entry[], actions: readonly number[]): Entry | undefined {
  const types = new Map<string, readonly [prefix: string, type: string]>();
  for (const id of actions) {
    const { prefix } = serviceOfAction(id);
    for (const { name } of actionDetails(id).resourceTypes) types.set(`${prefix}:${name}`, [prefix, name]);
  }
  const all = [...types.values()];
  return entries.find(
    ({ pattern }) => isAll(pattern) || all.some(([prefix, type]) => holdsType(pattern, prefix, type)),
  );
}

/** The entries of `Resource` that stand for all resources of a type. */
export function entriesOf(items: readonly Text[]): readonly Entry[] {
  const found: Entry[] = [];
  for (const item of items) {
    const last = item.parts.at(-1);
    if (typeof last !== 'string' || !/[*?]$/.test(last) || !last.includes('*')) continue;
    const pattern = resourcePattern(item);
    if (holdsSomeType(pattern)) found.push({ item, pattern });
  }
  return found;
}

function unlimitedActions(
  statement: Statement,
  policy: Policy,
  { reading, except, isHeld, everything }: Question & { readonly isHeld: Holds; readonly everything: boolean },
): readonly number[] {
  const others = except?.() ?? none();
  const listed = limitableOf(statement.action?.items ?? [], reading, others);
  if (listed.length === 0) return listed;
  const onlyTagging = statement.conditions.some((condition) => narrowsResources(condition, false));
  const sets = [deniedOn(statement, [policy]), limitedByDeny(statement, policy), others];
  const taken = sets.filter((set) => set !== none());
  if (everything && taken.length === 0 && !onlyTagging) return listed;
  return listed.filter(
    (id) =>
      !taken.some((set) => has(set, id)) &&
      (!onlyTagging || accessLevel(id) === 'Tagging') &&
      (everything || holdsEveryResourceOf(id, isHeld)),
  );
}

/**
 * Ids of what entries of `Action` stand for and AWS lets be limited: of what reads, or of all else; ascending. Entries
 * that are within a set are passed over.
 */
function limitableOf(items: readonly Text[], reading: boolean, others: ActionSet): readonly number[] {
  const lists: (readonly number[])[] = [];
  for (const item of items) {
    const pattern = literalOf(item) ?? '';
    if (!reading && isReadingName(pattern)) continue;
    if (others !== none() && hasWildcard(pattern) && isSubset(expand(pattern), others)) continue;
    const found = limitableIn(pattern, reading);
    if (found.length > 0) lists.push(found);
  }
  const [only = [], more] = lists;
  return more === undefined ? only : [...new Set(lists.flat())].sort((a, b) => a - b);
}

function limitableIn(pattern: string, reading: boolean): readonly number[] {
  const remembered = reading ? limitableReading : limitableWriting;
  const known = remembered.get(pattern);
  if (known !== undefined) return known;
  const exact = hasWildcard(pattern) ? undefined : actionId(pattern);
  const all = exact === undefined ? ids(expand(pattern)) : [exact];
  const found = [...all].filter((id) => isReading(id) === reading && isLimitable(id));
  if (remembered.size < MOST_REMEMBERED) remembered.set(pattern, found);
  return found;
}

/** Policies repeat their actions; so many are remembered. */
const MOST_REMEMBERED = 30_000;
const limitableReading = new Map<string, readonly number[]>();
const limitableWriting = new Map<string, readonly number[]>();

/** Whether an action only reads, as AWS tells its level or its name; of a few, such as `iot:ListSubscriptions`, AWS does not. */
function isReading(id: number): boolean {
  const level = accessLevel(id);
  return level === 'List' || level === 'Read' || isReadingName(actionName(id));
}

/** Whether an action, or all that a pattern stands for, describes or lists. */
function isReadingName(pattern: string): boolean {
  return /^[a-z0-9-]+:(?:describe|list)/i.test(pattern);
}

/** Whether a statement surely has no conditions that the input does not tell: unknown parts beyond entries of lists may be such. */
export function isCertain({ action, resource, conditions, unknown }: Statement): boolean {
  const lists = [action, resource, ...conditions].map((list) => list?.unknown.length ?? 0);
  return unknown.length <= lists.reduce((sum, length) => sum + length, 0);
}

/** The types of resources that an action takes and of which every one is held. */
export function heldTypes(id: number, isHeld: Holds): readonly ActionResourceType[] {
  const { prefix } = serviceOfAction(id);
  return actionDetails(id).resourceTypes.filter(({ name }) => isHeld(prefix, name));
}

/**
 * The actions that Denies of the policy take back on all but certain resources: by `NotResource`, or by a condition on
 * whose the resource is and how it is tagged.
 */
export function limitedByDeny(statement: Statement, policy: Policy): ActionSet {
  const guards = guardsOf(policy);
  if (guards.length === 0) return none();
  const holding = guards.filter(
    (guard) =>
      existsWith(guard, statement) === 'yes' && (guard.resource?.negated === true || coversResources(guard, statement)),
  );
  return union(holding.map(actionsOf));
}

const guardsByPolicy = new WeakMap<Policy, readonly Statement[]>();

function guardsOf(policy: Policy): readonly Statement[] {
  const known = guardsByPolicy.get(policy);
  if (known !== undefined) return known;
  const guards = policy.statements.filter(isGuard);
  guardsByPolicy.set(policy, guards);
  return guards;
}

function isGuard({ effect, resource, conditions, unknown }: Statement): boolean {
  if (effect !== 'Deny' || resource === undefined || unknown.length > 0) return false;
  if (resource.negated) return conditions.length === 0 && !resource.items.some(isEveryResource);
  return conditions.length > 0 && conditions.every(sparesOnlySome);
}
