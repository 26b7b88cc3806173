import { unlimited } from '../../src/access/unlimited.js';
import { isOrdinary } from '../../src/access/workload.js';
import type { Rule } from '../../src/rule.js';
import { broadlyAllowed } from './wildcard-action.js';
import { problemOf } from './wildcard-resource.js';

export default {
  id: 'wildcard-resource-workload',
  category: 'privilege',
  severity: 'low',
  preset: 'strict',
  summary: 'An Allow lets write to every resource as ordinary workloads do',
  why: `
Some grants on all resources are in AWS's own policies and in nearly everybody's: a function in a VPC makes network
interfaces, which have no name beforehand; an agent reports on the instance that it runs on; logs go to a group that is
made when the first line comes; a controller in a cluster handles load balancers and volumes that it makes itself; what
is created is tagged in the same breath. They are no oversight, and most of them can be narrowed all the same.

Reported are those grants and no others, which \`wildcard-resource\` reports. What counts as ordinary is a list, each
entry with AWS's or the project's page that says so.`,
  fix: `
Name what is known beforehand: the log group, the subnet, the cluster, the Auto Scaling group:

\`\`\`json
"Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
"Resource": "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/orders:*"
\`\`\`

For the rest use a condition: \`aws:RequestTag\` on what is created, \`aws:ResourceTag\` on what is changed,
\`ec2:CreateAction\` on tags, \`ec2:Subnet\` and \`ec2:Vpc\` on network interfaces.`,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
    'https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html',
    'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/supported-iam-actions-tagging.html',
  ],
  aliases: [
    'cwe:CWE-732',
    'checkov:CKV_AWS_111',
    'checkov:CKV_AWS_290',
    'checkov:CKV_AWS_355',
    'checkov:CKV_AWS_356',
    'cfn_nag:W11',
    'cfn_nag:W12',
    'cfn_nag:W13',
    'cdk-nag:AwsSolutions-IAM5',
    'guard:IAM_POLICYDOCUMENT_NO_WILDCARD_RESOURCE',
  ],
  coveredBy: ['admin-access', 'privilege-escalation', 'wildcard-action', 'wildcard-resource'],

  policyKinds: ['identity', 'session'],

  *statement(statement, policy) {
    const found = unlimited(statement, policy, { reading: false, except: () => broadlyAllowed(statement, policy) });
    const actions = found?.actions.filter((id) => isOrdinary(id, policy, found.onTypes)) ?? [];
    if (found !== undefined && actions.length > 0) yield problemOf(found, actions);
  },
} satisfies Rule;
