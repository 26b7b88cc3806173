import { expandAll, intersect, isSubset } from '../../src/access/action-set.js';
import { applicable } from '../../src/access/applicable.js';
import { isEverybody } from '../../src/access/principals.js';
import { actionsOf } from '../../src/access/statement-set.js';
import { policyActions } from '../../src/aws/policy-actions.js';
import { displayText } from '../../src/document/value.js';
import type { PlacedPolicy } from '../../src/inventory/model.js';
import type { Statement } from '../../src/policy/model.js';
import type { Rule } from '../../src/rule.js';
import { isS3 } from './public-resource-policy.js';

export default {
  id: 'policy-lockout',
  category: 'exposure',
  severity: 'high',
  preset: 'recommended',
  summary: 'A Deny locks everyone out, the owner included',
  why: `
A \`Deny\` for \`"Principal": "*"\` without a condition holds for everybody: administrators, the pipeline that wrote the
policy, AWS services. Where it takes in the actions by which the policy itself is changed, nobody can take it back. A
bucket is then left to the root user of its account, who can always delete the policy; a key, a queue or a secret to AWS's
support, if to anybody. Where it takes in reading, writing and deleting of all objects of a bucket, nobody reaches them until
the policy is changed.

Statements like this are mostly meant to keep out strangers, or all but a few, and lack the condition that says so. The
rule is silent on a \`Deny\` of some actions, such as deletion, and on one with a condition.`,
  fix: `
Say whom the Deny is for:

\`\`\`json
{
  "Effect": "Deny",
  "Principal": "*",
  "Action": "s3:*",
  "Resource": ["arn:aws:s3:::my-bucket", "arn:aws:s3:::my-bucket/*"],
  "Condition": { "ArnNotEquals": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/admin" } }
}
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html',
    'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#key-policy-default-allow-root-enable-iam',
    'https://repost.aws/knowledge-center/s3-accidentally-denied-access',
  ],
  aliases: ['cwe:CWE-284', 'checkov:CKV_AWS_93'],

  policyKinds: ['resource'],

  *statement(statement, policy) {
    const everybody = deniesEverybody(statement);
    if (everybody === undefined) return;
    const what = lockedOut(statement, policy);
    if (what === undefined) return;
    yield {
      at: everybody,
      message: `\`${displayText(everybody.value)}\` denies everyone, the owner included, ${what}`,
    };
  },
} satisfies Rule;

/** The principal of a Deny that holds for everybody, whatever the request. */
function deniesEverybody({ effect, principal, conditions, unknown }: Statement) {
  if (effect !== 'Deny' || principal === undefined || principal.negated) return undefined;
  return conditions.length === 0 && unknown.length === 0 ? principal.items.find(isEverybody) : undefined;
}

/** What nobody can do any more, if that leaves the resource to nobody. */
function lockedOut(statement: Statement, { resourceType }: PlacedPolicy): string | undefined {
  const managing = policyActions(resourceType);
  const denied = actionsOf(statement);
  if (managing.length > 0 && isOnItself(statement)) {
    const all = expandAll(managing);
    if (isSubset(all, applicable(intersect(denied, all), statement)))
      return `${managing.map((name) => `\`${name}\``).join(' and ')}: nobody can change the policy`;
  }
  const objects = isS3(resourceType) ? allObjects(statement) : undefined;
  return objects === undefined || !isSubset(expandAll(DATA), denied) ? undefined : `all objects of \`${objects}\``;
}

/** Without these nobody learns or changes what is in a bucket. */
const DATA = ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'];

/** Whether a statement may be about the resource as a whole: one that excepts more than objects is not. */
function isOnItself({ resource }: Statement): boolean {
  return resource?.negated !== true || resource.items.every((item) => /^[^*?]*\//.test(displayText(item)));
}

/** The words by which a statement speaks of all objects of a bucket, if it does. */
function allObjects({ resource }: Statement): string | undefined {
  if (resource === undefined) return undefined;
  const words = resource.items.map(displayText);
  if (!resource.negated) return words.find((word) => /^(?:[^/]*\*|[^/]+\/\*)$/.test(word));
  return words.every((word) => !/[*?/]/.test(word)) ? resource.name : undefined;
}
