import { existsSync, statSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { gitRoot } from '../lint/git-root.js';
import type { Report } from '../report/report.js';
import { plainColors } from '../report/terminal.js';
import { renderText, type TextOptions } from '../report/text.js';
import type { OutputFile, ReportFormat } from './report-format.js';

/** How a report is written, whatever the format. */
export interface ReportOptions extends TextOptions {
  /** What tells the run from others over the same repository in code scanning. */
  readonly sarifCategory?: string;
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

/** The report in a format. */
export async function renderReport(
  report: Report,
  format: ReportFormat,
  text: ReportOptions,
  cwd: string,
): Promise<string> {
  if (format === 'text') return renderText(report, text);
  if (format === 'json') {
    const { renderJson } = await import('../report/json.js');
    return renderJson(report);
  }
  if (format === 'markdown') {
    const { renderMarkdown } = await import('../report/markdown.js');
    return renderMarkdown(report, text);
  }
  const { renderSarif } = await import('../report/sarif.js');
  return renderSarif(report, {
    informationUri: HOMEPAGE,
    category: text.sarifCategory,
    root: relative(gitRoot(cwd) ?? cwd, cwd)
      .split(sep)
      .join('/'),
  });
}

/** Writes a report to a file; throws what `writeFileSync` throws. */
export async function writeReport(report: Report, output: OutputFile, text: ReportOptions, cwd: string): Promise<void> {
  const plain = { ...text, color: plainColors, width: undefined };
  writeFileSync(resolve(cwd, output.file), await renderReport(report, output.format, plain, cwd));
}
