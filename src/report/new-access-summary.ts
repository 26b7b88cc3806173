import type { Report } from './report.js';
import { counted } from './terminal.js';
import { leftovers } from './text.js';

/** What a comparison came to, on one line. */
export function newAccessSummary(report: Report): string {
  const { findings, summary } = report;
  const { policies, comparedWith = 0, widened = 0 } = summary;
  const compared = `${counted(policies, 'policy', 'policies')} compared with ${comparedWith}`;
  if (findings.length === 0) {
    // Where something could not be read, nobody knows.
    const none = report.failures.length > 0 ? 'no new access found' : 'no new access';
    return [`${none}: ${compared}`, ...leftovers(report)].join(', ');
  }
  const open = findings.filter(({ confidence }) => confidence === 'possible').length;
  const unproven = open === 0 ? '' : ` (${open} not provable)`;
  const where = widened === 0 ? '' : ` in ${widened} of ${counted(policies, 'policy', 'policies')}`;
  return [`${counted(findings.length, 'new grant')}${unproven}${where}`, ...leftovers(report)].join(', ');
}
