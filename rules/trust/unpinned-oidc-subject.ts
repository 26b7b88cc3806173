import { type FederatedTrust, issuerWords, oidcTrusts } from '../../src/access/federated.js';
import { asksForClaims, loopholeOf } from '../../src/access/oidc-loophole.js';
import { strangersToken } from '../../src/access/oidc-subject.js';
import { isTrustedIssuer, type PlacedPolicy, type Problem, type Rule } from '../../src/rule.js';

export default {
  id: 'unpinned-oidc-subject',
  category: 'trust',
  severity: 'high',
  preset: 'recommended',
  summary: 'A role takes tokens of an identity provider that strangers share, without fixing whose they are',
  why: `
GitHub, GitLab, HCP Terraform and others sign the tokens of all their customers as one issuer. What tells customers apart
stands within the token, mostly in the subject: \`repo:octo-org/app:ref:refs/heads/main\`. A role that does not fix the part
that names the customer can be assumed by a workflow in anybody's repository, and such roles are found by scanning.

Subjects that look fixed and are not: \`repo:octo*\` (\`octo-evil\` begins so too), \`repo:*/app\`, \`environment:prod\` (anybody
can put a subject together of other claims), \`ForAllValues:\` and \`IfExists\` (hold without a subject), \`StringNotEquals\`
alone. Other claims that name the customer do as well: \`repository_owner_id\`, \`repository_id\`, \`job_workflow_ref\`.

AWS has refused new trust policies without such a claim since 2025, for issuers that it knows; roles from before are
as they were.`,
  fix: `
Fix the customer and what of his may assume the role:

\`\`\`json
"Condition": {
  "StringEquals": {
    "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
    "token.actions.githubusercontent.com:sub": "repo:octo-org/app:environment:production"
  }
}
\`\`\`

For a provider of your own, name it in the configuration under \`trustedIssuers\`.`,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html',
    'https://docs.github.com/en/actions/reference/security/oidc#example-subject-claims',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html',
  ],
  aliases: [
    'access-analyzer:MISSING_GITHUB_REPO_CONDITION_KEY',
    'cwe:CWE-284',
    'checkov:CKV_AWS_358',
    'checkov:CKV_AWS_393',
    'semgrep:unrestricted-github-oidc-policy',
  ],
  coversStatement: true,

  policyKinds: ['trust'],

  *statement(statement, policy, _options, world) {
    for (const trust of oidcTrusts(statement)) {
      if (trust.host === undefined) {
        if (asksForClaims(trust)) continue;
        const message = `\`${issuerWords(trust)}\` lets whomever the provider vouches for assume ${roleName(policy)}`;
        yield { at: trust.at, message, confidence: 'possible' };
        continue;
      }
      if (isTrustedIssuer(trust.host, world)) continue;
      yield* problemOf(trust, policy);
    }
  },
} satisfies Rule;

function* problemOf(trust: FederatedTrust, policy: PlacedPolicy): Generator<Problem> {
  const { verdict, witness } = strangersToken(trust, policy);
  if (verdict === 'no') return;
  const loophole = loopholeOf(trust);
  const words = loophole?.words ?? issuerWords(trust);
  const who = `${trust.issuer?.sharedBy ?? 'everybody'}${loophole?.isValue === true ? ' that fits' : ''}`;
  yield {
    at: loophole ?? trust.at,
    message:
      verdict === 'yes'
        ? `\`${words}\` lets ${who} assume ${roleName(policy)}`
        : `\`${words}\` may let ${who} assume ${roleName(policy)}: what it asks for is not told`,
    confidence: verdict === 'yes' ? 'proven' : 'possible',
    ...(witness === undefined ? {} : { witness }),
    ...(loophole === undefined && trust.issuer?.name === 'GitHub Actions' ? { aliases: [GITHUB_CODE] } : {}),
  };
}

const GITHUB_CODE = 'access-analyzer:MISSING_GITHUB_REPO_CONDITION_KEY';

/** What a message calls the role of a trust policy. */
export function roleName({ resource }: PlacedPolicy): string {
  return resource === undefined ? 'the role' : `\`${resource.name}\``;
}
