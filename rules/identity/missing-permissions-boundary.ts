import type { Rule } from '../../src/rule.js';

export default {
  id: 'missing-permissions-boundary',
  category: 'identity',
  severity: 'low',
  preset: 'strict',
  summary: 'A user or role has no permissions boundary',
  why: `
A permissions boundary is the most that an identity may do, whatever its policies come to say. Where teams write their own
policies it is what keeps a wide one, or one that somebody slips in, within what the team is for. Some organizations ask
for one on every identity; this rule is for them.

Reported are users and roles of which the template or plan tells that they have none.`,
  fix: `
Name the boundary where the identity is declared:

\`\`\`yaml
Worker:
  Type: AWS::IAM::Role
  Properties:
    PermissionsBoundary: !Sub arn:aws:iam::\${AWS::AccountId}:policy/team-boundary
\`\`\`

In Terraform: \`permissions_boundary\` in \`aws_iam_role\` and \`aws_iam_user\`.`,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-permissions-boundaries',
  ],
  coveredBy: ['delegation-without-boundary'],

  *identity({ type, name, place, resource, complete, boundary }) {
    if ((type !== 'user' && type !== 'role') || resource === undefined || !complete || boundary !== undefined) return;
    yield { at: { place }, message: `\`${name}\` is a ${type} that no permissions boundary limits` };
  },
} satisfies Rule;
