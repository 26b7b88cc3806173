import { stringOfValue, type Value } from '../../src/document/value.js';
import { propertyVariants } from '../../src/inventory/property.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'user-pool-without-mfa',
  category: 'identity',
  severity: 'low',
  preset: 'strict',
  summary: 'A Cognito user pool has MFA off',
  why: `
With MFA off, a password is all that stands between a stranger and an account of your application, and passwords are
reused and phished. Where an identity pool exchanges the sign-in for AWS credentials, the password is also all that stands
before those.

Off is what a pool is by default. \`OPTIONAL\` leaves the choice to each user and is not reported. For a pool that people
reach only through another identity provider, that provider's MFA counts: turn the rule off there.

In YAML \`OFF\` and \`ON\` without quotes are booleans, which CloudFormation does not take here; the rule reads them as they
are meant.`,
  fix: `
Turn it on, with quotes, and say which second factors there are:

\`\`\`yaml
Customers:
  Type: AWS::Cognito::UserPool
  Properties:
    MfaConfiguration: 'ON'
    EnabledMfas: [SOFTWARE_TOKEN_MFA]
\`\`\`

In Terraform:

\`\`\`hcl
resource "aws_cognito_user_pool" "customers" {
  name              = "customers"
  mfa_configuration = "ON"
  software_token_mfa_configuration { enabled = true }
}
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html',
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpool.html',
  ],
  aliases: [
    'cfn_nag:F78',
    'cdk-nag:CognitoUserPoolMFA',
    'kics:cognito_userpool_without_mfa',
    'guard:COGNITO_USER_POOL_MFA',
  ],

  *resource(resource) {
    if (resource.type !== 'AWS::Cognito::UserPool') return;
    for (const { value, when } of propertyVariants(resource, 'MfaConfiguration')) {
      const subject = `\`${resource.name}\` is a user pool`;
      if (value === undefined) yield { at: resource, when, message: `${subject} with MFA off, as it is by default` };
      else if (isOff(value)) yield { at: value, when, message: `${subject} with MFA off` };
    }
  },
} satisfies Rule;

/** `OFF`, in whatever case, or the boolean that YAML 1.1 makes of it without quotes. */
function isOff(value: Value): boolean {
  const word = stringOfValue(value)?.toLowerCase();
  return word === 'off' || word === 'false' || word === 'no';
}
