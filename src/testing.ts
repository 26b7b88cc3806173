import { createLinter } from './lint/lint.js';
import { DEFAULT_SETTINGS, type PresetName, type Settings } from './lint/settings.js';
import type { Report } from './report/report.js';
import type { Rule } from './rule.js';

/** What a fixture is linted with, where the defaults are not enough. */
export interface FixtureSurroundings {
  /** What a configuration beside it says. */
  readonly settings?: Partial<Settings>;
  /** Absolute folder that it is in. */
  readonly folder?: string;
}

/**
 * Lints one file alone, as tests of rules do: unless told otherwise without configuration, every rule with its default
 * options. Suppressions beside the code count; they expire only where the settings tell the day.
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
  { settings = {}, folder = process.cwd() }: FixtureSurroundings = {},
): Promise<Report> {
  const linter = createLinter(rules, { ...DEFAULT_SETTINGS, ...settings, preset }, '0.0.0', folder);
  await linter.add(path, text);
  return linter.report();
}
