import { isAtLeast } from './active-rules.js';
import { isInChange } from './changes.js';
import { type Covering, coverWeaker } from './cover.js';
import { onceEach } from './once-each.js';
import type { Found } from './run-rules.js';
import type { Settings } from './settings.js';

/**
 * All that was found in one document, each cause once.
 *
 * @param seen what has been found so far; takes what is new
 */
export function eachCauseOnce(found: readonly Found[], { preset }: Settings, seen: Set<string>): readonly Covering[] {
  if (found.length === 0) return [];
  return onceEach(preset === 'validity' ? found.map((one) => ({ found: one, covers: [] })) : coverWeaker(found), seen);
}

/** Whether a finding is one that the report is to have. */
export function isShown(found: Found, { minSeverity, minConfidence, changesOnly }: Settings): boolean {
  if (changesOnly === true && !isInChange(found)) return false;
  const isSure = minConfidence === 'possible' || found.problem.confidence !== 'possible';
  return isSure && isAtLeast(found.active.severity, minSeverity);
}
