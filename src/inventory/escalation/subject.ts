import { administrator } from '../../access/administrator.js';
import type { Policy } from '../../policy/model.js';
import { type AppliedPolicy, appliedTo } from '../access-of.js';
import type { Memberships } from '../memberships.js';
import type { Identity, IdentityType, PlacedPolicy } from '../model.js';
import { type Names, type Own, ownOf, ownOfAnybody } from './own.js';

/** Somebody who may gain rights: an identity, or whoever gets a policy that nobody in sight has. */
export interface Subject {
  /** Undefined where anybody may get the policy. */
  readonly type: IdentityType | undefined;
  readonly identity?: Identity;
  readonly policies: readonly AppliedPolicy[];
  /** What its permissions boundary says; of one that is not in sight, that it is unknown. */
  readonly boundary?: Policy;
  readonly own: Own;
}

/**
 * An identity with all that applies to it.
 *
 * @param names what AWS calls the identities of the input: see `namesIn`
 */
export function subjectOf(identity: Identity, memberships: Memberships, names: Names): Subject {
  const { policies, access } = appliedTo(identity, memberships);
  const { boundary } = access;
  const own = ownOf(identity, policies, memberships.groups.get(identity) ?? [], names);
  return { type: identity.type, identity, policies, ...(boundary === undefined ? {} : { boundary }), own };
}

/** Whoever gets a policy. */
export function holderOf(policy: PlacedPolicy, names: Names): Subject {
  const policies: readonly AppliedPolicy[] = [{ policy, from: policy }];
  return { type: typeByResource(policy), policies, own: ownOfAnybody(policies, names) };
}

/** Inline policies that are resources of their own tell whose they are, even where they do not tell which one's. */
function typeByResource({ resource }: PlacedPolicy): IdentityType | undefined {
  const name = /^(?:AWS::IAM::|aws_iam_)(user|group|role)_?policy$/i.exec(resource?.type ?? '')?.[1]?.toLowerCase();
  return name === 'user' || name === 'group' || name === 'role' ? name : undefined;
}

/** Whether somebody may do everything already, or may unless a permissions boundary that is not told keeps him from it. */
export function isAdministrator({ policies, boundary }: Pick<Subject, 'policies' | 'boundary'>): boolean {
  const told = boundary === undefined || boundary.unknown.length > 0 ? undefined : boundary;
  return (
    administrator(
      policies.map(({ policy }) => policy),
      told,
    ) !== undefined
  );
}

/** Whether what somebody gives himself is kept within a boundary that the input tells. */
export function isBounded({ boundary }: Pick<Subject, 'boundary'>): boolean {
  return boundary !== undefined && boundary.unknown.length === 0 && administrator([boundary]) === undefined;
}
