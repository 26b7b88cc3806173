import { CREDENTIAL_ACTIONS } from '../../src/aws/credential-actions.js';
import { unconfinedGrants } from '../../src/inventory/unconfined-grants.js';
import type { Rule } from '../../src/rule.js';
import { unconfinedProblem } from './unconfined/problem.js';

export default {
  id: 'credentials-exposure',
  category: 'privilege',
  severity: 'high',
  preset: 'recommended',
  summary: 'The holder gets credentials of others, whosever they are',
  why: `
Some actions answer with credentials: an access key, a password, a database login, a token for a source repository. On
all resources they make the holder whoever he likes, and what he does then stands in the logs under another's name. The
credentials live on when his own access is taken away: an access key made in a minute works for years.

Reported are actions of a list, granted on all that they can be asked for: by name, by a wildcard, by what \`NotAction\`
leaves. Denies of the holder's policies and his permissions boundary count, and so do conditions that limit the
resources. Not in the list: tokens for oneself (\`sts:GetSessionToken\`, \`sts:GetFederationToken\`), which carry what one may
do anyway; tokens for registries and packages (\`ecr:GetAuthorizationToken\`); becoming a role (\`sts:AssumeRole\`); and
reading secrets, which is \`data-exposure\`'s.`,
  fix: `
Name whose credentials they are. What people do with their own user is written with a policy variable:

\`\`\`json
{
  "Effect": "Allow",
  "Action": ["iam:CreateAccessKey", "iam:DeleteAccessKey", "iam:ListAccessKeys"],
  "Resource": "arn:aws:iam::*:user/\${aws:username}"
},
{
  "Effect": "Allow",
  "Action": "rds-db:connect",
  "Resource": "arn:aws:rds-db:eu-west-1:111122223333:dbuser:cluster-EXAMPLE/orders_reader"
}
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html',
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.IAMPolicy.html',
  ],
  aliases: ['cwe:CWE-522', 'checkov:CKV_AWS_107', 'checkov:CKV_AWS_287', 'semgrep:no-iam-creds-exposure'],
  coveredBy: ['admin-access', 'privilege-escalation', 'wildcard-action', 'allow-not-action'],

  *inventory(inventory) {
    for (const grant of unconfinedGrants(inventory, CREDENTIAL_ACTIONS)) {
      yield unconfinedProblem(grant, CREDENTIAL_ACTIONS);
    }
  },
} satisfies Rule;
