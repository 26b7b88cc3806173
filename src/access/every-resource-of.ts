import { serviceOfAction } from '../aws/actions.js';
import {
  type ActionDetails,
  type ActionResourceType,
  actionDetails,
  type ResourceType,
  resourceTypes,
  takesResources,
} from '../aws/resources.js';
import type { Text } from '../document/value.js';
import { covers, hasWildcard, witness } from '../policy/wildcard.js';

/** Stands for what an entry leaves open: some text, but not any. It has no colon, so that segments stay segments. */
const SOMETHING = '\uE000';

/** An entry of `Resource` as a pattern, taken apart to be asked for whole types. */
export interface ResourcePattern {
  readonly text: string;
  /** `arn`, partition, service, region, account, as far as it has them; what is left of it is the resource. */
  readonly head: readonly string[];
  /** How the resource begins, up to its first wildcard; empty where it has no whole head. */
  readonly start: string;
}

/** An entry of `Resource`, taken apart. */
export function resourcePattern({ parts }: Text): ResourcePattern {
  const [only = ''] = parts;
  const isLiteral = parts.length === 1 && typeof only === 'string';
  const text = isLiteral ? only : parts.map((part) => (typeof part === 'string' ? part : SOMETHING)).join('');
  const known = taken.get(text);
  if (known !== undefined) return known;
  const pattern = takeApart(text);
  if (taken.size < MOST_REMEMBERED) taken.set(text, pattern);
  return pattern;
}

/** Policies of one project repeat their resources; so many are remembered. */
const MOST_REMEMBERED = 10_000;
const taken = new Map<string, ResourcePattern>();

function takeApart(text: string): ResourcePattern {
  const segments = text.split(':');
  const resource = segments.slice(HEAD).join(':');
  const open = resource.search(/[*?]/);
  return { text, head: segments.slice(0, HEAD), start: open < 0 ? resource : resource.slice(0, open) };
}

/** `arn:partition:service:region:account:` */
const HEAD = 5;

/**
 * Whether AWS lets an action be limited to some of several resources. Not where it takes only `*`, nor where all that it
 * takes is the one of its type that an account has, such as the instance of S3 Access Grants.
 */
export function isLimitable(id: number): boolean {
  const known = limitable.get(id);
  if (known !== undefined) return known;
  const found = findLimitable(id);
  limitable.set(id, found);
  return found;
}

const limitable = new Map<number, boolean>();

function findLimitable(id: number): boolean {
  if (!takesResources(id)) return false;
  const { prefix } = serviceOfAction(id);
  if (!hasSingles(prefix)) return true;
  const types = neededOf(actionDetails(id));
  return types.some(({ name }) => !isSingle(resourceType(prefix, name)));
}

const singlesByService = new Map<string, boolean>();

/** Whether any type of a service's resources is a single one; asked for every action that policies allow on all. */
function hasSingles(prefix: string): boolean {
  const known = singlesByService.get(prefix);
  if (known !== undefined) return known;
  const found = resourceTypes(prefix).some(isSingle);
  singlesByService.set(prefix, found);
  return found;
}

/** Whether an account has but one resource of a type: nothing in its ARN is variable but where it is. */
function isSingle(type: ResourceType | undefined): boolean {
  return type?.arns.every((arn) => !arn.split(':').slice(HEAD).join(':').includes('${')) === true;
}

/** The types that an action needs; of one that needs none, those that it takes. */
function neededOf({ resourceTypes }: ActionDetails): readonly ActionResourceType[] {
  const required = resourceTypes.filter((type) => type.required);
  return required.length > 0 ? required : resourceTypes;
}

/** Tells of a type of a service's resources whether all are held. */
export type Holds = (prefix: string, type: string) => boolean;

/** Tells whether resource patterns hold every resource of a type: each type is looked at once, however many ask. */
export function heldBy(patterns: readonly ResourcePattern[]): Holds {
  if (patterns.some(isAll)) return () => true;
  const known = new Map<string, boolean>();
  return (prefix, type) => {
    const key = `${prefix}:${type}`;
    const held = known.get(key) ?? patterns.some((pattern) => holdsType(pattern, prefix, type));
    known.set(key, held);
    return held;
  };
}

/**
 * Whether every resource that an action can be asked for is held: all those of each type that it requires; of an action
 * that requires none of its types, all of one type at least. Region and account do not matter: they mostly are one's own.
 */
export function holdsEveryResourceOf(id: number, isHeld: Holds): boolean {
  const { prefix } = serviceOfAction(id);
  const needed = neededOf(actionDetails(id));
  const isNeededHeld = ({ name }: ActionResourceType) => isHeld(prefix, name);
  return needed[0]?.required === true ? needed.every(isNeededHeld) : needed.some(isNeededHeld);
}

/** Whether a pattern is `*`. */
export function isAll({ text }: ResourcePattern): boolean {
  return text === '*';
}

/** Whether a pattern holds every resource of some type of the service that it names, or names none. */
export function holdsSomeType(pattern: ResourcePattern): boolean {
  if (isAll(pattern)) return true;
  const known = remembered.get(pattern);
  if (known !== undefined) return known;
  const [, , service = ''] = pattern.head;
  const isOpen = service === '' || hasWildcard(service) || service.includes(SOMETHING);
  const answer = isOpen || resourceTypes(service).some(({ arns }) => arns.some((arn) => holdsFormat(pattern, arn)));
  remembered.set(pattern, answer);
  return answer;
}

const remembered = new WeakMap<ResourcePattern, boolean>();

/** Whether a pattern other than `*` holds every resource of a type that actions of a service take. */
export function holdsType(pattern: ResourcePattern, prefix: string, name: string): boolean {
  const type = resourceType(prefix, name);
  return type?.arns.every((arn) => holdsFormat(pattern, arn)) === true;
}

/** The type of this name in a service's table; some actions name types that the table lacks, or spell them with a slash. */
export function resourceType(prefix: string, name: string): ResourceType | undefined {
  const types = resourceTypes(prefix);
  let byName = typesByName.get(types);
  if (byName === undefined) {
    byName = new Map(types.map((type) => [type.name, type]));
    typesByName.set(types, byName);
  }
  return byName.get(name) ?? byName.get(`${name}/`);
}

const typesByName = new WeakMap<readonly ResourceType[], ReadonlyMap<string, ResourceType>>();

function holdsFormat(pattern: ResourcePattern, arn: string): boolean {
  const { service, region, account, resource } = formatOf(arn);
  if (!resource.startsWith(pattern.start)) return false;
  const [, partition = '', named, here = '', mine = ''] = pattern.head;
  if (named !== undefined && named !== service && !hasWildcard(named)) return false;
  // What is AWS's own, such as its managed policies, is none of those that the account has.
  if (mine === 'aws' && account !== 'aws') return false;
  // The resources of one's own partition, and where region and account are told, those there.
  const where = [region && toldOr(here, 'region'), account && toldOr(mine, 'account')];
  const whole = ['arn', PARTITION.test(witness(partition)) ? witness(partition) : 'aws', service, ...where, resource];
  return covers(pattern.text, whole.join(':'));
}

/** An ARN's format, with wildcards for what is variable: that has a character at least. */
interface Format {
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

const formats = new Map<string, Format>();

function formatOf(arn: string): Format {
  const known = formats.get(arn);
  if (known !== undefined) return known;
  const [, , service = '', region = '', account = '', ...rest] = arn.replace(/\$\{[^}]*\}/g, '?*').split(':');
  const format = { service, region, account, resource: rest.join(':') };
  formats.set(arn, format);
  return format;
}

const PARTITION = /^(?:aws(?:-[a-z-]+)?|\uE000)$/;

function toldOr(segment: string, other: string): string {
  const told = witness(segment);
  return /^[a-z0-9\uE000-]+$/.test(told) ? told : other;
}
