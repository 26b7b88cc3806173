import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { hasAddress } from '../report/at-source.js';
import type { Report } from '../report/report.js';
import { isBesideCode, type ReportFormat } from './report-format.js';

/** Why a folder cannot be that of a Terraform configuration, if it cannot. */
export function terraformDirProblems(folder: string | undefined, cwd: string): readonly string[] {
  if (folder === undefined) return [];
  const stats = statSync(resolve(cwd, folder), { throwIfNoEntry: false });
  return stats?.isDirectory() === true ? [] : [`--terraform-dir ${folder}: no such folder`];
}

/**
 * The report for formats that are read beside the code: findings of Terraform plans stand at its source there. What that
 * takes is loaded only where there are any.
 *
 * @param folder the configuration's, as the command line has it
 */
export async function reportBesideCode(
  report: Report,
  formats: readonly ReportFormat[],
  folder: string | undefined,
  cwd: string,
): Promise<Report> {
  if (!formats.some(isBesideCode) || !report.findings.some(hasAddress)) return report;
  const { reportAtSource } = await import('./terraform-dir.js');
  return reportAtSource(report, folder, cwd);
}
