import { conditionKeyName, shortText } from '../../src/policy/index.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'caller-supplied-key',
  category: 'validity',
  severity: 'medium',
  preset: 'validity',
  summary: 'A condition asks for what the caller writes himself',
  why: `
\`aws:Referer\` and \`aws:UserAgent\` hold headers of the HTTP request, and whoever sends a request writes its headers. A
condition on them keeps out nobody who has read the policy, or a log, or has guessed.`,
  fix: `
Ask for what AWS knows of the caller:

\`\`\`json
"Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-exampleorgid" } }
\`\`\`

For content of websites, let a CDN read the bucket, and sign the URLs or cookies that its visitors get.`,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-security-warning-untrustworthy-condition-key',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-referer',
  ],
  aliases: ['access-analyzer:UNTRUSTWORTHY_CONDITION_KEY'],
  coveredBy: ['untrustworthy-condition-key'],

  *statement({ conditions, principal }) {
    // AWS services fill in the account that they act for.
    if (principal?.negated === false && principal.items.every(({ type }) => type === 'Service')) return;
    for (const condition of conditions) {
      const key = conditionKeyName(condition);
      if (key !== 'aws:referer' && key !== 'aws:useragent') continue;
      yield {
        at: condition,
        message: `\`${shortText(condition.key)}\` is what the caller writes: it keeps nobody out who knows what is asked for`,
        aliases: ['access-analyzer:UNTRUSTWORTHY_CONDITION_KEY'],
      };
    }
  },
} satisfies Rule;
