import { rules } from '../../rules/index.js';
import type { FailureSettings } from '../config/settings.js';
import { displayPath } from '../lint/files.js';
import { plainColors, printable } from '../report/terminal.js';
import { renderNothingFound, renderText } from '../report/text.js';
import type { Rule } from '../rule.js';
import { azurePipeline } from './azure-pipeline.js';
import { reportBesideCode } from './beside-code.js';
import { type ColorOption, colorsFor } from './color.js';
import { exitCodeFor } from './exit-code.js';
import type { InputRead } from './input.js';
import { writeJobSummary } from './job-summary.js';
import { knowsLinks, ruleLinks } from './links.js';
import type { Narrowed } from './narrowing.js';
import { failureText, printedFormats, remark, writeOutputs } from './output.js';
import { type OutputFile, type ReportFormat, tellsFailures } from './report-format.js';
import { EXIT, type Surroundings } from './surroundings.js';
import { type ReportOptions, renderReport } from './write-report.js';

/** The options of `check` that say where the report goes and what it looks like. */
export interface PrintOptions {
  readonly format?: readonly ReportFormat[];
  readonly output?: readonly OutputFile[];
  readonly exitZero?: true;
  readonly sarifCategory?: string;
  readonly sarifSuppressed?: true;
  readonly terraformDir?: string;
  readonly color?: ColorOption;
  readonly quiet?: true;
  readonly verbose?: true;
}

/** All that a run has found out. */
export interface Judged {
  /** The paths that were looked into. */
  readonly given: readonly string[];
  readonly input: InputRead;
  /** What of it is to be reported. */
  readonly narrowed: Narrowed;
  /** What to say where no file was looked into; absent where that needs no words of its own. */
  readonly nothing: string | undefined;
  /** What makes the run fail. */
  readonly failure: FailureSettings;
  /** The config file, where there is one. */
  readonly configFile: string | undefined;
  readonly fromPlugins: readonly Rule[];
}

/** Prints the report, and writes it wherever else it is to go. The exit code. */
export async function printReport(judged: Judged, options: PrintOptions, surroundings: Surroundings): Promise<number> {
  const { cwd, env, stdout } = surroundings;
  const { narrowed, failure } = judged;
  const formats = printedFormats(options);
  const text = await reportOptions(judged, formats, options, surroundings);
  for (const format of formats) stdout.write(await render(judged, format, text, cwd));
  const problems = [...narrowed.problems, ...(await writeOutputs(narrowed.report, options.output ?? [], text, cwd))];
  const summaryProblems = await writeJobSummary(narrowed.report, formats, text, env);
  tellBesides(judged, formats, { quiet: options.quiet, verbose: options.verbose }, surroundings, [
    ...summaryProblems,
    ...problems,
  ]);
  return problems.length > 0 ? EXIT.trouble : exitCodeFor(narrowed.report, failure, options.exitZero === true);
}

async function reportOptions(
  { narrowed: { report }, failure, fromPlugins }: Judged,
  formats: readonly ReportFormat[],
  options: PrintOptions,
  surroundings: Surroundings,
): Promise<ReportOptions> {
  const { cwd, env, stdout } = surroundings;
  const wanted = [...formats, ...(options.output ?? []).map(({ format }) => format)];
  const color = formats.includes('text') ? await colorsFor(options.color ?? 'auto', surroundings) : plainColors;
  return {
    color,
    linkRule: color !== plainColors && knowsLinks(surroundings) ? ruleLinks(rules, fromPlugins) : undefined,
    width: stdout.isTerminal ? stdout.width : undefined,
    verbose: options.verbose,
    quiet: options.quiet,
    failOn: failure.failOn,
    countPossible: failure.countPossible,
    sarifCategory: options.sarifCategory,
    withSuppressed: options.sarifSuppressed,
    pipeline: azurePipeline(env),
    besideCode: await reportBesideCode(report, wanted, options.terraformDir, cwd),
  };
}

/** Says on standard error what the report does not. */
function tellBesides(
  { input, narrowed, configFile }: Judged,
  formats: readonly ReportFormat[],
  { quiet, verbose }: { readonly quiet: true | undefined; readonly verbose: true | undefined },
  { cwd, stderr }: Surroundings,
  problems: readonly string[],
): void {
  const isShown = formats.some((format) => tellsFailures(format) && (format !== 'text' || input.fileCount > 0));
  const unseen = isShown ? [] : narrowed.report.failures.map(failureText);
  const notes = quiet === true ? [] : [...input.notes, ...narrowed.notes];
  if (verbose === true) {
    if (configFile !== undefined) stderr.write(`configured by ${displayPath(cwd, configFile)}\n`);
    stderr.write([...input.outcomes, ...narrowed.details].map((line) => `${printable(line)}\n`).join(''));
  }
  remark([...notes, ...unseen, ...problems], stderr);
}

/**
 * What goes to standard output. A run that found no policy says what it looked for; one that found no file at all has
 * nothing to report: what is wrong with its paths goes to standard error.
 */
async function render(
  { input: { fileCount }, narrowed: { report }, given, nothing }: Judged,
  format: ReportFormat,
  text: ReportOptions,
  cwd: string,
): Promise<string> {
  if (format !== 'text') return renderReport(report, format, text, cwd);
  if (report.failures.length > 0) return fileCount === 0 ? '' : renderText(report, text);
  if (report.summary.files > 0) return renderText(report, text);
  if (fileCount === 0 && nothing !== undefined) return text.quiet === true ? '' : `${nothing}\n`;
  return text.quiet === true ? '' : renderNothingFound(fileCount, given, text);
}
