import { literalOf, shortText } from '../../src/policy/index.js';
import type { Problem, Rule, Statement } from '../../src/rule.js';

export default {
  id: 'repeated-statement-id',
  category: 'validity',
  severity: 'low',
  preset: 'validity',
  summary: 'Two statements of a resource’s policy have the same id',
  why: `
The services that keep policies of resources mostly take two statements with one \`Sid\`, but tools that change a policy by
its statement ids (\`aws lambda remove-permission\`, Terraform's \`override_policy_documents\`, one's own scripts) then
change the wrong one, or both. Whoever reads the log cannot tell which of them was meant.`,
  fix: `
Give each statement a name of its own:

\`\`\`json
[
  { "Sid": "ReadByApp", "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "sqs:ReceiveMessage", "Resource": "*" },
  { "Sid": "WriteByShop", "Effect": "Allow", "Principal": { "AWS": "444455556666" }, "Action": "sqs:SendMessage", "Resource": "*" }
]
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-general-warning-unique-sids-recommended',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html',
  ],
  aliases: ['access-analyzer:UNIQUE_SIDS_RECOMMENDED'],
  policyKinds: ['resource', 'endpoint'],

  *policy({ statements }): Iterable<Problem> {
    if (statements.length < 2) return;
    const first = new Map<string, Statement>();
    for (const statement of statements) {
      const { sid } = statement;
      const written = sid === undefined ? undefined : literalOf(sid);
      if (sid === undefined || written === undefined || written === '') continue;
      const same = first.get(written);
      // Variants of one statement, of which a template's condition takes one, share their id.
      if (same === undefined) first.set(written, statement);
      else if (same.index !== statement.index) {
        yield {
          at: sid,
          message: `\`${shortText(sid)}\` names two statements`,
          related: same.sid === undefined ? [] : [{ at: same.sid, message: 'It stands here first' }],
          aliases: ['access-analyzer:UNIQUE_SIDS_RECOMMENDED'],
        };
      }
    }
  },
} satisfies Rule;
