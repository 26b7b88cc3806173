import { type Vacuity, vacuityOf } from '../../src/access/vacuous-condition.js';
import { findConditionKey, isMultivalued } from '../../src/aws/condition-keys.js';
import { displayText, shortText } from '../../src/document/value.js';
import { conditionKeyName } from '../../src/policy/condition-key.js';
import type { Condition, Statement } from '../../src/policy/model.js';
import type { Problem, Rule } from '../../src/rule.js';

export default {
  id: 'always-true-condition',
  category: 'condition',
  severity: 'high',
  preset: 'recommended',
  summary: 'A condition of an Allow restricts nothing',
  why: `
The statement looks as if it let only some through, and lets through whoever it was to keep out. Reviewers see a
condition and go on. It comes about in three ways:

- **Any value will do.** \`0.0.0.0/0\`, \`*\` for an organization or a region, \`true\` beside \`false\`.
- **The key is never there.** \`StringEqualsIfExists\`, \`ForAllValues:\` and negated operators hold where the request
  lacks the key, and no request for these actions has it: \`ec2:Vpc\` for an action of S3.
- **Those to be kept out lack the key.** \`StringEqualsIfExists\` on \`aws:SourceVpce\` holds for everybody who comes from
  the internet, on \`sts:ExternalId\` for whoever leaves it out; \`ForAllValues:StringEquals\` on \`aws:PrincipalOrgID\`
  holds for callers that are in no organization.

Silent: \`ForAllValues\` on keys that are lists by nature (\`aws:TagKeys\`, \`kms:EncryptionContextKeys\`, attributes of
DynamoDB), \`IfExists\` on keys that some of the actions have, a pair of \`IfExists\` on addresses and on VPCs, of which each
request has one, tests of presence by \`*\` on tags, and conditions beside others that keep strangers out. On MFA see
\`bypassable-mfa-condition\`.`,
  fix: `
Leave \`IfExists\` and \`ForAllValues\` out of an Allow, and name what you mean:

\`\`\`json
"Condition": {
  "StringEquals": { "aws:PrincipalOrgID": "o-exampleorgid" },
  "IpAddress": { "aws:SourceIp": "203.0.113.0/24" }
}
\`\`\`

For a list that must not be empty, ask for the key beside it:

\`\`\`json
"Condition": {
  "ForAllValues:StringLike": { "aws:PrincipalOrgPaths": "o-exampleorgid/r-root/ou-data/*" },
  "Null": { "aws:PrincipalOrgPaths": "false" }
}
\`\`\`

If nothing is to be restricted, drop the condition, so that everybody sees it.`,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IfExists',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html',
  ],
  aliases: ['access-analyzer:FORALLVALUES_WITH_SINGLE_VALUED_KEY', 'cwe:CWE-863'],
  // Where such a condition leaves a door open, the open door is what to report.
  coveredBy: [
    'public-s3-principal',
    'public-resource-policy',
    'public-network-resource-policy',
    'public-trust-policy',
    'cross-account-without-external-id',
    'unpinned-oidc-subject',
    'confused-deputy',
    'confused-deputy-trust',
  ],

  *statement(statement) {
    if (statement.effect !== 'Allow') return;
    for (const condition of statement.conditions) {
      const vacuity = vacuityOf(condition, statement);
      if (vacuity !== undefined) yield problemOf(condition, vacuity, statement);
    }
  },
} satisfies Rule;

function problemOf(condition: Condition, vacuity: Vacuity, statement: Statement): Problem {
  const words = `\`${displayText(condition.operator.text)}\` on \`${shortText(condition.key, 40)}\``;
  const known = findConditionKey(conditionKeyName(condition) ?? '');
  const isOnOneValue = condition.operator.set === 'ForAllValues' && known !== undefined && !isMultivalued(known);
  return {
    at: condition,
    message: `${words} ${consequence(vacuity, statement)}`,
    confidence: vacuity.because === 'never there' && !vacuity.isSure ? 'possible' : 'proven',
    aliases: isOnOneValue ? ['access-analyzer:FORALLVALUES_WITH_SINGLE_VALUED_KEY'] : [],
  };
}

function consequence(vacuity: Vacuity, { action }: Statement): string {
  switch (vacuity.because) {
    case 'any value':
      return 'takes any value: this Allow is as wide as without it';
    case 'absent':
      return `lets ${vacuity.who} through: it holds where the key is missing`;
    case 'never there': {
      const [first, ...more] = action?.items ?? [];
      const others = more.length === 0 ? '' : ` and ${more.length} more`;
      return `restricts nothing: no request for \`${first === undefined ? '' : shortText(first, 40)}\`${others} has the key`;
    }
  }
}
