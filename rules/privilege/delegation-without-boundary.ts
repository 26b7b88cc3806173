import type { Rule } from '../../src/rule.js';
import { escalationProblems } from './escalation/problems.js';

export default {
  id: 'delegation-without-boundary',
  category: 'privilege',
  severity: 'high',
  preset: 'strict',
  summary: 'Identities may be created or changed without a permissions boundary',
  why: `
Who sets up roles for others, such as the pipeline of a team, decides what these roles may do. Unless he has to set a
permissions boundary on each of them, he can make one that is stronger than he is, and use it: a role that lets him in, or
one for a function that he writes. Limiting him to roles of a certain name or path does not help, since he writes their
policies.

Reported is who may create users or roles, or write or attach their policies, without a condition on
\`iam:PermissionsBoundary\`. A condition on \`iam:PolicyARN\` that leaves harmless policies alone is fine, too.`,
  fix: `
Require the boundary where identities are made and changed, and keep it from being removed or rewritten:

\`\`\`json
[
  {
    "Effect": "Allow",
    "Action": ["iam:CreateRole", "iam:PutRolePolicy", "iam:AttachRolePolicy"],
    "Resource": "arn:aws:iam::111122223333:role/app-*",
    "Condition": {
      "StringEquals": { "iam:PermissionsBoundary": "arn:aws:iam::111122223333:policy/app-boundary" }
    }
  },
  { "Effect": "Deny", "Action": ["iam:Delete*PermissionsBoundary", "iam:CreatePolicyVersion"], "Resource": "*" }
]
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate',
    'https://aws.amazon.com/blogs/security/when-and-where-to-use-iam-permissions-boundaries/',
  ],
  aliases: ['cwe:CWE-269'],
  coveredBy: ['admin-access', 'admin-policy-attached', 'privilege-escalation'],

  inventory: (inventory) => escalationProblems(inventory, ['unbounded identities']),
} satisfies Rule;
