import type { Arn, EscalationPath, Need } from '../../aws/escalation/path.js';
import { escalationPaths } from '../../aws/escalation/paths.js';
import { literalOf } from '../../document/value.js';
import type { Inventory } from '../model.js';
import { type Escalation, escalationsIn, subjectsIn } from './escalations.js';
import type { Inquiry } from './inquiry.js';
import { isAdministrator, type Subject } from './subject.js';
import { inquiryOf, type Way, wayAlong } from './ways.js';

/** A role of which it is known that it may do nearly everything, or can come to. */
export interface StrongRole {
  readonly subject: Subject;
  readonly name: string;
}

/** Somebody who may pass a role that is stronger than he is to something that does his bidding. */
export interface Passing {
  readonly subject: Subject;
  readonly role: StrongRole;
  readonly way: Way;
}

/** The roles of an inventory that are administrators, or can make themselves administrators. */
export function strongRoles(inventory: Inventory): readonly StrongRole[] {
  const escalating = new Set(
    escalationsIn(inventory)
      .filter(isProven)
      .map(({ subject }) => subject.identity),
  );
  return subjectsIn(inventory).flatMap((subject): readonly StrongRole[] => {
    const { identity, type } = subject;
    if (type !== 'role' || identity?.resource === undefined) return [];
    return isAdministrator(subject) || escalating.has(identity) ? [{ subject, name: identity.name }] : [];
  });
}

function isProven({ ways }: Escalation): boolean {
  return ways.some((way) => way.isProven && (way.path.gain === 'administrator' || way.path.gain === 'passed role'));
}

/** More strong roles are not asked about: an input with so many has other worries. */
const MOST_ROLES = 100;

/** Who of an inventory may pass a stronger role: each once, with the first role and the first way. */
export function passingsIn(inventory: Inventory): readonly Passing[] {
  const roles = strongRoles(inventory).slice(0, MOST_ROLES);
  if (roles.length === 0) return [];
  const strong = new Set(roles.map(({ subject }) => subject));
  const arns = roles.flatMap(({ subject }) => subject.own.role);
  const escalating = new Set(
    escalationsIn(inventory)
      .filter(isProven)
      .map(({ subject }) => subject),
  );
  return subjectsIn(inventory).flatMap((subject) => {
    if (strong.has(subject) || escalating.has(subject) || isAdministrator(subject)) return [];
    const inquiry = inquiryOf(subject);
    // Asked of all at once, since next to nobody may pass any of them.
    if (inquiry.granted('iam:PassRole', arns) === undefined) return [];
    return passingOf(subject, inquiry, roles) ?? [];
  });
}

function passingOf(subject: Subject, inquiry: Inquiry, roles: readonly StrongRole[]): Passing | undefined {
  for (const role of roles) {
    if (inquiry.granted('iam:PassRole', role.subject.own.role) === undefined) continue;
    for (const path of escalationPaths()) {
      const named = path.gain === 'passed role' ? pathTo(path, role) : undefined;
      const way = named && wayAlong(named, subject, inquiry);
      if (way !== undefined) return { subject, role, way };
    }
  }
  return undefined;
}

/** A path on which one named role is passed, instead of any; undefined where that role is for other services. */
function pathTo(path: EscalationPath, { subject, name }: StrongRole): EscalationPath | undefined {
  const services = trustedServices(subject);
  const [{ actions, passedTo = [] }, ...rest] = path.needs;
  const [first, ...others] = services === undefined ? passedTo : passedTo.filter((service) => services.has(service));
  const [arn] = subject.own.role;
  if (first === undefined || !isArn(arn)) return undefined;
  const passed: Need = { actions, on: arn, passedTo: [first, ...others] };
  const what = isAdministrator(subject) ? 'an administrator' : 'which can become administrator';
  const words = `${path.words.replace('any role', `role \`${name}\``)}, ${what}`;
  return {
    ...path,
    needs: [passed, ...rest],
    words,
    ...(services === undefined ? { presumes: 'the role is for that service' } : {}),
  };
}

function isArn(text: string | undefined): text is Arn {
  return text?.startsWith('arn:') === true;
}

/** The services that may become a role, by its trust policy; undefined where the input does not tell. */
function trustedServices({ identity }: Subject): ReadonlySet<string> | undefined {
  const trust = identity?.trust;
  if (trust === undefined || trust.unknown.length > 0) return undefined;
  const items = trust.statements
    .filter(({ effect }) => effect !== 'Deny')
    .flatMap(({ principal }) => principal?.items ?? []);
  return new Set(items.flatMap(({ type, value }) => (type === 'Service' ? (literalOf(value) ?? []) : [])));
}
