import type { Verdict } from '../access/answer.js';
import { type Guard, member, type Value } from '../document/value.js';
import type { PlacedPolicy } from './model.js';
import { booleanOf, givenValue, propertyVariants } from './property.js';

/**
 * Types that block public access unless they are told not to. A bucket made before April 2023 does not.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-bpa-settings.html,
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/multi-region-access-point-block-public-access.html
 */
const BLOCKED_BY_DEFAULT: readonly string[] = [
  'AWS::FSx::S3AccessPointAttachment',
  'AWS::S3::AccessPoint',
  'AWS::S3::MultiRegionAccessPoint',
  'AWS::S3Express::AccessPoint',
];

/** Whether a public access block takes the effect from a policy, under some of the template's conditions. */
export interface Blocking {
  readonly verdict: Verdict;
  /** All conditions that are assumed. */
  readonly when: readonly Guard[];
}

/**
 * Whether a public access block takes the effect from a policy that lets strangers in, by the template's conditions.
 * `RestrictPublicBuckets` does; `BlockPublicPolicy` alone refuses to take such a policy, and lets one be that was there
 * before.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 *
 * @param when the template conditions under which the policy says so
 * @returns a single entry where no condition of the block's own decides; what leaves the policy its effect comes first
 */
export function blockingOf(policy: PlacedPolicy, when: readonly Guard[]): readonly [Blocking, ...Blocking[]] {
  const owner = policy.target ?? policy.resource;
  if (owner === undefined) return [{ verdict: 'no', when }];
  const variants = propertyVariants(owner, 'PublicAccessBlockConfiguration', when).map((variant): Blocking => {
    const isDefault = variant.value === undefined && BLOCKED_BY_DEFAULT.includes(owner.type);
    return { verdict: isDefault ? 'yes' : restricts(variant.value), when: variant.when };
  });
  const [first, ...rest] = ORDER.flatMap((verdict) => variants.filter((variant) => variant.verdict === verdict));
  if (first === undefined) return [{ verdict: 'unknown', when }];
  return rest.every(({ verdict }) => verdict === first.verdict) ? [{ verdict: first.verdict, when }] : [first, ...rest];
}

const ORDER: readonly Verdict[] = ['no', 'unknown', 'yes'];

function restricts(block: Value | undefined): Verdict {
  if (block === undefined) return 'no';
  if (block.kind !== 'map') return 'unknown';
  const isRestricted = settingOf(block, 'RestrictPublicBuckets');
  if (isRestricted === true) return 'yes';
  return isRestricted === undefined || settingOf(block, 'BlockPublicPolicy') !== false ? 'unknown' : 'no';
}

/** What a public access block says of a setting, which is off where it is left out; undefined where that is not known. */
export function settingOf(block: Value, name: string): boolean | undefined {
  const setting = givenValue(member(block, name));
  return setting === undefined ? false : booleanOf(setting);
}
