import { accessLevel, actionId, actionName } from '../aws/actions.js';
import { actionDetails, arnFormatsOf } from '../aws/resources.js';
import { remembered } from '../document/remembered.js';
import { literalOf, type Text } from '../document/value.js';
import { isEveryResource } from '../policy/arn.js';
import type { Statement } from '../policy/model.js';
import { hasWildcard, intersects } from '../policy/wildcard.js';
import { expand, ids } from './action-set.js';
import { formatSegments, isOfEveryService, type Segments, segmentsFit, segmentsOf } from './applicable.js';
import { patternOf, widestPatternOf } from './text-pattern.js';

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
  if (resource.items.some((item) => isOfEveryService(segmentsOfItem(item)))) return [];
  const listed = resource.items.map(segmentsOfItem);
  const isTold = resource.items.every((item) => literalOf(item) !== undefined);
  const named = isTold ? listed : resource.items.map(withNames).map(segmentsOfItem);
  return action.items.flatMap((item) => {
    const pattern = literalOf(item);
    if (pattern === undefined) return [];
    const found = idsOf(pattern);
    const [first] = found;
    const isVain = (patterns: readonly Segments[]) =>
      !found.some((id) => fitsAny(id, patterns)) && !found.some((id) => mayFit(id, resource.items));
    if (first === undefined || !isVain(named)) return [];
    const { wildcardOnly } = actionDetails(first);
    const isCertain = isVain(listed) && (!wildcardOnly || found.every(isReading));
    return [{ item, action: actionName(first), formats: arnFormatsOf(first), isCertain }];
  });
}

/** The actions of the catalogue that an entry stands for. Most name one: no set needs to be made of it. */
const idsOf = remembered((pattern): readonly number[] => {
  if (hasWildcard(pattern)) return [...ids(expand(pattern))];
  const id = actionId(pattern);
  return id === undefined ? [] : [id];
});

function segmentsOfItem(item: Text): Segments {
  return segmentsOf(literalOf(item) ?? widestPatternOf(item));
}

function fitsAny(id: number, patterns: readonly Segments[]): boolean {
  return arnFormatsOf(id).some((arn) => patterns.some((pattern) => segmentsFit(formatSegments(arn), pattern)));
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

/** Whether an action may take a resource although AWS's reference does not say so. */
function mayFit(id: number, items: readonly Text[]): boolean {
  if (actionDetails(id).wildcardOnly && items.some(isAllOfAType)) return true;
  const [service = '', name = ''] = actionName(id).split(':');
  // Lists of IAM are asked of a path, though the reference says `*`.
  const isLoose = service === OF_TWO_PAGES || (service === 'iam' && name.startsWith('List'));
  return isLoose && items.some((item) => intersects(segmentsOfItem(item)[2] ?? '', service));
}

/** All of a type, or of a service: what many services ask for where AWS's reference names nothing. */
function isAllOfAType(item: Text): boolean {
  return isEveryResource(item) || /^[\w-]*[:/]?\*(?:[:/]\*)*$/.test(segmentsOf(patternOf(item))[5] ?? '');
}
