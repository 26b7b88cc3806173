import { areDisjoint, expand } from '../../src/access/action-set.js';
import { assumableAtWill } from '../../src/access/cross-account-limits.js';
import { actionsOf } from '../../src/access/statement-set.js';
import { displayText } from '../../src/document/value.js';
import { accountPrincipals } from '../../src/inventory/outside-principals.js';
import type { Rule } from '../../src/rule.js';
import { roleName } from './unpinned-oidc-subject.js';

export default {
  id: 'account-root-trust',
  category: 'trust',
  severity: 'low',
  preset: 'strict',
  summary: 'Every identity of an account may assume the role if its own policies let it',
  why: `
\`arn:aws:iam::111122223333:root\`, or the account's number, does not mean the root user: it hands the decision to the
account. Each user and role there that is allowed \`sts:AssumeRole\` on this role, or on all, can assume it. An identity
with a careless \`"Action": "sts:*", "Resource": "*"\` becomes as strong as the strongest role that trusts its account in
this way. A role that names who may assume it does not depend on the policies of all others.

Statements that tell identities apart by a condition (\`aws:PrincipalArn\`, \`aws:PrincipalTag\`), or ask for MFA, an
external id, an organization or a network, are silent.`,
  fix: `
Name the roles and users that are to assume it:

\`\`\`json
"Principal": { "AWS": "arn:aws:iam::111122223333:role/deployer" }
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-accounts',
  ],
  aliases: ['cwe:CWE-284', 'checkov:CKV_AWS_61', 'kics:iam_role_allows_all_principals_to_assume'],
  coveredBy: ['public-trust-policy', 'cross-account-without-external-id', 'cross-account-trust'],

  policyKinds: ['trust'],

  *statement(statement, policy) {
    const accounts = accountPrincipals(statement).filter(({ isWhole }) => isWhole);
    if (accounts.length === 0 || areDisjoint(actionsOf(statement), expand('sts:AssumeRole'))) return;
    for (const { principal } of accounts) {
      if (assumableAtWill(statement, policy, principal, true).verdict !== 'yes') continue;
      const message = `\`${displayText(principal.value)}\` lets every identity of its account that may assume roles assume ${roleName(policy)}`;
      yield { at: principal, message };
    }
  },
} satisfies Rule;
