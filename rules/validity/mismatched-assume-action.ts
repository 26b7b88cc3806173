import { has } from '../../src/access/action-set.js';
import { actionsOfItem, isWhole } from '../../src/access/statement-set.js';
import { actionId } from '../../src/aws/actions.js';
import { federationOf } from '../../src/policy/federation.js';
import { displayText, literalOf, type Principal, type Text } from '../../src/policy/index.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'mismatched-assume-action',
  category: 'validity',
  severity: 'medium',
  preset: 'recommended',
  summary: 'A trust policy pairs a principal with an action by which it can never assume the role',
  why: `
Each way into a role has an action of its own: accounts, users, roles and AWS services come by \`sts:AssumeRole\`, the users
of a SAML provider by \`sts:AssumeRoleWithSAML\`, those of an OpenID Connect provider (Cognito and Google among them) by
\`sts:AssumeRoleWithWebIdentity\`. A statement that pairs one with another's action lets nobody in, and a \`Deny\` that does so
keeps nobody out. AWS saves it all the same.`,
  fix: `
Write the action that the principal comes by:

\`\`\`json
{
  "Effect": "Allow",
  "Principal": { "Federated": "arn:aws:iam::111122223333:saml-provider/corporate" },
  "Action": "sts:AssumeRoleWithSAML",
  "Condition": { "StringEquals": { "SAML:aud": "https://signin.aws.amazon.com/saml" } }
}
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-mismatched-action-for-principal',
    'https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html',
    'https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html',
  ],
  aliases: ['access-analyzer:MISMATCHED_ACTION_FOR_PRINCIPAL'],
  policyKinds: ['trust'],

  *statement({ action, principal }) {
    if (action === undefined || action.negated || action.unknown.length > 0) return;
    if (principal === undefined || principal.negated || principal.unknown.length > 0) return;
    const ways = principal.items.map((item) => ({ item, way: wayOf(item) }));
    // One that may come by any of them, as far as is told, fits all there is.
    if (ways.some(({ way }) => way === undefined)) return;
    const assuming = action.items.filter((word) => WAYS.some((way) => takes(word, way)));
    const dead = assuming.filter((word) => !ways.some(({ way }) => way !== undefined && takes(word, way)));
    for (const word of dead) {
      const [only, ...others] = new Set(ways.map(({ way }) => way));
      const meant = others.length === 0 ? only : undefined;
      const who = ways.length === 1 ? 'the principal' : 'each principal';
      yield {
        at: word,
        message: `\`${displayText(word)}\` is nobody's way in: ${meant === undefined ? 'no principal here' : who} comes by ${meant === undefined ? 'it' : `\`${meant}\``}`,
        related: ways.map(({ item, way }) => ({ at: item.value, message: `This one comes by \`${way}\`` })),
        edits: meant === undefined || assuming.length > 1 ? [] : [{ at: word.place, text: meant }],
        aliases: ['access-analyzer:MISMATCHED_ACTION_FOR_PRINCIPAL'],
      };
    }
    // Where no action fits anybody, that has been said; one that is not told may fit.
    if (dead.length === assuming.length || !isWhole(action)) return;
    for (const { item, way } of ways) {
      if (way === undefined || assuming.some((word) => takes(word, way))) continue;
      yield {
        at: item.value,
        message: `\`${displayText(item.value)}\` never gets in: it comes by \`${way}\`, which the statement does not list`,
        aliases: ['access-analyzer:MISMATCHED_ACTION_FOR_PRINCIPAL'],
      };
    }
  },
} satisfies Rule;

const BY_ROLE = 'sts:AssumeRole';
const BY_SAML = 'sts:AssumeRoleWithSAML';
const BY_TOKEN = 'sts:AssumeRoleWithWebIdentity';
const WAYS = [BY_ROLE, BY_SAML, BY_TOKEN];

/** The action by which a principal assumes roles; undefined where it may be any, or is not told. */
function wayOf(principal: Principal): string | undefined {
  const federation = federationOf(principal);
  if (federation === undefined) {
    const isEverybody = literalOf(principal.value) === '*';
    return principal.type === 'CanonicalUser' || isEverybody ? undefined : BY_ROLE;
  }
  if (federation.kind === 'saml') return BY_SAML;
  return federation.kind === 'oidc' ? BY_TOKEN : undefined;
}

function takes(word: Text, way: string): boolean {
  const id = actionId(way);
  return id !== undefined && has(actionsOfItem(word), id);
}
