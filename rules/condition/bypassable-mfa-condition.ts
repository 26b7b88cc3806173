import { asksForMfa, isAboutMfa } from '../../src/access/mfa.js';
import { bypassesAmong, type MfaBypass } from '../../src/access/mfa-bypass.js';
import { conditionHoldsIn, holdsIn, situationsWithMfa } from '../../src/access/mfa-situation.js';
import { displayText } from '../../src/document/value.js';
import { type Holders, holdersOf, policiesBeside } from '../../src/inventory/memberships.js';
import { isForRolesAlone } from '../../src/inventory/model.js';
import { conditionKeyName } from '../../src/policy/condition-key.js';
import type { Condition, Statement } from '../../src/policy/model.js';
import type { Problem, Rule } from '../../src/rule.js';

export default {
  id: 'bypassable-mfa-condition',
  category: 'condition',
  severity: 'high',
  preset: 'recommended',
  summary: 'A condition on MFA lets some get by without it',
  why: `
The policy looks as if it asked for MFA, and does not ask everybody. \`aws:MultiFactorAuthPresent\` is there only in
requests with temporary credentials, and \`aws:MultiFactorAuthAge\` only if MFA was used; a request with a long-term access
key has neither, and what a condition makes of an absent key depends on its operator:

| effect | condition                         | who gets by without MFA                             |
| ------ | --------------------------------- | --------------------------------------------------- |
| Deny   | \`Bool … Present: false\`           | access keys: the key is absent, nothing is denied   |
| Deny   | \`Null … Present: true\`            | temporary credentials without MFA                   |
| Deny   | \`NumericGreaterThan … Age\`        | everybody: without MFA there is no age              |
| Allow  | \`BoolIfExists … Present: true\`    | access keys: an absent key is as good as true       |
| Allow  | \`Null … Present: false\`           | temporary credentials, with MFA or without          |
| Allow  | \`NumericLessThanIfExists … Age\`   | everybody                                           |

The leaked access key, which MFA is meant to stop, is just the one that passes most of them.

The rule evaluates the conditions of each statement for an access key, for temporary credentials without MFA and with it.
Two that hold only together (one Deny for access keys, one for temporary credentials) count together, also in another
policy of the same holder. A weak Deny beside grants that all ask for MFA themselves is reported as possible. Silent: what setting up MFA needs, statements for services and identity providers, and policies
of roles alone, of which \`mfa-condition-on-role\` speaks.`,
  fix: `
In a Deny, \`BoolIfExists\` with \`false\`; it denies where the key is absent, too:

\`\`\`json
"Effect": "Deny",
"Condition": { "BoolIfExists": { "aws:MultiFactorAuthPresent": "false" } }
\`\`\`

In an Allow, \`Bool\` with \`true\`:

\`\`\`json
"Effect": "Allow",
"Condition": { "Bool": { "aws:MultiFactorAuthPresent": "true" } }
\`\`\`

For MFA of the last hour: in a Deny \`"NumericGreaterThanIfExists": { "aws:MultiFactorAuthAge": "3600" }\`, in an Allow
\`"NumericLessThan": { "aws:MultiFactorAuthAge": "3600" }\`.`,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IfExists',
    'https://repost.aws/knowledge-center/mfa-iam-user-aws-cli',
  ],
  aliases: ['cwe:CWE-308', 'cwe:CWE-305'],

  *inventory(inventory) {
    let holders: Holders | undefined;
    for (const policy of inventory.policies) {
      const asking = isForRolesAlone(policy) ? [] : policy.statements.filter(asksPeopleForMfa);
      if (asking.length === 0) continue;
      holders ??= holdersOf(inventory.identities);
      const bypassOf = bypassesAmong([policy, ...policiesBeside(policy, holders)]);
      for (const statement of asking) {
        const bypass = bypassOf(statement);
        if (bypass !== undefined) yield problemOf(statement, bypass);
      }
    }
  },
} satisfies Rule;

/** A statement that asks for MFA, and not only services and identity providers, for which there is none. */
function asksPeopleForMfa(statement: Statement): boolean {
  const { principal } = statement;
  if (!asksForMfa(statement)) return false;
  if (principal === undefined || principal.negated || principal.unknown.length > 0) return true;
  return principal.items.some(({ type }) => type !== 'Service' && type !== 'Federated');
}

function problemOf(statement: Statement, bypass: MfaBypass): Problem {
  const conditions = statement.conditions.filter(isAboutMfa);
  const culprit = conditions.find((condition) => isTooWeak(condition, statement, bypass)) ?? conditions[0];
  const consequence = conditions.length > 1 ? `together: ${effectOf(statement, bypass)}` : effectOf(statement, bypass);
  const message = `${subjectOf(conditions)} ${consequence}; write ${remedyOf(statement.effect, conditions)}`;
  const confidence = bypass.verdict === 'yes' ? 'proven' : 'possible';
  return { at: culprit ?? statement, message, when: statement.when, confidence };
}

/** The condition to point at: of an Allow one that lets them through, of a Deny one that keeps it from denying them. */
function isTooWeak(condition: Condition, { effect }: Statement, { situations }: MfaBypass): boolean {
  const verdicts = situations.map((situation) => conditionHoldsIn(condition, situation));
  return effect === 'Deny' ? verdicts.includes('no') : !verdicts.includes('no');
}

function subjectOf(conditions: readonly Condition[]): string {
  const operators = new Set(conditions.map(({ operator }) => `\`${displayText(operator.text)}\``));
  const keys = new Set(conditions.map(({ key }) => `\`${displayText(key)}\``));
  return `${[...operators].join(' and ')} on ${keys.size === 1 ? [...keys][0] : 'the keys of MFA'}`;
}

function effectOf(statement: Statement, { situations }: MfaBypass): string {
  const who = `${situations.map((situation) => situation.who).join(' and ')} without MFA`;
  const verdicts = situationsWithMfa(statement).map((situation) => holdsIn(statement, situation));
  if (statement.effect === 'Deny') {
    const isInverted = verdicts.every((verdict) => verdict === 'yes');
    return isInverted ? `denies sessions with MFA, not ${who}` : `does not deny ${who}`;
  }
  const isInverted = verdicts.every((verdict) => verdict === 'no');
  return isInverted ? `allows ${who}, nobody with it` : `allows ${who}`;
}

/** What to write instead, in as many words as fit into a message. */
function remedyOf(effect: Statement['effect'], conditions: readonly Condition[]): string {
  const isOfAge = conditions.every((condition) => conditionKeyName(condition) === 'aws:multifactorauthage');
  if (isOfAge) return effect === 'Deny' ? '`NumericGreaterThanIfExists`' : '`NumericLessThan`';
  return effect === 'Deny' ? '`BoolIfExists` with `false`' : '`Bool` with `true`';
}
