import type { Rule } from '../../src/rule.js';
import { escalationProblems } from './escalation/problems.js';

export default {
  id: 'privilege-escalation',
  category: 'privilege',
  severity: 'critical',
  preset: 'recommended',
  summary: 'The holder can make himself administrator',
  why: `
Some permissions are worth all others. Who may write a policy for himself, rewrite one that he has, make an access key of
any user, or pass any role to a function that he writes, has whatever rights he wants, however little else he is granted.
An attacker who gets such a key does not stop at what the key is for.

The rule knows some eighty such paths and asks of each whether all its steps are allowed, by all that applies to the holder
together: inline and attached policies, those of AWS by what they say, those of groups. Spelling does not matter
(\`iam:*\`, \`iam:Put*\`, \`NotAction\`), nor do statements or policies that each grant one step. Denies and permissions
boundaries count, and so do conditions that take the point out: \`iam:PassedToService\` for a service that is of no use,
\`iam:PermissionsBoundary\`, \`iam:PolicyARN\`, tags of the resource. MFA does not.

What is allowed must make the path real. Passing one named role, or the roles of one path, does not; nor does managing
one's own password, keys and MFA devices by \`\${aws:username}\`. Writing policies for oneself does, whatever variable says
so. Where something has to be so that no policy tells, the problem is possible.`,
  fix: `
Take away the step that the holder does not need, or limit it. To pass a role, name the role and the service:

\`\`\`json
{
  "Effect": "Allow",
  "Action": "iam:PassRole",
  "Resource": "arn:aws:iam::111122223333:role/app-*",
  "Condition": { "StringEquals": { "iam:PassedToService": "lambda.amazonaws.com" } }
}
\`\`\`

Who sets up roles for others can do so within a boundary that he cannot leave:

\`\`\`json
{
  "Effect": "Allow",
  "Action": ["iam:CreateRole", "iam:PutRolePolicy", "iam:AttachRolePolicy"],
  "Resource": "arn:aws:iam::111122223333:role/app-*",
  "Condition": {
    "StringEquals": { "iam:PermissionsBoundary": "arn:aws:iam::111122223333:policy/app-boundary" }
  }
}
\`\`\`

Where an administrator is meant, let it be a role that says so.`,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
    'https://pathfinding.cloud/paths',
    'https://rhinosecuritylabs.com/aws/aws-privilege-escalation-methods-mitigation/',
  ],
  aliases: [
    'cwe:CWE-269',
    'checkov:CKV_AWS_110',
    'checkov:CKV_AWS_286',
    'terrascan:AC_AWS_0473',
    'semgrep:no-iam-priv-esc-funcs',
    'semgrep:no-iam-priv-esc-other-users',
    'semgrep:no-iam-priv-esc-roles',
  ],
  coveredBy: ['admin-access', 'admin-policy-attached'],

  inventory: (inventory) => escalationProblems(inventory, ['administrator', 'passed role']),
} satisfies Rule;
