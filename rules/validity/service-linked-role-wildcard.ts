import { grantsOnAll } from '../../src/access/granted-on-all.js';
import type { Rule } from '../../src/rule.js';
import { familyOf, wordsOf } from './pass-role-wildcard.js';

export default {
  id: 'service-linked-role-wildcard',
  category: 'validity',
  severity: 'low',
  preset: 'validity',
  summary: 'A statement lets service-linked roles be made for any service',
  why: `
A service-linked role gives an AWS service rights in the account, among them services that nobody has looked at and that
may then change networks, keys or other accounts of the organization. \`iam:CreateServiceLinkedRole\` on \`*\` lets its
holder bring in each of them.`,
  fix: `
Name the service, in the role's path and in the condition:

\`\`\`json
{
  "Effect": "Allow",
  "Action": "iam:CreateServiceLinkedRole",
  "Resource": "arn:aws:iam::*:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS",
  "Condition": { "StringEquals": { "iam:AWSServiceName": "ecs.amazonaws.com" } }
}
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-general-warning-create-slr-with-star-in-resource',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/create-service-linked-role.html',
  ],
  aliases: [
    'access-analyzer:CREATE_SLR_WITH_STAR_IN_RESOURCE',
    'access-analyzer:CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE',
    'access-analyzer:CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION',
    'access-analyzer:CREATE_SLR_WITH_NOT_RESOURCE',
    'access-analyzer:CREATE_SLR_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE',
    'access-analyzer:CREATE_SLR_WITH_NOT_ACTION_AND_NOT_RESOURCE',
  ],
  coveredBy: ['admin-access', 'privilege-escalation', 'wildcard-action'],
  policyKinds: ['identity', 'boundary', 'session', 'scp'],

  *statement(statement) {
    for (const grant of grantsOnAll(statement, 'iam:createservicelinkedrole', 'iam:awsservicename')) {
      yield {
        at: grant.at,
        message: `\`${wordsOf(grant)}\` makes service-linked roles for any service: \`iam:AWSServiceName\` names none`,
        related: [{ at: grant.resource, message: 'On these resources' }],
        aliases: [`access-analyzer:CREATE_SLR_WITH_${familyOf(grant)}`],
      };
    }
  },
} satisfies Rule;
