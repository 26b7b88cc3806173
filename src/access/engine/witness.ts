import { accessLevel, actionId, actionName } from '../../aws/actions.js';
import { arnFormatsOf } from '../../aws/resources.js';
import { isMember } from '../action-membership.js';
import { type ActionSet, areDisjoint, ids, servicesIn, unknownNames } from '../action-set.js';
import type { Witness } from '../answer.js';
import { type Box, guardsOf, having, threatens } from './box.js';
import type { Cube } from './cube.js';
import { readable } from './pattern.js';
import { fulfils, type Requirement } from './requirement.js';
import { arnPattern, arnWord, shapeMatches, textPattern } from './shape.js';
import { meetOfShapes } from './shape-meet.js';
import { patternTest } from './value-test.js';
import { type Found, filled } from './word-search.js';

/** The requests that a box was looked for among. */
interface Case {
  readonly lists: readonly (readonly Cube[])[];
  readonly others: readonly Cube[];
}

/** The request that a box has in mind, in AWS's words. */
export function witnessOf(box: Box, among: Case): Witness {
  const action = actionIn(box.actions);
  const plainer = withRole(withUsualResource(box, action, among), among);
  const when = guardsOf(plainer);
  const principal = principalOf(plainer);
  return {
    ...(principal === undefined ? {} : { principal }),
    action,
    resource: resourceOf(plainer),
    context: contextOf(plainer),
    ...(when.length === 0 ? {} : { when }),
  };
}

/** An action of a set: rather one that changes something than one that reads, rather a known one than a new one. */
function actionIn(actions: ActionSet): string {
  let best: { readonly id: number; readonly rank: number } | undefined;
  for (const id of ids(actions)) {
    const rank = RANKS[accessLevel(id)];
    if (best === undefined || rank < best.rank) best = { id, rank };
    if (rank === 0) break;
  }
  if (best !== undefined) return actionName(best.id);
  const named = unknownNames(actions).find((name) => !name.includes('…'));
  if (named !== undefined) return named;
  const [service] = servicesIn(actions);
  return newActionIn(actions, service ?? 'newservice') ?? unknownNames(actions)[0] ?? `${service ?? '*'}:*`;
}

/** Names that AWS may give tomorrow: whatever patterns are around, one of them is likely to be meant by none. */
const NEW_NAMES = ['NewAction', 'UpdateFoo', 'Xyzzy', 'Qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq', 'ZZZZ', '0'];

function newActionIn({ membership }: ActionSet, service: string): string | undefined {
  return NEW_NAMES.map((name) => `${service}:${name}`).find((name) => isMember(membership, name.toLowerCase()));
}

const RANKS = { 'Permissions management': 0, Write: 1, Tagging: 2, Read: 3, List: 4 } as const;

/** Of more patterns that a resource may be of, only these are looked at. */
const MOST_MEANT = 24;

/** The same with a resource that the action is used on, where that makes no difference and any will not do. */
function withUsualResource(box: Box, action: string, among: Case): Box {
  const { found, requirements } = box.resource;
  if (typeof found === 'string' || isAnything(box)) return box;
  const word = arnWord(found.value);
  const asked = requirements.flatMap(({ test, must }) => (must ? test.patterns.flatMap(({ shapes }) => shapes) : []));
  const [own, others] = [true, false].map((is) => asked.filter((shape) => shapeMatches(shape, word) === is));
  const meant = [...(own ?? []), ...(others ?? [])].slice(0, MOST_MEANT);
  for (const usual of usualResources(action).flatMap((arn) => arnPattern(arn).shapes)) {
    const values = meant.flatMap((shape) => meetOfShapes(usual, shape) ?? []).map((shape) => filled(shape, 'x'));
    const value = values.find((each) => isStill({ ...box, resource: { requirements, found: { value: each } } }, among));
    if (value !== undefined) return { ...box, resource: { requirements, found: { value } } };
  }
  return box;
}

/** The same with a role where some account's principal is meant. */
function withRole(box: Box, among: Case): Box {
  const { found } = box.principal;
  if (typeof found === 'string' || !/^AWS:[^/]*$/.test(found.value)) return box;
  const test = patternTest('text', [textPattern('AWS:arn:*:iam::*:role/*')]);
  const narrowed = having(box, { kind: 'principal', test, is: true }, true, 'proven');
  return narrowed !== undefined && isStill(narrowed, among) ? narrowed : box;
}

/** Whether what a box has in mind is surely still one of the requests. */
function isStill(box: Box, { lists, others }: Case): boolean {
  const isOfIts = ({ test, must }: Requirement) => fulfils(textIn(box.resource.found), { test, must }, 'proven');
  return (
    box.resource.requirements.every(isOfIts) &&
    lists.every((list) => list.some((cube) => meets(cube, box) && threatens(cube, box, 'possible'))) &&
    !others.some((cube) => meets(cube, box) && threatens(cube, box, 'proven'))
  );
}

function textIn(found: Found): string {
  return typeof found === 'string' ? '' : found.value;
}

function meets({ actions }: Cube, box: Box): boolean {
  return !areDisjoint(actions, box.actions);
}

/** ARNs of what an action acts on, as patterns: first those with a region and account as documentation has them. */
function usualResources(action: string): readonly string[] {
  const id = actionId(action);
  const formats = id === undefined ? [] : arnFormatsOf(id);
  return [USUAL, ANY].flatMap((values) =>
    formats.map((format) => format.replace(/\$\{([^}]*)\}/g, (_, name: string) => values.get(name) ?? '*')),
  );
}

const USUAL: ReadonlyMap<string, string> = new Map([
  ['Partition', 'aws'],
  ['Region', 'us-east-1'],
  ['Account', '111122223333'],
]);
const ANY: ReadonlyMap<string, string> = new Map();

function resourceOf(box: Box): string {
  const { found } = box.resource;
  return typeof found === 'string' || isAnything(box) ? '*' : readable(found.value);
}

/** Whether a box has six segments of anything in mind: what has no resource but `*`, too. */
function isAnything({ resource: { found } }: Box): boolean {
  return typeof found === 'object' && /^(.?)(?::\1){5}$/.test(found.value);
}

/** Who asks, where it matters. */
function principalOf({ principal: { found, requirements } }: Box): string | undefined {
  if (requirements.length < 2 || typeof found === 'string') return undefined;
  return /^(?:AWS|Service|Federated|CanonicalUser):/.test(found.value)
    ? readable(found.value.slice(found.value.indexOf(':') + 1))
    : 'anyone';
}

function contextOf({ keys }: Box): Readonly<Record<string, string>> {
  const entries = [...keys.values()].flatMap(({ found, requirements }) => {
    const [first] = requirements;
    if (first === undefined || typeof found === 'string' || found.value === undefined) return [];
    return [[first.test.written, found.value.map(readable).join(', ')] as const];
  });
  return Object.fromEntries(entries);
}
