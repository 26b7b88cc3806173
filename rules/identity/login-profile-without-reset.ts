import { member } from '../../src/document/value.js';
import { booleanOf, givenValue } from '../../src/inventory/property.js';
import type { Rule } from '../../src/rule.js';
import { loginProfilesOf, userName } from './login-profile.js';

export default {
  id: 'login-profile-without-reset',
  category: 'identity',
  severity: 'medium',
  preset: 'recommended',
  summary: 'A user need not change a console password that others know',
  why: `
The password of a login profile is known to whoever wrote or deployed the template, and to every place that the value
passed through: a parameter file, a pipeline's variables, a shell's history; with Terraform, the state. Only
\`PasswordResetRequired: true\` (\`password_reset_required = true\`) makes the user choose another one at first sign-in. It
is false where it is left out, so by default the password that others know stays the password.`,
  fix: `
Ask for a new password at first sign-in; the string \`"true"\` does as well as the boolean:

\`\`\`yaml
LoginProfile:
  Password: '{{resolve:secretsmanager:first-password-of-alice}}'
  PasswordResetRequired: true
\`\`\`

In Terraform:

\`\`\`hcl
resource "aws_iam_user_login_profile" "alice" {
  user                    = aws_iam_user.alice.name
  password_reset_required = true
}
\`\`\`

The user needs \`iam:ChangePassword\` on himself, which the account's password policy or \`IAMUserChangePassword\` gives.`,
  references: [
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-iam-user-loginprofile.html',
    'https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateLoginProfile.html',
  ],
  aliases: [
    'cfn_nag:W50',
    'kics:user_iam_missing_password_reset_required',
    'guard:IAM_USER_LOGIN_PROFILE_PASSWORD_RESET_RULE',
  ],

  *resource(resource) {
    for (const { value: profile, at: key, when } of loginProfilesOf(resource)) {
      if (profile?.kind !== 'map') continue;
      const setting = givenValue(member(profile, 'PasswordResetRequired'));
      const isRequired = setting === undefined ? false : booleanOf(setting);
      if (isRequired === true) continue;
      const user = userName(resource);
      const message =
        setting === undefined
          ? `\`LoginProfile\` lets user \`${user}\` keep the password that others know`
          : `\`PasswordResetRequired\` lets user \`${user}\` keep the password that others know`;
      yield { at: setting ?? key, when, message, confidence: isRequired === undefined ? 'possible' : 'proven' };
    }
  },
} satisfies Rule;
