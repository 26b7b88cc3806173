import { has } from '../../src/access/action-set.js';
import { isEverybody } from '../../src/access/principals.js';
import { actionsOf } from '../../src/access/statement-set.js';
import { actionId } from '../../src/aws/actions.js';
import type { Located } from '../../src/document/place.js';
import { displayText, literalOf } from '../../src/document/value.js';
import type { PlacedPolicy } from '../../src/inventory/model.js';
import { conditionKeyName } from '../../src/policy/condition-key.js';
import type { Condition, Statement } from '../../src/policy/model.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'insecure-transport',
  category: 'exposure',
  severity: 'low',
  preset: 'strict',
  summary: 'A bucket policy does not refuse plain HTTP',
  why: `
S3 answers over plain HTTP as well as over HTTPS. Requests are signed, so nobody can change one on the way, but whoever
listens reads the objects, and a presigned address is as good as a password. SDKs use HTTPS on their own; old clients and
links do not. A \`Deny\` on \`aws:SecureTransport\` is what benchmarks ask for.

An \`Allow\` that asks for HTTPS is not enough: what other policies allow goes over plain HTTP.`,
  fix: `
Refuse it for everybody, for the bucket and its objects:

\`\`\`json
{
  "Effect": "Deny",
  "Principal": "*",
  "Action": "s3:*",
  "Resource": ["arn:aws:s3:::my-bucket", "arn:aws:s3:::my-bucket/*"],
  "Condition": { "Bool": { "aws:SecureTransport": "false" } }
}
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html#transit',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-5',
  ],
  aliases: [
    'cis-aws-3.0:2.1.1',
    'cis-aws-5.0:2.1.1',
    'cis-aws-7.0:3.1.1',
    'security-hub:S3.5',
    'checkov:CKV_AWS_379',
    'cdk-nag:S3BucketSSLRequestsOnly',
    'cwe:CWE-319',
  ],

  policyKinds: ['resource'],

  *policy(policy) {
    if (policy.resourceType !== 'AWS::S3::Bucket' || policy.statements.length === 0) return;
    const open = DATA.filter((action) => !policy.statements.some((statement) => refuses(statement, action)));
    if (open.length === 0) return;
    const words = open.map((action) => `\`${action}\``).join(', ');
    const mayDeny = policy.statements.some(({ effect, unknown }) => effect !== 'Allow' && unknown.length > 0);
    // A bare document may be a part of a policy, or no bucket's at all.
    const isTold = policy.form !== 'document' && policy.unknown.length === 0 && !mayDeny;
    const confidence = isTold ? 'proven' : 'possible';
    const message = `${words} over plain HTTP: no Deny refuses ${open.length === 1 ? 'it' : 'them'}`;
    yield { at: wholeOf(policy), message, confidence };
  },
} satisfies Rule;

/** What to point at for what a policy lacks: the resource that it is, else its first words. */
export function wholeOf(policy: PlacedPolicy): Located {
  return policy.resource ?? policy.statements[0]?.action ?? policy;
}

/** What goes over the wire: without these nobody learns or changes what is in a bucket. */
const DATA = ['s3:DeleteObject', 's3:GetObject', 's3:ListBucket', 's3:PutObject'];

/** Whether a statement refuses an action to everybody over plain HTTP. */
function refuses(statement: Statement, action: string): boolean {
  const { effect, principal, conditions } = statement;
  const isForAll = principal?.negated === false && principal.items.some(isEverybody);
  if (effect !== 'Deny' || !isForAll || !conditions.every(holdsOverHttp)) return false;
  const id = actionId(action);
  return id !== undefined && has(actionsOf(statement), id) && isOn(statement, action === 's3:ListBucket');
}

/** Whether a statement speaks of buckets, or of objects, as far as its resources tell. */
function isOn({ resource }: Statement, isOfBucket: boolean): boolean {
  if (resource === undefined || resource.negated || resource.unknown.length > 0) return resource !== undefined;
  return resource.items.map(displayText).some((word) => word.includes('/') !== isOfBucket || /^[^/]*\*$/.test(word));
}

/** Whether a condition holds for every request over plain HTTP. */
function holdsOverHttp(condition: Condition): boolean {
  const { operator, values } = condition;
  if (conditionKeyName(condition) !== 'aws:securetransport' || operator.name === undefined) return false;
  const refuses = operator.name.includes('Not') ? 'true' : 'false';
  return /^(?:Bool|String)/.test(operator.name) && values.some((value) => literalOf(value)?.toLowerCase() === refuses);
}
