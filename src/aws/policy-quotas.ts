/**
 * How long policies may be, in characters without whitespace, by default.
 *
 * Sources: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html,
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html#min-max-values and the services'
 * own pages, as of 2026-10. The quota of service control policies was doubled in 2026-05, that of resource control policies
 * was not.
 */
export const POLICY_QUOTAS = {
  managed: 6144,
  /** All inline policies of an identity together. */
  inline: { user: 2048, group: 5120, role: 10_240, 'permission-set': 10_240 },
  session: 2048,
  /** On request up to 8,192. */
  trust: 2048,
  scp: 10_240,
  rcp: 5120,
  endpoint: 20_480,
} as const;

/** Of resource policies, by the type of the resource, where AWS tells. */
const RESOURCE_QUOTAS: ReadonlyMap<string, number> = new Map([
  ['AWS::ECR::Repository', 10_240],
  ['AWS::KMS::Key', 32_768],
  ['AWS::Lambda::Function', 20_480],
  ['AWS::S3::AccessPoint', 20_480],
  ['AWS::S3::Bucket', 20_480],
  ['AWS::SecretsManager::Secret', 20_480],
  ['AWS::SNS::Topic', 30_720],
]);

/** How long the policy of a resource of this type may be; undefined where AWS does not tell. */
export function resourcePolicyQuota(type: string): number | undefined {
  return RESOURCE_QUOTAS.get(type);
}
