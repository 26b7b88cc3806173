import { all, expandAll, minus } from '../../src/access/action-set.js';
import { granted } from '../../src/access/granted.js';
import type { Located } from '../../src/document/place.js';
import { displayText, literalOf } from '../../src/document/value.js';
import { appliedTo } from '../../src/inventory/access-of.js';
import { membershipsOf } from '../../src/inventory/memberships.js';
import type { Attachment, Identity, Resource } from '../../src/inventory/model.js';
import { booleanOf, propertyVariants } from '../../src/inventory/property.js';
import { conditionKeyName } from '../../src/policy/condition-key.js';
import type { Condition, Statement } from '../../src/policy/model.js';
import { isNegatedOperator } from '../../src/policy/operator.js';
import type { Confidence, Rule } from '../../src/rule.js';

export default {
  id: 'cognito-unauthenticated-access',
  category: 'exposure',
  severity: 'high',
  preset: 'recommended',
  summary: 'The role for guests of an identity pool may do more than guests need',
  why: `
An identity pool that takes guests gives AWS credentials to whoever asks for them with the pool's id, and that id stands in
the code of the web page or app. What the role for guests may do, everybody on the internet may do: read the bucket, write
to the table, call the function, without a trace of who it was.

The rule knows the role by its trust policy (\`cognito-identity.amazonaws.com:amr\` is \`unauthenticated\`), and is silent on
what guests are let in for: telemetry, maps and places, voices and bots, and the pool itself.`,
  fix: `
Let the pool take users who have signed in alone, or leave guests what harms nobody:

\`\`\`json
{
  "Effect": "Allow",
  "Action": ["rum:PutRumEvents", "cognito-identity:GetCredentialsForIdentity"],
  "Resource": "*"
}
\`\`\`

What the page needs beyond that, it can ask of an API that limits how often and for what it is asked.`,
  references: [
    'https://docs.aws.amazon.com/cognito/latest/developerguide/identity-pools.html',
    'https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html',
    'https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html',
  ],
  aliases: ['cwe:CWE-306', 'checkov:CKV_AWS_366'],

  *inventory({ identities, resources }) {
    const guests = identities.flatMap((role) => {
      const word = guestsOf(role);
      return word === undefined ? [] : [{ role, word }];
    });
    if (guests.length === 0) return;
    const pools = resources.filter(({ type }) => type === 'AWS::Cognito::IdentityPool');
    const taken = takesGuests(pools);
    if (taken === undefined) return;
    for (const { role, word } of guests) {
      const { access, policies: applied } = appliedTo(role, membershipsOf([]));
      const answer = granted(access, { actions: minus(all(), expandAll(FOR_GUESTS)), resources: ['*'] });
      const [grant] = answer.grants;
      if (answer.verdict === 'no' || grant === undefined) continue;
      const source = applied.find(({ policy }) => policy.statements.includes(grant))?.from;
      const { at, words } = source !== undefined && 'policyName' in source ? attached(source) : widestOf(grant);
      yield {
        at,
        message: `\`${words}\` is allowed to everyone on the internet, as a guest of the identity pool of \`${role.name}\``,
        confidence: answer.verdict === 'yes' ? taken : 'possible',
        related: [{ at: word, message: 'this lets in guests who have not signed in' }],
      };
    }
  },
} satisfies Rule;

/** What is there to be used without signing in, and tells or changes nothing of anybody else's. */
const FOR_GUESTS = [
  'cognito-identity:GetCredentialsForIdentity',
  'cognito-identity:GetId',
  'cognito-identity:GetOpenIdToken',
  'cognito-sync:*',
  'evidently:EvaluateFeature',
  'evidently:PutProjectEvents',
  'geo-maps:*',
  'geo-places:*',
  'geo-routes:*',
  'geo:CalculateRoute*',
  'geo:GetMap*',
  'geo:GetPlace',
  'geo:SearchPlaceIndexFor*',
  'lex:DeleteSession',
  'lex:PostContent',
  'lex:PostText',
  'lex:PutSession',
  'lex:RecognizeText',
  'lex:RecognizeUtterance',
  'lex:StartConversation',
  'mobileanalytics:PutEvents',
  'mobiletargeting:PutEvents',
  'mobiletargeting:UpdateEndpoint',
  'personalize:PutEvents',
  'polly:SynthesizeSpeech',
  'rum:PutRumEvents',
];

/** Where a role's trust policy lets in guests of an identity pool. */
function guestsOf({ type, trust }: Identity): Located | undefined {
  if (type !== 'role' || trust === undefined) return undefined;
  return trust.statements.flatMap(guestCondition)[0];
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html */
function guestCondition({ effect, conditions }: Statement): readonly Condition[] {
  if (effect !== 'Allow') return [];
  return conditions.filter(
    (condition) =>
      conditionKeyName(condition) === 'cognito-identity.amazonaws.com:amr' &&
      !isNegatedOperator(condition.operator) &&
      condition.values.some((value) => literalOf(value) === 'unauthenticated'),
  );
}

/** Whether some pool takes guests, as far as the input holds pools; undefined where all of them refuse. */
function takesGuests(pools: readonly Resource[]): Confidence | undefined {
  if (pools.length === 0) return 'possible';
  const settings = pools.flatMap((pool) =>
    propertyVariants(pool, 'AllowUnauthenticatedIdentities').map(({ value }) =>
      value === undefined ? false : booleanOf(value),
    ),
  );
  if (settings.includes(true)) return 'proven';
  return settings.includes(undefined) ? 'possible' : undefined;
}

/** What to point at where one of AWS's own policies grants it: where that is attached. */
function attached({ place, policyName }: Attachment): { readonly at: Located; readonly words: string } {
  return { at: { place }, words: displayText(policyName) };
}

/** What to point at in a grant: its first action that is more than guests need. */
function widestOf({ action, ...statement }: Statement): { readonly at: Located; readonly words: string } {
  const items = action?.negated === false ? action.items : [];
  const usual = new Set(FOR_GUESTS);
  const first = items.find((item) => !usual.has(displayText(item))) ?? items[0];
  if (first !== undefined) return { at: first, words: displayText(first) };
  return { at: action ?? statement, words: action?.name ?? 'Statement' };
}
