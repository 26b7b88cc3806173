import type { Failure, Finding, Report, Span } from '../report/report.js';

/**
 * What a report says of files that have changed: findings in them, and those elsewhere that one of their lines explains.
 *
 * @param isChanged whether a file has, by its path as the report has it
 * @param lookedAt the files that were looked into
 * @param withIam those of them that hold IAM
 * @returns the report, and how many files that have not changed could not be read: what is wrong with them is left out
 */
export function changedOnly(
  report: Report,
  isChanged: (file: string) => boolean,
  lookedAt: readonly string[],
  withIam: ReadonlySet<string>,
): { readonly report: Report; readonly unread: number } {
  const known = new Set(lookedAt);
  const isIn = ({ file }: Pick<Span, 'file'>): boolean => isChanged(file);
  const isAbout = (finding: Finding): boolean => [finding, ...finding.related, ...finding.steps].some(isIn);
  const findings = report.findings.filter(isAbout);
  const suppressed = report.suppressed.filter(isAbout);
  // What leads to no file has not changed, and is wrong all the same.
  const isLeftOut = (failure: Failure): boolean => known.has(failure.file) && !isIn(failure);
  const failures = report.failures.filter((failure) => !isLeftOut(failure));
  const unresolved = report.unresolved.filter(isIn);
  const { inBaseline } = report.summary;
  const summary = {
    ...report.summary,
    findings: findings.length,
    suppressed: suppressed.length,
    failures: failures.length,
    unresolved: unresolved.length,
    ...(inBaseline === undefined ? {} : { inBaseline: suppressed.filter(({ by }) => by === 'baseline').length }),
    changedFiles: [...withIam].filter(isChanged).length,
  };
  const unread = new Set(report.failures.filter(isLeftOut).map(({ file }) => file));
  return { report: { ...report, findings, suppressed, failures, unresolved, summary }, unread: unread.size };
}
