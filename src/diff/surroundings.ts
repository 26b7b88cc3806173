import { unknownParts } from '../inventory/model.js';
import type { Policy, Statement } from '../policy/model.js';
import type { Sight } from './sight.js';
import { policyText, statementText } from './statement-text.js';

/** What the base says, to know it again in the head. */
export interface Before {
  /** Whether the base has a statement in the same words, and whatever took away from it there does so here. */
  readonly has: (statement: Statement, version: Policy['version']) => boolean;
  /** Whether the base leaves the same open. */
  readonly leavesOpen: (reason: string) => boolean;
}

/** Looks at what the base has of what a head holds. */
export function before(head: Sight, base: Sight | undefined): Before {
  if (base === undefined) return { has: () => false, leavesOpen: () => false };
  const texts = new Set(statementTexts(base, () => true));
  const reasons = new Set(openParts(base));
  const isSame = isAsLimited(head, base);
  return {
    has: (statement, version) => isSame && texts.has(statementText(statement, version)),
    leavesOpen: (reason) => reasons.has(reason),
  };
}

/** Whether all that takes away from the base's Allows takes away from the head's as well, in the same words. */
export function isAsLimited(head: Sight, base: Sight): boolean {
  const kept = new Set(statementTexts(head, mayDeny));
  const isKept = statementTexts(base, mayDeny).every((text) => kept.has(text));
  const open = new Set(head.access.policies.flatMap(({ unknown }) => unknown.map(({ reason }) => reason)));
  // What is not told may deny as well as allow.
  const isAsOpen = base.access.policies.every(({ unknown }) => unknown.every(({ reason }) => open.has(reason)));
  const areAttached = [...base.unseen.keys()].every((name) => head.unseen.has(name));
  return isKept && isAsOpen && areAttached && boundaryText(head) === boundaryText(base);
}

function mayDeny({ effect }: Statement): boolean {
  return effect !== 'Allow';
}

function statementTexts({ access }: Sight, test: (statement: Statement) => boolean): readonly string[] {
  return access.policies.flatMap(({ statements, version }) =>
    statements.filter(test).map((statement) => statementText(statement, version)),
  );
}

function openParts({ access }: Sight): readonly string[] {
  return access.policies.flatMap((policy) => unknownParts(policy).map(({ reason }) => reason));
}

function boundaryText({ access, unseenBoundary }: Sight): string {
  return access.boundary === undefined ? (unseenBoundary?.name ?? '') : policyText(access.boundary);
}
