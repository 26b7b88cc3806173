import { accessLevel, actionName, serviceOfAction } from '../aws/actions.js';
import { actionDetails, arnFormatsOf } from '../aws/resources.js';
import type { Text } from '../document/value.js';
import { conditionKeyName } from '../policy/condition-key.js';
import type { Condition, Policy, Statement } from '../policy/model.js';
import { type ActionSet, areDisjoint, expandAll, ids, intersect, isEmpty, minus, none, union } from './action-set.js';
import { deniedOn } from './denied-on.js';
import { holdsType, isAll, resourcePattern, resourceType } from './every-resource-of.js';
import { narrows } from './narrowing.js';
import { actionsOf, coversResources, existsWith } from './statement-set.js';
import { leavesFree, servicesBehind, type TagGate, tagGates, tagSetting } from './tag-gate.js';
import { isCertain } from './unlimited.js';

/** A tag that decides what somebody may do, and that he may set himself. */
export interface WritableTag {
  readonly gate: TagGate;
  /** The Allow that lets him set it, and the actions by which. */
  readonly writer: Statement;
  readonly setting: ActionSet;
  /** What the tag decides over and he may then do. Never empty. */
  readonly decided: ActionSet;
  readonly certain: boolean;
}

/**
 * The tags that policies which apply together make access depend on, and let be set at the same time: on whatever the
 * access is to, or on the holder himself. Not where setting the tag is bound to the very tag, to what is just being
 * created, or to other keys and values; nor where a Deny is about setting tags.
 *
 * @param policies what one holder has; of one whose holder is unknown, that one
 */
export function writableTags(policies: readonly Policy[]): readonly WritableTag[] {
  const statements = policies.flatMap((policy) => policy.statements);
  const gates = statements.flatMap(tagGates);
  if (gates.length === 0) return [];
  const known = new Map<string, Setting>();
  return gates.flatMap((gate) => {
    const { actions: setting, writers } = settingFor(gate, statements, known);
    if (writers.length === 0 || isGuarded(setting, gate, statements)) return [];
    return writers.flatMap((writer) => {
      const left = settingBy(writer, gate, setting, policies);
      const decided = isEmpty(left) ? left : decidedBy(writer, gate, left);
      if (isEmpty(decided)) return [];
      return [{ gate, writer, setting: left, decided, certain: isCertain(writer) && isCertain(gate.statement) }];
    });
  });
}

/** What a gate is before that takes the same resources as the actions that set its tag, and is not granted without it. */
function decidedBy(writer: Statement, gate: TagGate, setting: ActionSet): ActionSet {
  // Who may do the same without the tag needs to set none.
  const gated = minus(gate.actions, actionsOf(writer));
  if (gate.of === 'principal') return gated;
  const formats = new Set([...ids(setting)].flatMap(arnFormatsOf));
  const taking = [...ids(gated)].filter((id) => arnFormatsOf(id).some((arn) => formats.has(arn)));
  return taking.length === 0 ? none() : expandAll(taking.map(actionName));
}

/** The actions that set the tag of a gate, and the statements that grant some of them. */
interface Setting {
  readonly actions: ActionSet;
  readonly writers: readonly Statement[];
}

/** @param known what gates before the same services have in common, so that each statement is looked at once for them */
function settingFor(gate: TagGate, statements: readonly Statement[], known: Map<string, Setting>): Setting {
  const services = gate.of === 'principal' ? [] : servicesBehind(gate);
  const key = `${gate.of} ${services.join(' ')}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const actions = gate.of === 'principal' ? expandAll(['iam:TagRole', 'iam:TagUser']) : union(services.map(tagSetting));
  const writers = statements.filter(
    (statement) => statement.effect === 'Allow' && !areDisjoint(actionsOf(statement), actions),
  );
  const setting = { actions, writers };
  known.set(key, setting);
  return setting;
}

/** What of the actions that set a gate's tag a statement grants on what the gate is before. */
function settingBy(writer: Statement, gate: TagGate, setting: ActionSet, policies: readonly Policy[]): ActionSet {
  if (writer.effect !== 'Allow' || writer.resource === undefined || existsWith(writer, gate.statement) === 'no')
    return none();
  const granted = intersect(actionsOf(writer), setting);
  if (isEmpty(granted)) return none();
  if (writer.conditions.some((condition) => isBound(condition, gate)) || isOnCreate(writer, gate)) return none();
  const reaching = [...ids(granted)].filter((id) => reaches(writer, gate, id));
  if (reaching.length === 0) return none();
  const kept = intersect(granted, expandAll(reaching.map(actionName)));
  return minus(kept, deniedOn(writer, policies));
}

/** Whether a statement lets an action that sets tags be used on what a gate is before. */
function reaches(writer: Statement, gate: TagGate, id: number): boolean {
  const { prefix } = serviceOfAction(id);
  const types = actionDetails(id).resourceTypes.map(({ name }) => name);
  if (gate.of === 'principal') return holdsSelf(writer, types[0] ?? '');
  const formats = new Set([...ids(gate.actions)].flatMap(arnFormatsOf));
  const shared = types.filter((name) => resourceType(prefix, name)?.arns.some((arn) => formats.has(arn)));
  return shared.length > 0 && (coversResources(writer, gate.statement) || holdsSome(writer, prefix, shared));
}

/**
 * Whether a statement is for setting the tag on what it lets create: services that know no `CreateAction` ask for the
 * action that sets tags, and the tag that is asked for is all that can be said of it.
 */
function isOnCreate(writer: Statement, { tag }: TagGate): boolean {
  const asksFor = `aws:requesttag/${tag.toLowerCase()}`;
  if (!writer.conditions.some((condition) => conditionKeyName(condition) === asksFor)) return false;
  return [...ids(actionsOf(writer))].some(
    (id) => accessLevel(id) === 'Write' && /:(?:Create|Run|Put|Start|Register|Import)/.test(actionName(id)),
  );
}

/** Whether a condition keeps the caller from setting the tag of a gate on whatever he likes. */
function isBound(condition: Condition, gate: TagGate): boolean {
  const isAboutTags = /^aws:(?:tagkeys$|requesttag\/)/.test(conditionKeyName(condition) ?? '');
  return (isAboutTags || narrows(condition)) && !leavesFree(condition, gate);
}

function holdsSome({ resource }: Statement, prefix: string, types: readonly string[]): boolean {
  if (resource === undefined || resource.negated) return resource !== undefined;
  const patterns = resource.items.map(resourcePattern);
  return patterns.some((pattern) => isAll(pattern) || types.some((type) => holdsType(pattern, prefix, type)));
}

/** Whether a statement is on all users or roles, or on the caller by a policy variable. */
function holdsSelf(writer: Statement, type: string): boolean {
  const isOwn = ({ parts }: Text) => parts.some((part) => typeof part === 'object' && part.kind === 'variable');
  return holdsSome(writer, 'iam', [type]) || (writer.resource?.negated === false && writer.resource.items.some(isOwn));
}

const ABOUT_TAGS = /^(?:aws:tagkeys$|aws:requesttag\/|[a-z0-9-]+:resourcetag\/|s3:(?:existing|request)objecttag)/;

/** Whether a Deny says something of how tags are set. */
function isGuarded(setting: ActionSet, gate: TagGate, statements: readonly Statement[]): boolean {
  return statements.some(
    (statement) =>
      statement.effect === 'Deny' &&
      statement.conditions.some((condition) => ABOUT_TAGS.test(conditionKeyName(condition) ?? '')) &&
      existsWith(statement, gate.statement) !== 'no' &&
      !areDisjoint(actionsOf(statement), setting),
  );
}
