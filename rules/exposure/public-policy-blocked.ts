import { blockingOf } from '../../src/inventory/public-access-block.js';
import type { Rule } from '../../src/rule.js';
import { isS3, openingOf } from './public-resource-policy.js';

export default {
  id: 'public-policy-blocked',
  category: 'exposure',
  severity: 'low',
  preset: 'recommended',
  summary: 'A bucket or access point policy lets anyone in, and a public access block keeps it from taking effect',
  why: `
The policy speaks to the whole internet, and a public access block on the same bucket or access point stands before it:
with \`BlockPublicPolicy\` S3 refuses to take the policy, so that the deployment fails; with \`RestrictPublicBuckets\` it
takes the policy and lets only AWS services and the own account use it. Access points block public access unless they are
told not to.

So nobody gets in today. One of the two is a mistake all the same: either nobody is to be let in, and the statement waits
for the day on which somebody turns the block off, or somebody is, and the policy does not do it.`,
  fix: `
Name who is let in, or fix the caller by a condition, and keep the block:

\`\`\`json
"Principal": "*",
"Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-exampleorgid" } }
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-bpa-settings.html',
  ],
  aliases: ['cwe:CWE-732'],

  policyKinds: ['resource'],

  *statement(statement, policy) {
    if (!isS3(policy.resourceType)) return;
    const opening = openingOf(statement, policy);
    // In stacks where the block is off it is the other rule's.
    if (opening === undefined || blockingOf(policy, statement.when)[0].verdict !== 'yes') return;
    const { at, words, confidence } = opening;
    yield { at, message: `${words}, which a public access block keeps from taking effect`, confidence };
  },
} satisfies Rule;
