import type { Finding, Report, Span } from '../../src/report/report.js';
import type { Rule } from '../../src/rule.js';

/** The findings of one rule as its `expected.txt` has them: a line each, and a line for whatever hangs on it. */
export function goldenText(rule: Rule, report: Report): string {
  const lines = report.findings
    .filter((finding) => finding.rule === rule.id)
    .flatMap((finding) => [headline(finding), ...details(finding, rule).map((line) => `    ${line}`)]);
  return lines.map((line) => `${line}\n`).join('');
}

function headline(finding: Finding): string {
  return `${spot(finding)} ${finding.severity} ${finding.confidence} ${finding.message}`;
}

function details(finding: Finding, rule: Rule): readonly string[] {
  const known = new Set(rule.aliases);
  const byItself = finding.aliases.filter((alias) => !known.has(alias) || alias.startsWith('access-analyzer:'));
  return [
    ...finding.related.map((note) => `related ${spot(note)} ${note.message}`),
    ...finding.steps.map((note, index) => `step ${index + 1} ${spot(note)} ${note.message}`),
    ...finding.edits.map((edit) => `edit ${spot(edit)} ${JSON.stringify(edit.text)}`),
    ...finding.covers.map((weaker) => `covers ${weaker.rule}: ${weaker.message}`),
    ...byItself.map((alias) => `alias ${alias}`),
  ];
}

function spot({ file, line, column, endLine, endColumn }: Span): string {
  return `${file}:${line}:${column}-${endLine}:${endColumn}`;
}
