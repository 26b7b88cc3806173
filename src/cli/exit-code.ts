import type { FailureSettings } from '../config/settings.js';
import { isAtLeast } from '../lint/active-rules.js';
import type { Report } from '../report/report.js';
import { EXIT } from './surroundings.js';

/** The exit code for a report. Failures count more than findings, and `exitZero` forgives findings only. */
export function exitCodeFor(report: Report, settings: FailureSettings, exitZero: boolean): number {
  if (report.failures.length > 0) return EXIT.trouble;
  return !exitZero && fails(report, settings) ? EXIT.findings : EXIT.ok;
}

function fails(report: Report, { failOn, countPossible, failOnUnresolved }: FailureSettings): boolean {
  if (failOnUnresolved && report.unresolved.length > 0) return true;
  if (failOn === 'none') return false;
  return report.findings.some(
    ({ severity, confidence }) => isAtLeast(severity, failOn) && (countPossible || confidence === 'proven'),
  );
}
