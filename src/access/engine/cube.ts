import { displayText, literalOf, type Unknown } from '../../document/value.js';
import type { Condition, Element, Policy, PrincipalElement, Statement } from '../../policy/model.js';
import { type ActionSet, all, complement, expandAll, none } from '../action-set.js';
import { type KeyTest, keyTestOf, nameOfCondition } from './key-test.js';
import { wildPattern } from './pattern.js';
import { principalTest } from './principal.js';
import { arnPattern } from './shape.js';
import { patternTest, type ValueTest } from './value-test.js';

/** What has to be so of one variable of a request. */
export type Literal =
  | { readonly kind: 'resource' | 'principal'; readonly test: ValueTest; readonly is: boolean }
  | { readonly kind: 'key'; readonly test: KeyTest; readonly is: boolean }
  /** A template's condition. */
  | { readonly kind: 'guard'; readonly name: string; readonly is: boolean }
  /** Something that the input does not tell, by a name: where two have the same, they are the same. */
  | { readonly kind: 'untold'; readonly name: string; readonly reason: string; readonly is: boolean };

/** Requests with one of these actions of which all literals hold: what a statement speaks of, or a part of that. */
export interface Cube {
  readonly statement: Statement | undefined;
  readonly actions: ActionSet;
  readonly literals: readonly Literal[];
}

/** What the policies allow, and what they deny; what nobody tells may be either. */
export interface Cubes {
  readonly allows: readonly Cube[];
  readonly denies: readonly Cube[];
}

/** The cubes of policies. */
export function cubesOf(policies: readonly Policy[]): Cubes {
  const parts = policies.map(cubesOfPolicy);
  return { allows: parts.flatMap(({ allows }) => allows), denies: parts.flatMap(({ denies }) => denies) };
}

const byPolicy = new WeakMap<Policy, Cubes>();

function cubesOfPolicy(policy: Policy): Cubes {
  const known = byPolicy.get(policy);
  if (known !== undefined) return known;
  const allows: Cube[] = [];
  const denies: Cube[] = [];
  for (const statement of policy.statements) {
    const { effect, unknown } = statement;
    if (effect === undefined && unknown.length === 0) continue;
    if (effect !== 'Deny') allows.push(...cubesOfEffect(statement, 'Allow'));
    if (effect !== 'Allow') denies.push(...cubesOfEffect(statement, 'Deny'));
  }
  for (const { reason } of policy.unknown) {
    allows.push(untoldStatement('Allow', reason));
    denies.push(untoldStatement('Deny', reason));
  }
  const cubes = { allows, denies };
  byPolicy.set(policy, cubes);
  return cubes;
}

function untoldStatement(effect: string, reason: string): Cube {
  return { statement: undefined, actions: all(), literals: [untold(effect, reason)] };
}

/** @param what is not told: an effect, an element's name */
function untold(what: string, reason: string, is = true): Literal {
  return { kind: 'untold', name: `${what} ${reason}`, reason, is };
}

/** A statement as cubes of an effect that it has, or may have. */
export function cubesOfEffect(statement: Statement, effect: string): readonly Cube[] {
  const cubes = cubesOfStatement(statement);
  if (statement.effect !== undefined) return cubes;
  const may = untold(effect, reasonsOf(statement.unknown));
  return cubes.map((cube) => ({ ...cube, literals: [...cube.literals, may] }));
}

const byStatement = new WeakMap<Statement, readonly Cube[]>();

/** What a statement speaks of, as the union of cubes: one, where all of it is told. Rules ask of the same ones again. */
export function cubesOfStatement(statement: Statement): readonly Cube[] {
  const cubes = byStatement.get(statement) ?? findCubes(statement);
  byStatement.set(statement, cubes);
  return cubes;
}

function findCubes(statement: Statement): readonly Cube[] {
  const { action, resource, principal, conditions, when } = statement;
  if (action === undefined) return [];
  const elements = [action, resource, principal, ...conditions].flatMap((element) => element?.unknown ?? []);
  const rest = statement.unknown.filter((part) => !elements.includes(part));
  const common: readonly Literal[] = [
    ...when.map(({ condition, is }): Literal => ({ kind: 'guard', name: condition, is })),
    ...rest.map(({ reason }) => untold('Statement', reason)),
  ];
  const others = everyWay([resourceParts(resource), principalParts(principal), ...conditions.map(conditionParts)]);
  return actionParts(action).flatMap(({ actions, literals }) =>
    others.map((each) => ({ statement, actions, literals: [...literals, ...each, ...common] })),
  );
}

/** More cubes of one statement are not told apart: then it is as a whole not told. */
const MOST_CUBES = 64;

/** Each way of taking one part of each element. */
function everyWay(elements: readonly (readonly (readonly Literal[])[])[]): readonly (readonly Literal[])[] {
  let ways: readonly (readonly Literal[])[] = [[]];
  for (const parts of elements) {
    ways = ways.flatMap((way) => parts.map((part) => [...way, ...part]));
    if (ways.length > MOST_CUBES) return [[untold('Statement', 'too many parts of a statement are not told')]];
  }
  return ways;
}

function reasonsOf(unknown: readonly Unknown[]): string {
  return unknown.map(({ reason }) => reason).join('; ');
}

interface ActionPart {
  readonly actions: ActionSet;
  readonly literals: readonly Literal[];
}

/** The actions that are told, and those that are not. */
function actionParts({ name, negated, items, unknown }: Element): readonly ActionPart[] {
  const patterns = items.flatMap((item) => literalOf(item) ?? []);
  const open = items.filter((item) => literalOf(item) === undefined);
  const reasons = [
    ...open.map((item) => `\`${displayText(item)}\` is known only when it is deployed`),
    ...unknown.map(({ reason }) => reason),
  ];
  const listed = patterns.length === 0 ? none() : expandAll(patterns);
  if (negated) return [{ actions: complement(listed), literals: reasons.map((reason) => untold(name, reason, false)) }];
  return [
    ...(patterns.length > 0 ? [{ actions: listed, literals: [] }] : []),
    ...reasons.map((reason) => ({ actions: all(), literals: [untold(name, reason)] })),
  ];
}

function resourceParts(resource: Element | undefined): readonly (readonly Literal[])[] {
  if (resource === undefined) return [[]];
  const test = patternTest('arn', resource.items.map(wildPattern).map(arnPattern));
  return parts('resource', resource, test);
}

function principalParts(principal: PrincipalElement | undefined): readonly (readonly Literal[])[] {
  return principal === undefined ? [[]] : parts('principal', principal, principalTest(principal.items));
}

/** What is told of an element, and what is not. */
function parts(
  kind: 'resource' | 'principal',
  { name, negated, items, unknown }: Element | PrincipalElement,
  test: ValueTest,
): readonly (readonly Literal[])[] {
  if (negated) return [[{ kind, test, is: false }, ...unknown.map(({ reason }) => untold(name, reason, false))]];
  const told: readonly (readonly Literal[])[] =
    items.length > 0 || unknown.length === 0 ? [[{ kind, test, is: true }]] : [];
  return [...told, ...unknown.map(({ reason }) => [untold(name, reason)])];
}

/** What is told of a condition's values, and what is not. */
function conditionParts(condition: Condition): readonly (readonly Literal[])[] {
  const test = keyTestOf(condition);
  const name = `Condition ${nameOfCondition(condition)}`;
  const reason = `what the condition on \`${displayText(condition.key)}\` asks for is not told`;
  if (test === undefined) return [[untold(name, reason)]];
  const told: Literal = { kind: 'key', test, is: true };
  if (condition.unknown.length === 0) return [[told]];
  if (test.negated) return [[told, untold(name, reason, false)]];
  return condition.values.length === 0 ? [[untold(name, reason)]] : [[told], [untold(name, reason)]];
}
