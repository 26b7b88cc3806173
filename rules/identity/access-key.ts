import { displayText, stringOfValue } from '../../src/document/value.js';
import type { Resource } from '../../src/inventory/model.js';
import { propertyVariants } from '../../src/inventory/property.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'access-key',
  category: 'identity',
  severity: 'medium',
  preset: 'recommended',
  summary: 'A template or plan makes a long-lived access key',
  why: `
An access key works from anywhere, without MFA, until somebody deletes it; keys in code, logs and laptops are the most
common way into an AWS account. One that a template makes is known to the stack as well: its secret can only leave through
the template, by an output, a parameter or a variable of another resource, where more people read it than need it. One
that Terraform makes has its secret in the state, for all who can read that, unless \`pgp_key\` encrypts it. It is replaced
only when somebody raises \`Serial\` or replaces the resource, which in practice is never.

A key with \`Status: Inactive\` cannot be used and is not reported, nor is one that a plan deletes.`,
  fix: `
Give what runs in AWS a role, and what runs elsewhere short-lived credentials: OpenID Connect for pipelines, IAM Roles
Anywhere for servers, IAM Identity Center for people.

\`\`\`yaml
DeployRole:
  Type: AWS::IAM::Role
  Properties:
    AssumeRolePolicyDocument:
      Version: '2012-10-17'
      Statement:
        - Effect: Allow
          Principal: { Federated: !Ref GitHubProvider }
          Action: sts:AssumeRoleWithWebIdentity
          Condition:
            StringEquals:
              token.actions.githubusercontent.com:aud: sts.amazonaws.com
              token.actions.githubusercontent.com:sub: repo:acme/shop:ref:refs/heads/main
\`\`\`

In Terraform: an \`aws_iam_role\` with such a trust policy instead of \`aws_iam_user\` with \`aws_iam_access_key\`.`,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-workloads-use-roles',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/security-creds-programmatic-access.html',
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-accesskey.html',
  ],
  aliases: ['kics:iam_access_key_is_exposed', 'terrascan:AC_AWS_0133'],

  *resource(resource) {
    if (resource.type !== 'AWS::IAM::AccessKey') return;
    for (const { value: status, when } of propertyVariants(resource, 'Status')) {
      const word = status === undefined ? 'Active' : stringOfValue(status);
      if (word !== undefined && word !== 'Active') continue;
      const message = `\`${resource.name}\` is an access key${ofUser(resource)} that lasts until it is deleted`;
      yield { at: resource, when, message, confidence: word === undefined ? 'possible' : 'proven' };
    }
  },
} satisfies Rule;

function ofUser(key: Resource): string {
  const [user] = propertyVariants(key, 'UserName');
  return user?.value?.kind === 'text' ? ` of user \`${displayText(user.value)}\`` : '';
}
