import type { Rule } from '../../src/rule.js';
import { escalationProblems } from './escalation/problems.js';

export default {
  id: 'role-hijack',
  category: 'privilege',
  severity: 'high',
  preset: 'recommended',
  summary: 'The holder can take over whatever already runs with a role',
  why: `
Who may change the code of any function, run commands on any instance or start any build with commands of his own, has
the roles of all of them, without ever passing one. In most accounts one of them can do nearly everything: the function
that sets up accounts, the build that deploys.

Reported are actions that do so on all functions, instances, projects and the like. Named ones are not, nor a path or
prefix of names, nor what a condition on tags of the resource or a Deny keeps to some of them.`,
  fix: `
Name what the holder looks after:

\`\`\`json
{
  "Effect": "Allow",
  "Action": "lambda:UpdateFunctionCode",
  "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:shop-*"
}
\`\`\`

Instances come and go, so limit these by a tag that the holder cannot set:

\`\`\`json
{
  "Effect": "Allow",
  "Action": "ssm:StartSession",
  "Resource": "arn:aws:ec2:*:111122223333:instance/*",
  "Condition": { "StringEquals": { "aws:ResourceTag/team": "shop" } }
}
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-restrict-access-examples.html',
    'https://docs.aws.amazon.com/lambda/latest/dg/permissions-user-function.html',
    'https://pathfinding.cloud/paths',
  ],
  aliases: ['cwe:CWE-269', 'checkov:CKV_AWS_110', 'checkov:CKV_AWS_286'],
  coveredBy: ['admin-access', 'admin-policy-attached', 'privilege-escalation', 'wildcard-action'],

  inventory: (inventory) => escalationProblems(inventory, ['workload role']),
} satisfies Rule;
