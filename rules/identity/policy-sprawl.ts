import type { Rule } from '../../src/rule.js';

const DEFAULT_POLICIES = 10;

export default {
  id: 'policy-sprawl',
  category: 'identity',
  severity: 'low',
  preset: 'recommended',
  summary: 'More policies apply to one user, group or role than anybody can oversee',
  why: `
What an identity may do is the sum of its policies. With a dozen of them nobody reads that sum any more: permissions are
added because it is not seen that they are there, and none is taken away because it is not seen who else counts on it. It
is also where AWS's quotas begin, so that the next policy replaces several by a wide one.

Inline policies and attached ones count alike.`,
  fix: `
Put together what belongs together, one managed policy a task, and drop what repeats another:

\`\`\`yaml
Worker:
  Type: AWS::IAM::Role
  Properties:
    ManagedPolicyArns: [!Ref ReadOrders, !Ref SendReceipts]
\`\`\`

An identity whose tasks do not fit into a few policies is mostly two identities.`,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#remove-credentials',
  ],
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      policies: {
        type: 'integer',
        minimum: 1,
        default: DEFAULT_POLICIES,
        description: 'So many policies are not reported, more are',
      },
    },
  },

  *identity(identity, options) {
    const most = Number(options['policies']);
    const count = identity.inline.length + identity.attached.length;
    if (count <= most) return;
    yield { at: identity, message: `\`${identity.name}\` holds ${count} policies, of which nobody oversees the sum` };
  },
} satisfies Rule;
