import { type Access, arnsIn, documentsOf } from './access.js';

/** A bare policy document, as a file of its own; undefined where an access takes more than one, or other things. */
export function policyFileOf(access: Access): string | undefined {
  const [only, another] = documentsOf(access);
  if (only === undefined || another !== undefined || arnsIn(only).length > 0 || holdsMore(access)) return undefined;
  return JSON.stringify(only, undefined, 2);
}

/** What a thing is called, and the document itself. */
const NAMES_AND_DOCUMENTS = ['name', 'inline', 'trust', 'document', 'policy'];

function holdsMore(access: Access): boolean {
  const things = Object.values(access).flatMap((record): readonly object[] => Object.values(record));
  return (
    things.length > 1 || things.some((thing) => Object.keys(thing).some((key) => !NAMES_AND_DOCUMENTS.includes(key)))
  );
}
