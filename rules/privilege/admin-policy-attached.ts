import { administrator } from '../../src/access/administrator.js';
import { amount } from '../../src/access/amount.js';
import { existingWhen, limitsOf } from '../../src/inventory/limits.js';
import { managedPolicyContent } from '../../src/policy/managed-policy.js';
import type { Identity, Problem, Rule } from '../../src/rule.js';

export default {
  id: 'admin-policy-attached',
  category: 'privilege',
  severity: 'critical',
  preset: 'recommended',
  summary: 'An AWS managed policy that amounts to administrator access is attached',
  why: `
With \`AdministratorAccess\` the holder may do everything on everything: read and delete all data, create users and keys,
change every policy, turn the trails off. A workload that has it hands the account to whoever finds a bug in it; a user
that has it hands the account to whoever gets his key. Set up "to make it work first", it stays for years.

The rule goes by what the policy says, not by its name, in every partition. A permissions boundary that takes the power
back is taken into account, and so are Denies of the holder's other policies, unless they leave a way to remove them.
Where the input does not hold the boundary, the problem is possible. Permission sets of IAM Identity Center are
\`admin-permission-set\`'s, and a policy of one's own that grants the same is \`admin-access\`'s.`,
  fix: `
Attach what the holder needs. For a role of a workload that is a policy of its own, which IAM Access Analyzer can write
from what CloudTrail saw the role do:

\`\`\`yaml
Deployer:
  Type: AWS::IAM::Role
  Properties:
    Policies:
      - PolicyName: deploy
        PolicyDocument:
          Version: '2012-10-17'
          Statement:
            - Effect: Allow
              Action: [s3:PutObject, s3:DeleteObject]
              Resource: arn:aws:s3:::my-site/*
\`\`\`

In Terraform: an \`aws_iam_role_policy\` that says the same instead of the \`aws_iam_role_policy_attachment\`.

Where broad power is meant, as for a pipeline that sets up whole stacks, set a permissions boundary on the role.
Let people who administer the account sign in through IAM Identity Center.`,
  references: [
    'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AdministratorAccess.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html',
  ],
  aliases: [
    'cwe:CWE-250',
    'security-hub:IAM.1',
    'checkov:CKV_AWS_274',
    'checkov:CKV_AWS_275',
    'kics:lambda_function_with_privileged_role',
    'kics:ecs_service_admin_role_is_present',
    'cfn_nag:W43',
    'cdk-nag:AwsSolutions-IAM4',
    'terrascan:AC_AWS_0087',
    'terrascan:AC_AWS_0477',
    'terrascan:AC_AWS_0488',
    'regula:FG_R00092',
    'guard:IAM_ROLE_ADMINISTRATOR_ACCESS_POLICY_RULE',
  ],

  *identity(identity) {
    if (identity.type !== 'permission-set') yield* administratorsAttached(identity);
  },
} satisfies Rule;

/** A problem for each AWS managed policy of an identity that amounts to administrator, within what limits the identity. */
export function* administratorsAttached(identity: Identity): Iterable<Problem> {
  const { denies, boundary, hasUnknownBoundary } = limitsOf(identity);
  const holder = `${identity.type.replace('-', ' ')} \`${identity.name}\``;
  for (const attachment of identity.attached) {
    const content = managedPolicyContent(attachment.policyName);
    if (content === undefined) continue;
    const found = administrator([existingWhen(content.policy, attachment.resource.when), ...denies], boundary);
    if (found === undefined) continue;
    const what = found.missing === 0 ? 'every action' : `all but ${amount(found.missing)} actions`;
    yield {
      at: attachment,
      message: `\`${content.name}\` lets ${holder} do ${what} on every resource`,
      confidence: hasUnknownBoundary ? 'possible' : 'proven',
    };
  }
}
