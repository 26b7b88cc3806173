import { areDisjoint, expand } from '../../src/access/action-set.js';
import { assumableWith } from '../../src/access/assume.js';
import { actionsOf } from '../../src/access/statement-set.js';
import { displayText, literalText } from '../../src/document/value.js';
import { federationOf } from '../../src/policy/federation.js';
import type { Rule } from '../../src/rule.js';
import { roleName } from './unpinned-oidc-subject.js';

const SAML = 'sts:AssumeRoleWithSAML';

export default {
  id: 'missing-saml-audience',
  category: 'trust',
  severity: 'medium',
  preset: 'recommended',
  summary: 'A role takes SAML assertions whomever they were made for',
  why: `
An assertion of an identity provider says which service it was made for. The provider signs assertions for all
applications of the company with one key. A role that does not ask for the audience takes those that were made for any of
them, so whoever runs, or breaks into, the smallest of these applications can present what users hand it at every sign-in.

AWS asks for the audience in every example, and its console writes it into each role for SAML.`,
  fix: `
Ask for AWS's own audience:

\`\`\`json
"Action": "sts:AssumeRoleWithSAML",
"Condition": { "StringEquals": { "SAML:aud": "https://signin.aws.amazon.com/saml" } }
\`\`\`

or those of the regions that are signed in to, as in \`https://eu-west-1.signin.aws.amazon.com/saml\`.`,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_saml.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-saml',
  ],
  aliases: ['cwe:CWE-284'],

  policyKinds: ['trust'],

  *statement(statement, policy) {
    const { effect, principal } = statement;
    if (effect !== 'Allow' || principal === undefined || principal.negated) return;
    const federated = principal.items.find(({ type }) => type === 'Federated');
    const isOpen = principal.items.length === 0 && principal.unknown.length > 0;
    if ((federated === undefined && !isOpen) || areDisjoint(actionsOf(statement), expand(SAML))) return;
    // A wildcard among the actions of an OIDC provider reaches nothing by SAML.
    if (federated !== undefined && federationOf(federated)?.kind === 'oidc') return;
    const other = literalText(statement.place, 'https://another-service.example/saml');
    const { verdict } = assumableWith(statement, policy, SAML, ['saml:aud'], other);
    if (verdict === 'no') return;
    const words = federated === undefined ? principal.name : displayText(federated.value);
    yield {
      at: federated ?? principal,
      message: `\`${words}\` lets assertions for any service assume ${roleName(policy)}: \`SAML:aud\` is not asked for`,
      confidence: verdict === 'yes' ? 'proven' : 'possible',
    };
  },
} satisfies Rule;
