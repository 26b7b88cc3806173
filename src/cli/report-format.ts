import { extname } from 'node:path';

export const REPORT_FORMATS = ['text', 'concise', 'json', 'sarif', 'markdown', 'github', 'gitlab', 'junit'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** Whether a format is read beside the committed code, or opened in an editor. */
export function isBesideCode(format: ReportFormat): boolean {
  return format === 'sarif' || format === 'github' || format === 'gitlab' || format === 'concise';
}

/** Whether a format tells people line by line what could not be read, so that it need not be said again. */
export function tellsFailures(format: ReportFormat): boolean {
  return format === 'text' || format === 'concise' || format === 'github';
}

/** A report that goes to a file. */
export interface OutputFile {
  readonly format: ReportFormat;
  readonly file: string;
}

/** Reads `sarif=leastwise.sarif`, or a file alone whose extension tells the format. */
export function parseOutputFile(text: string): OutputFile | undefined {
  const equals = text.indexOf('=');
  const named = REPORT_FORMATS.find((format) => equals > 0 && format === text.slice(0, equals));
  if (named !== undefined)
    return text.length > equals + 1 ? { format: named, file: text.slice(equals + 1) } : undefined;
  const format = { '.sarif': 'sarif', '.json': 'json', '.txt': 'text', '.md': 'markdown', '.xml': 'junit' }[
    extname(text)
  ];
  const known = REPORT_FORMATS.find((each) => each === format);
  return known === undefined || equals >= 0 ? undefined : { format: known, file: text };
}
