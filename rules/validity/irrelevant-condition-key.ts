import { conditionKeyName, shortText } from '../../src/policy/index.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'irrelevant-condition-key',
  category: 'validity',
  severity: 'info',
  preset: 'validity',
  summary: 'The policy of a resource asks for something that is always so for this resource',
  why: `
\`s3:ResourceAccount\` is the account that owns the bucket. In the policy of a bucket, or of an access point, that account
is one and the same whoever asks, so the condition holds always or never and tells no caller from another. It belongs
into policies of identities, where it keeps them from other people's buckets.`,
  fix: `
Ask for what the caller is:

\`\`\`json
"Condition": { "StringEquals": { "aws:PrincipalAccount": "111122223333" } }
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-irrelevant-condition-key-in-policy',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html',
  ],
  aliases: ['access-analyzer:IRRELEVANT_CONDITION_KEY_IN_POLICY'],
  policyKinds: ['resource'],

  *statement({ conditions }, { resourceType }) {
    if (resourceType?.startsWith('AWS::S3::') !== true) return;
    for (const condition of conditions) {
      if (conditionKeyName(condition) !== 's3:resourceaccount') continue;
      yield {
        at: condition,
        message: `\`${shortText(condition.key)}\` is the owner of the bucket itself, whoever asks`,
        aliases: ['access-analyzer:IRRELEVANT_CONDITION_KEY_IN_POLICY'],
      };
    }
  },
} satisfies Rule;
