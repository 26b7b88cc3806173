import { accessLevel, actionName, serviceOfAction } from '../aws/actions.js';
import { type ActionResourceType, actionDetails } from '../aws/resources.js';
import { SERVICES_THAT_GIVE_IDS, WORKLOAD_GRANTS } from '../aws/workload-grants.js';
import type { Policy, Statement } from '../policy/model.js';
import { type ActionSet, areDisjoint, expand, expandAll, has, ids, union } from './action-set.js';
import { resourceType } from './every-resource-of.js';
import { speaksOf } from './speaks-of.js';
import { actionsOf } from './statement-set.js';

/**
 * Whether a policy allows an action on all resources as ordinary workloads need it: what `WORKLOAD_GRANTS` lists, what
 * creates something that has no id yet, and the tags that are set while creating.
 *
 * @param onTypes whether it names the types of the resources
 */
export function isOrdinary(id: number, policy: Policy, onTypes: boolean): boolean {
  if (isInTable(id, policy, onTypes)) return true;
  if (accessLevel(id) === 'Tagging')
    return /:(?:Tag|Add|Create)/.test(actionName(id)) && allowsSome(policy, creatingIn(serviceOfAction(id).prefix));
  const known = createdFromNothing.get(id) ?? isCreatedFromNothing(id);
  createdFromNothing.set(id, known);
  return known;
}

/** Found out once for each action. */
const createdFromNothing = new Map<number, boolean>();

interface Row {
  readonly actions: ActionSet;
  /** Absent where the row holds for every policy. */
  readonly beside?: ActionSet;
  readonly onTypes: boolean;
}

let rows: readonly Row[] | undefined;

function tableRows(): readonly Row[] {
  rows ??= WORKLOAD_GRANTS.map(({ actions, beside, onTypes }) => ({
    actions: expandAll(actions),
    ...(beside === undefined ? {} : { beside: expandAll(beside) }),
    onTypes: onTypes === true,
  }));
  return rows;
}

let inSomeRow: ActionSet | undefined;

function isInTable(id: number, policy: Policy, onTypes: boolean): boolean {
  inSomeRow ??= union(tableRows().map(({ actions }) => actions));
  if (!has(inSomeRow, id)) return false;
  return tableRows().some(
    (row) =>
      has(row.actions, id) && (onTypes || !row.onTypes) && (row.beside === undefined || allowsSome(policy, row.beside)),
  );
}

/** Whether a policy allows any action of a set that is kept, on whatever resource. */
function allowsSome(policy: Policy, set: ActionSet): boolean {
  const known = allowedByPolicy.get(policy) ?? new Map<ActionSet, boolean>();
  allowedByPolicy.set(policy, known);
  const found =
    known.get(set) ?? policy.statements.some((statement) => statement.effect === 'Allow' && mentions(statement, set));
  known.set(set, found);
  return found;
}

function mentions(statement: Statement, set: ActionSet): boolean {
  const { action } = statement;
  if (action?.negated !== false) return action !== undefined && !areDisjoint(actionsOf(statement), set);
  return action.items.some((item) => speaksOf(item, set));
}

/** Asked for each action that a policy allows on everything. */
const allowedByPolicy = new WeakMap<Policy, Map<ActionSet, boolean>>();

/** Verbs of actions that make something new. */
const CREATING = /:(Create|Allocate|Copy|Import|Provision|Purchase|Request|Run)/;

const creatingByService = new Map<string, ActionSet>();

/** The actions of a service that create something. */
function creatingIn(prefix: string): ActionSet {
  const known = creatingByService.get(prefix);
  if (known !== undefined) return known;
  const all = [...ids(expand(`${prefix}:*`))].filter((id) => accessLevel(id) === 'Write').map(actionName);
  const found = expandAll(all.filter((name) => CREATING.test(name)));
  creatingByService.set(prefix, found);
  return found;
}

/** Whether an action creates something that gets its id from AWS, and needs nothing that was there before. */
function isCreatedFromNothing(id: number): boolean {
  const created = createdType(id);
  return created !== undefined && actionDetails(id).resourceTypes.every((type) => type === created || !type.required);
}

/** Of an action that creates something with an id from AWS: the type of that. */
export function createdType(id: number): ActionResourceType | undefined {
  const { prefix } = serviceOfAction(id);
  if (!SERVICES_THAT_GIVE_IDS.includes(prefix)) return undefined;
  const name = actionName(id);
  const verb = CREATING.exec(name);
  if (verb === null) return undefined;
  const noun = lettersOf(name.slice(verb.index + verb[0].length));
  return actionDetails(id).resourceTypes.find((type) => {
    const word = lettersOf(type.name);
    return (word === noun || `${word}s` === noun) && getsItsId(prefix, type.name);
  });
}

function lettersOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** Whether nothing but an id tells one resource of a type from another: `volume/${VolumeId}`. */
function getsItsId(prefix: string, name: string): boolean {
  const arns = resourceType(prefix, name)?.arns ?? [];
  return arns.length > 0 && arns.every((arn) => /^[^$]*\$\{\w*Id\}$/.test(arn.split(':').slice(5).join(':')));
}
