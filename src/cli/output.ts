import { placeText } from '../report/finding-text.js';
import type { Failure, Report } from '../report/report.js';
import { printable, wrap } from '../report/terminal.js';
import type { OutputFile, ReportFormat } from './report-format.js';
import { EXIT, type Output, type Surroundings } from './surroundings.js';
import { type ReportOptions, writeReport } from './write-report.js';

/** Where reports go, as the command line has it. */
interface FormatOptions {
  readonly format?: readonly ReportFormat[];
  readonly output?: readonly OutputFile[];
}

/** Says what is wrong with how the command was called; the exit code. */
export function trouble(messages: readonly string[], { stderr }: Surroundings): number {
  remark(messages, stderr);
  return EXIT.trouble;
}

/** Says something in the program's own name, a message a line, or more at a narrow terminal. */
export function remark(messages: readonly string[], stderr: Output): void {
  if (messages.length === 0) return;
  const width = stderr.isTerminal ? stderr.width : undefined;
  const lines = messages.flatMap((message) => wrap(`leastwise: ${printable(message)}`, width));
  stderr.write(lines.map((line) => `${line}\n`).join(''));
}

/** A failure on one line. */
export function failureText(failure: Failure): string {
  return `${placeText(failure)}: ${printable(failure.message)}`;
}

/** What goes to standard output: the formats asked for, but for those that go to a file; text unless any was. */
export function printedFormats({ format, output = [] }: FormatOptions): readonly ReportFormat[] {
  const wanted: readonly ReportFormat[] = format ?? ['text'];
  return [...new Set(wanted)].filter((each) => format === undefined || !output.some((file) => file.format === each));
}

/** Why several formats cannot go to standard output. */
export function tooManyFormats(formats: readonly ReportFormat[]): string {
  const example = formats.slice(1).map((format) => `--output ${format}=FILE`);
  return `only one format can go to standard output; write the others to files: ${example.join(' ')}`;
}

/** Writes reports to files; says which could not be written. */
export async function writeOutputs(
  report: Report,
  outputs: readonly OutputFile[],
  text: ReportOptions,
  cwd: string,
): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const output of outputs) {
    try {
      await writeReport(report, output, text, cwd);
    } catch (error) {
      problems.push(`--output ${output.file}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return problems;
}
