import type { Policy } from '../policy/model.js';
import { type Unresolved, unknownParts } from './model.js';

/** What policies leave open, and whatever else was noted. The same cause may show in many places: the first is kept. */
export function unresolvedIn(policies: readonly Policy[], noted: readonly Unresolved[]): readonly Unresolved[] {
  const first = new Map<string, Unresolved>();
  for (const { place, reason } of [...policies.flatMap(unknownParts), ...noted]) {
    if (!first.has(reason)) first.set(reason, { place, reason });
  }
  return [...first.values()];
}
