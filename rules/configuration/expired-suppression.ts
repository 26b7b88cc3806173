import type { Rule } from '../../src/rule.js';

export default {
  id: 'expired-suppression',
  category: 'configuration',
  severity: 'medium',
  preset: 'recommended',
  summary: 'The time of a suppression is over',
  why: `
Whoever wrote the suppression accepted the finding until a day, and that day is over. From the next day on the suppression
takes in nothing, and the finding is reported again; this finding says why it is back. A suppression holds on the day that
it names, and days begin and end as in UTC.`,
  fix: `
Mend what the suppression hid. Where that has to wait, ask whoever accepted it, and write down the new day and the reason:

\`\`\`yaml
suppressions:
  - rule: wildcard-action
    resource: MigrationRole
    reason: The migration runs until the end of March (PLAT-123)
    expires: 2027-03-31
\`\`\``,
  references: ['https://github.com/leastwise/leastwise#accepting-findings'],
} satisfies Rule;
