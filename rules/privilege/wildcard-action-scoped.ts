import type { Rule } from '../../src/rule.js';
import { isBroad, reportedWildcards, wildcardProblem } from './wildcard-action.js';

export default {
  id: 'wildcard-action-scoped',
  category: 'privilege',
  severity: 'low',
  preset: 'recommended',
  summary: 'An Allow grants a whole service on named resources',
  why: `
The resources are named, so the damage is bounded to them, but the actions are not: with \`s3:*\` on one bucket the holder
can delete the bucket, open it to the world by its policy and turn its logging off, though the workload most likely
reads and writes objects. New actions of the service are granted on the day AWS ships them.

The same holds for a small service none of whose actions takes a resource (\`ssmmessages:*\`), for a resource policy that
grants its own service whole (\`sqs:*\` on a queue) to anybody but the account it belongs to, and for a whole service that
a condition limits (\`aws:ResourceTag\`).`,
  fix: `
Keep the resource, list the actions:

\`\`\`json
"Action": ["s3:GetObject", "s3:PutObject", "s3:ListBucket"],
"Resource": ["arn:aws:s3:::my-bucket", "arn:aws:s3:::my-bucket/*"]
\`\`\``,
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege'],
  aliases: [
    'cwe:CWE-732',
    'security-hub:IAM.21',
    'checkov:CKV_AWS_72',
    'trivy:AVD-AWS-0097',
    'kics:sqs_policy_allows_all_actions',
    'cfn_nag:F15',
    'cfn_nag:F20',
    'cdk-nag:IAMPolicyNoStatementsWithFullAccess',
    'cdk-nag:AwsSolutions-IAM5',
    'semgrep:aws-sqs-queue-policy-wildcard-action',
    'guard:S3_BUCKET_POLICY_NO_WILDCARD_ACTION',
    'guard:SQS_QUEUEPOLICY_NO_WILDCARD_ACTION',
  ],
  coveredBy: ['admin-access', 'privilege-escalation', 'wildcard-action', 'iot-policy-wildcard'],

  policyKinds: ['identity', 'session', 'resource'],

  *statement(statement, policy) {
    const scoped = reportedWildcards(statement, policy).filter((wildcard) => !isBroad(wildcard, policy));
    yield* wildcardProblem(scoped, statement);
  },
} satisfies Rule;
