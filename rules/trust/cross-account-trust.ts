import { displayText } from '../../src/document/value.js';
import { accountName, type Rule } from '../../src/rule.js';
import { openToOutsiders } from './cross-account-without-external-id.js';
import { roleName } from './unpinned-oidc-subject.js';

export default {
  id: 'cross-account-trust',
  category: 'trust',
  severity: 'low',
  preset: 'recommended',
  summary: 'A principal of another account may assume the role',
  why: `
Who may assume a role of yours from another account is decided there: who administers that account lets in whom he likes,
and whoever breaks into it is in yours as well. The list of such roles is the list of doors to an account, and is worth
knowing.

Roles that ask for an external id, for MFA, for an organization or for a known network are silent, and so are accounts
that the configuration names as one's own. Where neither the configuration nor the input tells whether it is another
account at all, the finding has the confidence \`possible\`.`,
  fix: `
Name the role that is to come instead of its account, and ask for the organization:

\`\`\`json
"Principal": { "AWS": "arn:aws:iam::444455556666:role/deployer" },
"Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-exampleorgid" } }
\`\`\`

Say in the configuration which accounts are yours (\`accounts\`); what is meant for one role alone, accept where it stands.`,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/tutorial_cross-account-with-roles.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies-cross-account-resource-access.html',
  ],
  aliases: ['cwe:CWE-284', 'checkov:CKV_AWS_61'],
  coveredBy: ['public-trust-policy', 'cross-account-without-external-id'],

  policyKinds: ['trust'],

  *statement(statement, policy, _options, world) {
    for (const { principal, account, isOther } of openToOutsiders(statement, policy, world)) {
      const name = account === undefined ? undefined : accountName(account, world);
      const called = name === undefined ? '' : ` (${name})`;
      const whose = account === undefined ? 'another account' : `account ${account}${called}`;
      yield {
        at: principal,
        message: `\`${displayText(principal.value)}\` lets ${whose} decide who assumes ${roleName(policy)}`,
        confidence: isOther ? 'proven' : 'possible',
      };
    }
  },
} satisfies Rule;
