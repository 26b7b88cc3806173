import { dirname, resolve } from 'node:path';
import { git } from '../git/git.js';
import { TerraformSource } from '../lint/terraform-source.js';
import { atSource, hasAddress } from '../report/at-source.js';
import type { Report } from '../report/report.js';

/**
 * The report with findings of Terraform plans and states at the blocks that their resources come from: of those that are
 * not in git, or of all where the folder of the configuration is given.
 *
 * @param folder as the command line has it; without, each plan's own
 */
export function reportAtSource(report: Report, folder: string | undefined, cwd: string): Report {
  const findings = [...report.findings, ...report.suppressed];
  const files = new Set(findings.filter(hasAddress).map(({ file }) => file));
  const committed = folder === undefined ? committedOf([...files], cwd) : new Set<string>();
  const sources = new Map<string, TerraformSource>();
  return atSource(report, (finding) => {
    if (!files.has(finding.file) || committed.has(finding.file)) return undefined;
    const root = resolve(cwd, folder ?? dirname(finding.file));
    const source = sources.get(root) ?? new TerraformSource(root, cwd);
    sources.set(root, source);
    return source.blockOf(finding);
  });
}

/** So many paths go on one command line. */
const PATHS_AT_ONCE = 200;

/** Those of some files that git has; none where there is no git. */
function committedOf(files: readonly string[], cwd: string): ReadonlySet<string> {
  const committed = new Set<string>();
  for (let from = 0; from < files.length; from += PATHS_AT_ONCE) {
    const { stdout } = git(cwd, ['ls-files', '-z', '--', ...files.slice(from, from + PATHS_AT_ONCE)]);
    for (const file of stdout.toString('utf8').split('\0')) committed.add(file);
  }
  return committed;
}
