import { expand } from '../../../src/access/action-set.js';
import { amount } from '../../../src/access/amount.js';
import type { Located } from '../../../src/document/place.js';
import { displayText } from '../../../src/document/value.js';
import { entryFor, type Grant } from '../../../src/inventory/escalation/inquiry.js';
import type { Way } from '../../../src/inventory/escalation/ways.js';
import type { Identity } from '../../../src/inventory/model.js';
import { isEveryResource } from '../../../src/policy/arn.js';
import type { Note } from '../../../src/rule.js';

/** A message is to fit a line. */
const LONGEST = 160;

/** What to point at in a grant: the entry that allows the action, or the attachment of a policy of AWS. */
export function grantWords({ statement, from: { from }, action }: Grant): Note & { readonly name: string } {
  if ('policyName' in from) {
    const shown = displayText(from.policyName);
    const name = shown.slice(shown.lastIndexOf('/') + 1);
    return { at: from, name, message: `\`${name}\` allows \`${action}\`` };
  }
  const [resource] = statement.resource?.items ?? [];
  const not = statement.resource?.negated === true ? 'all but ' : '';
  const where = resource === undefined ? '' : ` on ${not}\`${displayText(resource)}\``;
  return { at: entryFor(statement, expand(action)), name: action, message: `\`${action}\` is allowed${where}` };
}

/** The entries of `Resource` that stand for all, by which steps are granted. */
export function resourceNotes(grants: readonly Grant[]): readonly Note[] {
  const entries = grants.flatMap(({ statement: { resource }, from: { from } }): readonly Located[] => {
    if ('policyName' in from || resource === undefined) return [];
    if (resource.negated) return [resource];
    return resource.items.filter(isEveryResource).slice(0, 1);
  });
  return [...new Set(entries)].map((at) => ({ at, message: 'It is allowed on all of these' }));
}

/** An identity, as people call it. */
export function whoIs({ type, name }: Identity): string {
  return `${type} \`${name}\``;
}

/**
 * What somebody can do, in one line.
 *
 * @param others how many other ways there are
 * @param identity who can; undefined for whoever gets the policy
 * @param more how many others can by the same words
 */
export function messageOf(
  { path, grants, isProven }: Way,
  others: number,
  identity: Identity | undefined,
  more: number,
): string {
  const names = [...new Set(grants.map((grant) => `\`${grantWords(grant).name}\``))];
  const lets = names.length > 1 ? (isProven ? 'let' : 'may let') : isProven ? 'lets' : 'may let';
  const rest = more === 0 ? '' : ` and ${amount(more)} more`;
  const full = identity === undefined ? 'the holder' : whoIs(identity);
  const short = identity === undefined ? 'the holder' : `this ${identity.type.replace('-', ' ')}`;
  const tail = others === 0 ? '' : `; ${amount(others)} more ${others === 1 ? 'way' : 'ways'}`;
  const variants = [names.length, 2, 1].flatMap((most) =>
    [full, short].flatMap((who) =>
      [tail, ''].map((end) => `${listOf(names, most)} ${lets} ${who}${rest} ${path.words}${end}`),
    ),
  );
  return variants.find((words) => words.length <= LONGEST) ?? variants.at(-1) ?? '';
}

function listOf(names: readonly string[], most: number): string {
  const left = names.length - most;
  if (left > 0) return `${names.slice(0, most).join(', ')} and ${left} more`;
  const [last = '', ...before] = [...names].reverse();
  return before.length === 0 ? last : `${before.reverse().join(', ')} and ${last}`;
}
