import { expand } from '../../src/access/action-set.js';
import { granted } from '../../src/access/granted.js';
import { literalOf } from '../../src/document/value.js';
import { unknownParts } from '../../src/inventory/model.js';
import type { Element, Statement } from '../../src/policy/model.js';
import type { Rule } from '../../src/rule.js';
import { wholeOf } from './insecure-transport.js';

export default {
  id: 'kms-key-without-administrator',
  category: 'exposure',
  severity: 'medium',
  preset: 'recommended',
  summary: 'A key policy lets nobody change it',
  why: `
Who may use and manage a key is said by its policy alone: unlike elsewhere, an administrator's own policies count for
nothing where the key policy does not let them. Under a policy that allows \`kms:PutKeyPolicy\` to nobody, nobody can let a
new service use the key, or take it from a role that leaked; the key can only be left as it is, with the data under it,
until AWS's support is asked.

KMS refuses such a policy unless it is told not to check (\`BypassPolicyLockoutSafetyCheck\`).`,
  fix: `
Let the account's IAM policies decide, as the default key policy does:

\`\`\`json
{
  "Sid": "Administration by IAM policies",
  "Effect": "Allow",
  "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
  "Action": "kms:*",
  "Resource": "*"
}
\`\`\`

Or name a role that is there to stay, with \`kms:PutKeyPolicy\` among its actions.`,
  references: [
    'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html',
    'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html',
  ],
  aliases: ['cwe:CWE-284'],
  coveredBy: ['policy-lockout', 'malformed-policy'],

  policyKinds: ['resource'],

  *policy(policy) {
    if (policy.resourceType !== 'AWS::KMS::Key' || unknownParts(policy).length > 0) return;
    if (policy.statements.every(({ effect }) => effect === 'Allow') && policy.statements.some(allowsAll)) return;
    const statements = policy.statements.filter((statement) => statement.effect !== 'Allow' || isForPeople(statement));
    if (granted({ policies: [{ ...policy, statements }] }, CHANGE).verdict !== 'no') return;
    // A bare document may be a part of a policy.
    const confidence = policy.form === 'document' ? 'possible' : 'proven';
    const message = '`kms:PutKeyPolicy` is allowed to nobody, so that nobody can change the policy of the key';
    yield { at: wholeOf(policy), message, confidence };
  },
} satisfies Rule;

const CHANGE = { actions: expand('kms:PutKeyPolicy'), resources: ['*'] };

/** Whether a statement lets in others than AWS services. */
function isForPeople({ principal }: Statement): boolean {
  return principal !== undefined && (principal.negated || principal.items.some(({ type }) => type !== 'Service'));
}

/** Most keys have the statement that lets IAM policies decide: a look at its words tells. */
function allowsAll({ principal, action, resource, conditions }: Statement): boolean {
  const has = (element: Element | undefined, word: string) =>
    element?.negated === false && element.items.some((item) => literalOf(item) === word);
  const isForAccount = principal?.negated === false && principal.items.some(({ type }) => type === 'AWS');
  return isForAccount && conditions.length === 0 && has(action, 'kms:*') && has(resource, '*');
}
