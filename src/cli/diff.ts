import { settingsOf } from '../config/settings.js';
import { type Diff, diff } from '../diff/diff.js';
import { sidesOfPaths } from '../diff/of-paths.js';
import type { Sides } from '../diff/side.js';
import type { WrongUsage } from '../git/repository.js';
import type { DiscoveryOptions } from '../lint/files.js';
import { VERSION } from '../lint/version.js';
import { newAccessSummary } from '../report/new-access-summary.js';
import type { Report } from '../report/report.js';
import { plainColors, printable } from '../report/terminal.js';
import { type ColorOption, colorsFor } from './color.js';
import { type ConfigurationOptions, loadConfiguration } from './configuration.js';
import { writeJobSummary } from './job-summary.js';
import { leftOutBy } from './left-out.js';
import { failureText, printedFormats, remark, tooManyFormats, trouble, writeOutputs } from './output.js';
import { type OutputFile, type ReportFormat, tellsFailures } from './report-format.js';
import { EXIT, type Surroundings } from './surroundings.js';
import { outputProblem, type ReportOptions, renderReport } from './write-report.js';

/** The options of `diff`, as the command line has them. */
export interface DiffOptions extends Pick<ConfigurationOptions, 'policyType' | 'config'> {
  /** The revision to compare the working tree with. */
  readonly base?: string;
  readonly format?: readonly ReportFormat[];
  readonly output?: readonly OutputFile[];
  readonly exitZero?: true;
  readonly color?: ColorOption;
  readonly quiet?: true;
  readonly verbose?: true;
}

/** Compares what two sides allow and prints what is new; the exit code. */
export async function diffCommand(
  paths: readonly string[],
  options: DiffOptions,
  surroundings: Surroundings,
): Promise<number> {
  const { cwd, env, stdout, stderr } = surroundings;
  const loaded = await loadConfiguration(options, [], surroundings);
  if ('problems' in loaded) return trouble(loaded.problems.map(failureText), surroundings);
  const formats = printedFormats(options);
  const problems = (options.output ?? []).flatMap((output) => outputProblem(output, cwd) ?? []);
  if (formats.length > 1) problems.push(tooManyFormats(formats));
  if (problems.length > 0) return trouble(problems, surroundings);

  const { lint, ignore } = settingsOf(loaded.configuration);
  const passed: string[] = [];
  const isLeftOut = await leftOutBy(ignore);
  const sides = await sidesOf(paths, options.base, {
    cwd,
    ...(isLeftOut === undefined ? {} : { isLeftOut }),
    ...(options.verbose === true ? { onPass: (path, reason) => passed.push(`${path}: passed over, ${reason}`) } : {}),
  });
  if ('problem' in sides) return trouble([sides.problem], surroundings);
  const result = await diff(sides, lint, VERSION, cwd);
  const { report } = result;
  const shown: ReportOptions = {
    color: formats.includes('text') ? await colorsFor(options.color ?? 'auto', surroundings) : plainColors,
    width: stdout.isTerminal ? stdout.width : undefined,
    verbose: options.verbose,
    quiet: options.quiet,
    failOn: 'info',
    countPossible: true,
    summary: isEmpty(report) ? nothingCompared(options.base) : newAccessSummary(report),
    sarifCategory: 'leastwise-diff',
  };
  for (const format of formats) stdout.write(await renderReport(report, format, shown, cwd));
  const writeProblems = await writeOutputs(report, options.output ?? [], shown, cwd);
  if (options.verbose === true)
    stderr.write([...passed, ...result.outcomes].map((line) => `${printable(line)}\n`).join(''));
  const summaryProblems = await writeJobSummary(report, formats, shown, env);
  const unseen = formats.some(tellsFailures) ? [] : report.failures.map(failureText);
  remark([...unseen, ...summaryProblems, ...writeProblems], stderr);
  return writeProblems.length > 0 ? EXIT.trouble : exitCodeOf(result, options);
}

/** Whether there was nothing to compare, and nothing went wrong. */
function isEmpty({ summary, findings }: Report): boolean {
  return summary.policies === 0 && summary.comparedWith === 0 && findings.length === 0 && summary.failures === 0;
}

function nothingCompared(base: string | undefined): string {
  return base === undefined
    ? 'no IAM policies to compare'
    : `no new access: no policy has changed since ${printable(base)}`;
}

/** What is compared with what, by the paths of the command line. */
async function sidesOf(
  paths: readonly string[],
  base: string | undefined,
  options: DiscoveryOptions,
): Promise<Sides | WrongUsage> {
  if (paths.includes('')) return { problem: 'a path is empty; is a variable not set?' };
  if (base !== undefined) {
    const { sidesOfRevision } = await import('../diff/of-revision.js');
    return sidesOfRevision(base, paths.length === 0 ? ['.'] : paths, options);
  }
  const [before, after, ...others] = paths;
  if (before === undefined || after === undefined || others.length > 0) return { problem: usage(paths) };
  return sidesOfPaths(before, after, options);
}

function usage(paths: readonly string[]): string {
  const [one = ''] = paths;
  const revision = `a revision with the working tree: leastwise diff --base main ${paths.length === 1 ? one : '[paths…]'}`;
  const example = paths.length === 1 ? `leastwise diff BEFORE ${one}` : 'leastwise diff BEFORE AFTER';
  return `diff compares two files or folders: ${example}; or ${revision.trimEnd()}`;
}

/** New access counts whether it is proven or not: what nobody can rule out is for somebody to look at. */
function exitCodeOf({ report }: Diff, { exitZero }: DiffOptions): number {
  if (report.failures.length > 0) return EXIT.trouble;
  return report.findings.length > 0 && exitZero !== true ? EXIT.findings : EXIT.ok;
}
