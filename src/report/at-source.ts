import type { Finding, Frame, Report, Span, SpanNote } from './report.js';

/** Where the source of something stands. */
interface SourceSpot extends Span {
  readonly frame: Frame;
  readonly lineHash: string;
}

/**
 * The report with findings at their source instead of in what was made of it, for those who show findings beside the
 * code that is committed. The place that was read is related then; edits of it are left out, as the next run of the tool
 * that made it undoes them.
 *
 * @param sourceOf where the source of a finding stands; undefined leaves it where it is
 */
export function atSource(report: Report, sourceOf: (finding: Finding) => SourceSpot | undefined): Report {
  const move = <Each extends Finding>(finding: Each) => moved(finding, sourceOf(finding));
  return { ...report, findings: report.findings.map(move), suppressed: report.suppressed.map(move) };
}

function moved<Each extends Finding>(finding: Each, source: SourceSpot | undefined): Each {
  if (source === undefined) return finding;
  const { file, line, column, endLine, endColumn } = finding;
  const read: SpanNote = { file, line, column, endLine, endColumn, message: `as ${file} has it` };
  return { ...finding, ...source, related: [read, ...finding.related], edits: [] };
}

/** Whether a finding is about what Terraform calls by its address: `module.app.aws_iam_role.deploy["a"]`. */
export function hasAddress({ resource }: Pick<Finding, 'resource'>): boolean {
  if (resource === undefined) return false;
  const { name, type } = resource;
  return name.startsWith(`${type}.`) || name.includes(`.${type}.`);
}
