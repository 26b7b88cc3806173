/**
 * Wider ranges than these are the public: S3's own rule, which other services' checks follow. The private IPv4 ranges
 * are no wider.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */
const WIDEST_V4 = 8;
const WIDEST_V6 = 32;

/** Unique local addresses: no stranger on the internet has one. https://www.rfc-editor.org/rfc/rfc4193 */
const LOCAL_V6 = /^f[cd][\da-f]{2}:/i;
const WIDEST_LOCAL_V6 = 7;

/** Whether a text has the form of an address is all that counts here; `node:net` takes longer to load than to lint. */
const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;
const IPV6 = /^(?=.*:.*:)[\da-f:.]+$/i;

/**
 * Whether an address or CIDR range is narrow enough to stand for known callers. Something that is no address matches
 * no request at all, so it keeps everybody out.
 */
export function isNarrowRange(cidr: string): boolean {
  const [address = '', prefix] = cidr.trim().split('/');
  if (IPV4.test(address)) return prefix === undefined || Number(prefix) >= WIDEST_V4;
  if (!IPV6.test(address)) return true;
  return prefix === undefined || Number(prefix) >= (LOCAL_V6.test(address) ? WIDEST_LOCAL_V6 : WIDEST_V6);
}
