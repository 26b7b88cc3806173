import { readData } from './data-file.js';

/**
 * The catalogue of AWS actions. Every action has an id: ids are dense from 0, in the order of services by prefix and of
 * names within, and hold for one version of the data only, so they are never written anywhere.
 *
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/, see the head of `data/actions.txt`.
 * The file is read on first use and its services are taken apart one by one as they are asked for. Where it is missing
 * or unreadable, every function throws the error of `readFileSync`.
 */
export type AccessLevel = 'List' | 'Read' | 'Write' | 'Tagging' | 'Permissions management';

/** What is known of a service without looking at its actions. */
export interface ServiceEntry {
  readonly prefix: string;
  readonly name: string;
  /** Place in `serviceEntries()`. */
  readonly ordinal: number;
  /** Id of its first action; the others follow. */
  readonly first: number;
  readonly count: number;
}

export interface ServiceActions extends ServiceEntry {
  /** Names as AWS writes them, without prefix, sorted by their lower-case form. */
  readonly actions: readonly string[];
  /** The same names in lower case, in the same order: sorted by code unit. */
  readonly lowerCase: readonly string[];
}

interface Catalogue {
  readonly text: string;
  readonly entries: readonly ServiceEntry[];
  /** By ordinal: where its action lines start and end in the text. */
  readonly spans: readonly (readonly [start: number, end: number])[];
  readonly byPrefix: ReadonlyMap<string, ServiceEntry>;
  readonly count: number;
}

export const accessLevels: readonly AccessLevel[] = ['List', 'Read', 'Write', 'Tagging', 'Permissions management'];

/** Their letters in the file, in the same order. */
const letters = 'lrwtp';

let loaded: Catalogue | undefined;
const levels = new Map<string, readonly AccessLevel[]>();
const split = new Map<ServiceEntry, ServiceActions>();

function catalogue(): Catalogue {
  if (loaded !== undefined) return loaded;
  const text = readData('actions.txt');
  const entries: ServiceEntry[] = [];
  const spans: (readonly [number, number])[] = [];
  let first = 0;
  for (let at = text.indexOf('\n@'); at !== -1; ) {
    const afterPrefix = text.indexOf(' ', at);
    const afterCount = text.indexOf(' ', afterPrefix + 1);
    const start = text.indexOf('\n', afterCount) + 1;
    const next = text.indexOf('\n@', start - 1);
    const count = Number(text.slice(afterPrefix + 1, afterCount));
    const prefix = text.slice(at + 2, afterPrefix);
    entries.push({ prefix, name: text.slice(afterCount + 1, start - 1), ordinal: entries.length, first, count });
    spans.push([start, next === -1 ? text.length - 1 : next]);
    first += count;
    at = next;
  }
  loaded = { text, entries, spans, byPrefix: new Map(entries.map((entry) => [entry.prefix, entry])), count: first };
  return loaded;
}

/** The text with A to Z made small and nothing else: IAM ignores the case of ASCII only. */
export function lowerCase(text: string): string {
  // The Kelvin sign and its like would become ASCII letters by `toLowerCase`.
  return /^[\0-\x7f]*$/.test(text) ? text.toLowerCase() : text.replace(/[A-Z]+/g, (run) => run.toLowerCase());
}

/** The day the catalogue was taken from AWS, as `YYYY-MM-DD`. */
export function awsDataDate(): string {
  return /^# Date: (\S+)$/m.exec(catalogue().text)?.[1] ?? '';
}

/** All services, by prefix. */
export function serviceEntries(): readonly ServiceEntry[] {
  return catalogue().entries;
}

/** All service prefixes, sorted. */
export function services(): readonly string[] {
  return catalogue().entries.map((entry) => entry.prefix);
}

/** The service with this prefix in any case, without its actions; undefined if there is none. */
export function serviceEntry(prefix: string): ServiceEntry | undefined {
  return catalogue().byPrefix.get(lowerCase(prefix));
}

/** The service with this prefix in any case and its actions; undefined if there is none. */
export function serviceActions(prefix: string): ServiceActions | undefined {
  const entry = serviceEntry(prefix);
  return entry && actionsOf(entry);
}

function actionsOf(entry: ServiceEntry): ServiceActions {
  const known = split.get(entry);
  if (known !== undefined) return known;
  const { text, spans } = catalogue();
  const lines = text.slice(...(spans[entry.ordinal] ?? [0, 0])).split('\n');
  const actions = lines.map((line) => line.slice(2));
  const service = { ...entry, actions, lowerCase: actions.map((name) => name.toLowerCase()) };
  split.set(entry, service);
  return service;
}

/** How many actions the catalogue holds: ids run from 0 to one less. */
export function actionCount(): number {
  return catalogue().count;
}

/** The id of an action such as `s3:GetObject`, in any case; undefined if the catalogue does not know it. */
export function actionId(action: string): number | undefined {
  const colon = action.indexOf(':');
  const service = colon === -1 ? undefined : serviceActions(action.slice(0, colon));
  if (service === undefined) return undefined;
  const name = lowerCase(action.slice(colon + 1));
  const index = lowerBound(service.lowerCase, name);
  return service.lowerCase[index] === name ? service.first + index : undefined;
}

/** The first index in a sorted list whose text is not before `text`; the list's length if all are. */
export function lowerBound(list: readonly string[], text: string): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle] ?? '') < text) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The service an id belongs to. Throws a RangeError for what is no id. */
export function serviceOfAction(id: number): ServiceEntry {
  const { entries, count } = catalogue();
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((entries[middle]?.first ?? 0) <= id) low = middle + 1;
    else high = middle;
  }
  const entry = entries[low - 1];
  if (entry === undefined || !Number.isInteger(id) || id >= count) throw new RangeError(`No action has the id ${id}`);
  return entry;
}

/** The action as AWS writes it, such as `s3:GetObject`. Throws a RangeError for what is no id. */
export function actionName(id: number): string {
  const entry = serviceOfAction(id);
  return `${entry.prefix}:${actionsOf(entry).actions[id - entry.first]}`;
}

/** The access levels of a service's actions, in their order. */
export function serviceLevels(entry: ServiceEntry): readonly AccessLevel[] {
  const known = levels.get(entry.prefix);
  if (known !== undefined) return known;
  const { text, spans } = catalogue();
  const [start, end] = spans[entry.ordinal] ?? [0, 0];
  const found: AccessLevel[] = [];
  for (let line = start; line > 0 && line < end; line = text.indexOf('\n', line) + 1) {
    found.push(accessLevels[letters.indexOf(text.charAt(line))] ?? 'Write');
  }
  levels.set(entry.prefix, found);
  return found;
}

/** The action's access level. Note that some of the most powerful, such as `iam:PassRole`, are plain Write. */
export function accessLevel(id: number): AccessLevel {
  const entry = serviceOfAction(id);
  return serviceLevels(entry)[id - entry.first] ?? fail(id);
}

function fail(id: number): never {
  throw new RangeError(`No action has the id ${id}`);
}
