import { resolve } from 'node:path';
import { rules } from '../../rules/index.js';
import type { ConfigLayer } from '../config/layer.js';
import type { LoadedPlugin } from '../config/plugins.js';
import { settingsOf } from '../config/settings.js';
import { displayPath } from '../lint/files.js';
import type { Settings } from '../lint/settings.js';
import type { Failure } from '../report/report.js';
import { plainColors, printable } from '../report/terminal.js';
import { renderNothingFound, renderText } from '../report/text.js';
import type { Rule } from '../rule.js';
import { azurePipeline } from './azure-pipeline.js';
import { reportBesideCode, terraformDirProblems } from './beside-code.js';
import { type ColorOption, colorsFor } from './color.js';
import { type ConfigurationOptions, loadConfiguration } from './configuration.js';
import { exitCodeFor } from './exit-code.js';
import { type InputRead, readInput } from './input.js';
import { writeJobSummary } from './job-summary.js';
import { knowsLinks, ruleLinks } from './links.js';
import { narrowingOf } from './narrowing.js';
import type { BaselineOptions, ChangedOptions } from './narrowing-options.js';
import { failureText, printedFormats, remark, tooManyFormats, trouble, writeOutputs } from './output.js';
import { type OutputFile, type ReportFormat, tellsFailures } from './report-format.js';
import { EXIT, type Surroundings } from './surroundings.js';
import { outputProblem, type ReportOptions, renderReport } from './write-report.js';

/** The options of `check`, as the command line has them. */
export interface CheckOptions extends ConfigurationOptions, BaselineOptions, ChangedOptions {
  readonly format?: readonly ReportFormat[];
  readonly output?: readonly OutputFile[];
  readonly exitZero?: true;
  readonly changesOnly?: true;
  readonly printConfig?: true;
  readonly sarifCategory?: string;
  readonly terraformDir?: string;
  readonly sarifSuppressed?: true;
  readonly stdinFilename?: string;
  readonly color?: ColorOption;
  readonly quiet?: true;
  readonly verbose?: true;
}

/** Lints the paths and prints the report; the exit code. */
export async function check(
  paths: readonly string[],
  options: CheckOptions,
  surroundings: Surroundings,
): Promise<number> {
  const { cwd, env, today, stdout, stderr } = surroundings;
  const loaded = await loadConfiguration(options, rules, surroundings);
  if ('problems' in loaded) return trouble(loaded.problems.map(failureText), surroundings);
  const known = [...rules, ...loaded.plugins.flatMap((plugin) => plugin.rules)];
  const unknown = await unknownSuppressed(loaded.configuration, known);
  if (unknown.length > 0) return trouble(unknown.map(failureText), surroundings);
  if (options.printConfig === true) {
    const { printConfig } = await import('../config/print.js');
    stdout.write(printConfig(loaded.configuration));
    return EXIT.ok;
  }
  const formats = printedFormats(options);
  const outputProblems = (options.output ?? []).flatMap((output) => outputProblem(output, cwd) ?? []);
  if (formats.length > 1) outputProblems.push(tooManyFormats(formats));
  outputProblems.push(...terraformDirProblems(options.terraformDir, cwd));
  if (outputProblems.length > 0) return trouble(outputProblems, surroundings);

  const { lint, failure, ignore } = settingsOf(loaded.configuration);
  if (paths.includes('')) return trouble(['a path is empty; is a variable not set?'], surroundings);
  const narrowing = await narrowingOf(options, paths, loaded.configuration.single.baseline?.value, cwd);
  if ('problem' in narrowing) return trouble([narrowing.problem], surroundings);
  const given = narrowing.paths.length === 0 ? ['.'] : narrowing.paths;
  const settings: Settings = {
    ...lint,
    ...(options.changesOnly === undefined ? {} : { changesOnly: options.changesOnly }),
    today,
    searched: given.map((path) => resolve(cwd, path)),
  };
  const { source } = narrowing;
  const failures: Failure[] = [];
  const fromPlugins = await pluginRules(loaded.plugins, (failure) => void failures.push(failure));
  const all = fromPlugins.length === 0 ? rules : [...rules, ...fromPlugins];
  const reading = { rules: all, settings, ignore, failures, ...options, ...(source === undefined ? {} : { source }) };
  const read = await readInput(given, reading, surroundings);
  const { report, notes: told, details, problems } = narrowing.narrow(read, settings);
  const input = { ...read, report };
  const wanted = [...formats, ...(options.output ?? []).map(({ format }) => format)];
  const color = formats.includes('text') ? await colorsFor(options.color ?? 'auto', surroundings) : plainColors;
  const text: ReportOptions = {
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
  for (const format of formats) stdout.write(await render(input, given, format, text, cwd, narrowing.nothing));
  const writeProblems = [...problems, ...(await writeOutputs(report, options.output ?? [], text, cwd))];
  const summaryProblems = await writeJobSummary(report, formats, text, env);
  const isShown = formats.some((format) => tellsFailures(format) && (format !== 'text' || input.fileCount > 0));
  const unseen = isShown ? [] : report.failures.map(failureText);
  const notes = [...(options.quiet === true ? [] : [...input.notes, ...told]), ...summaryProblems];
  if (options.verbose === true && loaded.file !== undefined)
    stderr.write(`configured by ${displayPath(cwd, loaded.file)}\n`);
  if (options.verbose === true)
    stderr.write([...input.outcomes, ...details].map((line) => `${printable(line)}\n`).join(''));
  remark([...notes, ...unseen, ...writeProblems], stderr);
  return writeProblems.length > 0 ? EXIT.trouble : exitCodeFor(report, failure, options.exitZero === true);
}

/** What suppressions name and no rule is called; looked for only where there are some. */
async function unknownSuppressed(configuration: ConfigLayer, known: readonly Rule[]): Promise<readonly Failure[]> {
  if (configuration.suppressions.length === 0) return [];
  const { unknownSuppressedRules } = await import('../config/suppressions.js');
  return unknownSuppressedRules(configuration, known);
}

/** The rules of plugins; what watches over them is loaded only if there are any. */
async function pluginRules(
  plugins: readonly LoadedPlugin[],
  onFailure: (failure: Failure) => void,
): Promise<readonly Rule[]> {
  if (plugins.length === 0) return [];
  const { guardedRules } = await import('../config/guarded-rule.js');
  return guardedRules(plugins, onFailure);
}

/**
 * What goes to standard output. A run that found no policy says what it looked for; one that found no file at all has
 * nothing to report: what is wrong with its paths goes to standard error.
 */
async function render(
  { report, fileCount }: InputRead,
  given: readonly string[],
  format: ReportFormat,
  text: ReportOptions,
  cwd: string,
  nothing: string | undefined,
): Promise<string> {
  if (format !== 'text') return renderReport(report, format, text, cwd);
  if (report.failures.length > 0) return fileCount === 0 ? '' : renderText(report, text);
  if (report.summary.files > 0) return renderText(report, text);
  if (fileCount === 0 && nothing !== undefined) return text.quiet === true ? '' : `${nothing}\n`;
  return text.quiet === true ? '' : renderNothingFound(fileCount, given, text);
}
