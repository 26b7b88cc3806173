import { isEmpty } from '../../access/action-set.js';
import { membershipsOf } from '../memberships.js';
import { type Inventory, identitiesByPolicy, isOfDevices } from '../model.js';
import { namesIn } from './own.js';
import { holderOf, isAdministrator, type Subject, subjectOf } from './subject.js';
import { inquiryOf, type Way, waysOf } from './ways.js';

/** Somebody who can gain rights, and how. */
export interface Escalation {
  readonly subject: Subject;
  /** The strongest first; never empty. */
  readonly ways: readonly Way[];
}

const known = new WeakMap<Inventory, readonly Escalation[]>();

/**
 * Who of an inventory can gain rights that nobody granted: its identities by all that applies to them, and policies that
 * nobody in sight has by themselves. Administrators have nothing to
 * gain; of them it is told only that they may pass any role.
 */
export function escalationsIn(inventory: Inventory): readonly Escalation[] {
  const found = known.get(inventory) ?? subjectsIn(inventory).flatMap(escalationOf);
  known.set(inventory, found);
  return found;
}

const subjects = new WeakMap<Inventory, readonly Subject[]>();

/** Those of an inventory who may have something to gain: its identities, and policies that nobody in sight has. */
export function subjectsIn(inventory: Inventory): readonly Subject[] {
  const found = subjects.get(inventory) ?? findSubjects(inventory);
  subjects.set(inventory, found);
  return found;
}

/** Groups before those who are in them, so that what a group grants is said of it. */
function findSubjects({ identities, policies }: Inventory): readonly Subject[] {
  const memberships = membershipsOf(identities);
  const names = namesIn({ identities, policies });
  const held = identitiesByPolicy(identities);
  const [groups, others] = [true, false].map((isGroup) =>
    identities.filter(({ type }) => (type === 'group') === isGroup),
  );
  const unheld = policies.filter((policy) => policy.kind === 'identity' && !held.has(policy) && !isOfDevices(policy));
  return [
    ...[...(groups ?? []), ...(others ?? [])].map((identity) => subjectOf(identity, memberships, names)),
    ...unheld.map((policy) => holderOf(policy, names)),
  ];
}

function escalationOf(subject: Subject): readonly Escalation[] {
  const inquiry = inquiryOf(subject);
  if (isEmpty(inquiry.allowed)) return [];
  const ways = waysOf(subject, inquiry, isAdministrator(subject) ? 'any role to pass' : undefined);
  return ways.length === 0 ? [] : [{ subject, ways }];
}
