import type { Access } from '../access/access.js';
import type { Answer } from '../access/answer.js';
import { type Grant, granted } from '../access/granted.js';
import type { Located } from '../document/place.js';
import { displayText, type Guard } from '../document/value.js';
import { managedPolicyContent } from '../policy/managed-policy.js';
import type { Policy, Statement } from '../policy/model.js';
import { readPolicy } from '../policy/read.js';
import type { Memberships } from './memberships.js';
import type { Attachment, Identity, PlacedPolicy } from './model.js';

/** What applies to an identity. */
export interface AccessOf {
  readonly access: Access;
  /** Why there may be more that it is granted: what applies to it and is out of sight, each in words. */
  readonly untold: readonly string[];
}

/** The same, policy by policy. */
export interface Applied extends AccessOf {
  /** The policies of `access`, with where they come from. */
  readonly policies: readonly AppliedPolicy[];
}

/** A policy that applies to an identity. */
export interface AppliedPolicy {
  /** As it applies: with the template conditions under which it is attached. */
  readonly policy: Policy;
  /** The policy that the input holds, or what the input says of one of AWS's own: the attachment. */
  readonly from: PlacedPolicy | Attachment;
}

/**
 * What applies to an identity by the input: its own policies and attached ones, those of AWS by what they say, those of
 * its groups, its permissions boundary. A boundary that is not in sight is one of which nothing is known. No input tells
 * the account of its identities, so service control policies are not among it.
 *
 * @param memberships those of the identity's own inventory
 */
export function accessOf(identity: Identity, memberships: Memberships): AccessOf {
  const { access, untold } = appliedTo(identity, memberships);
  return { access, untold };
}

/** The same, and where each policy comes from. */
export function appliedTo(identity: Identity, memberships: Memberships): Applied {
  const groups = memberships.groups.get(identity) ?? [];
  const found = [identity, ...new Set(groups)].map(heldBy);
  const policies = onceEach(found.flatMap((held) => held.policies));
  const elsewhere = (memberships.elsewhere.get(identity) ?? []).map(
    ({ group }) => `group \`${displayText(group)}\` is not in the input`,
  );
  const boundary = boundaryOf(identity);
  return {
    policies,
    access: { policies: policies.map(({ policy }) => policy), ...(boundary === undefined ? {} : { boundary }) },
    untold: [...new Set([...found.flatMap((held) => held.untold), ...elsewhere])],
  };
}

/** Whether any of a grant applies to an identity: `no` only where all that applies to it is in sight. */
export function grantedTo({ access, untold }: AccessOf, grant: Grant): Answer {
  const answer = granted(access, grant);
  if (untold.length === 0 || answer.verdict === 'yes') return answer;
  return { verdict: 'unknown', grants: answer.grants, reasons: [...answer.reasons, ...untold] };
}

interface Held {
  readonly policies: readonly AppliedPolicy[];
  readonly untold: readonly string[];
}

/** What an identity holds itself. */
function heldBy(identity: Identity): Held {
  const { inline, attached, type, name, complete, resource } = identity;
  const when = resource?.when ?? [];
  const policies: AppliedPolicy[] = inline.map((policy) => ({ policy: under(policy, when), from: policy }));
  const untold: string[] = [];
  for (const attachment of attached) {
    const policy = contentOf(attachment);
    if (policy === undefined) untold.push(`policy \`${displayText(attachment.policyName)}\` is not in the input`);
    else {
      const applied = under(policy, [...when, ...attachment.resource.when]);
      policies.push({ policy: applied, from: attachment.policy ?? attachment });
    }
  }
  if (resource === undefined) untold.push(`${type} \`${name}\` is only mentioned, not declared`);
  else if (!complete) untold.push(`what else ${type} \`${name}\` holds is not told`);
  return { policies, untold };
}

/** What an attached policy says, where the input or AWS's data holds it. */
function contentOf({ policy, policyName }: Attachment): Policy | undefined {
  return policy ?? managedPolicyContent(policyName)?.policy;
}

function boundaryOf({ boundary }: Identity): Policy | undefined {
  if (boundary === undefined) return undefined;
  const reason = `permissions boundary \`${displayText(boundary.policyName)}\` is not in the input`;
  return contentOf(boundary) ?? readPolicy({ kind: 'unknown', place: boundary.place, reason }, { kind: 'boundary' });
}

/** A policy as it is where it applies only under conditions of the template; itself where that adds none. */
function under(policy: Policy, when: readonly Guard[]): Policy {
  const isUnder = (statement: Statement) => when.every((guard) => has(statement.when, guard.condition, guard.is));
  if (when.length === 0 || policy.statements.every(isUnder)) return policy;
  const statements = policy.statements.flatMap((statement) => {
    const added = when.filter((guard, i) => !has([...statement.when, ...when.slice(0, i)], guard.condition, guard.is));
    // Where two of them exclude each other, it never applies.
    const isNever = added.some(({ condition, is }) => has([...statement.when, ...when], condition, !is));
    return isNever ? [] : [{ ...statement, when: [...statement.when, ...added] }];
  });
  return { ...policy, statements };
}

function has(guards: readonly Guard[], condition: string, is: boolean): boolean {
  return guards.some((guard) => guard.condition === condition && guard.is === is);
}

/** What is attached directly and by a group as well applies once. */
function onceEach(policies: readonly AppliedPolicy[]): readonly AppliedPolicy[] {
  const seen = new Set<Located>();
  return policies.filter(({ from }) => !seen.has(from) && seen.add(from) !== undefined);
}
