import { expand, intersect, isEmpty } from '../../src/access/action-set.js';
import { isEverybody } from '../../src/access/principals.js';
import { strangersThrough } from '../../src/access/public.js';
import { actionsOf } from '../../src/access/statement-set.js';
import { displayText } from '../../src/document/value.js';
import { conditionKeyName } from '../../src/policy/condition-key.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'public-trust-policy',
  category: 'trust',
  severity: 'critical',
  preset: 'recommended',
  summary: 'Anyone with an AWS account may assume the role',
  why: `
A trust policy with \`"Principal": {"AWS": "*"}\` lets every principal of every AWS account assume the role, and with it
hold all that the role may do. An account is free and takes minutes; role names are guessed from a list, or read from a
public repository or an error message.

A condition that only callers of your own can meet closes it: organization, account, principal ARN with the account
fixed, VPC endpoint or narrow address, with a fixed value. An external id (\`sts:ExternalId\`) alone does not: it is no
secret, it protects a vendor's customers from one another and stands in configuration files. Nor does MFA, which
everybody can have in an account of his own.`,
  fix: `
Name the accounts or roles that may assume the role:

\`\`\`json
"Principal": { "AWS": "arn:aws:iam::111122223333:role/deployer" }
\`\`\`

or let in all of your organization:

\`\`\`json
"Principal": { "AWS": "*" },
"Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-exampleorgid" } }
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html',
  ],
  aliases: [
    'cwe:CWE-732',
    'checkov:CKV_AWS_60',
    'kics:iam_policy_grants_assumerole_permission_across_all_services',
    'regula:FG_R00219',
    'semgrep:wildcard-assume-role',
  ],

  policyKinds: ['trust'],
  // A condition of the statement that does not hold strangers back is why it is reported.
  coversStatement: true,

  *statement(statement, policy) {
    if (isEmpty(intersect(actionsOf(statement), expand('sts:AssumeRole*')))) return;
    const { verdict } = strangersThrough(statement, policy);
    if (verdict === 'no' || statement.principal === undefined) return;
    const { principal } = statement;
    const everybody = principal.negated ? undefined : principal.items.find(isEverybody);
    const words = everybody === undefined ? principal.name : displayText(everybody.value);
    const external = statement.conditions.some((condition) => conditionKeyName(condition) === 'sts:externalid');
    const remark = external ? '; the external id is no secret' : '';
    yield {
      at: everybody ?? principal,
      message: `\`${words}\` lets every principal of every AWS account assume ${roleName(policy)}${remark}`,
      confidence: verdict === 'yes' ? 'proven' : 'possible',
    };
  },
} satisfies Rule;

function roleName(policy: { readonly resource?: { readonly name: string } }): string {
  return policy.resource === undefined ? 'the role' : `\`${policy.resource.name}\``;
}
