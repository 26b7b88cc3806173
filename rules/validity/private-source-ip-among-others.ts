import { privateAmong } from '../../src/access/private-range.js';
import { displayText } from '../../src/policy/index.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'private-source-ip-among-others',
  category: 'validity',
  severity: 'info',
  preset: 'strict',
  summary: 'Among the public addresses that a condition names are private ones',
  why: `
\`aws:SourceIp\` is the address that a request comes from on the internet, and no such request comes from a private range.
The public ones of the list count, the private ones are noise, and whoever reads the policy believes that calls from
within the network are meant, which they are not.`,
  fix: `
Remove the private ranges. For calls from within a VPC, add a statement that names it:

\`\`\`json
"Condition": { "StringEquals": { "aws:SourceVpc": "vpc-0123456789abcdef0" } }
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceip',
  ],
  aliases: ['access-analyzer:PRIVATE_IP_ADDRESS_SUBSET', 'access-analyzer:PRIVATE_NOT_IP_ADDRESS_SUBSET'],

  *statement({ conditions }) {
    for (const condition of conditions) {
      const { found, isAll } = privateAmong(condition);
      const [first] = found;
      if (first === undefined || isAll) continue;
      const code = condition.operator.name === 'NotIpAddress' ? 'PRIVATE_NOT_IP_ADDRESS' : 'PRIVATE_IP_ADDRESS';
      yield {
        at: first,
        message: `\`${displayText(first)}\` is private: no request has it as its \`aws:SourceIp\``,
        aliases: [`access-analyzer:${code}_SUBSET`],
      };
    }
  },
} satisfies Rule;
