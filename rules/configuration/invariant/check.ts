import type { Invariant } from '../../../src/inventory/invariant.js';
import type { Checks } from '../../../src/rule.js';
import { brokenDenials } from './must-deny.js';
import { brokenBans } from './never.js';

/** The check of a rule that knows which invariants must hold. */
export function checksOf(invariants: readonly Invariant[]): Checks {
  const bans = invariants.flatMap(({ never, ...invariant }) => (never === undefined ? [] : [{ ...invariant, never }]));
  const denials = invariants.flatMap(({ mustDeny, ...invariant }) =>
    mustDeny === undefined ? [] : [{ ...invariant, mustDeny }],
  );
  return {
    *inventory(inventory) {
      yield* brokenBans(inventory, bans);
      for (const denial of denials) yield* brokenDenials(inventory, denial);
    },
  };
}
