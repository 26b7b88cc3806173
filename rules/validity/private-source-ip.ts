import { privateAmong } from '../../src/access/private-range.js';
import { displayText } from '../../src/policy/index.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'private-source-ip',
  category: 'validity',
  severity: 'medium',
  preset: 'recommended',
  summary: 'A condition compares the public address of the caller with private ones',
  why: `
\`aws:SourceIp\` is the address that a request comes from on the internet. No such request comes from \`10.0.0.0/8\`,
\`172.16.0.0/12\` or \`192.168.0.0/16\`, and one that comes through a VPC endpoint does not have the key at all. So an
Allow with \`IpAddress\` grants nothing, and a Deny with \`NotIpAddress\` denies everybody: mostly found out in the middle
of a night, and mended by removing the condition.`,
  fix: `
Name the public ranges of the office or of the NAT gateways. For calls from within a VPC, name the VPC or its endpoints:

\`\`\`json
"Condition": { "StringEquals": { "aws:SourceVpc": "vpc-0123456789abcdef0" } }
\`\`\`

Private addresses can be asked for by \`aws:VpcSourceIp\`, together with the VPC.`,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceip',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-vpcsourceip',
  ],
  aliases: ['access-analyzer:PRIVATE_IP_ADDRESS', 'access-analyzer:PRIVATE_NOT_IP_ADDRESS'],

  *statement({ conditions }) {
    for (const condition of conditions) {
      const { found, isAll } = privateAmong(condition);
      const [first] = found;
      if (first === undefined || !isAll) continue;
      const isNegated = condition.operator.name === 'NotIpAddress';
      const consequence = isNegated ? 'every request is from elsewhere' : 'no request is from there';
      yield {
        at: first,
        message: `\`${displayText(first)}\` is private: by \`aws:SourceIp\` ${consequence}`,
        aliases: [`access-analyzer:${isNegated ? 'PRIVATE_NOT_IP_ADDRESS' : 'PRIVATE_IP_ADDRESS'}`],
      };
    }
  },
} satisfies Rule;
