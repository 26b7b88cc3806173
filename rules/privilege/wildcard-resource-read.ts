import { unlimited } from '../../src/access/unlimited.js';
import type { Rule } from '../../src/rule.js';
import { saidByOthers } from './unconfined/said.js';
import { problemAtOthers, problemOf } from './wildcard-resource.js';

export default {
  id: 'wildcard-resource-read',
  category: 'privilege',
  severity: 'low',
  preset: 'strict',
  summary: 'An Allow lets read every resource where AWS would let it name some',
  why: `
Reading all of a type is more than a workload needs that reads one: the messages of every queue, the configuration of
every function with its environment variables, the content of every bucket. Whoever takes the workload over finds out
what there is to attack, and often what is worth stealing.

Reported are actions that AWS counts as listing or reading and that could be limited to resources. Silent: those that take
only \`*\`, as most \`Describe\` and \`List\` actions do, and statements that a condition limits to some resources.`,
  fix: `
Name the resources, and keep the actions that take only \`*\` in a statement of their own:

\`\`\`json
{ "Effect": "Allow", "Action": "ec2:DescribeInstances", "Resource": "*" },
{ "Effect": "Allow", "Action": "ssm:GetParameter", "Resource": "arn:aws:ssm:*:111122223333:parameter/orders/*" }
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
    'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
  ],
  aliases: [
    'cwe:CWE-732',
    'checkov:CKV_AWS_355',
    'checkov:CKV_AWS_356',
    'trivy:AVD-AWS-0057',
    'cfn_nag:W11',
    'cfn_nag:W12',
    'cfn_nag:W13',
    'cdk-nag:AwsSolutions-IAM5',
    'guard:IAM_POLICYDOCUMENT_NO_WILDCARD_RESOURCE',
  ],
  coveredBy: [
    'admin-access',
    'wildcard-action',
    'data-exposure',
    'credentials-exposure',
    'wildcard-resource',
    'wildcard-resource-workload',
  ],

  policyKinds: ['identity', 'session'],

  *statement(statement, policy) {
    const found = unlimited(statement, policy, { reading: true, except: () => saidByOthers(statement, policy) });
    if (found !== undefined) yield problemOf(found, found.actions);
    else yield* problemAtOthers(statement, policy, true);
  },
} satisfies Rule;
