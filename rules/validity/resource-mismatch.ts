import { type Mismatch, mismatches } from '../../src/access/mismatch.js';
import { displayText } from '../../src/document/value.js';
import type { Confidence, Rule, Statement } from '../../src/rule.js';

export default {
  id: 'resource-mismatch',
  category: 'validity',
  severity: 'medium',
  preset: 'recommended',
  summary: 'A statement names resources that its actions do not take, so that it does nothing',
  why: `
Each action acts on certain types of resources: \`s3:ListBucket\` on a bucket, \`s3:GetObject\` on objects,
\`ec2:DescribeInstances\` on nothing that has a name, so that it takes only \`*\`. Where a statement lists none of the
resources that an action takes, an Allow grants nothing and a Deny denies nothing, and AWS saves the policy all the same.

Of an Allow that is found out in production, and mended in a hurry with \`"Resource": "*"\`. Of a Deny it is not found out
at all.`,
  fix: `
Name what the action takes. Actions of a bucket and actions of its objects need both ARNs, in one statement or in two:

\`\`\`json
"Action": ["s3:ListBucket", "s3:GetObject"],
"Resource": ["arn:aws:s3:::my-bucket", "arn:aws:s3:::my-bucket/*"]
\`\`\`

Actions that take only \`*\` go into a statement of their own.`,
  references: [
    'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html',
  ],
  aliases: ['parliament:RESOURCE_MISMATCH'],

  policyKinds: ['identity', 'boundary', 'session', 'scp', 'rcp'],

  *statement(statement) {
    const found = mismatches(statement);
    const [first] = found;
    if (first === undefined) return;
    const confidence = found.some(({ isCertain }) => isCertain) ? 'proven' : 'possible';
    yield { at: first.item, message: messageOf(first, found, confidence, statement), confidence };
  },
} satisfies Rule;

/** How many entries are named: of more, the number tells as much. */
const MOST_NAMED = 3;

function messageOf(first: Mismatch, found: readonly Mismatch[], confidence: Confidence, { effect }: Statement): string {
  const names = found.slice(0, MOST_NAMED).map(({ item }) => `\`${displayText(item)}\``);
  const more = found.length > MOST_NAMED ? ` and ${found.length - MOST_NAMED} more` : '';
  const isOne = found.length === 1;
  const said = effect === 'Deny' ? WORDS.Deny : WORDS.Allow;
  const what = confidence === 'proven' ? said[isOne ? 0 : 1] : said[2];
  return `${names.join(', ')}${more} ${what} on what is listed: ${wanted(first, isOne)}`;
}

/** Of one entry, of several, and where it is not certain. */
const WORDS = {
  Allow: ['grants nothing', 'grant nothing', 'may not be granted'],
  Deny: ['denies nothing', 'deny nothing', 'may not be denied'],
} as const;

function wanted({ item, action, formats }: Mismatch, isOne: boolean): string {
  const [format] = formats;
  const it = isOne && displayText(item).toLowerCase() === action.toLowerCase() ? 'it' : `\`${action}\``;
  if (format === undefined) return `${it} takes only \`*\``;
  // `arn:${Partition}:sqs:${Region}:${Account}:${QueueName}` is easier to read, and to write, without braces.
  const form = format.replace('${Partition}', 'aws').replace(/\$\{([^}]*)\}/g, '$1');
  return `${it} takes \`${form}\`${formats.length > 1 ? ' or the like' : ''}`;
}
