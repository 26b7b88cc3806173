import { displayHole } from '../../document/hole.js';
import { literalText, type Part, type Text } from '../../document/value.js';
import type { Element, Statement } from '../../policy/model.js';
import type { Own } from './own.js';

/**
 * A statement whose resources are called as AWS calls them, as far as the input tells: names in place of references to
 * what is the holder's own, and of his user name. All else that varies is a name of its own, which nobody asks for; so is
 * an entry that the input does not tell, since next to none is a wildcard. AWS's own policies are left out: nobody can
 * change them.
 */
export function withNames(statement: Statement, own: Own): Statement {
  const { resource } = statement;
  if (resource === undefined || (resource.unknown.length === 0 && resource.items.every(isAsCalled))) return statement;
  const items = resource.items
    .map((item) => literalText(item.place, nameIn(item, own.names, own.userName)))
    .filter((item) => resource.negated || isAsCalled(item));
  const named: Element = { ...resource, items, unknown: [] };
  const unknown = statement.unknown.filter((part) => !resource.unknown.includes(part));
  return { ...statement, resource: named, unknown };
}

function isAsCalled({ parts }: Text): boolean {
  return parts.every((part) => typeof part === 'string' && !/^arn:[^:]*:iam::aws:/.test(part));
}

/** What a text is as a name, in which each part that varies is one of its own. It has no colons but those written. */
export function nameIn({ parts }: Text, names: ReadonlyMap<string, string>, userName = ''): string {
  return parts.map((part) => (typeof part === 'string' ? part : nameOf(part, names, userName))).join('');
}

function nameOf(part: Exclude<Part, string>, names: ReadonlyMap<string, string>, userName: string): string {
  if (part.kind === 'hole') return part.id === 'AWS::Partition' ? 'aws' : (names.get(part.id) ?? holeName(part.id));
  return part.name.toLowerCase() === 'aws:username' ? userName : holeName(part.name);
}

/** What a hole is called where a name is to stand. */
export function holeName(id: string): string {
  return displayHole(id).replaceAll(':', '.');
}
