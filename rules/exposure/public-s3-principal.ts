import { blockingOf } from '../../src/inventory/public-access-block.js';
import type { Rule } from '../../src/rule.js';
import { isS3, openToStrangers } from './public-resource-policy.js';

export default {
  id: 'public-s3-principal',
  category: 'exposure',
  severity: 'critical',
  preset: 'recommended',
  summary: 'A bucket or access point policy lets anyone in',
  why: `
With \`"Principal": "*"\`, or everybody but a few by \`NotPrincipal\`, the statement speaks to the whole internet: anonymous
requests included, no AWS account needed. Scanners find an open bucket within hours; what can be listed is copied, what
can be written is overwritten or used to serve malware under your name.

The rule judges by what is allowed. A condition that only callers of your own can meet closes the statement: the
organization (\`aws:PrincipalOrgID\`), an account, a VPC endpoint, narrow addresses, with a fixed value. So does a Deny
that holds for every stranger. What does not close it: \`aws:Referer\` and \`aws:UserAgent\`, which callers write
themselves; \`aws:SecureTransport\`; a wildcard that everybody matches; \`IfExists\` and \`ForAllValues\`, which hold when
the key is absent; negated operators. A public access block on the same bucket with \`RestrictPublicBuckets\` takes the
effect from the statement: \`public-policy-blocked\` reports it then.`,
  fix: `
Name who is let in, or fix the caller by a condition:

\`\`\`json
"Principal": "*",
"Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-exampleorgid" } }
\`\`\`

For a website or downloads, keep the bucket private and serve it by CloudFront with origin access control. Block public
access on the account keeps statements like this from taking effect.`,
  references: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-bucket-user-policy-specifying-principal-intro.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous',
  ],
  aliases: [
    'cwe:CWE-732',
    'cwe:CWE-284',
    'security-hub:S3.2',
    'security-hub:S3.3',
    'cis-aws-7.0:2.21',
    'checkov:CKV_AWS_70',
    'checkov:CKV_AWS_283',
    'cfn_nag:F9',
    'cfn_nag:F16',
    'kics:s3_bucket_access_to_any_principal',
    'kics:s3_bucket_allows_delete_action_from_all_principals',
    'kics:s3_bucket_allows_delete_actions_from_all_principals',
    'kics:s3_bucket_allows_get_action_from_all_principals',
    'kics:s3_bucket_allows_get_actions_from_all_principals',
    'kics:s3_bucket_allows_list_action_from_all_principals',
    'kics:s3_bucket_allows_list_actions_from_all_principals',
    'kics:s3_bucket_allows_put_action_from_all_principals',
    'kics:s3_bucket_allows_put_actions_from_all_principals',
    'kics:s3_bucket_allows_restore_actions_from_all_principals',
    'kics:s3_bucket_with_all_permissions',
    'terrascan:AC_AWS_0217',
    'terrascan:AC_AWS_0218',
    'terrascan:AC_AWS_0219',
    'terrascan:AC_AWS_0220',
    'terrascan:AC_AWS_0221',
    'terrascan:AC_AWS_0224',
    'regula:FG_R00210',
    'regula:FG_R00211',
    'regula:FG_R00277',
    'regula:FG_R00279',
    'semgrep:public-s3-policy-statement',
    'guard:S3_BUCKETPOLICY_NO_ALLOW_PLUS_NOTPRINCIPAL',
    'guard:S3_BUCKET_POLICY_NO_WILDCARD_PRINCIPAL',
  ],

  policyKinds: ['resource'],
  // A condition of the statement that does not hold strangers back is why it is reported.
  coversStatement: true,

  *statement(statement, policy) {
    if (!isS3(policy.resourceType)) return;
    for (const problem of openToStrangers(statement, policy)) {
      const blocking = blockingOf(policy, statement.when);
      const [first] = blocking;
      for (const { verdict, when } of blocking) {
        if (verdict === 'yes' || verdict !== first.verdict) continue;
        yield { ...problem, when, ...(verdict === 'no' ? {} : { confidence: 'possible' }) };
      }
    }
  },
} satisfies Rule;
