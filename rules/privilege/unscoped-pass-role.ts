import type { Rule } from '../../src/rule.js';
import { escalationProblems } from './escalation/problems.js';

export default {
  id: 'unscoped-pass-role',
  category: 'privilege',
  severity: 'high',
  preset: 'recommended',
  summary: 'Any role may be passed to any service',
  why: `
\`iam:PassRole\` decides which roles the holder may give to functions, instances, builds and whatever else he makes. On
all roles, to all services, it is everything that any role of the account can do, the administrators' and those that are
made tomorrow among them, as soon as somebody grants the holder a way to run something.

Reported is what is allowed, however it is spelled (\`iam:*\`, \`iam:Pass*\`, \`NotAction\`), minus Denies and what the
holder's permissions boundary leaves out. Silent are named roles, a path or prefix of their names, roles with certain
tags, and a condition on \`iam:PassedToService\` that names services. One that only excludes some, or that every service
matches, is none.`,
  fix: `
Name the roles and the service that they are for:

\`\`\`json
{
  "Effect": "Allow",
  "Action": "iam:PassRole",
  "Resource": "arn:aws:iam::111122223333:role/app-*",
  "Condition": { "StringEquals": { "iam:PassedToService": "lambda.amazonaws.com" } }
}
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#ck_PassedToService',
  ],
  aliases: [
    'cwe:CWE-269',
    'trivy:AVD-AWS-0342',
    'kics:iam_role_policy_passrole_allows_all',
    'cfn_nag:F38',
    'cfn_nag:F39',
    'cfn_nag:F40',
    'terrascan:AC_AWS_0473',
    'guard:IAM_ROLE_NO_WILDCARD_RESOURCE_ON_PASSROLE',
    'guard:IAM_POLICY_NO_WILDCARD_RESOURCE_ON_PASSROLE',
  ],
  coveredBy: ['admin-access', 'admin-policy-attached', 'privilege-escalation'],

  inventory: (inventory) => escalationProblems(inventory, ['any role to pass']),
} satisfies Rule;
