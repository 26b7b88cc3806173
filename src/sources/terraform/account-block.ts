import { type Entry, memberEntry, stringOfValue, type Value } from '../../document/value.js';
import type { TerraformInput, TerraformResource } from './model.js';
import { entry, publicAccessBlockEntries } from './properties.js';

const PROPERTY = 'PublicAccessBlockConfiguration';

/** What a public access block of an account turns on for all its buckets and access points, if there is one. */
export interface AccountBlock {
  readonly resource: TerraformResource;
  /** Names of settings. */
  readonly on: ReadonlySet<string>;
}

/**
 * The public access block of an account. S3 applies the stricter of a bucket's and the account's settings.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export function accountBlockOf({ resources }: TerraformInput): AccountBlock | undefined {
  const blocks = resources.filter(({ mode, type }) => mode === 'managed' && type === ACCOUNT_BLOCK);
  return blocks
    .map((resource) => ({ resource, on: settingsOn(resource) }))
    .sort((a, b) => b.on.size - a.on.size)
    .find(({ on }) => on.size > 0);
}

export const ACCOUNT_BLOCK = 'aws_s3_account_public_access_block';

function settingsOn(resource: TerraformResource): ReadonlySet<string> {
  const entries = publicAccessBlockEntries(resource);
  return new Set(entries.flatMap(({ key, value }) => (isTrue(value) ? (stringOfValue(key) ?? []) : [])));
}

/**
 * The properties of a bucket or access point beside an account's block: what is not on by itself is not known, since
 * nothing tells that it is of the same account (a plan may have providers for several).
 */
export function besideAccountBlock(properties: readonly Entry[], { resource, on }: AccountBlock): readonly Entry[] {
  const { place, address } = resource;
  const unknown: Value = { kind: 'unknown', place, reason: `${address} may set it for the whole account` };
  const own = properties.findLast(({ key }) => stringOfValue(key) === PROPERTY);
  if (own === undefined) return [...properties, entry(place, PROPERTY, unknown)];
  const { value } = own;
  if (value.kind !== 'map') return properties;
  const kept = value.entries.filter((each) => isTrue(each.value) || !on.has(stringOfValue(each.key) ?? ''));
  const open = [...on].filter((name) => !isTrue(memberEntry(value, name)?.value));
  const entries = [...kept, ...open.map((name) => entry(place, name, unknown))];
  return properties.map((each) => (each === own ? { ...own, value: { ...value, entries } } : each));
}

function isTrue(value: Value | undefined): boolean {
  return stringOfValue(value) === 'true';
}
