import { serviceEntry } from '../aws/actions.js';
import { findConditionKey } from '../aws/condition-keys.js';
import { hasCompleteTable, isInEveryRequest, isListedByAction, mayHaveKey } from '../aws/key-availability.js';
import { conditionKeyName } from '../policy/condition-key.js';
import type { Condition, Statement } from '../policy/model.js';
import { ids, servicesIn, unknownNames } from './action-set.js';
import { actionsOf, isWhole } from './statement-set.js';

/** Whether requests that a statement speaks of have a key: `always` apart from those that nobody signed. */
export type Presence = 'always' | 'sometimes' | 'never';

/** Whether requests that a statement speaks of have a condition's key, and whether that is beyond doubt. */
export interface KeyPresence {
  readonly presence: Presence;
  /** False where only the table of the key's own service says so: tables come later than what a service does. */
  readonly isSure: boolean;
}

const SOMETIMES: KeyPresence = { presence: 'sometimes', isSure: true };

/** Of more services not all actions are looked through: among so many some have the key. */
const MOST_SERVICES = 20;

/** Tags, which the service that keeps the resource shows to another: a role's, when it is assumed. */
const TAGS_OF_OTHERS = /:resourcetag\//;

/** How a session began: also of what is asked for in one request with that, and later. */
const OF_SESSIONS = 'sts:';

/** Whether requests that a statement speaks of have the key of one of its conditions. */
export function presenceOf(condition: Condition, statement: Statement): KeyPresence {
  const name = conditionKeyName(condition);
  if (name === undefined || name.startsWith(OF_SESSIONS)) return SOMETIMES;
  if (isInEveryRequest(name)) return { presence: 'always', isSure: true };
  const { action } = statement;
  if (action === undefined || action.negated || !isWhole(action)) return SOMETIMES;
  const known = findConditionKey(name);
  if (known === undefined || !isListedByAction(known.key)) return SOMETIMES;
  const actions = actionsOf(statement);
  const services = servicesIn(actions);
  if (unknownNames(actions).length > 0 || services.length === 0 || services.length > MOST_SERVICES) return SOMETIMES;
  const prefix = name.slice(0, name.indexOf(':'));
  const isOwn = prefix === 'aws' || services.includes(prefix);
  // Another service's key is none of theirs; of their own the table may not tell.
  const areTold = services.every(hasCompleteTable);
  if (isOwn ? !areTold : TAGS_OF_OTHERS.test(name) || serviceEntry(prefix) === undefined) return SOMETIMES;
  for (const id of ids(actions)) if (mayHaveKey(id, known.key)) return SOMETIMES;
  return { presence: 'never', isSure: !isOwn && areTold };
}
