import { displayText, shortText } from '../../src/document/value.js';
import { conditionKeyName } from '../../src/policy/condition-key.js';
import type { Condition, Statement } from '../../src/policy/model.js';
import { isNegatedOperator } from '../../src/policy/operator.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'untrustworthy-condition-key',
  category: 'condition',
  severity: 'medium',
  preset: 'recommended',
  summary: 'Access is decided by what the caller writes into the request himself',
  why: `
\`aws:Referer\` and \`aws:UserAgent\` are headers. A browser fills them in as it likes, and any other client sends whatever
its user writes: one option of \`curl\`. The value is in the policy, in the page that links to the object, in the logs of
every proxy. So an Allow with such a condition lets everybody in who wants to, and a Deny keeps out only those who have not
tried. AWS says of both keys that they are not to be used against unauthorized callers.

Silent: statements for AWS services, which fill in \`aws:Referer\` themselves.`,
  fix: `
For objects that a web site shows, let CloudFront read them, and nobody else:

\`\`\`json
"Effect": "Allow",
"Principal": { "Service": "cloudfront.amazonaws.com" },
"Action": "s3:GetObject",
"Condition": {
  "StringEquals": { "aws:SourceArn": "arn:aws:cloudfront::111122223333:distribution/EDFDVBD6EXAMPLE" }
}
\`\`\`

For people and programs, ask for something they cannot write themselves: \`aws:PrincipalOrgID\`, \`aws:SourceVpce\`,
\`aws:SourceIp\`, signed URLs.`,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-referer',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-useragent',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html',
  ],
  aliases: ['access-analyzer:UNTRUSTWORTHY_CONDITION_KEY', 'cwe:CWE-293', 'cwe:CWE-807'],
  coveredBy: ['public-s3-principal', 'public-resource-policy', 'public-network-resource-policy', 'public-trust-policy'],

  *statement(statement) {
    for (const condition of statement.conditions) {
      const header = HEADERS.get(conditionKeyName(condition) ?? '');
      if (header === undefined || isForServices(statement)) continue;
      const what = consequence(condition, statement);
      yield {
        at: condition,
        message: `\`${displayText(condition.key)}\` is a header that the caller writes: ${what}`,
        aliases: ['access-analyzer:UNTRUSTWORTHY_CONDITION_KEY'],
      };
    }
  },
} satisfies Rule;

const HEADERS: ReadonlyMap<string, string> = new Map([
  ['aws:referer', 'Referer'],
  ['aws:useragent', 'User-Agent'],
]);

/** SES, for one, puts the account that it acts for there. */
function isForServices({ principal }: Statement): boolean {
  return principal !== undefined && !principal.negated && principal.items.every(({ type }) => type === 'Service');
}

function consequence({ operator, values }: Condition, { effect }: Statement): string {
  const [first] = values;
  const value = first === undefined ? 'the value' : `\`${shortText(first, 40)}\``;
  const isListed = operator.name !== 'Null' && !isNegatedOperator(operator);
  if (effect === 'Deny')
    return isListed ? `whoever sends anything but ${value} is not denied` : `whoever sends ${value} is not denied`;
  return isListed ? `whoever sends ${value} is let in` : `whoever sends anything but ${value} is let in`;
}
