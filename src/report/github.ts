import type { Severity } from '../rule.js';
import { conciseLine } from './concise.js';
import { placeText } from './finding-text.js';
import type { Failure, Finding, Report } from './report.js';
import { rootPath } from './root-path.js';
import { counted, printable } from './terminal.js';
import { worstFirst } from './worst.js';

/** GitHub shows so many annotations of each level of a step, and drops the others without a word. */
const MOST_OF_LEVEL = 10;
/** So many of them at least are for what could not be read, where there are findings too. */
const FAILURES_AMONG_FINDINGS = 5;

type Level = 'error' | 'warning' | 'notice';

const LEVELS: Readonly<Record<Severity, Level>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'notice',
  info: 'notice',
};

/**
 * The report as workflow commands, which GitHub Actions shows as annotations: what could not be read, then the worst
 * findings. Those that are more than GitHub shows stand in the log, and a notice says how many there are.
 *
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 *
 * @param root the working directory, seen from the root of the repository
 */
export function renderGithub(report: Report, root = ''): string {
  const ranked = worstFirst(report.findings);
  const ofLevel = (level: Level) => ranked.filter(({ severity }) => LEVELS[severity] === level);
  const [errors, warnings, notices] = [ofLevel('error'), ofLevel('warning'), ofLevel('notice')];
  const failures = report.failures.slice(0, Math.max(FAILURES_AMONG_FINDINGS, MOST_OF_LEVEL - errors.length));
  const shownErrors = errors.slice(0, MOST_OF_LEVEL - failures.length);
  const shownWarnings = warnings.slice(0, MOST_OF_LEVEL);
  // One notice is for what is not shown.
  const mostNotices = MOST_OF_LEVEL - 1;
  const shown = new Set([...shownErrors, ...shownWarnings, ...notices.slice(0, mostNotices)]);
  const left = ranked.filter((finding) => !shown.has(finding));
  const lines = [
    ...failures.map((failure) => failureCommand(failure, root)),
    ...[...shown].map((finding) => findingCommand(finding, root)),
    ...closingNotice(report, left.length, report.failures.length - failures.length),
    ...report.failures
      .slice(failures.length)
      .map((failure) => logLine(`${placeText(failure)}: error ${failure.message}`)),
    ...left.map((finding) => logLine(conciseLine(finding))),
    ...report.unresolved.map((place) => logLine(`${placeText(place)}: unresolved ${place.message}`)),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function findingCommand(finding: Finding, root: string): string {
  const { rule, severity, confidence, line, endLine, column, endColumn } = finding;
  const file = rootPath(finding.file, root);
  const possible = confidence === 'possible' ? ', possible' : '';
  // Columns count only within one line.
  const columns = endLine === line ? { col: column, endColumn } : {};
  const properties = { file: printable(file), line, endLine, ...columns, title: `${rule} (${severity}${possible})` };
  return command(LEVELS[severity], properties, `${placeText({ ...finding, file })}: ${printable(finding.message)}`);
}

function failureCommand(failure: Failure, root: string): string {
  const { line, column: col } = failure;
  const file = rootPath(failure.file, root);
  const properties = {
    file: printable(file),
    ...(line === undefined ? {} : { line }),
    ...(col === undefined ? {} : { col }),
  };
  const text = `${placeText({ ...failure, file })}: ${printable(failure.message)}`;
  return command('error', { ...properties, title: 'leastwise could not read this' }, text);
}

function closingNotice({ unresolved }: Report, findings: number, failures: number): readonly string[] {
  const parts = [
    ...(findings === 0 ? [] : [`${counted(findings, 'more finding')} in the log`]),
    ...(failures === 0 ? [] : [`${counted(failures, 'more failure')} in the log`]),
    ...(unresolved.length === 0 ? [] : [`${counted(unresolved.length, 'place')} that could not be judged`]),
  ];
  return parts.length === 0 ? [] : [command('notice', { title: 'leastwise' }, parts.join(', '))];
}

function command(level: Level, properties: Readonly<Record<string, string | number>>, text: string): string {
  const list = Object.entries(properties).map(([name, value]) => `${name}=${escapedProperty(String(value))}`);
  return `::${level} ${list.join(',')}::${escapedData(text)}`;
}

/** https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts */
function escapedData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapedProperty(text: string): string {
  return escapedData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** A line of the log in which nothing that was scanned is taken for a command: neither `::` at its start nor `##[`. */
function logLine(text: string): string {
  return `- ${printable(text).replaceAll('##[', '## [')}`;
}
