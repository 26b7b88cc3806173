import { accessLevel, actionName, serviceActions, serviceOfAction } from '../aws/actions.js';
import { arnFormatsOf } from '../aws/resources.js';
import { literalOf, type Text } from '../document/value.js';
import { conditionKeyName } from '../policy/condition-key.js';
import type { Condition, Statement } from '../policy/model.js';
import { isNegatedOperator } from '../policy/operator.js';
import { type ActionSet, expandAll, ids, isEmpty } from './action-set.js';
import { applicable } from './applicable.js';
import { actionsOf } from './statement-set.js';

/** A condition of an Allow that lets through only what, or who, has a tag. */
export interface TagGate {
  readonly statement: Statement;
  readonly condition: Condition;
  /** The tag's key as written. */
  readonly tag: string;
  /** Whose tag it is. */
  readonly of: 'resource' | 'principal';
  /** What it decides over, of the catalogue: all that does more than list, read settings and tag. Never empty. */
  readonly actions: ActionSet;
}

const GATE_KEY = /^(?:(aws:principaltag)|[a-z0-9-]+:resourcetag|s3:existingobjecttag)\/./;

/** The tags on which an Allow makes depend what it grants. */
export function tagGates(statement: Statement): readonly TagGate[] {
  if (statement.effect !== 'Allow') return [];
  const conditions = statement.conditions.filter(asksForTag);
  if (conditions.length === 0) return [];
  const actions = decided(statement);
  if (isEmpty(actions)) return [];
  return conditions.map((condition) => {
    const key = literalOf(condition.key) ?? '';
    const of = GATE_KEY.exec(key.toLowerCase())?.[1] === undefined ? 'resource' : 'principal';
    return { statement, condition, tag: key.slice(key.indexOf('/') + 1), of, actions };
  });
}

/** Whether a condition holds only where there is a tag, with one of some values or any; one that AWS sets itself is none. */
function asksForTag(condition: Condition): boolean {
  const { operator, values } = condition;
  const key = conditionKeyName(condition) ?? '';
  if (!GATE_KEY.test(key) || key.includes('/aws:')) return false;
  if (operator.name === 'Null') return values.some((value) => literalOf(value)?.toLowerCase() === 'false');
  return operator.name !== undefined && !isNegatedOperator(operator) && !operator.ifExists;
}

/** The actions of a statement that are worth writing a tag for. */
function decided(statement: Statement): ActionSet {
  const grave = [...ids(applicable(actionsOf(statement), statement))].filter(isGrave);
  return expandAll(grave.map(actionName));
}

function isGrave(id: number): boolean {
  const level = accessLevel(id);
  return (
    level === 'Write' ||
    level === 'Permissions management' ||
    /:Get(?:Object|SecretValue|Parameter|Item)/.test(actionName(id))
  );
}

const settingByService = new Map<string, ActionSet>();

/** The actions of a service that put tags on what is there. */
export function tagSetting(prefix: string): ActionSet {
  const known = settingByService.get(prefix);
  if (known !== undefined) return known;
  const all = [...ids(expandAll([`${prefix}:*`, `${prefix}:TagResource`]))];
  const setting = all.filter((id) => accessLevel(id) === 'Tagging' && !/:(?:Un|De|Remove|List)/i.test(actionName(id)));
  const found = expandAll(setting.map(actionName));
  settingByService.set(prefix, found);
  return found;
}

/** Whether a condition of a statement that sets tags leaves the caller free to set one, with a value that opens the gate. */
export function leavesFree(condition: Condition, gate: TagGate): boolean {
  const key = conditionKeyName(condition) ?? '';
  const { operator, values } = condition;
  const tag = gate.tag.toLowerCase();
  if (key === 'aws:tagkeys') {
    const names = values.some((value) => literalOf(value)?.toLowerCase() === tag || literalOf(value) === '*');
    if (operator.set === 'ForAnyValue') return !isNegatedOperator(operator);
    return isNegatedOperator(operator) ? !names : names;
  }
  if (key === `aws:requesttag/${tag}`) {
    if (operator.name === 'Null') return values.every((value) => literalOf(value)?.toLowerCase() === 'false');
    return isNegatedOperator(operator) ? !shares(values, gate.condition.values) : shares(values, gate.condition.values);
  }
  return key.startsWith('aws:requesttag/') && !isNegatedOperator(operator);
}

/** Whether two lists of values have one in common, as far as they tell; a wildcard or variable may be any. */
function shares(some: readonly Text[], others: readonly Text[]): boolean {
  const isOpen = (value: Text) => /[*?]/.test(literalOf(value) ?? '*');
  const told = new Set(others.map(literalOf));
  return some.some(isOpen) || others.some(isOpen) || some.some((value) => told.has(literalOf(value)));
}

/** The services of what a gate decides over: of the actions, and of the resources that they take. */
export function servicesBehind({ actions }: TagGate): readonly string[] {
  const services = [...ids(actions)].flatMap((id) => [
    serviceOfAction(id).prefix,
    ...arnFormatsOf(id).map((arn) => arn.split(':')[2] ?? ''),
  ]);
  return [...new Set(services)].filter((prefix) => serviceActions(prefix) !== undefined);
}
