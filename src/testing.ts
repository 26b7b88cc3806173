import { createLinter } from './lint/lint.js';
import { DEFAULT_SETTINGS, type PresetName } from './lint/settings.js';
import type { Report } from './report/report.js';
import type { Rule } from './rule.js';

/**
 * Lints one file alone, as tests of rules do: no config, no suppressions, every rule with its default options.
 *
 * @param rules all rules there are; the preset chooses among them, and one may cover another's findings
 * @param path the file's name, as findings are to have it
 * @param text what stands in it
 */
export async function lintFixture(
  rules: readonly Rule[],
  preset: PresetName,
  path: string,
  text: string,
): Promise<Report> {
  const linter = createLinter(rules, { ...DEFAULT_SETTINGS, preset }, '0.0.0', process.cwd());
  await linter.add(path, text);
  return linter.report();
}
