import type { Witness } from '../../../src/access/answer.js';
import type { Invariant, Requests } from '../../../src/inventory/invariant.js';
import type { Identity } from '../../../src/inventory/model.js';

/** A message gets no longer for the sake of a resource, which stands in the code that is shown. */
const LONGEST = 160;

/**
 * A message about a request: the witness, else what the invariant is about.
 *
 * @param said what there is to say of it, as `is granted to anyone`
 */
export function messageAbout(requests: Requests, witness: Witness | undefined, said: string, ban: Invariant): string {
  const { actions, resources = ['*'] } = requests;
  const [first = '*', ...rest] = actions;
  const action = witness === undefined ? `\`${first}\`${more(rest.length)}` : `\`${witness.action}\``;
  const [only, ...others] = resources;
  const resource = witness?.resource ?? (others.length > 0 ? undefined : only);
  const reason = ban.reason.replace(/\s+/g, ' ').trim().replace(/\.$/, '');
  const message = (on: string) => `${action}${on} ${said}, against \`${ban.id}\`: ${reason}`;
  const whole = resource === undefined || resource === '*' ? '' : message(` on \`${resource}\``);
  return whole === '' || whole.length > LONGEST ? message('') : whole;
}

function more(count: number): string {
  return count === 0 ? '' : ` or ${count} more`;
}

/** An identity with its type. */
export function identityWords({ type, name }: Identity): string {
  return `${type} \`${name}\``;
}
