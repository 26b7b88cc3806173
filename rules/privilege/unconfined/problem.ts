import {
  type ActionSet,
  count,
  expand,
  intersect,
  isEmpty,
  minus,
  names,
  reachesInto,
} from '../../../src/access/action-set.js';
import { amount } from '../../../src/access/amount.js';
import { firstRow } from '../../../src/access/curated.js';
import { actionsOfItem } from '../../../src/access/statement-set.js';
import type { Unconfined } from '../../../src/access/unconfined.js';
import { everyTypeOf } from '../../../src/access/unlimited-words.js';
import { actionId } from '../../../src/aws/actions.js';
import type { CuratedActions } from '../../../src/aws/curated-actions.js';
import type { Located } from '../../../src/document/place.js';
import { displayText, literalOf } from '../../../src/document/value.js';
import type { UnconfinedGrant } from '../../../src/inventory/unconfined-grants.js';
import type { Statement } from '../../../src/policy/model.js';
import type { Problem } from '../../../src/rule.js';
import { broadlyAllowed } from '../wildcard-action.js';

/** A message is to fit a line. */
const LONGEST = 160;

/**
 * The problem with what a statement hands out of a curated list: the gravest by name, the others by number. What
 * `wildcard-action` speaks of is left to that, where there is anything else; else it is said at the same words.
 */
export function unconfinedProblem(
  { statement, policy, found }: UnconfinedGrant,
  list: readonly CuratedActions[],
): Problem {
  const { actions, row, gravest, at, words, within } = gravestOf({ statement, policy, found }, list);
  const both = intersect(gravest, within);
  const named = isEmpty(both) ? gravest : both;
  const name = firstOf(row?.actions ?? [], named);
  const number = count(actions) - 1;
  const by = name.toLowerCase() === words.toLowerCase() ? '' : ` by \`${name}\``;
  const spared = at === statement.resource ? ', all but what it lists' : '';
  const more = number === 0 ? '' : `; ${amount(number)} more such ${number === 1 ? 'action' : 'actions'}`;
  const said = `\`${words}\` lets the holder ${whatItDoes(row?.does ?? '', named, found)}`;
  const variants = [`${said}${by}${spared}${more}`, `${said}${spared}${more}`, `${said}${by}${spared}`];
  const message = variants.find(({ length }) => length <= LONGEST) ?? `${said}${spared}`;
  return { at, message, confidence: found.certain ? 'proven' : 'possible' };
}

/** The words that the problem is said at. */
export function unconfinedPlace(grant: UnconfinedGrant, list: readonly CuratedActions[]): Located {
  return gravestOf(grant, list).at;
}

interface Gravest extends Pointed {
  /** What there is to speak of. */
  readonly actions: ActionSet;
  /** The row of the list that is the gravest of what the statement hands out. */
  readonly row: CuratedActions | undefined;
  readonly gravest: ActionSet;
}

function gravestOf({ statement, policy, found }: UnconfinedGrant, list: readonly CuratedActions[]): Gravest {
  const broad = broadlyAllowed(statement, policy);
  const own = broad === undefined ? found.actions : minus(found.actions, broad);
  const actions = isEmpty(own) ? found.actions : own;
  const [row, gravest = actions] = firstRow(list, actions);
  return { actions, row, gravest, ...pointedAt(statement, gravest, isEmpty(own)) };
}

/** The action of a set that a row names first. */
function firstOf(patterns: readonly string[], actions: ActionSet): string {
  const first = patterns.find((pattern) => reachesInto(pattern, actions));
  const [name = ''] = names(first === undefined ? actions : intersect(expand(first), actions));
  return name;
}

/** What a row says, with the types of resources where it leaves them open. */
function whatItDoes(does: string, actions: ActionSet, { isHeld }: Unconfined): string {
  if (!does.endsWith(' every')) return does;
  const ids = [...names(actions)].flatMap((name) => actionId(name) ?? []);
  return `${does.slice(0, -' every'.length)} ${everyTypeOf(ids, isHeld)}`;
}

interface Pointed {
  readonly at: Located;
  readonly words: string;
  /** The actions that the words stand for. */
  readonly within: ActionSet;
}

/**
 * The words that grant the gravest: an entry of `Action`, or the element that leaves out. `wildcard-action` has its say
 * at the entry, also where the resources are all but some.
 */
function pointedAt({ action, resource, ...statement }: Statement, gravest: ActionSet, isBroad: boolean): Pointed {
  const items = action?.negated === false ? action.items : [];
  const item = items.find((one) => reachesInto(literalOf(one) ?? '', gravest));
  if (item === undefined) return { at: action ?? statement, words: action?.name ?? 'Statement', within: gravest };
  const within = actionsOfItem(item);
  if (resource?.negated === true && !isBroad) return { at: resource, words: resource.name, within };
  return { at: item, words: displayText(item), within };
}
