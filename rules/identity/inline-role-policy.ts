import type { Rule } from '../../src/rule.js';
import { inlinePolicyOf } from './inline-policy.js';

export default {
  id: 'inline-role-policy',
  category: 'identity',
  severity: 'low',
  preset: 'strict',
  summary: 'A role has an inline policy',
  why: `
An inline policy is part of the role that holds it: it has no versions to roll back to, it is in no list of the account's
policies, and it cannot be attached elsewhere. For a role that one workload uses and one template makes that is often
what is wanted, and AWS's own tools write roles so; this rule is for accounts whose policies are reviewed in one place,
or whose controls (AWS Config) refuse inline policies altogether.

A policy that users or groups hold as well is reported by \`inline-policy\` alone.`,
  fix: `
Make it a managed policy of its own and attach it to the role:

\`\`\`yaml
WriteThumbnails:
  Type: AWS::IAM::ManagedPolicy
  Properties:
    Roles: [!Ref ThumbnailerRole]
    PolicyDocument: # as before
\`\`\`

In Terraform: \`aws_iam_policy\` with \`aws_iam_role_policy_attachment\` instead of \`aws_iam_role_policy\`.`,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html',
    'https://docs.aws.amazon.com/config/latest/developerguide/iam-no-inline-policy-check.html',
  ],
  aliases: ['cdk-nag:IAMNoInlinePolicy', 'guard:IAM_NO_INLINE_POLICY_CHECK', 'aws-config:iam-no-inline-policy-check'],

  *policy(policy) {
    const byOthers = policy.holders.known.some(({ type }) => type === 'user' || type === 'group');
    if (!byOthers) yield* inlinePolicyOf(policy, ['role']);
  },
} satisfies Rule;
