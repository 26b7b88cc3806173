import { federationOf } from '../../src/policy/federation.js';
import { displayText } from '../../src/policy/index.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'invalid-federated-principal',
  category: 'validity',
  severity: 'medium',
  preset: 'recommended',
  summary: 'A `Federated` principal that AWS does not take: not a provider, or not in a trust policy',
  why: `
\`Federated\` names an identity provider whose users may assume a role. It stands in the trust policy of a role and nowhere
else: a bucket or a key knows the role's session, not the provider behind it. And it is the ARN of a provider of the
account, \`arn:aws:iam::111122223333:oidc-provider/…\` or \`…:saml-provider/…\`, or the name of one of the few that AWS knows
without: \`cognito-identity.amazonaws.com\`, \`accounts.google.com\`, \`www.amazon.com\`, \`graph.facebook.com\`. AWS refuses a
policy with anything else: a URL with \`https://\`, a wildcard, the ARN of a role.`,
  fix: `
Name the provider by its ARN, and let the bucket or key name the role that the provider's users assume:

\`\`\`json
{
  "Effect": "Allow",
  "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
  "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": {
    "StringEquals": {
      "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
      "token.actions.githubusercontent.com:sub": "repo:example/app:ref:refs/heads/main"
    }
  }
}
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-invalid-federated-principal-syntax-in-role-trust-policy',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-federated-principal-not-supported',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-federated-web-identity',
  ],
  aliases: [
    'access-analyzer:FEDERATED_PRINCIPAL_NOT_SUPPORTED',
    'access-analyzer:INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY',
  ],
  policyKinds: ['trust', 'resource'],

  *statement({ principal }, { kind, isKindGuessed }) {
    for (const item of principal?.items ?? []) {
      const federation = federationOf(item);
      if (federation === undefined) continue;
      const at = item.value;
      if (kind === 'resource') {
        yield {
          at,
          message: `\`${displayText(at)}\` is an identity provider: only the trust policy of a role may name one`,
          confidence: isKindGuessed === true ? 'possible' : 'proven',
          aliases: ['access-analyzer:FEDERATED_PRINCIPAL_NOT_SUPPORTED'],
        };
      } else if (federation.kind === 'invalid') {
        yield {
          at,
          message: `\`${displayText(at)}\` is no identity provider: it is neither the ARN of one nor a known one's domain`,
          aliases: ['access-analyzer:INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY'],
        };
      }
    }
  },
} satisfies Rule;
