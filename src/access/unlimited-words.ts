import { accessLevel, actionName, serviceOfAction } from '../aws/actions.js';
import { displayText } from '../document/value.js';
import { amount } from './amount.js';
import { type Holds, resourceType } from './every-resource-of.js';
import { heldTypes, type Unlimited } from './unlimited.js';
import { createdType } from './workload.js';

/** A message is to fit a line. */
const LONGEST = 160;

/**
 * What an entry of `Resource` that stands for all allows, in one line: the gravest actions by name, the types they reach
 * and the form of an ARN that would limit them.
 *
 * @param actions ids of those to speak of, at least one
 */
export function unlimitedWords({ item, isHeld }: Unlimited, actions: readonly number[]): string {
  const named = gravestFirst(actions);
  const types = someTypesOf(named, isHeld);
  const where = everyTypeOf(named, isHeld);
  const form = types.length > MANY ? undefined : arnForm(named[0] ?? 0, types[0] ?? '');
  const variants = [form === undefined ? '' : `; name them: ${form}`, ''].flatMap((hint) =>
    [2, 1].map((most) => `\`${displayText(item)}\` allows ${listOf(named, most)} on ${where}${hint}`),
  );
  return variants.find((words) => words.length <= LONGEST) ?? variants.at(-1) ?? '';
}

/** So many types of resources are named or counted. */
const MANY = 6;

/** The types of resources that actions are allowed on, as they go behind what is done to them: `every bucket and object`. */
export function everyTypeOf(actions: readonly number[], isHeld: Holds): string {
  const types = someTypesOf(actions, isHeld);
  if (types.length === 0) return 'everything in the account';
  return types.length > MANY ? 'all resources' : everyOf(types);
}

/** The types that actions are allowed on, in the order of actions; one more than `MANY` at most. */
function someTypesOf(actions: readonly number[], isHeld: Holds): readonly string[] {
  const found = new Set<string>();
  for (const id of actions) {
    for (const type of typesOf(id, isHeld)) found.add(type);
    if (found.size > MANY) break;
  }
  return [...found];
}

function everyOf(types: readonly string[]): string {
  const [first = '', second = ''] = types.map(wordsOf);
  if (types.length === 1) return `every ${first}`;
  return types.length === 2 ? `every ${first} and ${second}` : `every ${first} and ${types.length - 1} more types`;
}

/** Those that hand out permissions before those that change, those before what tags and reads; else as they were. */
function gravestFirst(actions: readonly number[]): readonly number[] {
  if (actions.length < 2) return actions;
  const byGravity: number[][] = [[], [], [], []];
  for (const id of actions) byGravity[3 - gravity(id)]?.push(id);
  return byGravity.flat();
}

function gravity(id: number): number {
  const known = gravities.get(id);
  if (known !== undefined) return known;
  const level = accessLevel(id);
  const changes = level === 'Write' && /:(?:Delete|Terminate|Put|Update)/.test(actionName(id));
  const found = level === 'Permissions management' ? 3 : changes ? 2 : level === 'Tagging' ? 0 : 1;
  gravities.set(id, found);
  return found;
}

/** Found out once for each action. */
const gravities = new Map<number, number>();

function listOf(actions: readonly number[], most: number): string {
  const names = actions.slice(0, most).map((id) => `\`${actionName(id)}\``);
  const more = actions.length - names.length;
  return more > 0 ? `${names.join(', ')} and ${amount(more)} more` : names.join(' and ');
}

/**
 * The types that an action is allowed on whole: what it needs, and what is there before it is called; what its name
 * speaks of first.
 */
function typesOf(id: number, isHeld: Holds): readonly string[] {
  const held = heldTypes(id, isHeld);
  const needed = orAll(held, (type) => type.required);
  const created = createdType(id);
  const types = orAll(needed, (type) => type !== created).map(({ name }) => name);
  const action = actionName(id).toLowerCase();
  const isSpokenOf = (type: string) => action.includes(type.toLowerCase().replace(/[^a-z]/g, ''));
  return [...types.filter(isSpokenOf), ...types.filter((type) => !isSpokenOf(type))];
}

function orAll<T>(list: readonly T[], isMeant: (one: T) => boolean): readonly T[] {
  const meant = list.filter(isMeant);
  return meant.length > 0 ? meant : list;
}

/** A type as people read it: `log-group` and `autoScalingGroup` as words. */
function wordsOf(type: string): string {
  return type
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[-/ ]+/g, ' ')
    .trim();
}

/** How an ARN looks that limits an action, with names to fill in: `arn:aws:sqs:REGION:ACCOUNT:QUEUE_NAME`. */
function arnForm(id: number, type: string): string | undefined {
  const { prefix } = serviceOfAction(id);
  return resourceType(prefix, type)?.arns[0]?.replace(/\$\{(\w+)\}/g, (_, name: string) => blankOf(name));
}

function blankOf(name: string): string {
  return name === 'Partition' ? 'aws' : name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase();
}
