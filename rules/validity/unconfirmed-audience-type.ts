import { displayText } from '../../src/policy/index.js';
import type { Rule } from '../../src/rule.js';
import { isAudience } from './set-operator-on-audience.js';

export default {
  id: 'unconfirmed-audience-type',
  category: 'validity',
  severity: 'info',
  preset: 'validity',
  summary: 'A condition on the audience of a token, of which AWS’s validator asks whether it is one value',
  why: `
Some identity providers write one audience into a token, others a list. AWS's validator asks with every condition on
\`…:aud\` to make sure which it is, since an operator for one value reads a list differently. With the providers that most
roles trust (GitHub, EKS, Cognito, Google) it is one value, and \`StringEquals\` without a set operator is right: there is
nothing to change then.`,
  fix: `
For one value, no set operator:

\`\`\`json
"Condition": { "StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" } }
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-confirm-audience-claim-type',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html',
  ],
  aliases: ['access-analyzer:CONFIRM_AUDIENCE_CLAIM_TYPE'],
  policyKinds: ['trust'],

  *statement({ conditions }) {
    for (const condition of conditions) {
      const { operator, key } = condition;
      if (operator.set === 'ForAnyValue' || operator.name === 'Null' || !isAudience(condition)) continue;
      const how = operator.set === undefined ? 'as one value' : 'as a list';
      yield {
        at: condition,
        message: `\`${displayText(key)}\` is read ${how} here: it depends on the provider which it is`,
        aliases: ['access-analyzer:CONFIRM_AUDIENCE_CLAIM_TYPE'],
      };
    }
  },
} satisfies Rule;
