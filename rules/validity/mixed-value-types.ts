import { shortText } from '../../src/policy/index.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'mixed-value-types',
  category: 'validity',
  severity: 'medium',
  preset: 'validity',
  summary: 'The values of a condition are of different JSON types',
  why: `
\`["111122223333", 444455556666]\` holds a string and a number. AWS asks for values of one type: it refuses the policy, or
reads the odd one as something else than is written (a number loses its leading zeros, so that an account's id becomes
another). Mostly one of several values came out of a template without its quotes. CloudFormation makes strings of them
all, so that its templates are not reported.`,
  fix: `
Write all values as strings, whatever the operator compares:

\`\`\`json
"Condition": { "StringEquals": { "aws:PrincipalAccount": ["111122223333", "444455556666"] } }
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-invalid-condition-data-type',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html',
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-managedpolicy.html',
  ],
  aliases: ['access-analyzer:INVALID_CONDITION_DATA_TYPE'],

  *statement({ conditions }, { resource }) {
    // CloudFormation makes a string of every value in a policy.
    if (resource?.sourceType.startsWith('AWS::') === true) return;
    for (const { key, values } of conditions) {
      const [first] = values;
      const odd = values.find(({ scalar }) => scalar !== first?.scalar);
      if (first === undefined || odd === undefined) continue;
      yield {
        at: odd,
        message: `\`${shortText(odd, 40)}\` is ${WORDS[odd.scalar]}, and another value of \`${shortText(key, 50)}\` ${WORDS[first.scalar]}`,
        related: [{ at: first, message: `This one is ${WORDS[first.scalar]}` }],
        aliases: ['access-analyzer:INVALID_CONDITION_DATA_TYPE'],
      };
    }
  },
} satisfies Rule;

const WORDS = { string: 'a string', number: 'a number', boolean: 'a boolean' } as const;
