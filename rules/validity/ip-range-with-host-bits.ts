import { addressText, parseAddress, parseRange } from '../../src/access/engine/address.js';
import { displayText, literalOf } from '../../src/policy/index.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'ip-range-with-host-bits',
  category: 'validity',
  severity: 'info',
  preset: 'strict',
  summary: 'A range of addresses is written with an address in the middle of it',
  why: `
\`203.0.113.7/24\` is all of \`203.0.113.0/24\`, not the one address: what follows the prefix does not count. Whoever reads
it may take it for the machine that it names, and where that was meant, 255 others are let in.`,
  fix: `
Write the range by its first address, or the address alone:

\`\`\`json
"Condition": { "IpAddress": { "aws:SourceIp": ["203.0.113.0/24", "198.51.100.7"] } }
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress',
  ],
  aliases: ['access-analyzer:IMPROVE_IP_RANGE'],

  *statement({ conditions }) {
    for (const { operator, values } of conditions) {
      if (operator.name !== 'IpAddress' && operator.name !== 'NotIpAddress') continue;
      for (const value of values) {
        const meant = firstOfRange(literalOf(value));
        if (meant === undefined) continue;
        yield {
          at: value,
          message: `\`${displayText(value)}\` is all of \`${meant}\``,
          edits: [{ at: value.place, text: meant }],
          aliases: ['access-analyzer:IMPROVE_IP_RANGE'],
        };
      }
    }
  },
} satisfies Rule;

/** A range by its first address; undefined where it is written so already, or is none. */
function firstOfRange(text: string | undefined): string | undefined {
  const [address = '', prefix] = text?.split('/') ?? [];
  const range = text === undefined || prefix === undefined ? undefined : parseRange(text);
  if (range === undefined || parseAddress(address.trim())?.number === range.first) return undefined;
  const first = addressText({ bits: range.bits, number: range.first });
  return first && `${first}/${prefix}`;
}
