import { POLICY_KINDS, type PolicyKind } from '../policy/model.js';
import type { PolicyType } from '../sources/source.js';

/** What `--policy-type` and the config's `policyType` look like; the published schema has the same pattern. */
export const POLICY_TYPE_PATTERN = `^(?:${POLICY_KINDS.join('|')}|resource:AWS::[A-Za-z0-9]+::[A-Za-z0-9]+)$`;

/** Reads `trust`, `resource` or `resource:AWS::S3::Bucket`; undefined where the text is none of them. */
export function parsePolicyType(text: string): PolicyType | undefined {
  const colon = text.indexOf(':');
  const kind = POLICY_KINDS.find((known) => known === (colon < 0 ? text : text.slice(0, colon)));
  if (kind === undefined) return undefined;
  if (colon < 0) return { kind };
  const resourceType = text.slice(colon + 1);
  if (kind !== 'resource' || !/^AWS::[A-Za-z0-9]+::[A-Za-z0-9]+$/.test(resourceType)) return undefined;
  return { kind, resourceType };
}

/** A policy type as the user writes it. */
export function policyTypeName({ kind, resourceType }: PolicyType): string {
  return resourceType === undefined ? kind : `${kind}:${resourceType}`;
}

/** The kinds that a mistyped policy type is compared with. */
export const POLICY_TYPE_NAMES: readonly PolicyKind[] = POLICY_KINDS;
