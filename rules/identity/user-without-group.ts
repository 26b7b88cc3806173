import type { Rule } from '../../src/rule.js';

export default {
  id: 'user-without-group',
  category: 'identity',
  severity: 'low',
  preset: 'recommended',
  summary: 'A user is in no group',
  why: `
A user gets access from groups or by name. One who is in no group either has no access, and then is an account that waits
to be misused, or gets it from policies on the user alone, which no review of the groups shows and which stay when the
user's job changes.

The rule reports users of whom the template or plan knows that they are in no group: neither \`Groups\` nor an
\`AWS::IAM::UserToGroupAddition\` names one, nor in Terraform a membership. Where a part of that cannot be told, it is
silent; so it is on users who are only mentioned. Who gets a policy attached by name is reported by
\`user-attached-policy\` alone.`,
  fix: `
Put the user into the group whose work the user does:

\`\`\`yaml
Alice:
  Type: AWS::IAM::User
  Properties:
    Groups: [!Ref Analysts]
\`\`\`

In Terraform:

\`\`\`hcl
resource "aws_iam_user_group_membership" "alice" {
  user   = aws_iam_user.alice.name
  groups = [aws_iam_group.analysts.name]
}
\`\`\`

People are better off with IAM Identity Center, and programs with a role: then there is no user at all.`,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups.html',
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-usertogroupaddition.html',
    'https://docs.aws.amazon.com/config/latest/developerguide/iam-user-group-membership-check.html',
  ],
  aliases: [
    'checkov:CKV2_AWS_21',
    'kics:iam_user_with_no_group',
    'cfn_nag:F2000',
    'cdk-nag:IAMUserGroupMembership',
    'regula:FG_R00272',
    'guard:IAM_USER_MISSING_GROUP_RULE',
  ],
  coveredBy: ['user-attached-policy'],

  *identity(identity) {
    if (identity.type !== 'user' || !identity.complete || identity.groups.length > 0) return;
    yield { at: identity, message: `\`${identity.name}\` is a user in no group: access comes by name or not at all` };
  },
} satisfies Rule;
