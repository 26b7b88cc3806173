import { type ActionSet, union } from '../../../src/access/action-set.js';
import { unconfined } from '../../../src/access/unconfined.js';
import { ASSUME_ROLE_ACTIONS } from '../../../src/aws/assume-role-actions.js';
import { CREDENTIAL_ACTIONS } from '../../../src/aws/credential-actions.js';
import type { CuratedActions } from '../../../src/aws/curated-actions.js';
import { DATA_ACTIONS } from '../../../src/aws/data-actions.js';
import { takeOverPaths } from '../../../src/aws/escalation/take-over-paths.js';
import { PERMISSION_ACTIONS } from '../../../src/aws/permission-actions.js';
import type { Located } from '../../../src/document/place.js';
import type { PlacedPolicy } from '../../../src/inventory/model.js';
import type { Statement } from '../../../src/policy/model.js';
import { isOfNamedAccounts } from '../unscoped-assume-role.js';
import { broadlyAllowed } from '../wildcard-action.js';
import { unconfinedPlace } from './problem.js';

/** What a rule about certain actions says of a statement. */
interface Said {
  readonly actions: ActionSet;
  readonly at: Located;
}

/**
 * What of a statement other rules speak of: `wildcard-action`, and those about certain actions on every resource. Rules
 * about resources leave it to them. Undefined where none has anything to say.
 */
export function saidByOthers(statement: Statement, policy: PlacedPolicy): ActionSet | undefined {
  const sets = [broadlyAllowed(statement, policy), saidOfCertain(statement, policy)?.actions];
  const told = sets.flatMap((set) => set ?? []);
  return told.length === 0 ? undefined : union(told);
}

/** What the rules about certain actions say of a statement, at the words of the strongest of them. */
export function saidOfCertain(statement: Statement, policy: PlacedPolicy): Said | undefined {
  const all = said(statement, policy);
  const [first] = all;
  return first && { actions: union(all.map(({ actions }) => actions)), at: first.at };
}

const PASSING = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html';

let lists: readonly (readonly CuratedActions[])[] | undefined;

/** The lists of actions that rules go by, the strongest rule's first. */
function allLists(): readonly (readonly CuratedActions[])[] {
  lists ??= [PERMISSION_ACTIONS, CREDENTIAL_ACTIONS, rolesOfOthers(), DATA_ACTIONS, ASSUME_ROLE_ACTIONS];
  return lists;
}

/** What `unscoped-pass-role` speaks of, and what of `role-hijack` takes one action. */
function rolesOfOthers(): readonly CuratedActions[] {
  const alone = takeOverPaths().filter(({ needs: [first, ...rest] }) =>
    rest.every(({ actions }) => actions.join() === first.actions.join()),
  );
  return [
    { does: 'pass any role', actions: ['iam:PassRole'], source: PASSING },
    ...alone.map(({ words, needs: [{ actions }], source }) => ({ does: words, actions, source })),
  ];
}

function said(statement: Statement, policy: PlacedPolicy): readonly Said[] {
  const known = saidOf.get(statement);
  if (known !== undefined) return known;
  const found = find(statement, policy);
  saidOf.set(statement, found);
  return found;
}

/** The rules about resources ask of the same statements, each of which is in one policy. */
const saidOf = new WeakMap<Statement, readonly Said[]>();

function find(statement: Statement, policy: PlacedPolicy): readonly Said[] {
  return allLists().flatMap((list) => {
    if (list === ASSUME_ROLE_ACTIONS && isOfNamedAccounts(statement)) return [];
    const found = unconfined(statement, [policy], list);
    return found === undefined
      ? []
      : [{ actions: found.actions, at: unconfinedPlace({ statement, policy, found }, list) }];
  });
}
