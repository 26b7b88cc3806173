import { assumableWith } from '../../src/access/assume.js';
import { claimKey, issuerWords, oidcTrusts, WEB_IDENTITY } from '../../src/access/federated.js';
import { literalText } from '../../src/document/value.js';
import { conditionKeyName } from '../../src/policy/condition-key.js';
import { isTrustedIssuer, type Rule, type Statement } from '../../src/rule.js';
import { roleName } from './unpinned-oidc-subject.js';

export default {
  id: 'missing-oidc-audience',
  category: 'trust',
  severity: 'medium',
  preset: 'recommended',
  summary: 'A role takes tokens of an identity provider whomever they were made for',
  why: `
A token says whom it was made for: its audience. A workflow that asks for a token for some other service hands it to that
service, and a role that does not ask for the audience takes the same token from there. Whoever gets hold of a token that
was never meant for AWS, in the log of a deployment tool or as the operator of that service, can assume the role with it.

IAM compares the audience with the client ids of the provider as well, so the gap is as wide as that list, which all roles
of the account share. Web identities that AWS knows by itself (Google, Facebook, Login with Amazon) have no such list.`,
  fix: `
Ask for the audience that tokens for AWS have, beside the subject:

\`\`\`json
"Condition": {
  "StringEquals": {
    "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
    "token.actions.githubusercontent.com:sub": "repo:octo-org/app:environment:production"
  }
}
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif',
    'https://openid.net/specs/openid-connect-core-1_0.html#IDToken',
  ],
  aliases: ['cwe:CWE-284'],
  coveredBy: ['unpinned-oidc-subject'],

  policyKinds: ['trust'],

  *statement(statement, policy, _options, world) {
    for (const trust of oidcTrusts(statement)) {
      const { host, issuer, at } = trust;
      const claims = issuer?.audience;
      if (host === undefined || claims === undefined || isTrustedIssuer(host, world)) continue;
      const keys = claims.map((claim) => claimKey(host, claim));
      const other = literalText(at.place, 'https://another-service.example');
      const { verdict } = assumableWith(trust.statement, policy, WEB_IDENTITY, keys, other);
      // What the input does not tell of an audience that is asked for is told where it is deployed.
      if (verdict === 'no' || (verdict === 'unknown' && asksFor(trust.statement, keys))) continue;
      const words = issuerWords(trust);
      yield {
        at,
        message: `\`${words}\` lets tokens for any audience assume ${roleName(policy)}: \`${claims[0]}\` is not asked for`,
        confidence: verdict === 'yes' ? 'proven' : 'possible',
      };
    }
  },
} satisfies Rule;

function asksFor({ conditions }: Statement, keys: readonly string[]): boolean {
  return conditions.some((condition) => keys.includes(conditionKeyName(condition) ?? ''));
}
