import type { Rule } from '../../src/rule.js';

export default {
  id: 'unused-suppression',
  category: 'configuration',
  severity: 'low',
  preset: 'recommended',
  summary: 'A suppression takes in nothing',
  why: `
A suppression that is of no use looks like an accepted risk and is none: what it was for is mended, or it has never worked
because the rule is misspelled, the date is none, or it stands at another line than the finding. Left where it is, it hides
the next finding of that rule in the same place, which nobody has accepted.

Of the configuration this is said only where the run has looked at all files that the suppression may speak of, and only
of rules that ran.`,
  fix: `
Take the suppression away, or mend what it says. Beside the code it speaks of the members and elements that begin on its
own line or, where it has a line of its own, on the next one, and of all within them:

\`\`\`yaml
- Effect: Allow
  # leastwise-ignore wildcard-action -- the bucket is this job's own
  Action: s3:*
\`\`\``,
  references: ['https://github.com/leastwise/leastwise#accepting-findings'],
} satisfies Rule;
