import { displayText } from '../../src/document/value.js';
import type { Attachment } from '../../src/inventory/model.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'user-attached-policy',
  category: 'identity',
  severity: 'medium',
  preset: 'recommended',
  summary: 'A managed policy is attached to a user instead of a group or role',
  why: `
Access given to one person by name is access that nobody oversees: a group says what a team may do in one place, a
policy on a user says it once for that user and is forgotten when the user changes teams. Accounts in which users hold
their own policies end up with people of the same job and different permissions, and nobody can tell which of them were
meant. Auditors ask for this first (CIS, Security Hub), because it is how access outlives its reason.

The rule reports the attachment, wherever the format writes it down: on the user, on the policy (\`Users\`), or as a
resource of its own. A permissions boundary is no attachment: it grants nothing.`,
  fix: `
Let people sign in through IAM Identity Center, so that there is no user at all, or attach the policy to a group and put
the user into it:

\`\`\`yaml
Analysts:
  Type: AWS::IAM::Group
  Properties:
    ManagedPolicyArns: [arn:aws:iam::aws:policy/AmazonAthenaFullAccess]
Alice:
  Type: AWS::IAM::User
  Properties:
    Groups: [!Ref Analysts]
\`\`\`

In Terraform: \`aws_iam_group_policy_attachment\` and \`aws_iam_user_group_membership\` instead of
\`aws_iam_user_policy_attachment\`.

Where the user is a program, give the program a role instead.`,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-users-federation-idp',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups.html',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-2',
  ],
  aliases: [
    'cis-aws-3.0:1.15',
    'cis-aws-5.0:1.14',
    'cis-aws-6.0:2.14',
    'cis-aws-7.0:2.13',
    'security-hub:IAM.2',
    'cfn_nag:F12',
    'checkov:CKV_AWS_40',
    'trivy:AVD-AWS-0143',
    'kics:iam_policies_attached_to_user',
    'kics:iam_managed_policy_applied_to_a_user',
    'terrascan:AC_AWS_0476',
    'regula:FG_R00007',
    'cdk-nag:IAMUserNoPolicies',
    'guard:IAM_NO_POLICY_ON_USER',
    'guard:IAM_USER_NO_POLICIES_CHECK',
  ],

  *identity(identity) {
    if (identity.type !== 'user') return;
    for (const attachment of identity.attached) {
      const message = `\`${nameOf(attachment)}\` is attached to user \`${identity.name}\`, where no group governs it`;
      yield { at: attachment, message };
    }
  },
} satisfies Rule;

/** What the policy is called, without the ARN and path before its name. */
function nameOf({ policy, policyName }: Attachment): string {
  const name = policy?.name === undefined ? policy?.resource?.name : displayText(policy.name);
  const written = name ?? displayText(policyName);
  return written.slice(written.lastIndexOf('/') + 1);
}
