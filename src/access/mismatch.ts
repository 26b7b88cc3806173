import { accessLevel, actionName } from '../aws/actions.js';
import { actionDetails, resourceTypes } from '../aws/resources.js';
import { literalOf, type Text } from '../document/value.js';
import type { Statement } from '../policy/model.js';
import { intersects } from '../policy/wildcard.js';
import { type ActionSet, count, expand, ids, isEmpty, none } from './action-set.js';
import { applicable } from './applicable.js';
import { patternOf } from './text-pattern.js';

/** An entry of `Action` that stands for nothing that can be asked of the statement's resources. */
export interface Mismatch {
  readonly item: Text;
  /** The first of its actions. */
  readonly action: string;
  /** The ARNs that it takes, as AWS writes their formats, the shortest first; none where it takes only `*`. */
  readonly formats: readonly string[];
  /**
   * Whether the input and AWS's reference are all there is to it: some services ask for an ARN where the reference says
   * that there is none.
   */
  readonly isCertain: boolean;
}

/**
 * The entries of a statement's `Action` of which no listed resource fits any action: the statement is in vain for these.
 * Nothing is said of entries that the catalogue does not know, and of statements whose resources are not told or left
 * open.
 */
export function mismatches(statement: Statement): readonly Mismatch[] {
  const { action, resource } = statement;
  if (action === undefined || action.negated || resource === undefined || resource.negated) return [];
  if (resource.items.length === 0 || resource.unknown.length > 0) return [];
  const named = { ...statement, resource: { ...resource, items: resource.items.map(withNames) } };
  return action.items.flatMap((item) => {
    const pattern = literalOf(item);
    const actions = pattern === undefined ? none() : expand(pattern);
    if (count(actions) === 0 || !isVain(actions, named)) return [];
    const [first] = ids(actions);
    if (first === undefined) return [];
    const { wildcardOnly } = actionDetails(first);
    const isCertain = isVain(actions, statement) && (!wildcardOnly || [...ids(actions)].every(isReading));
    return [{ item, action: actionName(first), formats: wildcardOnly ? [] : formatsOf(first), isCertain }];
  });
}

function isVain(actions: ActionSet, statement: Statement): boolean {
  if (!isEmpty(applicable(actions, statement))) return false;
  const patterns = statement.resource?.items.map(patternOf) ?? [];
  return ![...ids(actions)].some((id) => mayFit(id, patterns));
}

/** An ARN with what the input does not tell of it taken for names, which hold neither slash nor colon. */
function withNames(item: Text): Text {
  const [start] = item.parts;
  if (typeof start !== 'string' || !start.startsWith('arn:')) return item;
  return { ...item, parts: item.parts.map((part) => (typeof part !== 'string' && part.kind === 'hole' ? 'x' : part)) };
}

function isReading(id: number): boolean {
  const level = accessLevel(id);
  return level === 'Read' || level === 'List';
}

/**
 * Two pages of AWS's reference have this prefix, and an action of both names in our data only the resources of one.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html
 */
const OF_TWO_PAGES = 'elasticloadbalancing';

/** All of a type, or of a service: `log-group:*`, `stack/*`. That is what many services ask for where they name nothing. */
const ALL_OF_A_TYPE = /^[\w-]*[:/]?\*(?:[:/]\*)*$/;

/** Whether an action may take a resource although AWS's reference does not say so. */
function mayFit(id: number, patterns: readonly string[]): boolean {
  const [service = '', name = ''] = actionName(id).split(':');
  return patterns.some((pattern) => {
    const [, , owner = '', , , ...rest] = pattern.split(':');
    if (!intersects(owner, service)) return false;
    // Lists of IAM are asked of a path, though the reference says `*`.
    if (service === OF_TWO_PAGES || (service === 'iam' && name.startsWith('List'))) return true;
    return actionDetails(id).wildcardOnly && ALL_OF_A_TYPE.test(rest.join(':'));
  });
}

function formatsOf(id: number): readonly string[] {
  const name = actionName(id);
  const types = new Set(actionDetails(id).resourceTypes.map((type) => type.name));
  const all = resourceTypes(name.slice(0, name.indexOf(':')));
  return all.flatMap((type) => (types.has(type.name) ? type.arns : [])).sort((a, b) => a.length - b.length);
}
