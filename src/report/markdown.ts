import { placeText, surroundingsOf, witnessLines } from './finding-text.js';
import type { Failure, Finding, Report } from './report.js';
import { counted, plainColors, printable } from './terminal.js';
import { findingsSummary, leftovers, type TextOptions } from './text.js';
import { worstFirst } from './worst.js';

/** GitHub takes comments of 65,536 characters; in bytes, to be sure that nobody counts more. */
const LONGEST = 64_000;
/** The shares of it that the table and what could not be read may take. */
const TABLE_SHARE = 0.3;
const FAILURES_SHARE = 0.12;

/** So much of a message, path or line is shown. */
const LONGEST_TEXT = 400;

/**
 * The report as GitHub-flavoured Markdown, fit for a comment on a pull request: a table of findings, and the code and
 * request of each to unfold, the worst first. Nothing of what was scanned is taken for Markdown or HTML. Ends with a line feed.
 *
 * @param most how many bytes it may take
 */
export function renderMarkdown(report: Report, options: TextOptions, most = LONGEST): string {
  const { failures } = report;
  const findings = worstFirst(report.findings);
  const title = options.summary ?? titleOf(report, options);
  const head = [`### leastwise: ${inline(title)}`, ''];
  const rows = fitting(findings.map(rowOf), most * TABLE_SHARE);
  if (rows.length > 0) head.push('| | what | where |', '|---|---|---|', ...rows, '');
  const trouble = fitting(failures.map(failureLine), most * FAILURES_SHARE);
  if (trouble.length > 0) head.push(...trouble, '');
  const room = most - bytesOf(head);
  const details = fitting(findings.map(detailsOf), room);
  const left = findings.length - Math.min(rows.length, details.length);
  const untold = failures.length - trouble.length;
  const more = [
    ...(left > 0 ? [`${counted(left, 'finding')} more did not fit in here.`, ''] : []),
    ...(untold > 0 ? [`${counted(untold, 'failure')} more did not fit in here.`, ''] : []),
  ];
  const data = `<sub>AWS data ${report.tool.awsData}, ${report.tool.name} ${inline(report.tool.version)}</sub>`;
  return `${[...head, ...details, ...more, data].join('\n')}\n`;
}

function titleOf(report: Report, options: TextOptions): string {
  const { policies, files } = report.summary;
  if (report.findings.length === 0) {
    const checked = `${counted(policies, 'policy', 'policies')} in ${counted(files, 'file')}`;
    return [checked, 'no findings', ...leftovers(report)].join(', ');
  }
  return findingsSummary(report, { ...options, color: plainColors }).join('; ');
}

/** The first of some texts that are together no longer than so many bytes. */
function fitting(texts: readonly string[], most: number): readonly string[] {
  let length = 0;
  const firstLeftOut = texts.findIndex((text) => {
    length += bytesOf([text]);
    return length > most;
  });
  return firstLeftOut < 0 ? texts : texts.slice(0, firstLeftOut);
}

function bytesOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
}

function rowOf(finding: Finding): string {
  const { severity, confidence, message } = finding;
  const sure = confidence === 'possible' ? `${severity}, possible` : `**${severity}**`;
  return `| ${sure} | ${inline(message)} | ${code(placeText(finding))} |`;
}

function failureLine(failure: Failure): string {
  return `- **error:** ${code(placeText(failure))} ${inline(failure.message)}`;
}

/** A finding to unfold: where it stands, its code, the request that shows it. */
function detailsOf(finding: Finding): string {
  const { witness, related } = finding;
  const surroundings = surroundingsOf(finding);
  const language = /\.ya?ml$/i.test(finding.file) ? 'yaml' : /\.(?:json|template)$/i.test(finding.file) ? 'json' : '';
  const lines = [
    `<details><summary>${code(placeText(finding))} ${inline(finding.message)}</summary>`,
    '',
    ...(surroundings === '' ? [] : [inline(surroundings), '']),
    ...fenced(codeLines(finding), language),
  ];
  if (witness !== undefined) lines.push('', 'Request:', '', ...fenced(witnessLines(witness), ''));
  if (related.length > 0) {
    lines.push('', ...related.map((note) => `- ${code(placeText(note))} ${inline(note.message)}`));
  }
  return [...lines, '', '</details>', ''].join('\n');
}

/** Columns that are shown before the words of a finding that stand far to the right. */
const BEFORE_WORDS = 120;

/** The lines of a frame with their numbers: of long ones what stands around the finding's words. */
function codeLines({ frame, line, column }: Finding): readonly string[] {
  const { startLine, startColumn = 1, lines } = frame;
  const own = lines[line - startLine] ?? '';
  const from = own.length <= LONGEST_TEXT ? 0 : Math.max(0, column - startColumn - BEFORE_WORDS);
  return lines.map((text, index) => {
    const shown = from === 0 ? text : `…${text.slice(from)}`;
    return `${startLine + index}  ${printable(shown)}`;
  });
}

/** Lines as a block of code, whose fence is longer than any within. */
function fenced(lines: readonly string[], language: string): readonly string[] {
  const shown = lines.map(shortened);
  const longest = Math.max(2, ...shown.flatMap((line) => (line.match(/`+/g) ?? []).map(({ length }) => length)));
  const fence = '`'.repeat(longest + 1);
  return [fence + language, ...shown, fence];
}

/** A line from a report: what stands between backticks as code, and nothing of it as Markdown, HTML or a mention. */
function inline(text: string): string {
  const parts = shortened(printable(text)).split('`');
  // With an odd number of backticks one of them is a part of what was scanned.
  if (parts.length % 2 === 0) return code(parts.join('`'));
  return parts.map((part, index) => (index % 2 === 1 ? code(part) : plain(part))).join('');
}

function code(text: string): string {
  return `<code>${escaped(shortened(printable(text)))}</code>`;
}

/** Text outside of code, where GitHub makes links of names and numbers unless something invisible is in between. */
function plain(text: string): string {
  return escaped(text).replace(/&#(?:64|35);/g, '$&&#8203;');
}

/** Every character that means something to Markdown or HTML as a reference to itself; a colon only where an address may begin. */
function escaped(text: string): string {
  return text.replace(/[!-'*<=>@[-`{-~]|:(?=\/)/g, (character) => `&#${character.charCodeAt(0)};`);
}

function shortened(text: string): string {
  if (text.length <= LONGEST_TEXT) return text;
  // Half a pair of surrogates is no character.
  return `${text.slice(0, LONGEST_TEXT).replace(/[\ud800-\udbff]$/, '')}…`;
}
