import type { Rule } from '../rule.js';

/** What `diff` reports. It has no checks of its own: what is new shows only beside what was there before. */
export const newAccessRule: Rule = {
  id: 'new-access',
  category: 'organization',
  severity: 'high',
  preset: 'recommended',
  summary: 'A change allows what was not allowed before',
  why: `
A few changed lines of a policy do not show what they newly allow. A wildcard grew by a segment, a condition went away,
a Deny no longer reaches as far, a statement moved to a policy that more roles hold. \`leastwise diff\` compares what two
revisions allow, as AWS evaluates it, and reports each statement that grants something which the base did not, with a
request that shows it.

What an identity may do is compared as a whole: a statement that moves from one of its policies to another is no new
access, and a boundary or Deny that is gone is. Other policies are compared one by one. Where the input does not tell
enough to prove either, the finding is \`possible\`; it counts all the same, since nobody has shown that nothing is new.`,
  fix: `
Approve the access if it is meant. If it is not, narrow the statement until the request is no longer allowed, for
instance by naming the resource:

\`\`\`json
"Action": "s3:DeleteObject",
"Resource": "arn:aws:s3:::my-bucket/tmp/*"
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-custom-policy-checks.html',
    'https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_CheckNoNewAccess.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html',
  ],
  aliases: ['access-analyzer:CheckNoNewAccess'],
};
