import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { findConfigFile } from '../config/find.js';
import { type ConfigLayer, EMPTY_LAYER, type FailOn, mergeLayers, type RuleLayer } from '../config/layer.js';
import type { LoadedPlugin } from '../config/plugins.js';
import { mostSimilar } from '../document/similar.js';
import { displayPath } from '../lint/files.js';
import type { PresetName } from '../lint/settings.js';
import type { OtherTool } from '../lint/suppressions/other-tools.js';
import type { Failure } from '../report/report.js';
import type { Rule, Severity } from '../rule.js';
import type { PolicyType } from '../sources/source.js';
import type { Surroundings } from './surroundings.js';

/** The options of the command line that a config file may have too, and those that say which file. */
export interface ConfigurationOptions {
  readonly preset?: PresetName;
  readonly rule?: readonly string[];
  readonly noRule?: readonly string[];
  readonly policyType?: PolicyType;
  readonly failOn?: FailOn;
  readonly minSeverity?: Severity;
  readonly minConfidence?: 'proven' | 'possible';
  readonly failOnUnresolved?: true;
  readonly suppressionsOf?: readonly OtherTool[];
  /** A file, or false for none; otherwise one is looked for. */
  readonly config?: string | boolean;
  readonly noPlugins?: true;
}

/** The configuration of a run. */
export interface Loaded {
  readonly configuration: ConfigLayer;
  /** The config file, where there is one. */
  readonly file: string | undefined;
  /** Those of the config file; none where they are left alone. */
  readonly plugins: readonly LoadedPlugin[];
}

/** The configuration of a run, or why there is none. */
export type ConfigurationResult = Loaded | { readonly problems: readonly Failure[] };

/**
 * Puts config file and command line together; what reads config files is loaded only if there is one.
 *
 * @param rules those that run, but for those of plugins: without any, plugins are left alone
 */
export async function loadConfiguration(
  options: ConfigurationOptions,
  rules: readonly Rule[],
  { cwd, env }: Surroundings,
): Promise<ConfigurationResult> {
  const fromCommandLine = commandLineLayer(options);
  const file = configPath(options, cwd, env);
  if (file === undefined) {
    const problems = unknownRules(options, rules);
    return problems.length > 0 ? { problems } : { configuration: mergeLayers([fromCommandLine]), file, plugins: [] };
  }
  if (!existsSync(file.path)) return { problems: [{ file: file.given, message: `no such file (from ${file.from})` }] };
  const { readConfig } = await import('../config/read.js');
  const { layers, plugins, ...read } = await readConfig(file.path, cwd, rules.length > 0 && options.noPlugins !== true);
  if (read.problems.length > 0) return { problems: read.problems };
  const all = [...rules, ...plugins.flatMap((plugin) => plugin.rules)];
  const problems = [...takenIds(rules, plugins, displayPath(cwd, file.path)), ...unknownRules(options, all)];
  if (problems.length > 0) return { problems };
  return { configuration: mergeLayers([...layers, fromCommandLine]), file: file.path, plugins };
}

/** Rules of plugins that are called as another rule is. */
function takenIds(rules: readonly Rule[], plugins: readonly LoadedPlugin[], file: string): readonly Failure[] {
  const taken = new Set(rules.flatMap(idsOf));
  return plugins.flatMap(({ name, rules: own }) => {
    const clashing = own.flatMap(idsOf).filter((id) => taken.has(id) || !taken.add(id));
    return clashing.map((id) => ({ file, message: `plugin "${name}": there is another rule "${id}"` }));
  });
}

function idsOf({ id, formerIds = [] }: Rule): readonly string[] {
  return [id, ...formerIds];
}

interface ConfigPath {
  readonly path: string;
  /** As the user wrote it. */
  readonly given: string;
  readonly from: string;
}

function configPath(options: ConfigurationOptions, cwd: string, env: Surroundings['env']): ConfigPath | undefined {
  const { config } = options;
  if (config === false) return undefined;
  if (typeof config === 'string') return { path: resolve(cwd, config), given: config, from: '--config' };
  const fromEnv = env['LEASTWISE_CONFIG'];
  if (fromEnv !== undefined && fromEnv !== '') {
    return { path: resolve(cwd, fromEnv), given: fromEnv, from: 'LEASTWISE_CONFIG' };
  }
  const path = findConfigFile(cwd);
  return path === undefined ? undefined : { path, given: path, from: 'search' };
}

function unknownRules({ rule = [], noRule = [] }: ConfigurationOptions, rules: readonly Rule[]): readonly Failure[] {
  const ids = rules.flatMap(idsOf);
  const check = (option: string, given: readonly string[]): readonly Failure[] =>
    given
      .filter((id) => !ids.includes(id))
      .map((id) => {
        const similar = mostSimilar(id, ids);
        const hint = similar === undefined ? 'see `leastwise rules`' : `did you mean "${similar}"?`;
        return { file: option, message: `unknown rule "${id}" (${hint})` };
      });
  return [...check('--rule', rule), ...check('--no-rule', noRule)];
}

function commandLineLayer(options: ConfigurationOptions): ConfigLayer {
  const { preset, policyType, failOn, minSeverity, minConfidence, failOnUnresolved, suppressionsOf } = options;
  const toggled = (ids: readonly string[] = [], enabled: boolean, from: string): readonly RuleLayer[] =>
    ids.map((id) => ({ id, value: { enabled }, from }));
  return {
    ...EMPTY_LAYER,
    single: {
      ...(preset === undefined ? {} : { preset: { value: preset, from: '--preset' } }),
      ...(policyType === undefined ? {} : { policyType: { value: policyType, from: '--policy-type' } }),
      ...(failOn === undefined ? {} : { failOn: { value: failOn, from: '--fail-on' } }),
      ...(minSeverity === undefined ? {} : { minSeverity: { value: minSeverity, from: '--min-severity' } }),
      ...(minConfidence === undefined ? {} : { minConfidence: { value: minConfidence, from: '--min-confidence' } }),
      ...(suppressionsOf === undefined ? {} : { suppressionsOf: { value: suppressionsOf, from: '--suppressions-of' } }),
      ...(failOnUnresolved === undefined
        ? {}
        : { failOnUnresolved: { value: failOnUnresolved, from: '--fail-on-unresolved' } }),
    },
    rules: [...toggled(options.rule, true, '--rule'), ...toggled(options.noRule, false, '--no-rule')],
  };
}
