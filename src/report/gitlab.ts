import type { Severity } from '../rule.js';
import { fingerprint } from './fingerprint.js';
import { toJson } from './json.js';
import type { Failure, Finding, Report } from './report.js';
import { rootPath } from './root-path.js';

type CodeQualitySeverity = 'info' | 'minor' | 'major' | 'critical' | 'blocker';

/** One violation, as GitLab reads it. */
interface Violation {
  readonly description: string;
  readonly check_name: string;
  /** GitLab keeps one of those that are equal. */
  readonly fingerprint: string;
  readonly severity: CodeQualitySeverity;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number; readonly end?: number } };
}

const SEVERITIES: Readonly<Record<Severity, CodeQualitySeverity>> = {
  critical: 'blocker',
  high: 'critical',
  medium: 'major',
  low: 'minor',
  info: 'info',
};

/**
 * The report as GitLab's Code Quality reads it; what could not be read is in it as well. Ends with a line feed.
 *
 * https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 *
 * @param root the working directory, seen from the root of the repository
 */
export function renderGitlab(report: Report, root = ''): string {
  const violations = [
    ...report.failures.map((failure) => violationOfFailure(failure, root)),
    ...report.findings.map((finding) => violationOf(finding, root)),
  ];
  return toJson(withFingerprintsOfTheirOwn(violations));
}

function violationOf(finding: Finding, root: string): Violation {
  const { confidence, message, rule, severity, line, endLine } = finding;
  return {
    description: confidence === 'possible' ? `${message} (possible)` : message,
    check_name: rule,
    fingerprint: finding.fingerprint,
    severity: SEVERITIES[severity],
    location: { path: rootPath(finding.file, root), lines: { begin: line, end: endLine } },
  };
}

function violationOfFailure({ file, line, message }: Failure, root: string): Violation {
  const path = rootPath(file, root);
  return {
    description: `not read: ${message}`,
    check_name: 'failure',
    fingerprint: fingerprint({ rule: 'failure', file: path, text: message, ordinal: 0 }),
    severity: 'blocker',
    location: { path, lines: { begin: line ?? 1 } },
  };
}

/** Equal resources of two files have equal fingerprints: all but the first are told apart by their file, then counted. */
function withFingerprintsOfTheirOwn(violations: readonly Violation[]): readonly Violation[] {
  const taken = new Set<string>();
  const counts = new Map<string, number>();
  return violations.map((violation) => {
    const { check_name: rule, fingerprint: own, location } = violation;
    let distinct = own;
    while (taken.has(distinct)) {
      const key = `${own} ${location.path}`;
      const ordinal = counts.get(key) ?? 0;
      counts.set(key, ordinal + 1);
      distinct = fingerprint({ rule, file: location.path, text: own, ordinal });
    }
    taken.add(distinct);
    return { ...violation, fingerprint: distinct };
  });
}
