import type { Access } from './access.js';
import type { Answer } from './answer.js';
import { within } from './granted.js';

/**
 * What `access` allows and `reference` does not, as AWS asks by CheckNoNewAccess, statement by statement.
 *
 * @returns an answer for each Allow of `access` that grants something new: `yes` with a witness where that is proven,
 *   `unknown` with reasons where it may be; `grants` holds that statement. Nothing where all is within the reference
 */
export function newAccess(access: Access, reference: Access): readonly Answer[] {
  const answer = within(access, reference);
  if (answer.verdict === 'yes') return [];
  const verdict = answer.verdict === 'no' ? 'yes' : 'unknown';
  const { witness, reasons } = answer;
  return answer.grants.map((statement) => ({ verdict, ...(witness && { witness }), grants: [statement], reasons }));
}
