import { conditionKeyName, displayText } from '../../src/policy/index.js';
import type { Rule } from '../../src/rule.js';
import { isOfSource, servicesOf } from './service-principal-without-source.js';

export default {
  id: 'weak-source-condition',
  category: 'validity',
  severity: 'info',
  preset: 'validity',
  summary: 'A service is held to its source by a key that was not made for it',
  why: `
Before AWS had keys that tell for whom a service acts, its documentation made do with others: \`aws:Referer\` with an account
id for SES, \`aws:SourceOwner\` for SNS. \`aws:Referer\` is a header that any other caller writes as he likes, and none of them
tells the resource that the service acts for.`,
  fix: `
Use the keys that services set:

\`\`\`json
"Condition": { "StringEquals": { "aws:SourceAccount": "111122223333" } }
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-recommended-condition-key-for-service-principal',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html#cross-service-confused-deputy-prevention',
  ],
  aliases: ['access-analyzer:RECOMMENDED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL'],
  coveredBy: ['untrustworthy-condition-key'],
  policyKinds: ['resource'],

  *statement(statement) {
    const { effect, principal, conditions } = statement;
    const [service] = servicesOf(statement);
    if (effect !== 'Allow' || service === undefined || principal?.negated === true) return;
    if (conditions.some(isOfSource)) return;
    for (const condition of conditions) {
      if (!WEAK_KEYS.includes(conditionKeyName(condition) ?? '')) continue;
      yield {
        at: condition,
        message: `\`${displayText(condition.key)}\` does not tell for whom \`${displayText(service)}\` acts: \`aws:SourceAccount\` does`,
        related: [{ at: service, message: 'This service is let in' }],
        aliases: ['access-analyzer:RECOMMENDED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL'],
      };
    }
  },
} satisfies Rule;

const WEAK_KEYS = ['aws:referer', 'aws:sourceowner', 'aws:useragent'];
