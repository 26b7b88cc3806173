import { type MapValue, member, type Value } from '../../src/document/value.js';
import { booleanOf, givenValue, propertyVariants } from '../../src/inventory/property.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'public-access-block-disabled',
  category: 'exposure',
  severity: 'medium',
  preset: 'recommended',
  summary: 'A public access block is turned off, or leaves settings out',
  why: `
Since April 2023 S3 blocks public access to new buckets by default, so a policy or an ACL that opens one by mistake does
not take effect. Who writes the block down replaces that default, and a setting that is left out is false:
a block with \`BlockPublicAcls\` alone has the other three off. What is off no longer stops the next mistake.

- \`BlockPublicAcls\` refuses ACLs that are public, \`IgnorePublicAcls\` takes the effect from those that exist.
- \`BlockPublicPolicy\` refuses policies that are public, \`RestrictPublicBuckets\` lets only AWS services and the own account
  use those that exist.

The rule looks at buckets, access points and multi-region access points.`,
  fix: `
Set all four, or leave the block out and keep the default:

\`\`\`yaml
PublicAccessBlockConfiguration:
  BlockPublicAcls: true
  BlockPublicPolicy: true
  IgnorePublicAcls: true
  RestrictPublicBuckets: true
\`\`\`

In Terraform:

\`\`\`hcl
resource "aws_s3_bucket_public_access_block" "reports" {
  bucket                  = aws_s3_bucket.reports.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
\`\`\`

A bucket that is to be read by everyone can stay private behind CloudFront with origin access control.`,
  references: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-s3-bucket-publicaccessblockconfiguration.html',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-8',
  ],
  aliases: [
    'cis-aws-3.0:2.1.4',
    'cis-aws-5.0:2.1.4',
    'cis-aws-7.0:3.1.4',
    'security-hub:S3.8',
    'checkov:CKV_AWS_53',
    'checkov:CKV_AWS_54',
    'checkov:CKV_AWS_55',
    'checkov:CKV_AWS_56',
    'checkov:CKV_AWS_392',
    'trivy:AVD-AWS-0086',
    'trivy:AVD-AWS-0087',
    'trivy:AVD-AWS-0091',
    'trivy:AVD-AWS-0093',
    'kics:s3_bucket_allows_public_acl',
    'kics:s3_bucket_with_public_policy',
    'kics:s3_bucket_without_ignore_public_acl',
    'kics:s3_bucket_without_restriction_of_public_bucket',
    'cdk-nag:S3BucketLevelPublicAccessProhibited',
    'regula:FG_R00229',
    'guard:S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED',
  ],

  *resource(resource) {
    if (!TYPES.includes(resource.type)) return;
    for (const { value: block, at, when } of propertyVariants(resource, 'PublicAccessBlockConfiguration')) {
      const off = block?.kind === 'map' ? settingsOff(block) : [];
      if (off.length === 0) continue;
      const names = off.length === SETTINGS.length ? 'all settings' : off.map(({ name }) => `\`${name}\``).join(', ');
      // Of a single setting that is written down: its value. Else all are seen best at the block's key.
      const only = off.length === 1 ? off[0]?.written : undefined;
      yield { at: only ?? at, when, message: `\`${resource.name}\` has a public access block with ${names} off` };
    }
  },
} satisfies Rule;

const TYPES: readonly string[] = ['AWS::S3::Bucket', 'AWS::S3::AccessPoint', 'AWS::S3::MultiRegionAccessPoint'];

/** Each is false where it is left out. */
const SETTINGS = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'] as const;

interface SettingOff {
  readonly name: string;
  /** Absent where the setting is left out. */
  readonly written?: Value;
}

function settingsOff(block: MapValue): readonly SettingOff[] {
  return SETTINGS.flatMap((name): readonly SettingOff[] => {
    const written = givenValue(member(block, name));
    if (written === undefined) return [{ name }];
    return booleanOf(written) === false ? [{ name, written }] : [];
  });
}
