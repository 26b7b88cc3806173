import { managedPolicyContent } from '../policy/managed-policy.js';
import type { Policy, Statement } from '../policy/model.js';
import { type Identity, policiesOf, unknownParts } from './model.js';

/** What takes away from the policies of an identity. */
export interface Limits {
  /** Of its policies in the input: what they deny. */
  readonly denies: readonly Policy[];
  /** Its permissions boundary, where all of it is known: from the input, or one of AWS's own. */
  readonly boundary: Policy | undefined;
  /** Whether there is a boundary that is not known, which may take away everything. */
  readonly hasUnknownBoundary: boolean;
}

/** What limits whatever an identity is granted. */
export function limitsOf(identity: Identity): Limits {
  const { boundary: attachment } = identity;
  const denies = policiesOf(identity).flatMap((policy) => {
    const statements = policy.statements.filter(({ effect }) => effect === 'Deny');
    return statements.length === 0 ? [] : [{ ...policy, statements }];
  });
  const written = attachment?.policy ?? (attachment && managedPolicyContent(attachment.policyName)?.policy);
  const boundary = written !== undefined && unknownParts(written).length === 0 ? written : undefined;
  return { denies, boundary, hasUnknownBoundary: attachment !== undefined && boundary === undefined };
}

/** A policy as it is where it exists only under certain conditions of a template. */
export function existingWhen(policy: Policy, when: Statement['when']): Policy {
  if (when.length === 0) return policy;
  return { ...policy, statements: policy.statements.map((statement) => ({ ...statement, when })) };
}
