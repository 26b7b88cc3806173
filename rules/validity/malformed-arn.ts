import { arnFault } from '../../src/access/arn-faults.js';
import { shortText } from '../../src/policy/index.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'malformed-arn',
  category: 'validity',
  severity: 'medium',
  preset: 'validity',
  summary: 'An ARN is not written as the ARNs of its service are, so it matches no resource',
  why: `
AWS compares each part of an ARN with that of the resource: partition, service, region, account and the resource itself.
A part too few, an account where the service has none (\`arn:aws:s3::111122223333:bucket\`), none where it has one
(\`arn:aws:sqs:eu-west-1::jobs\`), a region in an ARN of IAM, a region that does not exist, a resource that is of no
type that the service has (\`statemachine:orders\`, where Step Functions writes \`stateMachine:\`): no resource has
such an ARN. The statement then grants or denies nothing on it, and most editors of policies refuse it.

A region or a type of resource may be younger than leastwise's data of AWS: where that could be, the finding is a
possible one.`,
  fix: `
Write the ARN as the service's table of resource types has it, with \`*\` for a part that may be anything:

\`\`\`json
"Resource": [
  "arn:aws:s3:::reports/*",
  "arn:aws:sqs:eu-west-1:111122223333:jobs",
  "arn:aws:iam::111122223333:role/app"
]
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-missing-arn-field',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html',
  ],
  aliases: [
    'access-analyzer:ARN_ACCOUNT_NOT_ALLOWED',
    'access-analyzer:ARN_REGION_NOT_ALLOWED',
    'access-analyzer:INVALID_ARN_ACCOUNT',
    'access-analyzer:INVALID_ARN_PREFIX',
    'access-analyzer:INVALID_ARN_REGION',
    'access-analyzer:INVALID_ARN_RESOURCE',
    'access-analyzer:INVALID_ARN_SERVICE_CASE',
    'access-analyzer:INVALID_PARTITION',
    'access-analyzer:MISSING_ARN_ACCOUNT',
    'access-analyzer:MISSING_ARN_FIELD',
    'access-analyzer:MISSING_ARN_REGION',
  ],

  *statement({ resource }) {
    for (const item of resource?.items ?? []) {
      const fault = arnFault(item);
      if (fault === undefined) continue;
      yield {
        at: item,
        message: `\`${shortText(item, LONGEST_ARN)}\` matches no resource: ${fault.what}`,
        confidence: fault.isDated === true ? 'possible' : 'proven',
        aliases: [`access-analyzer:${fault.code}`],
      };
    }
  },
} satisfies Rule;

/** Longer ARNs are cut, so that the message fits a line. */
const LONGEST_ARN = 65;
