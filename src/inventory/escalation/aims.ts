import type { EscalationPath, Need } from '../../aws/escalation/path.js';
import { ANY_POLICY } from '../../aws/escalation/path.js';
import { isBounded, type Subject } from './subject.js';

/** What a step may be allowed on. */
export interface Aim {
  /** Resource patterns, any of which will do. */
  readonly resources: readonly string[];
  /** Whether what is allowed on them is surely what the path needs. */
  readonly isSure: boolean;
  /** Whether it is about something without tags, as what nobody names is. */
  readonly isUntagged: boolean;
}

/** What a step of a path may be allowed on for somebody, the surest first. */
export function aimsOf(path: EscalationPath, { on }: Need, subject: Subject): readonly Aim[] {
  switch (on) {
    case 'own user':
    case 'own group':
      return ownAims(path, on === 'own user' ? subject.own.user : subject.own.group, on, subject);
    case 'own role':
      return ownAims(path, subject.own.role, on, subject);
    case 'own policy': {
      // Within a boundary it is of use only to rewrite the boundary, or what others have.
      const { policy, boundary } = subject.own;
      return aims([...(isBounded(subject) ? boundary : policy), ANY_POLICY]);
    }
    case 'some':
    case 'one user':
    case 'one role':
      return [{ resources: ['*'], isSure: true, isUntagged: false }];
    default:
      if (path.holder === 'user' && subject.type === 'permission-set') return [];
      return [{ resources: [on], isSure: path.holder !== 'user' || isUser(subject), isUntagged: true }];
  }
}

/** An identity's own rights are kept within its boundary, whatever it gives itself. */
function ownAims(
  { onlyBounded }: EscalationPath,
  own: readonly string[],
  on: Need['on'],
  subject: Subject,
): readonly Aim[] {
  // AWS lets nobody change the roles that it makes of permission sets, and their holders are no users.
  if ((onlyBounded !== true && isBounded(subject)) || subject.type === 'permission-set') return [];
  const fits = on === 'own role' ? isRole(subject) : isUser(subject);
  const known = on !== 'own group' || subject.type !== 'user' || (subject.identity?.groups.length ?? 0) > 0;
  return fits && known ? aims(own) : [{ resources: own, isSure: false, isUntagged: true }];
}

/** What is allowed on it only if it has certain tags may be. */
function aims(resources: readonly string[]): readonly Aim[] {
  return [
    { resources, isSure: true, isUntagged: true },
    { resources, isSure: false, isUntagged: false },
  ];
}

function isUser({ type }: Subject): boolean {
  return type === undefined || type === 'user' || type === 'group';
}

function isRole({ type }: Subject): boolean {
  return type === undefined || type === 'role';
}
