import { appendFileSync, statSync } from 'node:fs';
import type { Report } from '../report/report.js';
import { plainColors } from '../report/terminal.js';
import type { TextOptions } from '../report/text.js';
import type { ReportFormat } from './report-format.js';
import type { Surroundings } from './surroundings.js';

/** GitHub shows a step's summary only if it has at most 1 MiB, whoever wrote it. */
const MOST_BYTES = 1024 * 1024;
/** For the lines that are added when not everything fits. */
const RESERVE = 4096;
/** Where there is less room than this, nothing is added: what is there already would be lost too. */
const LEAST_BYTES = 1024;

/**
 * Appends a report to the summary of a step of GitHub Actions, if annotations are printed there.
 *
 * @returns what went wrong, a line each
 */
export async function writeJobSummary(
  report: Report,
  formats: readonly ReportFormat[],
  text: TextOptions,
  env: Surroundings['env'],
): Promise<readonly string[]> {
  const file = env['GITHUB_STEP_SUMMARY'];
  if (file === undefined || file === '' || !formats.includes('github')) return [];
  try {
    const room = MOST_BYTES - RESERVE - (statSync(file, { throwIfNoEntry: false })?.size ?? 0);
    if (room < LEAST_BYTES) return ['the summary of this step is full'];
    const { renderMarkdown } = await import('../report/markdown.js');
    appendFileSync(file, `${renderMarkdown(report, { ...text, color: plainColors, width: undefined }, room)}\n`);
    return [];
  } catch (error) {
    return [`the summary of this step cannot be written: ${error instanceof Error ? error.message : String(error)}`];
  }
}
