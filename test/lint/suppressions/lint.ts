import { rules } from '../../../rules/index.js';
import { createLinter } from '../../../src/lint/lint.js';
import { DEFAULT_SETTINGS, type Settings } from '../../../src/lint/settings.js';
import type { Report } from '../../../src/report/report.js';

/** The day that it is in these tests. */
const TODAY = '2026-06-15';

/** Lints texts by path. */
export async function lint(files: Readonly<Record<string, string>>, settings: Partial<Settings> = {}): Promise<Report> {
  const all = { ...DEFAULT_SETTINGS, today: TODAY, ...settings };
  const linter = createLinter(rules, all, '0.0.0', '/repo');
  for (const [path, text] of Object.entries(files)) await linter.add(path, text);
  return linter.report();
}

/** Findings and what is suppressed, a line each. */
export function told({ findings, suppressed }: Report): readonly string[] {
  return [
    ...findings.map(({ rule, line, message }) => {
      const isRemark = rule.includes('suppression');
      return isRemark ? `${line} ${rule}: ${message}` : `${line} ${rule}`;
    }),
    ...suppressed.map(({ rule, line, by, reason, expires }) =>
      [`${line} ${rule} by ${by}: ${reason}`, ...(expires === undefined ? [] : [`until ${expires}`])].join(' '),
    ),
  ];
}
