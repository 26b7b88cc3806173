import { displayText, literalOf } from '../../src/policy/index.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'scp-action-wildcard',
  category: 'validity',
  severity: 'medium',
  preset: 'validity',
  summary: 'A service control policy has a wildcard within an action, which not every partition takes',
  why: `
Until September 2025 an action of a service control policy could have a wildcard at its end alone: \`iam:Get*\`, and not
\`iam:*Role\`. Since then AWS takes the whole policy language, in the commercial regions and in GovCloud; its validator's page
still lists the old rule. This rule says nothing unless it is told that a policy is for a partition that keeps it.`,
  fix: `
Where policies are for such a partition, say so, and list the actions one by one:

\`\`\`yaml
rules:
  scp-action-wildcard:
    wildcardsAtEndOnly: true
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-scp-syntax-error-action-wildcard',
    'https://aws.amazon.com/blogs/security/unlock-new-possibilities-aws-organizations-service-control-policy-now-supports-full-iam-language',
  ],
  aliases: ['access-analyzer:SCP_SYNTAX_ERROR_ACTION_WILDCARD'],
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      wildcardsAtEndOnly: {
        type: 'boolean',
        default: false,
        description: 'whether your policies are for a partition that takes wildcards of actions at their end alone',
      },
    },
  },
  policyKinds: ['scp'],

  *statement({ action }, _policy, { wildcardsAtEndOnly }) {
    if (wildcardsAtEndOnly !== true) return;
    for (const item of action?.items ?? []) {
      const written = literalOf(item);
      // `?` and `*` anywhere but at the very end.
      if (written === undefined || !/[*?]./.test(written)) continue;
      yield {
        at: item,
        message: `\`${displayText(item)}\` has a wildcard before its end, which AWS refuses in this partition`,
        aliases: ['access-analyzer:SCP_SYNTAX_ERROR_ACTION_WILDCARD'],
      };
    }
  },
} satisfies Rule;
