import { iamDataHeader, type SourceAction, type SourceService } from './generate-source.js';

/** The level's letter in the file. A compound level counts as its more telling half, never as plain Write. */
const letters: readonly (readonly [level: string, letter: string])[] = [
  ['Permissions management', 'p'],
  ['Tagging', 't'],
  ['Write', 'w'],
  ['Read', 'r'],
  ['List', 'l'],
];

function letter(prefix: string, action: SourceAction): string {
  const levels = action.accessLevel.split(', ');
  const unknown = levels.find((level) => !letters.some(([name]) => name === level));
  if (unknown !== undefined) throw new Error(`${prefix}:${action.name} has the unknown access level ${unknown}`);
  const found = letters.find(([name]) => levels.includes(name));
  if (found === undefined) throw new Error(`${prefix}:${action.name} has no access level`);
  return found[1];
}

/** Actions in the order that ids and binary search rest on: by lower-cased name, in code units. */
export function sortedActions(service: SourceService): readonly SourceAction[] {
  const byName = (a: SourceAction, b: SourceAction) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1);
  return [...service.actions].sort(byName);
}

/**
 * The text of `actions.txt`. Throws where the source holds what the form cannot: a name outside of letters, digits and
 * hyphens, or an access level nobody knows.
 */
export function renderActions(services: readonly SourceService[]): string {
  const blocks = services.map((service) => {
    const lines = sortedActions(service).map((action) => {
      if (!/^[A-Za-z0-9-]+$/.test(action.name)) throw new Error(`${service.prefix}:${action.name} is no action name`);
      return `${letter(service.prefix, action)} ${action.name}`;
    });
    if (!/^[a-z0-9-]+$/.test(service.prefix)) throw new Error(`${service.prefix} is no service prefix`);
    if (!/^[ -~]+$/.test(service.name)) throw new Error(`The name of ${service.prefix} is not plain: ${service.name}`);
    return [`@${service.prefix} ${lines.length} ${service.name}`, ...lines].join('\n');
  });
  const about = [
    'AWS actions with their access levels.',
    '"@prefix count name" opens a service; a line each action: r Read, l List, w Write, t Tagging, p Permissions management.',
  ];
  return `${iamDataHeader(about)}\n${blocks.join('\n')}\n`;
}
