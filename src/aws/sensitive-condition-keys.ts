/**
 * Keys whose values are one thing each (an account, an organization, a network), so that AWS calls a wildcard in them a
 * mistake. In lower case.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sensitive
 */
const SENSITIVE: ReadonlySet<string> = new Set([
  'aws:principalaccount',
  'aws:principalorgid',
  'aws:resourceaccount',
  'aws:resourceorgid',
  'aws:sourceaccount',
  'aws:sourceorgid',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:vpceaccount',
  'aws:vpceorgid',
]);

/** Whether a wildcard in a value of a key has no use that AWS knows of, by the key's name in lower case. */
export function isSensitiveKey(key: string): boolean {
  return SENSITIVE.has(key);
}
