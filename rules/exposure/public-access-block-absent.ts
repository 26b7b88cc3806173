import { propertyVariants } from '../../src/inventory/property.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'public-access-block-absent',
  category: 'exposure',
  severity: 'info',
  preset: 'strict',
  summary: 'A bucket has no public access block in the template or plan',
  why: `
Since April 2023 S3 blocks public access to new buckets by default, so a bucket without a block of its own in the template
or plan is not open. Two things are lost all the same. A bucket that is older than that has no block. And where somebody
turns the block off by hand, neither template nor plan shows the difference, nor does the next deployment turn it on
again. In a Terraform state the block may be missing because it is kept in another one.`,
  fix: `
Write the block down:

\`\`\`yaml
Reports:
  Type: AWS::S3::Bucket
  Properties:
    PublicAccessBlockConfiguration:
      BlockPublicAcls: true
      BlockPublicPolicy: true
      IgnorePublicAcls: true
      RestrictPublicBuckets: true
\`\`\`

In Terraform it is a resource of its own:

\`\`\`hcl
resource "aws_s3_bucket_public_access_block" "reports" {
  bucket                  = aws_s3_bucket.reports.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
\`\`\`

A block on the whole account (\`aws_s3_account_public_access_block\`), or a policy of AWS Organizations, does it for all
buckets.`,
  references: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/create-bucket-faq.html',
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-s3-bucket-publicaccessblockconfiguration.html',
  ],
  aliases: [
    'cis-aws-3.0:2.1.4',
    'cis-aws-5.0:2.1.4',
    'cis-aws-7.0:3.1.4',
    'security-hub:S3.8',
    'checkov:CKV2_AWS_6',
    'trivy:AVD-AWS-0094',
    'cdk-nag:S3BucketLevelPublicAccessProhibited',
    'guard:S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED',
  ],

  *resource(resource) {
    if (resource.type !== 'AWS::S3::Bucket') return;
    for (const { value, when } of propertyVariants(resource, 'PublicAccessBlockConfiguration')) {
      if (value !== undefined) continue;
      yield { at: resource, when, message: `\`${resource.name}\` has no public access block in this file` };
    }
  },
} satisfies Rule;
