import { coveredItems } from '../../src/access/covered-items.js';
import { displayText } from '../../src/policy/index.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'redundant-resource',
  category: 'validity',
  severity: 'info',
  preset: 'strict',
  summary: 'A resource is listed that another one of the same list already holds',
  why: `
\`arn:aws:s3:::reports/2024/*\` beside \`arn:aws:s3:::reports/*\` changes nothing: the wider ARN holds it already. Readers
take the narrow one for the limit, and the wide one for a slip; the policy grants the wide one. It also counts towards
the size that a policy may have.

Note that \`arn:aws:s3:::reports*\`, without a slash, is every bucket whose name begins so, with all its objects: the two
ARNs that were meant, of the bucket and of its objects, are in it, and so is \`reports-archive\`.`,
  fix: `
Remove the narrow ARN, or, if the wide one is more than is needed, the wide one:

\`\`\`json
"Resource": ["arn:aws:s3:::reports", "arn:aws:s3:::reports/2024/*"]
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-redundant-resource',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html',
  ],
  aliases: ['access-analyzer:REDUNDANT_RESOURCE'],

  *statement({ resource }) {
    for (const { item, by, isRepeated } of coveredItems(resource?.items ?? [], (text) => text)) {
      const name = displayText(item);
      yield {
        at: item,
        message: isRepeated ? `\`${name}\` is listed twice` : `\`${name}\` is in \`${displayText(by)}\` already`,
        related: [{ at: by, message: isRepeated ? 'It stands here first' : 'This one holds it' }],
        aliases: ['access-analyzer:REDUNDANT_RESOURCE'],
      };
    }
  },
} satisfies Rule;
