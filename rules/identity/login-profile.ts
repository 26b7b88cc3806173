import { displayText } from '../../src/document/value.js';
import type { Resource } from '../../src/inventory/model.js';
import { type PropertyVariant, propertyVariants } from '../../src/inventory/property.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'login-profile',
  category: 'identity',
  severity: 'low',
  preset: 'recommended',
  summary: 'A user gets a console password from a template or plan',
  why: `
A login profile is a password for the console: access that lasts until somebody takes it away, that can be guessed, reused
elsewhere or phished, and that asks for MFA only where a policy does. Made by a template it also starts its life as a
value that passed through a deployment: whoever may deploy the stack chose it or could read it, and when the password is
changed by hand the template no longer describes the user. Terraform's provider makes one up and keeps it in the state,
for all who can read that, unless \`pgp_key\` encrypts it.

The rule speaks of the password's existence. \`login-profile-without-reset\` and \`plaintext-password\` say more of how it is
set.`,
  fix: `
Let people sign in through IAM Identity Center, or federate, so that there are neither users nor passwords to look after.
Where a user has to stay, leave \`LoginProfile\` (in Terraform: \`aws_iam_user_login_profile\`) out and have an
administrator set the first password:

\`\`\`shell
aws iam create-login-profile --user-name alice --password-reset-required --password …
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-users-federation-idp',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_admin-change-user.html',
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-iam-user-loginprofile.html',
  ],
  aliases: ['checkov:CKV2_AWS_22', 'kics:iam_user_with_access_to_console'],

  *resource(resource) {
    for (const { value, at, when } of loginProfilesOf(resource)) {
      const message = `\`LoginProfile\` gives user \`${userName(resource)}\` a console password`;
      yield { at, when, message, confidence: value?.kind === 'map' ? 'proven' : 'possible' };
    }
  },
} satisfies Rule;

/** The login profiles that a user has by the template's conditions; none for other resources. */
export function loginProfilesOf(resource: Resource): readonly PropertyVariant[] {
  if (resource.type !== 'AWS::IAM::User') return [];
  return propertyVariants(resource, 'LoginProfile').filter(({ value }) => value !== undefined);
}

/** What a user is called: the name that the input gives it, else the resource's. */
export function userName(user: Resource): string {
  const [only, more] = propertyVariants(user, 'UserName');
  return only?.value?.kind === 'text' && more === undefined ? displayText(only.value) : user.name;
}
