import { literalOf } from '../../src/policy/index.js';
import type { Problem, Rule, Statement } from '../../src/rule.js';

export default {
  id: 'invalid-statement-id',
  category: 'validity',
  severity: 'medium',
  preset: 'validity',
  summary: 'A statement id is given twice, or has characters that IAM does not take',
  why: `
IAM refuses a policy whose statements share a \`Sid\`, and one whose \`Sid\` has anything but letters and digits: no
spaces, no dashes, no underscores. The deployment fails, at best on the first stage. Policies of resources are checked by
their own services, most of which take more.`,
  fix: `
Give each statement a name of its own, of letters and digits, or none at all:

\`\`\`json
[
  { "Sid": "ReadReports", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" },
  { "Sid": "ListReports", "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::reports" }
]
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-unique-sids-required',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html',
  ],
  aliases: ['access-analyzer:UNIQUE_SIDS_REQUIRED', 'access-analyzer:UNSUPPORTED_SID'],
  policyKinds: ['identity', 'boundary', 'session', 'trust', 'scp', 'rcp'],

  *policy({ statements }): Iterable<Problem> {
    const first = new Map<string, Statement>();
    for (const statement of statements) {
      const { sid } = statement;
      const written = sid === undefined ? undefined : literalOf(sid);
      if (sid === undefined || written === undefined || written === '') continue;
      if (!/^[A-Za-z0-9]*$/.test(written)) {
        yield {
          at: sid,
          message: `\`${shortened(written)}\` is no statement id: IAM takes letters and digits only`,
          aliases: ['access-analyzer:UNSUPPORTED_SID'],
        };
      }
      const same = first.get(written);
      // Variants of one statement, of which a template's condition takes one, share their id.
      if (same === undefined) first.set(written, statement);
      else if (same.index !== statement.index) {
        yield {
          at: sid,
          message: `\`${shortened(written)}\` names two statements`,
          related: same.sid === undefined ? [] : [{ at: same.sid, message: 'It stands here first' }],
          aliases: ['access-analyzer:UNIQUE_SIDS_REQUIRED'],
        };
      }
    }
  },
} satisfies Rule;

/** Ids are as long as who gives them likes. */
const LONGEST_ID = 60;

function shortened(id: string): string {
  return id.length > LONGEST_ID ? `${id.slice(0, LONGEST_ID)}…` : id;
}
