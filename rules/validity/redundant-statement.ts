import { coveredStatements } from '../../src/access/covered-statements.js';
import { literalOf, type Statement, shortText } from '../../src/policy/index.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'redundant-statement',
  category: 'validity',
  severity: 'info',
  preset: 'strict',
  summary: 'A statement says nothing that another one of the same policy does not say',
  why: `
Two statements that grant the same are one too many: whoever takes access away changes the one that he finds, and the
other goes on granting it. The same goes for a statement that is wholly within a wider one: it looks like the limit, and
the wide one is what counts. Both count towards the size that a policy may have.`,
  fix: `
Remove the statement, or, if the wide one is more than is needed, the wide one:

\`\`\`json
{ "Sid": "ReadReports", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-redundant-statement',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_statement.html',
  ],
  aliases: ['access-analyzer:REDUNDANT_STATEMENT'],
  coveredBy: ['scp-without-effect'],

  *policy({ statements }) {
    if (statements.length < 2) return;
    for (const { statement, by, isRepeated } of coveredStatements(statements)) {
      yield {
        at: statement.action ?? statement,
        message: isRepeated
          ? `${nameOf(statement)} says the same as ${nameOf(by)}`
          : `${nameOf(statement)} adds nothing: ${nameOf(by)} says all of it`,
        when: statement.when,
        related: [{ at: by.action ?? by, message: isRepeated ? 'It stands here first' : 'This one says it' }],
        aliases: isRepeated ? ['access-analyzer:REDUNDANT_STATEMENT'] : [],
      };
    }
  },
} satisfies Rule;

/** A statement by its id, else by its place. */
function nameOf({ sid, index }: Statement): string {
  const isNamed = sid !== undefined && literalOf(sid) !== '';
  return `\`${isNamed ? shortText(sid, 50) : `Statement ${index + 1}`}\``;
}
