import { coveredItems } from '../../src/access/covered-items.js';
import { lowerCase } from '../../src/aws/actions.js';
import { displayText } from '../../src/policy/index.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'redundant-action',
  category: 'validity',
  severity: 'info',
  preset: 'strict',
  summary: 'An action is listed that another one of the same list already holds',
  why: `
\`ec2:DescribeImages\` beside \`ec2:Describe*\` changes nothing: the pattern holds it already. It is noise that hides what
the list really says, it counts towards the size that a policy may have, and it misleads whoever removes it later and
believes that the access is gone with it. In a \`NotAction\` the same holds of what is left out.

An action is superfluous where all of it is in one other entry of the list. \`iam:*Report\` beside \`iam:Get*\` is not:
both hold \`iam:GetCredentialReport\`, and each more than that. Case makes no difference.`,
  fix: `
Remove the entry, or, if the pattern was too much to begin with, the pattern:

\`\`\`json
"Action": ["ec2:DescribeImages", "ec2:DescribeInstances"]
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-redundant-action',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html',
  ],
  aliases: ['access-analyzer:REDUNDANT_ACTION'],

  *statement({ action }) {
    for (const { item, by, isRepeated } of coveredItems(action?.items ?? [], lowerCase)) {
      const name = displayText(item);
      yield {
        at: item,
        message: isRepeated ? `\`${name}\` is listed twice` : `\`${name}\` is in \`${displayText(by)}\` already`,
        related: [{ at: by, message: isRepeated ? 'It stands here first' : 'This one holds it' }],
        aliases: ['access-analyzer:REDUNDANT_ACTION'],
      };
    }
  },
} satisfies Rule;
