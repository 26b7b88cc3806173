import { member, type Text } from '../../src/document/value.js';
import type { Confidence, Rule } from '../../src/rule.js';
import { loginProfilesOf, userName } from './login-profile.js';

export default {
  id: 'plaintext-password',
  category: 'identity',
  severity: 'high',
  preset: 'recommended',
  summary: "The text of a user's console password stands in the file",
  why: `
Whoever can read the repository, a fork or a clone of it, a build log or the stack's template can sign in as the user, and
goes on being able to: the text stays in the history of the repository after it is taken out of the file.

A parameter's default is such a text too. \`NoEcho\` does not help there: it hides the value in the console, and the
default stands in the template all the same. A parameter without default, a reference to a secret and a dynamic reference
(\`{{resolve:secretsmanager:…}}\`, \`{{resolve:ssm-secure:…}}\`) keep the text out of the file and are not reported. Where a
text stands beside a value that the file does not tell, part of the password is known, and the finding is \`possible\`.

Terraform's provider makes the password up and writes it into the state, for all who can read that; whether the user has
changed it since, the state does not tell. With \`pgp_key\` it is encrypted, and nothing is reported.`,
  fix: `
Change the password, then have Secrets Manager make the next one:

\`\`\`yaml
FirstPassword:
  Type: AWS::SecretsManager::Secret
  Properties:
    GenerateSecretString: { PasswordLength: 32 }
Alice:
  Type: AWS::IAM::User
  Properties:
    LoginProfile:
      Password: !Sub '{{resolve:secretsmanager:\${FirstPassword}}}'
      PasswordResetRequired: true
\`\`\`

In Terraform, give a key to encrypt it with, or leave the login profile out:

\`\`\`hcl
resource "aws_iam_user_login_profile" "alice" {
  user                    = aws_iam_user.alice.name
  pgp_key                 = "keybase:alice"
  password_reset_required = true
}
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/security-best-practices.html#creds',
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html',
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-iam-user-loginprofile.html',
    'https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_user_login_profile',
  ],
  aliases: [
    'cfn_nag:F51',
    'kics:iam_user_login_profile_password_is_in_plaintext',
    'guard:IAM_USER_LOGIN_PROFILE_NO_PLAINTEXT_PASSWORD',
  ],

  *resource(resource) {
    for (const { value: profile, when } of loginProfilesOf(resource)) {
      const password = member(profile, 'Password');
      const confidence = password?.kind === 'text' ? disclosure(password) : undefined;
      if (password === undefined || confidence === undefined) continue;
      const what = confidence === 'proven' ? 'stands' : 'stands in part';
      const message = `\`Password\` of user \`${userName(resource)}\` ${what} in the file, for all who can read it`;
      yield { at: password, when, message, confidence };
    }
  },
} satisfies Rule;

/** How sure it is that a reader of the file knows the password; undefined where nothing of it stands there. */
function disclosure({ parts }: Text): Confidence | undefined {
  const literal = parts.filter((part) => typeof part === 'string').join('');
  // CloudFormation puts the value in when it deploys: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
  if (literal === '' || literal.includes('{{resolve:')) return undefined;
  return parts.every((part) => typeof part === 'string') ? 'proven' : 'possible';
}
