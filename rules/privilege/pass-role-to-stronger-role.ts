import { passingsIn } from '../../src/inventory/escalation/stronger.js';
import type { Rule } from '../../src/rule.js';
import { problemOfWay } from './escalation/problems.js';

export default {
  id: 'pass-role-to-stronger-role',
  category: 'privilege',
  severity: 'high',
  preset: 'recommended',
  summary: 'A role that is stronger than the holder may be passed to something that the holder runs',
  why: `
Who may pass a role to a function, stack or build of his own has that role's rights, whatever his own policies say. Where
the role is an administrator, so is he. Naming the role in \`iam:PassRole\`, as one does, is of no use then: a pipeline
that deploys with an administrator's role is as strong as that role, and so is everybody who can change the pipeline.

Reported where the input holds both: somebody who may pass a role and has a way to make a service act with it that the
role trusts, and a role that is an administrator or can make itself one.`,
  fix: `
Give the role that is passed what the stacks or functions need, and keep it within a permissions boundary:

\`\`\`yaml
StackRole:
  Type: AWS::IAM::Role
  Properties:
    PermissionsBoundary: !Ref AppBoundary
    ManagedPolicyArns: [!Ref AppStackPolicy]
\`\`\`

Where it has to be strong, treat whoever may pass it as an administrator: few, with MFA, and changes reviewed.`,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-servicerole.html',
  ],
  aliases: ['cwe:CWE-269'],
  coveredBy: ['admin-access', 'admin-policy-attached', 'privilege-escalation', 'unscoped-pass-role'],

  *inventory(inventory) {
    for (const { subject, role, way } of passingsIn(inventory)) {
      const { related = [], ...problem } = problemOfWay(way, subject);
      const { identity } = role.subject;
      const strong = identity === undefined ? [] : [{ at: identity, message: `Role \`${role.name}\` is stronger` }];
      yield { ...problem, related: [...related, ...strong] };
    }
  },
} satisfies Rule;
