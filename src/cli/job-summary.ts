import { appendFileSync, statSync } from 'node:fs';
import type { Report } from '../report/report.js';
import { plainColors } from '../report/terminal.js';
import type { TextOptions } from '../report/text.js';

/** GitHub shows a step's summary only if it has at most 1 MiB, whoever wrote it. */
const MOST_BYTES = 1024 * 1024;
/** For the lines that are added when not everything fits. */
const RESERVE = 4096;
/** Where there is less room than this, nothing is added: what is there already would be lost too. */
const LEAST_BYTES = 1024;

/**
 * Appends a report to the summary of a step of GitHub Actions.
 *
 * @param file where the environment (`GITHUB_STEP_SUMMARY`) says that it is
 * @returns what went wrong, in one line
 */
export async function appendJobSummary(report: Report, file: string, text: TextOptions): Promise<string | undefined> {
  try {
    const room = MOST_BYTES - RESERVE - (statSync(file, { throwIfNoEntry: false })?.size ?? 0);
    if (room < LEAST_BYTES) return 'the summary of this step is full';
    const { renderMarkdown } = await import('../report/markdown.js');
    appendFileSync(file, `${renderMarkdown(report, { ...text, color: plainColors, width: undefined }, room)}\n`);
    return undefined;
  } catch (error) {
    return `the summary of this step cannot be written: ${error instanceof Error ? error.message : String(error)}`;
  }
}
