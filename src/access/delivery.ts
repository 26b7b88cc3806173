import type { Part, Text } from '../document/value.js';
import { parseArn } from '../policy/arn.js';
import type { Statement } from '../policy/model.js';

/**
 * Whether a statement lets objects be written only below a prefix that holds an account or organization, as services
 * write it when they deliver logs: `my-logs/AWSLogs/111122223333/*`. The service puts the account there for which it
 * acts, so nobody writes into another's.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 */
export function isFixedDelivery({ resource }: Statement): boolean {
  if (resource === undefined || resource.negated || resource.unknown.length > 0) return false;
  return resource.items.every((item) => namesOwner(item) || isBucketAlone(item));
}

/** Objects are never written to a bucket's own ARN. */
function isBucketAlone(item: Text): boolean {
  const bucket = parseArn(item)?.resource ?? [];
  return bucket.length > 0 && bucket.every((part) => typeof part !== 'string' || !/[/*?]/.test(part));
}

function namesOwner(item: Text): boolean {
  const parts = parseArn(item)?.resource ?? [];
  const first = parts.findIndex((part) => typeof part === 'string' && part.includes('/'));
  if (first < 0) return false;
  return parts.slice(first).some(isOwner);
}

/** An account or organization as a step of a path, or a reference to one. */
function isOwner(part: Part): boolean {
  if (typeof part === 'string') return /\/(?:\d{12}|o-[a-z0-9]{10,32})(?:[/_-]|$)/.test(part);
  return part.kind === 'hole' && /account|organization|org_?id/i.test(part.id);
}
