import { existsSync, statSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { gitRoot } from '../lint/git-root.js';
import type { Report } from '../report/report.js';
import type { AzurePipeline } from '../report/sarif.js';
import { plainColors } from '../report/terminal.js';
import { renderText, type TextOptions } from '../report/text.js';
import { isBesideCode, type OutputFile, type ReportFormat } from './report-format.js';

/** How a report is written, whatever the format. */
export interface ReportOptions extends TextOptions {
  /** What tells the run from others over the same repository in code scanning. */
  readonly sarifCategory?: string | undefined;
  /** Whether suppressed findings are in SARIF, marked as such. */
  readonly withSuppressed?: boolean | undefined;
  /** The report for formats that are shown beside the committed code, if it is another. */
  readonly besideCode?: Report | undefined;
  /** The run of Azure Pipelines that this is a part of. */
  readonly pipeline?: AzurePipeline | undefined;
}

/** The project's page, as package.json has it. */
const HOMEPAGE = 'https://github.com/leastwise/leastwise#readme';

/** Why a report cannot go to a file, if it cannot. */
export function outputProblem({ file }: OutputFile, cwd: string): string | undefined {
  const path = resolve(cwd, file);
  if (!existsSync(dirname(path))) return `--output ${file}: there is no folder ${dirname(file)}`;
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
    ? `--output ${file}: is a folder`
    : undefined;
}

/** The report in a format; what a format needs is loaded when it is asked for. */
export async function renderReport(
  all: Report,
  format: ReportFormat,
  options: ReportOptions,
  cwd: string,
): Promise<string> {
  const report = isBesideCode(format) ? (options.besideCode ?? all) : all;
  switch (format) {
    case 'text':
      return renderText(report, options);
    case 'concise':
      return (await import('../report/concise.js')).renderConcise(report, options);
    case 'json':
      return (await import('../report/json.js')).renderJson(report);
    case 'markdown':
      return (await import('../report/markdown.js')).renderMarkdown(report, options);
    case 'github':
      return (await import('../report/github.js')).renderGithub(report, fromGitRoot(cwd));
    case 'gitlab':
      return (await import('../report/gitlab.js')).renderGitlab(report, fromGitRoot(cwd));
    case 'junit':
      return (await import('../report/junit.js')).renderJunit(report, options);
    case 'sarif': {
      const { sarifCategory: category, withSuppressed, pipeline } = options;
      const { renderSarif } = await import('../report/sarif.js');
      const root = fromGitRoot(cwd);
      return renderSarif(report, { informationUri: HOMEPAGE, category, withSuppressed, pipeline, root });
    }
  }
}

/** The working directory, seen from the root of the repository; empty where it is the root, or in none. */
function fromGitRoot(cwd: string): string {
  return relative(gitRoot(cwd) ?? cwd, cwd)
    .split(sep)
    .join('/');
}

/** Writes a report to a file; throws what `writeFileSync` throws. */
export async function writeReport(report: Report, output: OutputFile, text: ReportOptions, cwd: string): Promise<void> {
  const plain = { ...text, color: plainColors, width: undefined, linkRule: undefined };
  writeFileSync(resolve(cwd, output.file), await renderReport(report, output.format, plain, cwd));
}
