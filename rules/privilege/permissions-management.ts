import { PERMISSION_ACTIONS } from '../../src/aws/permission-actions.js';
import { unconfinedGrants } from '../../src/inventory/unconfined-grants.js';
import type { Rule } from '../../src/rule.js';
import { unconfinedProblem } from './unconfined/problem.js';

export default {
  id: 'permissions-management',
  category: 'privilege',
  severity: 'high',
  preset: 'recommended',
  summary: 'The holder decides who may do what, on any resource',
  why: `
Who may change permissions needs no others: he opens the bucket by its policy, the key by a grant, the function by a
permission, to himself, to another account, or to everybody. What he may do himself, as his own policies list it, then
says little.

Reported are actions that change who may reach a resource or what an identity may do, on all that they can be asked for:
those that AWS counts as permissions management and that are, and those that are and that AWS counts as writing, such as
sharing of snapshots. Silent: grants for AWS's own resources (\`kms:GrantIsForAWSResource\`) and whatever else a condition
limits; service-linked roles; taking back what was granted; policies that are attached to nobody yet; what lets AWS's
services deliver logs. Denies of the holder's policies and his permissions boundary count.`,
  fix: `
Name the resources whose permissions the holder looks after:

\`\`\`json
{ "Effect": "Allow", "Action": "s3:PutBucketPolicy", "Resource": "arn:aws:s3:::acme-reports-*" }
\`\`\`

Grants on keys are mostly for an AWS service that encrypts for the caller. Say so:

\`\`\`json
{
  "Effect": "Allow",
  "Action": "kms:CreateGrant",
  "Resource": "*",
  "Condition": { "Bool": { "kms:GrantIsForAWSResource": "true" } }
}
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html',
    'https://docs.aws.amazon.com/kms/latest/developerguide/grants.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html',
  ],
  aliases: ['cwe:CWE-732', 'checkov:CKV_AWS_109', 'checkov:CKV_AWS_289', 'semgrep:no-iam-resource-exposure'],
  coveredBy: ['admin-access', 'privilege-escalation', 'wildcard-action', 'allow-not-action'],

  *inventory(inventory) {
    for (const grant of unconfinedGrants(inventory, PERMISSION_ACTIONS)) {
      yield unconfinedProblem(grant, PERMISSION_ACTIONS);
    }
  },
} satisfies Rule;
