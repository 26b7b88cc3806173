import type { Rule } from '../../src/rule.js';

export default {
  id: 'suppression-without-reason',
  category: 'configuration',
  severity: 'low',
  preset: 'recommended',
  summary: 'A suppression does not say why',
  why: `
A suppression without a reason cannot be reviewed: nobody can tell whether the risk was weighed, by whom, and whether what
made it acceptable still holds. It suppresses all the same.`,
  fix: `
Say what makes the access acceptable, best with a reference to where it was decided:

\`\`\`yaml
# leastwise-ignore admin-access -- break-glass role, alarmed on use (SEC-42)
\`\`\``,
  references: ['https://github.com/leastwise/leastwise#accepting-findings'],
} satisfies Rule;
