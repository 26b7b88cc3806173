import { type Guard, member, stringOfValue, type Value } from '../../src/document/value.js';
import type { Resource } from '../../src/inventory/model.js';
import { givenValue, propertyVariants } from '../../src/inventory/property.js';
import { settingOf } from '../../src/inventory/public-access-block.js';
import type { Problem, Rule } from '../../src/rule.js';

export default {
  id: 'public-bucket-acl',
  category: 'exposure',
  severity: 'high',
  preset: 'recommended',
  summary: 'A bucket ACL lets in everyone, or everyone with an AWS account',
  why: `
A public ACL is a grant to a group of strangers, by name (\`AllUsers\`, \`AuthenticatedUsers\`) or canned.
\`PublicRead\` (\`public-read\` in Terraform) lets anyone list the bucket: the names of all objects, which
are often enough to find what else is open. \`PublicReadWrite\` lets anyone put objects into it too: other people's files,
at your cost and under your name. \`AuthenticatedRead\` sounds as if it meant your own users, and
means everyone with any AWS account, which anyone can open.

A public access block with \`IgnorePublicAcls\` takes the effect from such an ACL, and so do ownership controls that say
\`BucketOwnerEnforced\`, which turn ACLs off; where the same bucket has either, the rule is silent. \`LogDeliveryWrite\`,
\`BucketOwnerRead\`, \`BucketOwnerFullControl\` and \`AwsExecRead\` let no stranger in.`,
  fix: `
Take the ACL (\`AccessControl\`, in Terraform \`aws_s3_bucket_acl\`) out, turn ACLs off and block public access:

\`\`\`yaml
Downloads:
  Type: AWS::S3::Bucket
  Properties:
    OwnershipControls:
      Rules: [{ ObjectOwnership: BucketOwnerEnforced }]
    PublicAccessBlockConfiguration:
      BlockPublicAcls: true
      BlockPublicPolicy: true
      IgnorePublicAcls: true
      RestrictPublicBuckets: true
\`\`\`

In Terraform, instead of \`aws_s3_bucket_acl\`, and beside an \`aws_s3_bucket_public_access_block\`:

\`\`\`hcl
resource "aws_s3_bucket_ownership_controls" "downloads" {
  bucket = aws_s3_bucket.downloads.id
  rule { object_ownership = "BucketOwnerEnforced" }
}
\`\`\`

Serve a website or downloads by CloudFront with origin access control.`,
  references: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html',
  ],
  aliases: [
    'security-hub:S3.2',
    'security-hub:S3.3',
    'security-hub:S3.12',
    'checkov:CKV_AWS_20',
    'checkov:CKV_AWS_57',
    'checkov:CKV_AWS_375',
    'checkov:CKV2_AWS_43',
    'trivy:AVD-AWS-0092',
    'kics:s3_bucket_acl_allows_read_or_write_to_all_users',
    'kics:s3_bucket_acl_allows_read_to_all_users',
    'kics:s3_bucket_acl_allows_read_to_any_authenticated_user',
    'cfn_nag:W31',
    'cfn_nag:F14',
    'cdk-nag:S3BucketPublicReadProhibited',
    'cdk-nag:S3BucketPublicWriteProhibited',
    'terrascan:AC_AWS_0210',
    'terrascan:AC_AWS_0211',
    'terrascan:AC_AWS_0212',
    'terrascan:AC_AWS_0213',
    'terrascan:AC_AWS_0215',
    'regula:FG_R00279',
    'semgrep:public-s3-bucket',
    'guard:S3_BUCKET_PUBLIC_READ_ACL',
    'guard:S3_BUCKET_PUBLIC_RW_ACL',
  ],

  *resource(resource) {
    if (resource.type !== 'AWS::S3::Bucket') return;
    for (const { value: acl, when } of propertyVariants(resource, 'AccessControl')) {
      const effect = EFFECTS.get(canned(stringOfValue(acl) ?? ''));
      if (acl !== undefined && effect !== undefined) yield* unlessIgnored(resource, acl, effect, when);
      else yield* publicGrants(resource, when);
    }
  },
} satisfies Rule;

/**
 * The canned ACLs that let strangers in, and what they let them do to a bucket.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl
 */
const EFFECTS: ReadonlyMap<string, string> = new Map([
  ['publicread', 'anyone list the objects'],
  ['publicreadwrite', 'anyone list the objects and write new ones'],
  ['authenticatedread', 'everyone with an AWS account list the objects'],
]);

/** CloudFormation calls `PublicRead` what S3 and Terraform call `public-read`. */
function canned(name: string): string {
  return name.replaceAll('-', '').toLowerCase();
}

/**
 * The predefined groups of strangers, and what each permission lets them do.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#specifying-grantee-predefined-groups
 */
const GROUPS: ReadonlyMap<string, string> = new Map([
  ['http://acs.amazonaws.com/groups/global/AllUsers', 'anyone'],
  ['http://acs.amazonaws.com/groups/global/AuthenticatedUsers', 'everyone with an AWS account'],
]);

const PERMISSIONS: ReadonlyMap<string, string> = new Map([
  ['READ', 'list the objects'],
  ['WRITE', 'write new objects'],
  ['READ_ACP', 'read the ACL'],
  ['WRITE_ACP', 'change the ACL, and so do anything'],
  ['FULL_CONTROL', 'do anything'],
]);

/** The grants of an ACL that is written out. */
function* publicGrants(resource: Resource, assumed: readonly Guard[]): Iterable<Problem> {
  for (const { value: grants, when } of propertyVariants(resource, 'AccessControlGrants', assumed)) {
    for (const grant of grants?.kind === 'list' ? grants.items : []) {
      const uri = member(member(grant, 'Grantee'), 'URI');
      const who = GROUPS.get(stringOfValue(uri) ?? '');
      if (uri === undefined || who === undefined) continue;
      const what = PERMISSIONS.get(stringOfValue(member(grant, 'Permission')) ?? '') ?? 'reach it';
      yield* unlessIgnored(resource, uri, `${who} ${what}`, when);
    }
  }
}

/** A public ACL, unless the bucket's ownership or a public access block takes the effect from it. */
function* unlessIgnored(resource: Resource, acl: Value, effect: string, when: readonly Guard[]): Iterable<Problem> {
  const name = stringOfValue(acl) ?? '';
  for (const ownership of propertyVariants(resource, 'OwnershipControls', when)) {
    const isOff = turnsAclsOff(ownership.value);
    for (const block of isOff === true
      ? []
      : propertyVariants(resource, 'PublicAccessBlockConfiguration', ownership.when)) {
      const isIgnored = ignoresPublicAcls(block.value);
      if (isIgnored === true) continue;
      const confidence = isOff === undefined || isIgnored === undefined ? 'possible' : 'proven';
      yield { at: acl, when: block.when, message: `\`${name}\` lets ${effect} in \`${resource.name}\``, confidence };
    }
  }
}

/**
 * Whether a bucket has no ACLs, since its owner owns all objects; undefined where that is not known.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
 */
function turnsAclsOff(controls: Value | undefined): boolean | undefined {
  if (controls === undefined) return false;
  const rules = controls.kind === 'map' ? givenValue(member(controls, 'Rules')) : controls;
  if (rules?.kind !== 'list') return rules === undefined ? false : undefined;
  const owners = rules.items.map((rule) => (rule.kind === 'map' ? member(rule, 'ObjectOwnership') : rule));
  if (owners.some((owner) => stringOfValue(owner) === 'BucketOwnerEnforced')) return true;
  return owners.some((owner) => owner !== undefined && stringOfValue(owner) === undefined) ? undefined : false;
}

/** Whether a public access block takes the effect from public ACLs; undefined where that is not known. */
function ignoresPublicAcls(block: Value | undefined): boolean | undefined {
  if (block === undefined) return false;
  return block.kind === 'map' ? settingOf(block, 'IgnorePublicAcls') : undefined;
}
