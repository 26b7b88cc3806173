import { actionName, lowerCase, serviceOfAction } from './actions.js';
import { readData } from './data-file.js';
import { isGoneService } from './retired-services.js';

/**
 * What actions act on and which condition keys they take.
 *
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/, see the head of `data/resources.txt`.
 * The file (bigger than the catalogue, and most runs need none of it) is read on first use, and of it only the services
 * asked for. Prefixes are accepted in any case; an unknown one has no resource types and no keys. Variable parts are
 * written `${Name}` in ARN formats and keys alike.
 */
export type ConditionKeyType =
  | 'ARN'
  | 'Binary'
  | 'Bool'
  | 'Date'
  | 'IPAddress'
  | 'Numeric'
  | 'String'
  | 'ArrayOfARN'
  | 'ArrayOfBinary'
  | 'ArrayOfBool'
  | 'ArrayOfDate'
  | 'ArrayOfIPAddress'
  | 'ArrayOfNumeric'
  | 'ArrayOfString';

export interface ConditionKey {
  readonly key: string;
  readonly type: ConditionKeyType;
}

export interface GlobalConditionKey extends ConditionKey {
  /** What the key describes. */
  readonly category: 'principal' | 'session' | 'network' | 'resource' | 'request';
}

export interface ResourceType {
  readonly name: string;
  /** ARN formats, at times of another service's resource; a `*` in one stands for anything. */
  readonly arns: readonly string[];
  /** Keys that describe such a resource or a request for it. */
  readonly conditionKeys: readonly string[];
}

export interface ActionResourceType {
  readonly name: string;
  /** Whether a statement for the action is in vain without a resource of this type. */
  readonly required: boolean;
  /** Keys that are in the request only where the resource is of this type. */
  readonly conditionKeys: readonly string[];
}

export interface ActionDetails {
  readonly resourceTypes: readonly ActionResourceType[];
  /** All keys a request for the action can hold, those of single resource types included, sorted. Global ones apart. */
  readonly conditionKeys: readonly string[];
  /** Whether the action takes no resource but `*`. */
  readonly wildcardOnly: boolean;
}

interface Service {
  readonly conditionKeys: readonly ConditionKey[];
  readonly resourceTypes: readonly ResourceType[];
  /** Lines about actions, in the order of ids, still to be read. */
  readonly actions: readonly string[];
}

let loaded: { readonly text: string; readonly starts: ReadonlyMap<string, number> } | undefined;
let servicesInArns: ReadonlySet<string> | undefined;
let globalKeys: readonly GlobalConditionKey[] | undefined;
const read = new Map<string, Service>();
const details = new Map<number, ActionDetails>();

function load(): NonNullable<typeof loaded> {
  if (loaded !== undefined) return loaded;
  const text = readData('resources.txt');
  const starts = new Map<string, number>();
  for (let at = text.indexOf('\n@'); at !== -1; at = text.indexOf('\n@', at + 2)) {
    const end = text.indexOf('\n', at + 2);
    starts.set(text.slice(at + 2, end), end);
  }
  loaded = { text, starts };
  return loaded;
}

/** The lines of a service's block, or of the block `*` for what is no service's. */
function lines(prefix: string): readonly string[] {
  const { text, starts } = load();
  const start = starts.get(prefix);
  if (start === undefined) return [];
  const end = text.indexOf('\n@', start);
  return text.slice(start + 1, end === -1 ? text.length - 1 : end).split('\n');
}

/** The services that stand in the ARN formats of all tables: `s3`, and `catalog` for Service Catalog. */
export function arnServices(): ReadonlySet<string> {
  if (servicesInArns !== undefined) return servicesInArns;
  const found = new Set<string>();
  const { text } = load();
  const start = 'arn:${Partition}:';
  for (let at = text.indexOf(start); at !== -1; at = text.indexOf(start, at + start.length)) {
    const name = text.slice(at + start.length, text.indexOf(':', at + start.length));
    // A recovery point is of any vendor.
    if (!name.startsWith('$') && !isGoneService(name)) found.add(name);
  }
  servicesInArns = found;
  return found;
}

/** The ARN formats of a service's resources in all tables: some are listed by others alone. */
export function arnFormatsOfService(service: string): readonly string[] {
  const { text } = load();
  const found = new Set<string>();
  const start = `arn:\${Partition}:${lowerCase(service)}:`;
  for (let at = text.indexOf(start); at !== -1; at = text.indexOf(start, at + start.length)) {
    const line = text.slice(at, text.indexOf('\n', at));
    found.add(line.split(' ', 1)[0] ?? line);
  }
  return [...found];
}

/** Every condition key of every table, global ones first, as often as tables list it. */
export function allConditionKeys(): readonly ConditionKey[] {
  const { text } = load();
  const found: ConditionKey[] = [];
  for (let at = text.indexOf('\nk '); at !== -1; at = text.indexOf('\nk ', at + 3)) {
    const [key = '', type = ''] = text.slice(at + 3, text.indexOf('\n', at + 3)).split(' ');
    found.push({ key, type: type as ConditionKeyType });
  }
  return found;
}

const list = (cell: string | undefined) => (cell ? cell.split(' ') : []);

function service(prefix: string): Service {
  const name = lowerCase(prefix);
  const known = read.get(name);
  if (known !== undefined) return known;
  const conditionKeys: ConditionKey[] = [];
  const resourceTypes: ResourceType[] = [];
  const actions: string[] = [];
  for (const line of name === '*' ? [] : lines(name)) {
    if (line.startsWith('a ')) actions.push(line);
    else if (line.startsWith('k ')) {
      const [, key = '', type = ''] = line.split(' ');
      conditionKeys.push({ key, type: type as ConditionKeyType });
    } else {
      const [type = '', arns, keys] = line.split(' | ');
      resourceTypes.push({ name: type.slice(2), arns: list(arns), conditionKeys: list(keys) });
    }
  }
  const found = { conditionKeys, resourceTypes, actions };
  // Names come from policies: only those that exist are kept, so the map cannot grow beyond the data.
  if (actions.length > 0) read.set(name, found);
  return found;
}

/** The resource types a service's table lists, sorted by name. */
export function resourceTypes(prefix: string): readonly ResourceType[] {
  return service(prefix).resourceTypes;
}

/** The condition keys a service's table lists, sorted: its own, some of `aws:`, and for `sts` those of federation. */
export function conditionKeys(prefix: string): readonly ConditionKey[] {
  return service(prefix).conditionKeys;
}

/** Condition keys that do not depend on the service called. */
export function globalConditionKeys(): readonly GlobalConditionKey[] {
  globalKeys ??= lines('*')
    .filter((line) => line.startsWith('k '))
    .map((line) => {
      const [, key = '', type = '', category = ''] = line.split(' ');
      return { key, type: type as ConditionKeyType, category: category as GlobalConditionKey['category'] };
    });
  return globalKeys;
}

/** Whether resource control policies bind the service. */
export function supportsRcp(prefix: string): boolean {
  return lines('*').includes(`c ${lowerCase(prefix)}`);
}

function actionResourceType(cell: string): ActionResourceType {
  const open = cell.indexOf('(');
  const head = open === -1 ? cell : cell.slice(0, open);
  const required = head.endsWith('*');
  const keys = open === -1 ? undefined : cell.slice(open + 1, -1);
  return { name: required ? head.slice(0, -1) : head, required, conditionKeys: list(keys) };
}

/** Whether an action takes resources other than `*`, without a look at which. Throws a RangeError for what is no id. */
export function takesResources(id: number): boolean {
  const { prefix, first } = serviceOfAction(id);
  const line = service(prefix).actions[id - first] ?? '';
  const types = line.indexOf(' | ') + 3;
  return types > 2 && types < line.length && line.charAt(types) !== '|' && line.charAt(types) !== ' ';
}

/** What an action takes, by its id. Throws a RangeError for what is no id. */
export function actionDetails(id: number): ActionDetails {
  const known = details.get(id);
  if (known !== undefined) return known;
  const { prefix, first } = serviceOfAction(id);
  const line = service(prefix).actions[id - first];
  const [name = '', types = '', keys] = line?.split(' | ') ?? [];
  if (`${prefix}:${name.slice(2)}` !== actionName(id)) throw new Error('The data files are not of one version');
  const resourceTypes = types === '' ? [] : types.split(',').map(actionResourceType);
  const all = new Set([...list(keys), ...resourceTypes.flatMap((type) => type.conditionKeys)]);
  const found = { resourceTypes, conditionKeys: [...all].sort(), wildcardOnly: resourceTypes.length === 0 };
  details.set(id, found);
  return found;
}

/** By action: found once, for all who ask. */
const arnFormats = new Map<number, readonly string[]>();

/**
 * The formats of the ARNs that an action takes, by its id, the shortest first; none where it takes only `*`. Throws a
 * RangeError for what is no id.
 */
export function arnFormatsOf(id: number): readonly string[] {
  const known = arnFormats.get(id);
  if (known !== undefined) return known;
  const types = new Set(actionDetails(id).resourceTypes.map(({ name }) => name));
  const found = resourceTypes(serviceOfAction(id).prefix)
    .flatMap(({ name, arns }) => (types.has(name) ? arns : []))
    .sort((a, b) => a.length - b.length);
  arnFormats.set(id, found);
  return found;
}
