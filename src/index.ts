/*
 * leastwise for programs: lint files, read reports. Rule authors find the model under `leastwise/rule`,
 * `leastwise/policy`, `leastwise/access` and `leastwise/aws`, and a harness for tests under `leastwise/testing`.
 */
export { rules } from '../rules/index.js';
export { createLinter, type FileOutcome, type Linter } from './lint/lint.js';
export { DEFAULT_SETTINGS, type Override, type PresetName, type RuleSetting, type Settings } from './lint/settings.js';
export { VERSION } from './lint/version.js';
export { renderJson } from './report/json.js';
export * from './report/report.js';
export { renderSarif, type SarifOptions } from './report/sarif.js';
export type { PolicyType } from './sources/source.js';
