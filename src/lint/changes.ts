import type { Identity, Resource } from '../inventory/model.js';
import { policiesOf } from '../inventory/model.js';
import type { Found } from './run-rules.js';

/**
 * Whether a problem is in what a plan adds or changes. What an identity may do changes with any of its policies,
 * attachments and groups. What comes from no plan counts as changed.
 */
export function isInChange({ policy, identity, resource }: Found): boolean {
  const concerned = identity === undefined ? [policy?.resource ?? resource] : [resource, ...resourcesOf(identity)];
  return concerned.some((one) => one?.isUnchanged !== true);
}

/** All resources that make an identity what it is. */
function resourcesOf(identity: Identity): readonly (Resource | undefined)[] {
  const { resource, attached, boundary, trust } = identity;
  const attachments = boundary === undefined ? attached : [...attached, boundary];
  const written = [...policiesOf(identity), ...(trust === undefined ? [] : [trust])];
  const own = [...attachments.map((attachment) => attachment.resource), ...written.map((policy) => policy.resource)];
  // An identity that is only mentioned is declared by nobody.
  return resource === undefined ? own : [resource, ...own];
}
