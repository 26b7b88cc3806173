import type { Gain } from '../../../src/aws/escalation/path.js';
import type { Located } from '../../../src/document/place.js';
import { displayText } from '../../../src/document/value.js';
import { type Escalation, escalationsIn } from '../../../src/inventory/escalation/escalations.js';
import type { Way } from '../../../src/inventory/escalation/ways.js';
import type { Inventory } from '../../../src/inventory/model.js';
import type { Note, Problem } from '../../../src/rule.js';
import { grantWords, messageOf, resourceNotes, whoIs } from './words.js';

/** One way that somebody has, the others beside it, and all who have it by the same words. */
interface Found {
  readonly at: Located;
  readonly main: Way;
  readonly others: readonly Way[];
  readonly holders: Escalation['subject'][];
}

/** A problem with one way that somebody has. */
export function problemOfWay(way: Way, holder: Escalation['subject']): Problem {
  return problemOf({ at: grantWords(way.grants[0]).at, main: way, others: [], holders: [holder] });
}

/** A problem for each grant by which somebody gains what the rule is about: he, and all who gain by the same words. */
export function* escalationProblems(inventory: Inventory, gains: readonly Gain[]): Iterable<Problem> {
  const found = new Map<string, Found>();
  const documents = new Map<object, number>();
  for (const { subject, ways } of escalationsIn(inventory)) {
    const own = ways.filter(({ path }) => gains.includes(path.gain));
    const proven = own.filter(({ isProven }) => isProven);
    const main = proven.find(isListed) ?? proven[0] ?? own[0];
    if (main === undefined) continue;
    const { at } = grantWords(main.grants[0]);
    const { document, node, key } = at.place;
    if (!documents.has(document)) documents.set(document, documents.size);
    const id = [documents.get(document), node, key, main.isProven].join(' ');
    const earlier = found.get(id);
    if (earlier !== undefined) earlier.holders.push(subject);
    else found.set(id, { at, main, others: own.filter((way) => way !== main), holders: [subject] });
  }
  for (const one of found.values()) yield problemOf(one);
}

/** Whether a way to the role of a workload is listed: rather that than one that a wildcard for all of a service brings. */
function isListed({ path, grants: [{ statement, action }] }: Way): boolean {
  if (path.gain !== 'workload role') return true;
  return statement.action?.items.some((item) => displayText(item).toLowerCase() === action.toLowerCase()) === true;
}

/** So many of the other ways are told. */
const MOST_TOLD = 10;

/** The proven ways beside the one that is told: of several that end alike and begin with the same words, the first. */
function toldOnce(main: Way, others: readonly Way[]): readonly Way[] {
  const told = new Set([idOf(main)]);
  return others.filter((way) => {
    const id = idOf(way);
    return way.isProven && !told.has(id) && told.add(id);
  });
}

function idOf({ path, grants }: Way): string {
  const { document, node, key } = grantWords(grants[0]).at.place;
  return JSON.stringify([path.words, document.file.path, node, key]);
}

function problemOf({ at, main, others, holders }: Found): Problem {
  const [holder, ...more] = holders;
  const { path, grants, when, isProven } = main;
  const proven = toldOnce(main, others);
  const steps: readonly Note[] = grants.map((grant) => {
    const { at: place, message } = grantWords(grant);
    return { at: place, message };
  });
  const related: readonly Note[] = [
    ...resourceNotes(grants),
    ...(isProven || path.presumes === undefined ? [] : [{ at, message: `It takes that ${path.presumes}` }]),
    ...proven
      .slice(0, MOST_TOLD)
      .map((way) => ({ at: grantWords(way.grants[0]).at, message: `It can also ${way.path.words}` })),
    ...more.flatMap(({ identity }) =>
      identity === undefined ? [] : [{ at: identity, message: `${whoIs(identity)} can, too` }],
    ),
  ];
  return {
    at,
    message: messageOf(main, proven.length, holder?.identity, more.length),
    confidence: isProven ? 'proven' : 'possible',
    holders: holders.flatMap(({ identity }) => identity ?? []),
    ...(when.length === 0 ? {} : { when }),
    ...(steps.length < 2 ? {} : { steps }),
    ...(related.length === 0 ? {} : { related }),
  };
}
