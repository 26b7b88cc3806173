import { areDisjoint, count, expand, minus } from '../../src/access/action-set.js';
import { amount } from '../../src/access/amount.js';
import { applicable } from '../../src/access/applicable.js';
import { deniedOn } from '../../src/access/denied-on.js';
import { actionsOf } from '../../src/access/statement-set.js';
import type { Rule } from '../../src/rule.js';
import { resourceWords } from './wildcard-action.js';

export default {
  id: 'allow-not-action',
  category: 'privilege',
  severity: 'high',
  preset: 'recommended',
  summary: 'An Allow with NotAction grants everything that it does not list',
  why: `
\`NotAction\` with \`Allow\` grants every action of every service except those listed: some twenty thousand, and each one
that AWS adds. It reads like a prohibition and is the widest grant there is. What it leaves out is forbidden nowhere:
another policy may still grant it.

A \`Deny\` with \`NotAction\` is the opposite, a guard that lets only the listed actions through, and is not reported. Nor
are service and resource control policies and permissions boundaries, which grant nothing.`,
  fix: `
List what is allowed. Where the point is to forbid, allow what is needed and forbid the rest in a statement of its own:

\`\`\`json
{ "Effect": "Allow", "Action": ["ec2:Describe*", "ec2:StartInstances"], "Resource": "*" },
{ "Effect": "Deny", "Action": "iam:*", "Resource": "*" }
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
  ],
  aliases: [
    'cwe:CWE-732',
    'cfn_nag:W14',
    'cfn_nag:W15',
    'cfn_nag:W16',
    'cfn_nag:W17',
    'cfn_nag:W18',
    'cfn_nag:W19',
    'cfn_nag:W20',
    'guard:IAM_ROLE_NO_ALLOW_PLUS_NOT_ACTION_ON_TRUST_POLICY',
    'guard:IAM_ROLE_OR_POLICY_NO_ALLOW_PLUS_NOT_ACTION',
    'guard:S3_BUCKET_POLICY_NO_ALLOW_PLUS_NOT_ACTION',
    'guard:SNS_TOPICPOLICY_NO_ALLOW_PLUS_NOT_ACTION',
    'guard:SQS_QUEUEPOLICY_NO_ALLOW_PLUS_NOT_ACTION',
    'kics:sns_topic_publicity_has_allow_and_not_action_simultaneously',
  ],
  coveredBy: ['admin-access'],

  policyKinds: ['identity', 'session', 'resource', 'trust'],

  *statement(statement, policy) {
    const { action, effect } = statement;
    if (effect !== 'Allow' || action === undefined || !action.negated) return;
    const left = minus(actionsOf(statement), deniedOn(statement, [policy]));
    // A Deny with a NotAction of its own may leave a list: then nothing that AWS adds is granted.
    if (areDisjoint(left, expand('*:ActionToCome'))) return;
    const number = count(applicable(left, statement));
    if (number === 0) return;
    const actions = number === 1 ? '1 action' : `${amount(number)} actions`;
    const message = `\`NotAction\` allows ${actions}${resourceWords(statement)}: all but those listed, and every one that AWS adds`;
    yield { at: action, message };
  },
} satisfies Rule;
