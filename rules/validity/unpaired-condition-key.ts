import { conditionKeyName, letsInWhatItLists, shortText } from '../../src/policy/index.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'unpaired-condition-key',
  category: 'validity',
  severity: 'medium',
  preset: 'recommended',
  summary: 'A condition asks for a private address and not for the network that it is of',
  why: `
Private addresses are free for everybody: \`10.0.0.0/16\` is a range in any number of VPCs of any number of people. A
condition on \`aws:VpcSourceIp\` alone is met from each of them; whoever has an endpoint in a VPC of his own chooses the
address that he calls from. The same goes for \`aws:Ec2InstanceSourcePrivateIPv4\`.`,
  fix: `
Ask for the VPC, or its endpoint, as well:

\`\`\`json
"Condition": {
  "IpAddress": { "aws:VpcSourceIp": "10.0.0.0/16" },
  "StringEquals": { "aws:SourceVpc": "vpc-0a1b2c3d4e5f67890" }
}
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-security-warning-missing-paired-condition-keys',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-vpcsourceip',
  ],
  aliases: ['access-analyzer:MISSING_PAIRED_CONDITION_KEYS'],
  coveredBy: ['public-s3-principal', 'public-resource-policy', 'public-network-resource-policy', 'public-trust-policy'],

  *statement({ effect, conditions, unknown }) {
    for (const condition of conditions) {
      const [suggested, ...others] = PARTNERS.get(conditionKeyName(condition) ?? '') ?? [];
      if (suggested === undefined || !letsInWhatItLists(condition.operator, effect)) continue;
      const partners = [suggested, ...others].map((key) => key.toLowerCase());
      if (conditions.some((other) => partners.includes(conditionKeyName(other) ?? ''))) continue;
      yield {
        at: condition,
        message: `\`${shortText(condition.key)}\` alone is met from any network that uses the address: \`${suggested}\` says which`,
        confidence: unknown.length > 0 ? 'possible' : 'proven',
        aliases: ['access-analyzer:MISSING_PAIRED_CONDITION_KEYS'],
      };
    }
  },
} satisfies Rule;

/** Keys that tell little alone, with those of which one makes them telling; the first one is proposed. */
const PARTNERS: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'aws:vpcsourceip',
    ['aws:SourceVpc', 'aws:SourceVpce', 'aws:SourceVpcArn', 'aws:VpceAccount', 'aws:VpceOrgID', 'aws:VpceOrgPaths'],
  ],
  ['aws:ec2instancesourceprivateipv4', ['aws:Ec2InstanceSourceVpc', 'ec2:SourceInstanceArn']],
]);
