import { type ExpectedAdministrator, expectedAdministrator } from '../../inventory/expected-administrators.js';
import type { Found } from '../run-rules.js';
import type { Acceptance } from './suppressor.js';

/**
 * Whether a finding only says of administrators that they are: all whom it is about are expected to be.
 *
 * @returns how it is accepted; undefined where it is not
 */
export function acceptedAdministrator(
  { active: { rule }, identity, problem: { holders = identity === undefined ? [] : [identity] } }: Found,
  configured: readonly ExpectedAdministrator[],
): Acceptance | undefined {
  if (rule.category !== 'privilege' || holders.length === 0) return undefined;
  const expected = holders.map((holder) => expectedAdministrator(holder, configured));
  const [first] = expected;
  return expected.every((each) => each !== undefined) ? first : undefined;
}
