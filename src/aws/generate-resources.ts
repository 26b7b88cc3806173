import { sortedActions } from './generate-actions.js';
import {
  iamDataHeader,
  readGlobalConditionKeys,
  readRcpServices,
  type SourceAction,
  type SourceConditionKey,
  type SourceService,
} from './generate-source.js';

const keyTypes = ['ARN', 'Binary', 'Bool', 'Date', 'IPAddress', 'Numeric', 'String'];

/** Sorted without repetition, so that the source's order (a hash's) never shows in a diff. */
function sorted(texts: Iterable<string>): readonly string[] {
  return [...new Set(texts)].sort();
}

/** Refuses what the form's separators would break; better no new data than wrong data. */
function plain(text: string, forbidden: RegExp): string {
  if (text === '' || !/^[ -~]+$/.test(text) || forbidden.test(text)) throw new Error(`Cannot write "${text}"`);
  return text;
}

const words = (list: readonly string[]) => sorted(list.map((word) => plain(word, /[ |,()@]/))).join(' ');

/** Keys with a variable part in one notation: the source has `${TagKey}`, `tag-key` (global keys) and `<key>` (s3). */
const keys = (list: readonly string[]) =>
  words(list.map((key) => key.replace(/\/tag-key$/, `/\${TagKey}`).replace(/<(\w+)>/, `\${$1}`)));

/** `a | b | c`, empty tail left out. */
function columns(...cells: readonly string[]): string {
  return cells.join(' | ').replace(/(?: \| ?)+$/, '');
}

function keyLine({ key, type }: SourceConditionKey, ...more: readonly string[]): string {
  if (!keyTypes.includes(type.replace(/^ArrayOf/, ''))) throw new Error(`${key} has the unknown type ${type}`);
  return ['k', keys([key]), type, ...more].join(' ');
}

function actionLine(action: SourceAction): string {
  // The source repeats some resource types word for word; they are merged.
  const cell = sorted(action.resourceTypes.map(({ name }) => plain(name, /[|,()@*]/))).map((name) => {
    const same = action.resourceTypes.filter((type) => type.name === name);
    const own = same.flatMap((type) => type.conditionKeys);
    return `${name}${same.some((type) => type.required) ? '*' : ''}${own.length > 0 ? `(${keys(own)})` : ''}`;
  });
  return columns(`a ${action.name}`, cell.join(','), keys(action.conditionKeys));
}

function block(service: SourceService): string {
  const types = service.resourceTypes.map(({ key, arn, conditionKeys }) =>
    columns(`t ${plain(key, /[|,()@*]/)}`, words(arn.split(', ')), keys(conditionKeys ?? [])),
  );
  return [
    `@${service.prefix}`,
    ...sorted(service.conditionKeys.map((key) => keyLine(key))),
    ...sorted(types),
    // Not sorted anew: the n-th line belongs to the n-th action of actions.txt.
    ...sortedActions(service).map(actionLine),
  ].join('\n');
}

/** The text of `resources.txt`. Throws where the source holds what the form cannot. */
export function renderResources(services: readonly SourceService[]): string {
  const global = [
    '@*',
    ...sorted(readGlobalConditionKeys().map((key) => keyLine(key, key.category))),
    ...readRcpServices().map((prefix) => `c ${prefix}`),
  ].join('\n');
  const about = [
    'AWS condition keys, resource types and what each action takes of them.',
    '"@*" opens what belongs to no service: k condition key, type and what it describes; c service under RCPs.',
    '"@prefix" opens a service: k condition key and type; t resource type | ARN formats | condition keys;',
    'a action | resource types, * required, (condition keys for this type only) | condition keys.',
    'An action without resource types accepts only "*" as resource.',
  ];
  return `${iamDataHeader(about)}\n${[global, ...services.map(block)].join('\n')}\n`;
}
