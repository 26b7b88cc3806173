import { holdsType, isAll, resourcePattern } from '../../src/access/every-resource-of.js';
import { ASSUME_ROLE_ACTIONS } from '../../src/aws/assume-role-actions.js';
import type { Text } from '../../src/document/value.js';
import { unconfinedGrants } from '../../src/inventory/unconfined-grants.js';
import { parseArn } from '../../src/policy/arn.js';
import type { Statement } from '../../src/policy/model.js';
import { hasWildcard } from '../../src/policy/wildcard.js';
import type { Rule } from '../../src/rule.js';
import { unconfinedProblem } from './unconfined/problem.js';

export default {
  id: 'unscoped-assume-role',
  category: 'privilege',
  severity: 'medium',
  preset: 'recommended',
  summary: 'The holder may become any role that lets him',
  why: `
\`sts:AssumeRole\` on every role leaves the decision to the roles: the holder becomes whatever trusts his account, and many
roles trust the whole account because its identities were thought to be limited by their own policies. It also takes him
out: anybody can make a role in an account of his own that trusts the holder, and a workload that is told its name, or an
injected command, then works with credentials that an attacker chose.

Reported are \`*\`, \`arn:aws:iam::*:role/*\` and whatever else holds every role of every account. Silent: roles of named
accounts (\`arn:aws:iam::111122223333:role/*\`, which \`wildcard-resource\` reports), one role by its name in every account, and
statements whose conditions fix the account or the organization (\`aws:ResourceAccount\`, \`aws:ResourceOrgID\`).`,
  fix: `
Name the roles:

\`\`\`json
{ "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "arn:aws:iam::111122223333:role/deploy-*" }
\`\`\`

or, where accounts come and go, fix the organization and the role's name:

\`\`\`json
"Resource": "arn:aws:iam::*:role/audit",
"Condition": { "StringEquals": { "aws:ResourceOrgID": "o-exampleorgid" } }
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_permissions-to-switch.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
  ],
  aliases: ['cwe:CWE-732', 'kics:iam_policy_grants_assumerole_permission_across_all_services'],
  coveredBy: ['admin-access', 'privilege-escalation', 'wildcard-action', 'allow-not-action'],

  *inventory(inventory) {
    for (const grant of unconfinedGrants(inventory, ASSUME_ROLE_ACTIONS)) {
      if (!isOfNamedAccounts(grant.statement)) yield unconfinedProblem(grant, ASSUME_ROLE_ACTIONS);
    }
  },
} satisfies Rule;

/** Whether each entry of `Resource` that holds every role tells the account. */
export function isOfNamedAccounts({ resource }: Statement): boolean {
  return resource?.negated === false && resource.items.every((item) => !holdsEveryRole(item) || tellsAccount(item));
}

function holdsEveryRole(item: Text): boolean {
  const pattern = resourcePattern(item);
  return isAll(pattern) || holdsType(pattern, 'iam', 'role');
}

function tellsAccount(item: Text): boolean {
  const account = parseArn(item)?.account ?? [];
  return account.length > 0 && account.every((part) => typeof part !== 'string' || !hasWildcard(part));
}
