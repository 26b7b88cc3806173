import { resolve } from 'node:path';
import { rules } from '../../rules/index.js';
import type { LoadedPlugin } from '../config/plugins.js';
import { settingsOf } from '../config/settings.js';
import type { Settings } from '../lint/settings.js';
import type { Failure } from '../report/report.js';
import type { Rule } from '../rule.js';
import { terraformDirProblems } from './beside-code.js';
import { type ConfigurationOptions, type Loaded, loadConfiguration } from './configuration.js';
import { readInput } from './input.js';
import { narrowingOf } from './narrowing.js';
import type { BaselineOptions, ChangedOptions } from './narrowing-options.js';
import { failureText, printedFormats, tooManyFormats, trouble } from './output.js';
import { type Judged, type PrintOptions, printReport } from './print-report.js';
import { EXIT, type Surroundings } from './surroundings.js';
import { outputProblem } from './write-report.js';

/** The options of `check`, as the command line has them. */
export interface CheckOptions extends ConfigurationOptions, BaselineOptions, ChangedOptions, PrintOptions {
  readonly changesOnly?: true;
  readonly printConfig?: true;
  readonly stdinFilename?: string;
}

/** Lints the paths and prints the report; the exit code. */
export async function check(
  paths: readonly string[],
  options: CheckOptions,
  surroundings: Surroundings,
): Promise<number> {
  const loaded = await loadConfiguration(options, rules, surroundings);
  if ('problems' in loaded) return trouble(loaded.problems.map(failureText), surroundings);
  const unknown = await unknownSuppressed(loaded);
  if (unknown.length > 0) return trouble(unknown.map(failureText), surroundings);
  if (options.printConfig === true) {
    const { printConfig } = await import('../config/print.js');
    surroundings.stdout.write(printConfig(loaded.configuration));
    return EXIT.ok;
  }
  const wrong = usageProblems(paths, options, surroundings.cwd);
  if (wrong.length > 0) return trouble(wrong, surroundings);
  const judged = await judge(paths, options, loaded, surroundings);
  if ('problem' in judged) return trouble([judged.problem], surroundings);
  return printReport(judged, options, surroundings);
}

function usageProblems(paths: readonly string[], options: CheckOptions, cwd: string): readonly string[] {
  const formats = printedFormats(options);
  const problems = (options.output ?? []).flatMap((output) => outputProblem(output, cwd) ?? []);
  if (formats.length > 1) problems.push(tooManyFormats(formats));
  problems.push(...terraformDirProblems(options.terraformDir, cwd));
  if (paths.includes('')) problems.push('a path is empty; is a variable not set?');
  return problems;
}

/** Reads and judges what the paths lead to, and takes of it what is to be reported. */
async function judge(
  paths: readonly string[],
  options: CheckOptions,
  { configuration, plugins, file }: Loaded,
  surroundings: Surroundings,
): Promise<Judged | { readonly problem: string }> {
  const { cwd, today } = surroundings;
  const { lint, failure, ignore } = settingsOf(configuration);
  const narrowing = await narrowingOf(options, paths, configuration.single.baseline?.value, cwd);
  if ('problem' in narrowing) return narrowing;
  const given = narrowing.paths.length === 0 ? ['.'] : narrowing.paths;
  const settings: Settings = {
    ...lint,
    ...(options.changesOnly === undefined ? {} : { changesOnly: options.changesOnly }),
    today,
    searched: given.map((path) => resolve(cwd, path)),
  };
  const { source, nothing } = narrowing;
  const failures: Failure[] = [];
  const fromPlugins = await pluginRules(plugins, (problem) => void failures.push(problem));
  const all = fromPlugins.length === 0 ? rules : [...rules, ...fromPlugins];
  const reading = { rules: all, settings, ignore, failures, ...options, ...(source === undefined ? {} : { source }) };
  const input = await readInput(given, reading, surroundings);
  return { given, input, narrowed: narrowing.narrow(input, settings), nothing, failure, configFile: file, fromPlugins };
}

/** What suppressions name and no rule is called; looked for only where there are some. */
async function unknownSuppressed({ configuration, plugins }: Loaded): Promise<readonly Failure[]> {
  if (configuration.suppressions.length === 0) return [];
  const { unknownSuppressedRules } = await import('../config/suppressions.js');
  return unknownSuppressedRules(configuration, [...rules, ...plugins.flatMap((plugin) => plugin.rules)]);
}

/** The rules of plugins; what watches over them is loaded only if there are any. */
async function pluginRules(
  plugins: readonly LoadedPlugin[],
  onFailure: (failure: Failure) => void,
): Promise<readonly Rule[]> {
  if (plugins.length === 0) return [];
  const { guardedRules } = await import('../config/guarded-rule.js');
  return guardedRules(plugins, onFailure);
}
