import type { Rule } from '../../src/rule.js';

export default {
  id: 'long-lived-user',
  category: 'identity',
  severity: 'low',
  preset: 'strict',
  summary: 'An IAM user stands where a role or federation would do',
  why: `
An IAM user has a password or access keys of its own, which work until somebody takes them away. They outlive the job, the
contractor and the laptop, and lost ones are found by those who search for them. People can sign in through IAM Identity
Center with the account they have anyway; programs within AWS have roles, those elsewhere can have credentials for an hour
by OIDC or IAM Roles Anywhere.

Some services leave no choice (SMTP credentials of SES, say): suppress the finding there, with that as the reason.`,
  fix: `
For a program, a role that it assumes; for a build, one that the build's identity provider vouches for:

\`\`\`yaml
Deployer:
  Type: AWS::IAM::Role
  Properties:
    AssumeRolePolicyDocument:
      Version: '2012-10-17'
      Statement:
        - Effect: Allow
          Principal:
            Federated: !Sub arn:aws:iam::\${AWS::AccountId}:oidc-provider/token.actions.githubusercontent.com
          Action: sts:AssumeRoleWithWebIdentity
          Condition:
            StringEquals:
              token.actions.githubusercontent.com:aud: sts.amazonaws.com
              token.actions.githubusercontent.com:sub: repo:octo-org/octo-repo:ref:refs/heads/main
\`\`\`

For people, a permission set of IAM Identity Center.`,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-users-federation-idp',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-workloads-use-roles',
    'https://docs.aws.amazon.com/rolesanywhere/latest/userguide/introduction.html',
  ],
  aliases: ['checkov:CKV_AWS_273', 'cis-aws-3.0:1.21', 'cis-aws-5.0:1.20', 'cis-aws-7.0:2.19'],
  coveredBy: ['shared-user'],

  *identity(identity) {
    if (identity.type !== 'user' || identity.resource === undefined) return;
    yield {
      at: identity,
      message: `\`${identity.name}\` is a user whose credentials work until somebody takes them away`,
    };
  },
} satisfies Rule;
