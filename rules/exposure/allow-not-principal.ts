import { count, isEmpty, minus } from '../../src/access/action-set.js';
import { amount } from '../../src/access/amount.js';
import { applicable } from '../../src/access/applicable.js';
import { deniedOn } from '../../src/access/denied-on.js';
import { includesStrangers } from '../../src/access/principals.js';
import { actionsOf } from '../../src/access/statement-set.js';
import { displayText } from '../../src/document/value.js';
import type { PrincipalElement, Statement } from '../../src/policy/model.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'allow-not-principal',
  category: 'exposure',
  severity: 'high',
  preset: 'recommended',
  summary: 'An Allow with NotPrincipal lets in everybody whom it does not list',
  why: `
\`NotPrincipal\` with \`Allow\` lets in everybody but those listed: every principal of every AWS account, and anonymous
callers. It reads like a prohibition and is a grant to the whole world. Those listed are forbidden nothing either: each
of them can come back under another name, as a session of a role or from an account of his own.

AWS does not support the two together. A condition on the caller (\`aws:PrincipalOrgID\`) narrows the statement, and
still leaves everybody within it who was not thought of. Where nothing else keeps strangers out, a rule that speaks of
public access reports the same words more strongly.`,
  fix: `
Name who is let in, and forbid the others in a statement of its own:

\`\`\`json
{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "sqs:SendMessage", "Resource": "*" },
{ "Effect": "Deny", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "*",
  "Condition": { "ArnEquals": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/intern" } } }
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
  ],
  aliases: [
    'access-analyzer:ALLOW_WITH_NOT_PRINCIPAL',
    'cwe:CWE-732',
    'cfn_nag:F6',
    'cfn_nag:F7',
    'cfn_nag:F8',
    'cfn_nag:F9',
    'guard:IAM_ROLE_NO_ALLOW_PLUS_NOT_PRINCIPAL',
    'guard:S3_BUCKETPOLICY_NO_ALLOW_PLUS_NOTPRINCIPAL',
    'guard:SNS_TOPICPOLICY_NO_ALLOW_PLUS_NOTPRINCIPAL',
    'guard:SQS_QUEUEPOLICY_NO_ALLOW_PLUS_NOTPRINCIPAL',
  ],
  coveredBy: [
    'public-s3-principal',
    'public-resource-policy',
    'public-network-resource-policy',
    'public-policy-blocked',
    'public-trust-policy',
  ],

  policyKinds: ['resource', 'trust'],

  *statement(statement, policy) {
    const { effect, principal } = statement;
    // Everybody but everybody is nobody.
    if (effect !== 'Allow' || principal?.negated !== true || !includesStrangers(principal)) return;
    const actions = actionsOf(statement);
    const left = minus(actions, deniedOn(statement, [policy]));
    if (isEmpty(left) && !isEmpty(actions)) return;
    const limits = statement.conditions.length === 0 ? '' : ', as far as its conditions go';
    const what = actionWords(statement, count(applicable(left, statement)));
    yield {
      at: principal,
      message: `\`NotPrincipal\` allows ${what} to everybody but ${listed(principal)}${limits}`,
      aliases: ['access-analyzer:ALLOW_WITH_NOT_PRINCIPAL'],
    };
  },
} satisfies Rule;

/** What is allowed: an entry as written where there is but one, more by number. */
function actionWords({ action }: Statement, number: number): string {
  const [only, more] = action?.items ?? [];
  if (action?.negated === false && only !== undefined && more === undefined) return `\`${displayText(only)}\``;
  return number === 0 ? 'its actions' : `${amount(number)} ${number === 1 ? 'action' : 'actions'}`;
}

/** Whom an element lists: the first by name, more by number. */
export function listed({ items, unknown }: PrincipalElement): string {
  const [first, ...rest] = items;
  if (first === undefined) return 'those listed';
  const more = rest.length + unknown.length;
  return `\`${displayText(first.value)}\`${more === 0 ? '' : ` and ${more} more`}`;
}
