import type { Rule } from '../../src/rule.js';
import { administratorsAttached } from './admin-policy-attached.js';

export default {
  id: 'admin-permission-set',
  category: 'privilege',
  severity: 'medium',
  preset: 'recommended',
  summary: 'A permission set of IAM Identity Center has an AWS managed policy that amounts to administrator access',
  why: `
A permission set is what people get when they sign in to an account. With \`AdministratorAccess\` everybody who is assigned
to it may do everything there, and in each account that it is assigned in: one phished session, or one laptop, is enough
for all of them. Somebody has to be administrator, so this is no mistake as such, but it is worth a look how many people
and accounts it is for, and for how long a session lasts.

The rule goes by what the policy says, not by its name. A permissions boundary of the permission set, and Denies of its
inline policy, are taken into account. A policy of one's own in a permission set that grants the same is
\`admin-access\`'s.`,
  fix: `
Keep one such permission set for emergencies, with a short session, assigned to few, and give people for daily work what
they do:

\`\`\`yaml
Operators:
  Type: AWS::SSO::PermissionSet
  Properties:
    InstanceArn: !Ref InstanceArn
    Name: operators
    SessionDuration: PT4H
    ManagedPolicies:
      - arn:aws:iam::aws:policy/job-function/ViewOnlyAccess
\`\`\`

In Terraform: a narrower \`managed_policy_arn\` of \`aws_ssoadmin_managed_policy_attachment\`, or a policy of one's own by
\`aws_ssoadmin_customer_managed_policy_attachment\`.`,
  references: [
    'https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetsconcept.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
  ],
  aliases: ['cwe:CWE-250', 'checkov:CKV_AWS_274', 'cdk-nag:AwsSolutions-IAM4', 'semgrep:aws-iam-admin-policy-ssoadmin'],

  *identity(identity) {
    if (identity.type === 'permission-set') yield* administratorsAttached(identity);
  },
} satisfies Rule;
