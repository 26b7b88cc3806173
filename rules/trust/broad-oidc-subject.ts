import { type FederatedTrust, issuerWords, oidcTrusts } from '../../src/access/federated.js';
import { broadestOpenPart } from '../../src/access/oidc-breadth.js';
import { strangersToken } from '../../src/access/oidc-subject.js';
import { displayText } from '../../src/document/value.js';
import { isTrustedIssuer, type PlacedPolicy, type Problem, type Rule } from '../../src/rule.js';
import { roleName } from './unpinned-oidc-subject.js';

export default {
  id: 'broad-oidc-subject',
  category: 'trust',
  severity: 'low',
  preset: 'recommended',
  summary: 'A role takes tokens of any repository, branch, environment or service account of one tenant',
  why: `
\`repo:octo-org/*\` fixes the organization and leaves the rest open: every repository of it can assume the role, the
forgotten and the forked ones among them, and whoever may create one. \`repo:octo-org/app:*\` takes every branch of one
repository, so whoever may push any branch, past all reviews, deploys. Subjects of pull requests fit as well.

The same goes for clusters: \`system:serviceaccount:*:*\`, or no subject at all, lets every pod assume the role.`,
  fix: `
Name the branch, or better an environment that only protected branches may deploy to:

\`\`\`json
"StringEquals": { "token.actions.githubusercontent.com:sub": "repo:octo-org/app:environment:production" }
\`\`\`

and the service account of a pod:

\`\`\`json
"StringEquals": { "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE:sub": "system:serviceaccount:payments:worker" }
\`\`\``,
  references: [
    'https://docs.github.com/en/actions/reference/security/oidc#example-subject-claims',
    'https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html',
  ],
  aliases: ['cwe:CWE-284', 'checkov:CKV_AWS_358', 'checkov:CKV_AWS_393'],
  coveredBy: ['unpinned-oidc-subject'],

  policyKinds: ['trust'],

  *statement(statement, policy, _options, world) {
    for (const trust of oidcTrusts(statement)) {
      if (trust.host === undefined || isTrustedIssuer(trust.host, world)) continue;
      yield* problemOf(trust, policy);
    }
  },
} satisfies Rule;

function* problemOf(trust: FederatedTrust, policy: PlacedPolicy): Generator<Problem> {
  // Whose tenant is open has more to fear.
  if (strangersToken(trust, policy).verdict !== 'no') return;
  const { sharedBy, repeatsTenant } = trust.issuer ?? {};
  const open = broadestOpenPart(trust, policy, sharedBy !== undefined || repeatsTenant === true ? 1 : 0);
  if (open === undefined) return;
  const { value, part } = open;
  const words = value === undefined ? issuerWords(trust) : displayText(value);
  yield { at: value ?? trust.at, message: `\`${words}\` lets any ${part} assume ${roleName(policy)}` };
}
