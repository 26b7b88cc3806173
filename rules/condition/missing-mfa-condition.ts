import {
  type ActionSet,
  areDisjoint,
  count,
  expand,
  intersect,
  isEmpty,
  minus,
  names,
} from '../../src/access/action-set.js';
import { applicable } from '../../src/access/applicable.js';
import { deniedOn } from '../../src/access/denied-on.js';
import { asksForMfa, deniedByMfa, gravestActions, sensitiveActions } from '../../src/access/mfa.js';
import { isUser } from '../../src/access/principals.js';
import { actionsWithin, speaksOf } from '../../src/access/speaks-of.js';
import { actionsOf, actionsOfItem, isOnEveryResource } from '../../src/access/statement-set.js';
import type { Located } from '../../src/document/place.js';
import { displayText, type Part } from '../../src/document/value.js';
import { guardsOf, membershipsOf } from '../../src/inventory/memberships.js';
import { type Inventory, type PlacedPolicy, policiesOf } from '../../src/inventory/model.js';
import type { Statement } from '../../src/policy/model.js';
import type { Problem, Rule } from '../../src/rule.js';

export default {
  id: 'missing-mfa-condition',
  category: 'condition',
  severity: 'medium',
  preset: 'recommended',
  summary: 'People may take sensitive actions without MFA',
  why: `
A password or access key is stolen by one phishing mail or one committed file. Without a condition on MFA that is enough
to hand out permissions, to stop the trail, to delete data and the backups. With it, the thief also needs the device.

The rule looks at policies of IAM users and groups and at trust policies that name IAM users, for changes to IAM, the
account and the organization, for a curated list of actions that end logging and detection or destroy what nothing
brings back, and, as possible, for becoming any role. A policy document whose holder is not known is reported once, as
possible, if it allows some of that list on all resources. Silent: roles of services and workloads, permission sets of
Identity Center (where MFA belongs to the sign-in), what people may do to their own user (\`\${aws:username}\`), statements
that ask for MFA, and holders of another policy that denies without MFA.`,
  fix: `
Deny everything but setting up MFA where there is none, once, for the group that all people are in:

\`\`\`json
{
  "Effect": "Deny",
  "NotAction": ["iam:CreateVirtualMFADevice", "iam:EnableMFADevice", "iam:GetUser", "iam:ListMFADevices",
    "iam:ListVirtualMFADevices", "iam:ResyncMFADevice", "iam:ChangePassword", "sts:GetSessionToken"],
  "Resource": "*",
  "Condition": { "BoolIfExists": { "aws:MultiFactorAuthPresent": "false" } }
}
\`\`\`

or ask for it in the statement (in a trust policy, in the trust policy):

\`\`\`json
"Condition": { "Bool": { "aws:MultiFactorAuthPresent": "true" } }
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#enable-mfa-for-privileged-users',
  ],
  aliases: [
    'cwe:CWE-308',
    'cis-aws-3.0:1.10',
    'security-hub:IAM.5',
    'security-hub:IAM.19',
    'trivy:AVD-AWS-0123',
    'kics:iam_user_policy_without_mfa',
    'kics:authentication_without_mfa',
    'terrascan:AC_AWS_0149',
  ],
  // The same words, said more strongly: whoever lists the actions sees what is left without MFA.
  coveredBy: ['admin-access', 'allow-not-action', 'wildcard-action'],

  *inventory(inventory) {
    yield* policiesOfPeople(inventory);
    for (const policy of inventory.policies) {
      if (policy.kind === 'trust') yield* trustedUsers(policy);
      if (policy.kind === 'identity' && policy.form === 'document') yield* unknownHolder(policy);
    }
  },
} satisfies Rule;

/** One problem for each policy of a user or group, at the words that allow the most that is sensitive. */
function* policiesOfPeople({ identities }: Inventory): Iterable<Problem> {
  const reported = new Set<PlacedPolicy>();
  const memberships = membershipsOf(identities);
  for (const identity of identities) {
    if (identity.type !== 'user' && identity.type !== 'group') continue;
    const guards = guardsOf(identity, memberships);
    for (const policy of policiesOf(identity)) {
      if (reported.has(policy)) continue;
      const found = mostSensitive(policy, guards) ?? anyRole(policy, guards);
      if (found === undefined) continue;
      reported.add(policy);
      const message = `\`${found.words}\` lets ${identity.type} \`${identity.name}\` ${found.what} without MFA`;
      const isCertain = identity.complete && found.rest === undefined;
      yield { at: found.at, message, confidence: isCertain ? 'proven' : 'possible' };
    }
  }
}

function* trustedUsers(policy: PlacedPolicy): Iterable<Problem> {
  for (const statement of policy.statements) {
    if (statement.effect !== 'Allow' || asksForMfa(statement) || statement.principal?.negated !== false) continue;
    const user = statement.principal.items.find(isUser);
    const assumed = minus(intersect(actionsOf(statement), expand('sts:AssumeRole')), deniedByMfa(statement, [policy]));
    if (user === undefined || isEmpty(assumed)) continue;
    const role = policy.resource === undefined ? 'the role' : `\`${policy.resource.name}\``;
    yield { at: user, message: `\`${displayText(user.value)}\` may assume ${role} without MFA` };
  }
}

function* unknownHolder(policy: PlacedPolicy): Iterable<Problem> {
  const found = mostSensitive(policy);
  if (found === undefined) return;
  const message = `\`${found.words}\` allows its holder to ${found.what} without MFA`;
  yield { at: found.at, message, confidence: 'possible' };
}

interface Sensitive {
  readonly at: Located;
  readonly words: string;
  /** What it lets do, as it goes behind "may". */
  readonly what: string;
  /** How many sensitive actions the words stand for. */
  readonly reach: number;
  /** What it rests on besides, where it does. */
  readonly rest?: 'trust policies';
}

/** The words of a policy that let its holder become any role; those roles' trust policies may ask for MFA themselves. */
function anyRole(policy: PlacedPolicy, guards: readonly PlacedPolicy[]): Sensitive | undefined {
  for (const statement of policy.statements) {
    if (statement.effect !== 'Allow' || asksForMfa(statement) || statement.conditions.length > 0) continue;
    if (statement.resource !== undefined && !isOnEveryResource(statement)) continue;
    const assumed = intersect(actionsOf(statement), expand('sts:AssumeRole'));
    const left = minus(minus(assumed, deniedOn(statement, guards)), deniedByMfa(statement, guards));
    if (isEmpty(left)) continue;
    return { ...describe(statement, left, left), what: 'become any role', rest: 'trust policies' };
  }
  return undefined;
}

/**
 * The words of a policy that allow the most of what is sensitive without asking for MFA; whatever the order of its
 * statements, they are the same.
 *
 * @param guards the holder's policies; absent where the holder is unknown, then only the gravest on everything counts
 */
function mostSensitive(policy: PlacedPolicy, guards?: readonly PlacedPolicy[]): Sensitive | undefined {
  let most: Sensitive | undefined;
  for (const statement of policy.statements) {
    if (statement.effect !== 'Allow' || asksForMfa(statement) || isOwnAffair(statement)) continue;
    const isEverywhere = isOnEveryResource(statement) && statement.conditions.length === 0;
    if (guards === undefined && !isEverywhere) continue;
    const curated = guards === undefined ? gravestActions() : sensitiveActions();
    const actions = actionsWithin(statement, curated);
    if (isEmpty(actions)) continue;
    const denying = guards ?? [policy];
    const free = minus(minus(actions, deniedOn(statement, denying)), deniedByMfa(statement, denying));
    const left = applicable(free, statement);
    const found = isEmpty(left) ? undefined : describe(statement, left, curated);
    if (found !== undefined && (most === undefined || isGraver(found, most))) most = found;
  }
  return most;
}

function isGraver(a: Sensitive, b: Sensitive): boolean {
  return a.reach > b.reach || (a.reach === b.reach && a.words < b.words);
}

/** Variables that name the caller, or something of his. */
const CALLER = /^(?:aws:username|aws:userid|aws:principaltag\/.*|.*:sub)$/i;

/** A statement about the caller's own user: changing one's password, managing one's keys. */
function isOwnAffair({ resource }: Statement): boolean {
  const items = resource?.negated === false ? resource.items : [];
  const isOwn = (part: Part) => typeof part === 'object' && part.kind === 'variable' && CALLER.test(part.name);
  return items.length > 0 && items.every((item) => item.parts.some(isOwn));
}

function describe(statement: Statement, sensitive: ActionSet, curated: ActionSet): Sensitive {
  const { action } = statement;
  const items = action?.negated === false ? action.items : [];
  const item = items.find((one) => speaksOf(one, curated) && !areDisjoint(actionsOfItem(one), sensitive));
  const allowed = item === undefined ? sensitive : intersect(actionsOfItem(item), sensitive);
  const [first = ''] = names(allowed);
  const more = count(allowed) - 1;
  const others = more === 0 ? '' : ` and ${more} more sensitive ${more === 1 ? 'action' : 'actions'}`;
  const what = `call \`${first}\`${others}`;
  const reach = count(allowed);
  if (item === undefined) return { at: action ?? statement, words: action?.name ?? 'Statement', what, reach };
  const words = displayText(item);
  return { at: item, words, what: first === words ? 'do so' : what, reach };
}
