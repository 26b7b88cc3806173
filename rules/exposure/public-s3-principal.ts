import { count, expand, intersect, names } from '../../src/access/action-set.js';
import { amount } from '../../src/access/amount.js';
import type { Verdict } from '../../src/access/answer.js';
import { isEverybody } from '../../src/access/principals.js';
import { leftToStrangers, strangersThrough } from '../../src/access/public.js';
import { displayText } from '../../src/document/value.js';
import type { PlacedPolicy } from '../../src/inventory/model.js';
import type { Statement } from '../../src/policy/model.js';
import type { Rule } from '../../src/rule.js';

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
the key is absent; negated operators.`,
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

  *statement(statement, policy) {
    if (!isS3(policy.resourceType)) return;
    const { verdict, witness } = strangersThrough(statement, policy);
    if (verdict === 'no' || statement.principal === undefined) return;
    const everybody = statement.principal.negated ? undefined : statement.principal.items.find(isEverybody);
    const words = everybody === undefined ? statement.principal.name : displayText(everybody.value);
    const isCertain = verdict === 'yes' && !mayBeOfAnEndpoint(statement, policy);
    yield {
      at: everybody ?? statement.principal,
      message: `\`${words}\` lets anyone call ${actionWords(statement, policy)}${remark(statement, verdict) ?? ` on \`${witness?.resource ?? '*'}\``}`,
      confidence: isCertain ? 'proven' : 'possible',
    };
  },
} satisfies Rule;

/** Buckets and access points of every kind of S3: general purpose, directory, Outposts, object Lambda. */
function isS3(resourceType: string | undefined): boolean {
  return /^AWS::S3(?:Express|Outposts|ObjectLambda)?::/.test(resourceType ?? '');
}

/** S3 takes no `*` as a bucket policy's resource: a bare document that has it is most likely a VPC endpoint's policy. */
function mayBeOfAnEndpoint({ resource }: Statement, { form }: PlacedPolicy): boolean {
  return form === 'document' && resource?.items.every((item) => displayText(item) === '*') === true;
}

/** What a condition seems to do and does not. */
function remark({ conditions }: Statement, verdict: Verdict): string | undefined {
  const [first, second] = conditions;
  if (first === undefined || verdict !== 'yes') return undefined;
  const what = second === undefined ? `\`${displayText(first.key)}\` keeps` : 'its conditions keep';
  return `: ${what} no stranger out`;
}

/** The actions that are open: as written where it is one entry, a single one by name, more by number. */
function actionWords(statement: Statement, policy: PlacedPolicy): string {
  const { action } = statement;
  const [only, more] = action?.items ?? [];
  if (action?.negated === false && only !== undefined && more === undefined) return `\`${displayText(only)}\``;
  // Whatever else is listed, an S3 resource knows only S3's actions.
  const open = intersect(leftToStrangers(statement, policy), expand('s3*:*'));
  const [first, second] = names(open);
  if (first === undefined) return 'what it lists';
  return second === undefined ? `\`${first}\`` : `${amount(count(open))} actions`;
}
