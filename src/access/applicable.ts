import { serviceActions } from '../aws/actions.js';
import { actionDetails, type ResourceType, resourceTypes } from '../aws/resources.js';
import { remembered } from '../document/remembered.js';
import { literalOf, type Text } from '../document/value.js';
import { isEveryResource } from '../policy/arn.js';
import type { Element, Statement } from '../policy/model.js';
import { intersects } from '../policy/wildcard.js';
import { type ActionSet, all, expandAll, has, intersect, isSubset, none, servicesIn } from './action-set.js';
import { widestPatternOf } from './text-pattern.js';

/**
 * Those of a statement's actions that any of its resources can be asked for: `s3:DeleteBucket` cannot for the objects
 * of a bucket, nor anything of IAM for a queue. A statement on everything, or on all but something, may grant them all.
 *
 * @returns the actions of the catalogue alone, where resources are named; all of them where AWS's data does not tell
 */
export function applicable(actions: ActionSet, statement: Statement): ActionSet {
  const { resource } = statement;
  if (resource === undefined) return actions;
  if (resource.negated) return resource.items.some((item) => literalOf(item) === '*') ? none() : actions;
  if (
    resource.unknown.length > 0 ||
    resource.items.some((item) => isOfEveryService(segmentsOf(widestPatternOf(item))))
  ) {
    return actions;
  }
  const services = isSubset(all(), actions) ? servicesOf(resource) : servicesIn(actions);
  const names = services.flatMap((prefix) => applicableNames(prefix, actions, resource.items));
  return names.length === 0 ? none() : intersect(actions, expandAll(names));
}

/** An ARN, or a pattern for ARNs: its five segments, as far as it has them, and all the rest as one. */
export type Segments = readonly string[];

/** `*`, `arn:*`, or something that does not begin as an ARN with a service: a parameter, say. */
export function isOfEveryService([, , service]: Segments): boolean {
  return service === undefined || /[*?]/.test(service) || service === '';
}

function servicesOf({ items }: Element): readonly string[] {
  return [...new Set(items.map((item) => widestPatternOf(item).split(':')[2] ?? ''))];
}

function applicableNames(prefix: string, actions: ActionSet, items: readonly Text[]): readonly string[] {
  const service = serviceActions(prefix);
  // What AWS's data does not know may apply to anything.
  if (service === undefined) return [`${prefix}:*`];
  // What takes no resource is granted by `*`, which is no case here, and by all of its own service.
  const isOnAll = items.some((item) => isEveryResource(item) && segmentsOf(widestPatternOf(item))[2] === prefix);
  const types = new Set(resourceTypes(prefix).flatMap((type) => (fits(type, items) ? [type.name] : [])));
  return service.actions.flatMap((name, index) => {
    const id = service.first + index;
    if (!has(actions, id)) return [];
    const details = actionDetails(id);
    const takesAny = details.wildcardOnly && isOnAll;
    return takesAny || details.resourceTypes.some((type) => types.has(type.name)) ? [`${prefix}:${name}`] : [];
  });
}

/** Whether a resource of a type can have an ARN that one of the patterns matches, segment by segment. */
function fits({ arns }: ResourceType, items: readonly Text[]): boolean {
  return arns.some((arn) => {
    const format = formatSegments(arn);
    return items.some((item) => segmentsFit(format, segmentsOf(widestPatternOf(item))));
  });
}

/** The formats of all types there are: some three thousand. */
const formats = new Map<string, Segments>();

/** An ARN's format as AWS writes it, in segments, with `*` for what varies. */
export function formatSegments(arn: string): Segments {
  const known = formats.get(arn);
  if (known !== undefined) return known;
  const segments = segmentsOf(arn.replace(/\$\{[^}]*\}/g, '*'));
  formats.set(arn, segments);
  return segments;
}

/** Cuts an ARN, or a pattern for ARNs, at its first five colons. */
export const segmentsOf = remembered((arn): Segments => {
  const segments = arn.split(':');
  return [...segments.slice(0, 5), segments.slice(5).join(':')];
});

/** Whether an ARN may be of a format and match a pattern, both in segments. */
export function segmentsFit(format: Segments, pattern: Segments): boolean {
  // Most are of another service, which is told at once.
  if (!segmentFits(format[2] ?? '', pattern[2] ?? '')) return false;
  // A bucket's name holds no slash, so what has one is an object.
  const isBucket = format[5] === '*' && format[2] === 's3' && format[3] === '' && format[4] === '';
  if (isBucket && pattern[5]?.includes('/') === true) return false;
  return format.every((segment, index) => segmentFits(segment, pattern[index] ?? ''));
}

function segmentFits(segment: string, other: string): boolean {
  return segment === '*' || segment === other || other === '*' || intersects(segment, other);
}
