import { SEVERITIES, type Severity } from '../rule.js';
import { findingLines, placeText } from './finding-text.js';
import type { Finding, Report, SuppressedFinding, UnresolvedPlace } from './report.js';
import { type Colors, counted, displayWidth, plainColors, printable, wrap } from './terminal.js';

export interface TextOptions {
  readonly color: Colors;
  /** Columns of the terminal; absent where there is none: then only code is cut, and nothing is wrapped. */
  readonly width?: number | undefined;
  /** Says more: why and fix at every finding, every unresolved place, what is suppressed. */
  readonly verbose?: boolean | undefined;
  /** Says findings and failures alone; a clean report is the empty string. */
  readonly quiet?: boolean | undefined;
  /** The severity from which findings fail the run, for the summary. */
  readonly failOn: Severity | 'none';
  /** Whether findings that rest on something unknown fail the run too. */
  readonly countPossible?: boolean | undefined;
  /** Makes a rule's id lead to what there is to read of it; absent where the terminal knows no links. */
  readonly linkRule?: ((id: string, text: string) => string) | undefined;
  /** What sums the report up, on one line, in place of its findings by severity. */
  readonly summary?: string | undefined;
}

/** The report for people: findings by file with their code, what went wrong, a summary. Ends with a line feed. */
export function renderText(report: Report, options: TextOptions): string {
  const { quiet = false, width } = options;
  const remarks = [
    failureLines(report, options.color),
    quiet ? [] : unresolvedLines(report, options),
    options.verbose === true ? suppressedLines(report, options.color) : [],
    quiet && report.findings.length === 0 ? [] : summaryLines(report, options),
  ];
  return [...findingBlocks(report, options), ...remarks.map((lines) => lines.flatMap((line) => wrap(line, width)))]
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}

/**
 * What to say where no policy was found at all. Ends with a line feed.
 *
 * @param fileCount - files that were looked at
 * @param places - the paths that were searched, as the user gave them
 */
export function renderNothingFound(
  fileCount: number,
  places: readonly string[],
  { color, width, verbose }: Pick<TextOptions, 'color' | 'width' | 'verbose'> = { color: plainColors },
): string {
  const shown = places.map((place) => (place === '-' ? 'standard input' : printable(place)));
  const where = shown.length === 0 ? '' : `: ${shown.join(', ')}`;
  const hint =
    'name a file (`leastwise path/to/file`)' +
    (verbose === true ? '' : ', or see with `--verbose` why files were passed over');
  return [
    `${color.bold('no IAM policies found')} in ${counted(fileCount, 'file')}${where}`,
    'looked for: IAM policies, CloudFormation templates, Terraform plans and states, in JSON or YAML',
    `${color.dim('hint:')} ${hint}`,
  ]
    .flatMap((line) => wrap(line, width).map((part) => `${part}\n`))
    .join('');
}

function findingBlocks(report: Report, options: TextOptions): readonly (readonly string[])[] {
  const rules = new Map(report.rules.map((rule) => [rule.id, rule]));
  const explained = new Set<string>();
  return byFile(report.findings).map((finding) => {
    const isExplained = explained.has(finding.rule) && options.verbose !== true;
    explained.add(finding.rule);
    const rule = isExplained || options.quiet === true ? undefined : rules.get(finding.rule);
    return findingLines(finding, { ...options, rule });
  });
}

/** Findings file by file, in the order in which the report first names each. */
function byFile(findings: readonly Finding[]): readonly Finding[] {
  const files = new Map<string, Finding[]>();
  for (const finding of findings) {
    const others = files.get(finding.file);
    if (others === undefined) files.set(finding.file, [finding]);
    else others.push(finding);
  }
  return Array.from(files.values()).flat();
}

function failureLines(report: Report, color: Colors): readonly string[] {
  return report.failures.map(
    (failure) => `${color.bad('error:')} ${placeText(failure)}: ${printable(failure.message)}`,
  );
}

/** Unresolved places that are listed one by one. */
const MOST_LISTED = 5;

/** What could not be judged: a line each, or of many a line each reason. */
export function unresolvedLines(
  report: Pick<Report, 'unresolved'>,
  { color, verbose }: Pick<TextOptions, 'color' | 'verbose'>,
): readonly string[] {
  const label = color.bold('unresolved:');
  const { unresolved } = report;
  if (verbose === true || unresolved.length <= MOST_LISTED) {
    return unresolved.map((place) => `${label} ${placeText(place)}: ${printable(place.message)}`);
  }
  const reasons = reasonCounts(unresolved);
  const lines = reasons
    .slice(0, MOST_LISTED)
    .map(([message, places]) => `${label} ${printable(message)} ${color.dim(`(${placesText(places)})`)}`);
  const others = reasons.slice(MOST_LISTED).reduce((sum, [, places]) => sum + places.length, 0);
  if (others > 0) lines.push(`${label} ${others} more ${color.dim('(`--verbose` lists them)')}`);
  return lines;
}

function reasonCounts(unresolved: readonly UnresolvedPlace[]): readonly [string, readonly UnresolvedPlace[]][] {
  const reasons = new Map<string, UnresolvedPlace[]>();
  for (const place of unresolved) {
    const others = reasons.get(place.message);
    if (others === undefined) reasons.set(place.message, [place]);
    else others.push(place);
  }
  return Array.from(reasons).sort(([, left], [, right]) => right.length - left.length);
}

function placesText(places: readonly UnresolvedPlace[]): string {
  const [first] = places;
  if (first === undefined) return '';
  return places.length === 1 ? placeText(first) : `${placeText(first)} and ${places.length - 1} more`;
}

function suppressedLines(report: Report, color: Colors): readonly string[] {
  return report.suppressed.map((finding) => `${color.bold('suppressed:')} ${suppressedText(finding)}`);
}

function suppressedText(finding: SuppressedFinding): string {
  const until = finding.expires === undefined ? '' : ` until ${finding.expires}`;
  const reason = finding.reason === '' ? 'no reason given' : finding.reason;
  const how = `${finding.rule}, by ${finding.by}${until}: ${reason}`;
  return `${placeText(finding)}: ${printable(how)}`;
}

function summaryLines(report: Report, options: TextOptions): readonly string[] {
  const { color, quiet = false } = options;
  const worst = worstFinding(report.findings);
  if (worst === undefined) return [cleanSummary(report, options), ...baselineLines(report)];
  const summary = options.summary === undefined ? findingsSummary(report, options) : [color.bold(options.summary)];
  const plain = options.summary === undefined ? findingsSummary(report, { ...options, color: plainColors }) : [];
  const isTooWide = options.width !== undefined && displayWidth(plain.join('; ')) > options.width;
  const lines = isTooWide
    ? summary.map((part, i) => (i < summary.length - 1 ? `${part};` : part))
    : [summary.join('; ')];
  lines.push(...baselineLines(report));
  if (!quiet) lines.push(`${color.dim('hint:')} \`leastwise explain ${printable(worst.rule)}\` tells more`);
  return lines;
}

/** What a baseline makes of the findings, where there is one. */
function baselineLines({ findings, summary }: Report): readonly string[] {
  const { inBaseline, fixed = 0 } = summary;
  if (inBaseline === undefined) return [];
  const gone = fixed > 0 ? `, ${fixed} fixed: \`--prune-baseline\` drops ${fixed === 1 ? 'it' : 'them'}` : '';
  return [`${findings.length} new, ${inBaseline} in the baseline${gone}`];
}

function worstFinding(findings: readonly Finding[]): Finding | undefined {
  return SEVERITIES.map((severity) => findings.find((finding) => finding.severity === severity)).find(
    (finding) => finding !== undefined,
  );
}

function cleanSummary(report: Report, { color, summary }: TextOptions): string {
  const { files, policies, changedFiles, inBaseline } = report.summary;
  const where = changedFiles === undefined ? '' : ` in ${counted(changedFiles, 'changed file')}`;
  const checked = `${counted(policies, 'policy', 'policies')} in ${counted(files, 'file')}, no ${inBaseline === undefined ? '' : 'new '}findings${where}`;
  const rules = summary === undefined ? `${counted(report.rules.length, 'rule')}, ` : '';
  const how = color.dim(`(${rules}AWS data ${report.tool.awsData})`);
  // Where nothing could be judged, nothing is known to be in order.
  const isJudged = policies > 0 || report.unresolved.length === 0;
  const ok = report.failures.length === 0 && isJudged ? `${color.good('ok')}  ` : '';
  return `${ok}${summary ?? [checked, ...leftovers(report)].join(', ')} ${how}`;
}

/** What was found where, and what was checked. */
export function findingsSummary(report: Report, { color, failOn, countPossible }: TextOptions): readonly string[] {
  const { findings, summary } = report;
  const bySeverity = SEVERITIES.map((severity) => ({
    severity,
    count: findings.filter((finding) => finding.severity === severity).length,
  }));
  const counts = bySeverity
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => color.severity(severity, `${count} ${severity}`));
  const filesWithFindings = new Set(findings.map(({ file }) => file)).size;
  const { files: all, changedFiles } = summary;
  const among = changedFiles === undefined ? counted(all, 'file') : counted(changedFiles, 'changed file');
  const files =
    filesWithFindings < (changedFiles ?? all) ? `${filesWithFindings} of ${among}` : counted(filesWithFindings, 'file');
  const total = color.bold(counted(findings.length, 'finding'));
  const checked = `${counted(summary.policies, 'policy', 'policies')} checked`;
  const counting = findings.filter(({ confidence }) => countPossible === true || confidence === 'proven');
  const which = isAnyAtLeast(findings, failOn) ? 'none proven' : 'none';
  const none = isAnyAtLeast(counting, failOn) ? [] : [`${which} at or above "${failOn}"`];
  return [`${total} (${counts.join(', ')}) in ${files}`, [...none, checked, ...leftovers(report)].join(', ')];
}

/** Whether a finding reaches the severity; with `none` there is nothing to reach. */
function isAnyAtLeast(findings: readonly Finding[], failOn: Severity | 'none'): boolean {
  if (failOn === 'none') return true;
  return findings.some(({ severity }) => SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(failOn));
}

/** What else the report holds besides findings. */
export function leftovers(report: Report): readonly string[] {
  const { suppressed, inBaseline = 0, unresolved, failures } = report.summary;
  const parts: string[] = [];
  if (suppressed > inBaseline) parts.push(`${suppressed - inBaseline} suppressed`);
  if (unresolved > 0) parts.push(`${unresolved} unresolved`);
  if (failures > 0) parts.push(counted(failures, 'failure'));
  return parts;
}
