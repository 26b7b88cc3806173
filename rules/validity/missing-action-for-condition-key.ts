import { conditionKeyName, literalOf, matches, shortText } from '../../src/policy/index.js';
import type { Condition, Element, Rule } from '../../src/rule.js';

export default {
  id: 'missing-action-for-condition-key',
  category: 'validity',
  severity: 'medium',
  preset: 'validity',
  summary: 'A trust policy asks for session tags or a source identity that it does not let anybody set',
  why: `
Whoever assumes a role may pass tags and a source identity along, if the role's trust policy allows \`sts:TagSession\` and
\`sts:SetSourceIdentity\`. A statement that asks for such a key and does not list the action lets nobody in: with the key
in the request the second action is not allowed, and without it the condition fails.`,
  fix: `
List the action beside \`sts:AssumeRole\`:

\`\`\`json
"Action": ["sts:AssumeRole", "sts:SetSourceIdentity"],
"Condition": { "StringLike": { "sts:SourceIdentity": "employee-*" } }
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-missing-action-for-condition-key',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html',
  ],
  aliases: ['access-analyzer:MISSING_ACTION_FOR_CONDITION_KEY'],
  policyKinds: ['trust'],

  *statement({ effect, action, conditions, unknown }) {
    if (effect !== 'Allow' || action === undefined) return;
    for (const condition of conditions) {
      const needed = actionFor(condition);
      if (needed === undefined || lists(action, needed)) continue;
      yield {
        at: condition,
        message: `\`${shortText(condition.key)}\` is in no request that this allows: \`${needed}\` sets it and is not listed`,
        confidence: unknown.length > 0 ? 'possible' : 'proven',
        related: [{ at: action, message: 'These are allowed' }],
        aliases: ['access-analyzer:MISSING_ACTION_FOR_CONDITION_KEY'],
      };
    }
  },
} satisfies Rule;

/** The action that sets the key which a condition asks for, where it asks for one. */
function actionFor(condition: Condition): string | undefined {
  const { operator, values } = condition;
  // What holds without the key does not ask for it.
  if (operator.ifExists || operator.set === 'ForAllValues' || operator.name?.includes('Not') === true) return undefined;
  if (operator.name === 'Null' && values.some((value) => literalOf(value)?.toLowerCase() === 'true')) return undefined;
  const key = conditionKeyName(condition) ?? '';
  if (key === 'sts:sourceidentity') return 'sts:SetSourceIdentity';
  return key === 'aws:tagkeys' || key === 'sts:transitivetagkeys' || key.startsWith('aws:requesttag/')
    ? 'sts:TagSession'
    : undefined;
}

function lists({ items, negated, unknown }: Element, action: string): boolean {
  if (unknown.length > 0) return true;
  const isListed = items.some((item) => {
    const pattern = literalOf(item);
    return pattern === undefined || matches(pattern.toLowerCase(), action.toLowerCase());
  });
  return isListed !== negated;
}
