import { literalOf, type Text } from '../document/value.js';
import { isEveryResource, parseArn } from '../policy/arn.js';
import type { Element, Policy, Statement } from '../policy/model.js';
import { covers } from '../policy/wildcard.js';
import { type ActionSet, complement, expand, expandAll, intersect, none, union } from './action-set.js';
import type { Verdict } from './answer.js';
import { narrows } from './narrowing.js';
import { includesStrangers } from './principals.js';
import { patternOf } from './text-pattern.js';

/** The actions that a statement speaks of, `NotAction` complemented; holes and variables in an action match nothing. */
export function actionsOf(statement: Statement): ActionSet {
  const { action } = statement;
  if (action === undefined) return none();
  const known = actionsByElement.get(action);
  if (known !== undefined) return known;
  const listed = expandAll(action.items.flatMap((item) => literalOf(item) ?? []));
  const actions = action.negated ? complement(listed) : listed;
  actionsByElement.set(action, actions);
  return actions;
}

/** Several rules ask of the same statement. */
const actionsByElement = new WeakMap<Element, ActionSet>();

/** The actions that one entry of `Action` stands for. */
export function actionsOfItem(item: Text): ActionSet {
  const pattern = literalOf(item);
  return pattern === undefined ? none() : expand(pattern);
}

/**
 * Whether a statement speaks of all resources, or of all of a type: it lists `*` or the like, or its `NotResource`
 * leaves nearly all. A trust policy has no resource but its role.
 */
export function isOnEveryResource(statement: Statement): boolean {
  const { resource } = statement;
  if (resource === undefined) return false;
  return resource.negated ? !resource.items.some(isEveryResource) : resource.items.some(isEveryResource);
}

/** Whether an element is told in full: no entry unknown, or with a part that the input does not tell. */
export function isWhole(element: Element | undefined): boolean {
  return (
    element !== undefined &&
    element.unknown.length === 0 &&
    element.items.every((item) => literalOf(item) !== undefined)
  );
}

/** Whether `outer` speaks of all resources that `inner` does, whatever the input does not tell of them. */
export function coversResources(outer: Statement, inner: Statement): boolean {
  if (outer.resource === undefined) return true;
  if (outer.resource.negated) return false;
  const patterns = outer.resource.items.map(patternOf);
  if (patterns.some(isStars)) return true;
  if (inner.resource === undefined || inner.resource.negated || inner.resource.unknown.length > 0) return false;
  return inner.resource.items.every((item) => patterns.some((pattern) => covers(pattern, patternOf(item))));
}

/** Whether a statement exists wherever another of the same template does: `no` where only one of them can. */
export function existsWith(statement: Statement, other: Statement): Verdict {
  const assumed = (condition: string) => other.when.find((guard) => guard.condition === condition)?.is;
  if (statement.when.some(({ condition, is }) => assumed(condition) === !is)) return 'no';
  return statement.when.every(({ condition, is }) => assumed(condition) === is) ? 'yes' : 'unknown';
}

/**
 * The actions that policies deny on all resources, to everybody they apply to, whatever the request, wherever the
 * granting statements exist.
 */
export function deniedEverywhere(policies: readonly Policy[], grants: readonly Statement[]): ActionSet {
  const denies = policies.flatMap(({ statements }) => statements).filter(deniesAlways);
  const everywhere = denies.filter(
    (deny) =>
      grants.every((grant) => existsWith(deny, grant) === 'yes') && deny.resource?.items.map(patternOf).some(isStars),
  );
  return union(everywhere.filter(({ resource }) => resource?.negated === false).map(actionsOf));
}

function deniesAlways({ effect, conditions, unknown, principal }: Statement): boolean {
  const everybody = principal === undefined || (!principal.negated && includesStrangers(principal));
  return effect === 'Deny' && conditions.length === 0 && unknown.length === 0 && everybody;
}

/** The actions that policies allow on everything by conditions that do not limit what may be done. */
export function allowedEverywhere(policies: readonly Policy[]): {
  readonly actions: ActionSet;
  readonly grants: readonly Statement[];
} {
  const found = policies
    .flatMap(({ statements }) => statements)
    .flatMap((statement) => {
      const reach = reachOf(statement);
      return reach === undefined ? [] : [{ statement, actions: intersect(actionsOf(statement), reach) }];
    });
  return { actions: union(found.map(({ actions }) => actions)), grants: found.map(({ statement }) => statement) };
}

/** Of an Allow without limits: the actions whose every resource it speaks of; undefined for all other statements. */
function reachOf(statement: Statement): ActionSet | undefined {
  const { effect, action, resource, conditions } = statement;
  if (effect !== 'Allow' || action === undefined || resource === undefined || conditions.some(narrows))
    return undefined;
  // An unknown entry of Action adds to what is allowed; one of NotAction takes away, nobody knows how much.
  if (action.negated && !isWhole(action)) return undefined;
  if (resource.negated) return isOnEveryResource(statement) ? expand('*') : undefined;
  const reach = resource.items.flatMap((item) => everyResourceOf(item) ?? []);
  return reach.length === 0 ? undefined : union(reach);
}

/** The actions of which a pattern holds every resource: `*` of all, `arn:aws:s3:::*` of all of s3. */
function everyResourceOf(item: Text): ActionSet | undefined {
  const arn = parseArn(item);
  if (arn === undefined) return isEveryResource(item) ? expand('*') : undefined;
  const [resource] = arn.resource;
  const [service] = arn.service;
  if (arn.resource.length !== 1 || typeof resource !== 'string' || !isStars(resource)) return undefined;
  return arn.service.length === 1 && typeof service === 'string' ? expand(`${service}:*`) : undefined;
}

function isStars(pattern: string): boolean {
  return /^\*+$/.test(pattern);
}
