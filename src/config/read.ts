import { existsSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { memberOf } from '../document/document.js';
import { didYouMean } from '../document/similar.js';
import { type PlacedInvariant, PRESET_NAMES, type PresetName, type RuleSetting } from '../lint/settings.js';
import type { OtherTool } from '../lint/suppressions/other-tools.js';
import type { Failure } from '../report/report.js';
import type { Severity } from '../rule.js';
import { checkConfig } from './check.js';
import { type ConfigDocument, failureAt, positionOf, readConfigDocument, spotOf } from './config-file.js';
import type { InvariantData } from './invariants.js';
import { type ConfigLayer, EMPTY_LAYER, type FailOn, mergeRules, type RuleLayer, type Sourced } from './layer.js';
import type { LoadedPlugin } from './plugins.js';
import { parsePolicyType } from './policy-type.js';
import { placedSuppression, type SuppressionData, suppressionProblems } from './suppressions.js';
import { type WorldData, worldLayerOf } from './world.js';

/** The layers of a config file: those that it extends, the furthest first, and its own last. */
export interface ConfigRead {
  readonly layers: readonly ConfigLayer[];
  readonly problems: readonly Failure[];
  /** The plugins that these files name, each once; none where they are left alone. */
  readonly plugins: readonly LoadedPlugin[];
}

/** The settings of a config file that has passed the check. */
interface ConfigData extends WorldData {
  readonly extends?: string | readonly string[];
  readonly plugins?: readonly string[];
  readonly preset?: PresetName;
  readonly rules?: Readonly<Record<string, RuleValue>>;
  readonly ignore?: readonly string[];
  readonly overrides?: readonly OverrideData[];
  readonly invariants?: readonly InvariantData[];
  readonly policyType?: string;
  readonly failOn?: FailOn;
  readonly minSeverity?: Severity;
  readonly minConfidence?: 'proven' | 'possible';
  readonly failOnUnresolved?: boolean;
  readonly suppressions?: readonly SuppressionData[];
  readonly suppressionsOf?: readonly OtherTool[];
  readonly baseline?: string;
}

interface OverrideData {
  readonly files: readonly string[];
  readonly rules?: Readonly<Record<string, RuleValue>>;
  readonly policyType?: string;
}

type Level = boolean | 'off' | Severity;
type RuleValue = Level | readonly [Level, Readonly<Record<string, unknown>>] | RuleObject;
interface RuleObject {
  readonly enabled?: boolean;
  readonly severity?: Severity;
  readonly [option: string]: unknown;
}

/**
 * Reads a config file and all that it extends.
 *
 * @param path absolute
 * @param cwd absolute working directory: messages show paths relative to it
 * @param usesPlugins whether to load the plugins that it names, which runs their code; else what is said of their rules
 *   is passed over
 */
export function readConfig(path: string, cwd: string, usesPlugins = false): Promise<ConfigRead> {
  return new Reader(cwd, usesPlugins).read(path, []);
}

class Reader {
  readonly #cwd: string;
  readonly #usesPlugins: boolean;

  constructor(cwd: string, usesPlugins: boolean) {
    this.#cwd = cwd;
    this.#usesPlugins = usesPlugins;
  }

  /** @param chain the files that led here, the first first */
  async read(path: string, chain: readonly string[]): Promise<ConfigRead> {
    const { config, problems } = await readConfigDocument(path, this.#shown(path));
    if (config === undefined) return { layers: [], problems, plugins: [] };
    // Which rules there are is known only when all plugins are.
    const mayHavePlugins = ['plugins', 'extends'].some(
      (key) => memberOf(config.document, config.root, key) !== undefined,
    );
    const wrong = [...problems, ...checkConfig(config, () => mayHavePlugins)].sort(byPosition);
    if (wrong.length > 0) return failed(wrong);
    // What the schema has accepted is of this type.
    const data = config.settings as ConfigData;
    const undated = suppressionProblems(config, data.suppressions ?? []);
    if (undated.length > 0) return failed(undated);
    const invariants = await readInvariants(config, data, dirname(path));
    if ('problems' in invariants) return failed(invariants.problems);
    const extended = await this.#extended(config, data, path, [...chain, path]);
    const layers = [...extended.flatMap((read) => read.layers), layerOf(config, data, dirname(path), invariants.read)];
    const inner = extended.flatMap((read) => read.problems);
    if (inner.length > 0) return failed(inner);
    const plugins = await this.#pluginsOf(config, data, path, extended);
    if ('problems' in plugins) return failed(plugins.problems);
    const isNamed = layers.some((layer) => layer.plugins.length > 0);
    const unknown = await ruleProblems(config, plugins.loaded, isNamed && !this.#usesPlugins);
    return unknown.length > 0 ? failed(unknown) : { layers, problems: [], plugins: plugins.loaded };
  }

  /** The plugins of a config file and of those that it extends, each once. */
  async #pluginsOf(
    config: ConfigDocument,
    { plugins: names = [] }: ConfigData,
    path: string,
    extended: readonly ConfigRead[],
  ): Promise<{ readonly loaded: readonly LoadedPlugin[] } | { readonly problems: readonly Failure[] }> {
    const loaded = new Map(extended.flatMap(({ plugins }) => plugins).map((plugin) => [plugin.path, plugin]));
    if (names.length === 0 || !this.#usesPlugins) return { loaded: [...loaded.values()] };
    const problems: Failure[] = [];
    const { loadPlugin } = await import('./plugins.js');
    for (const [i, name] of names.entries()) {
      const plugin = await loadPlugin(name, dirname(path));
      if ('problem' in plugin)
        problems.push(failureAt(config.document, spotOf(config, `/plugins/${i}`), plugin.problem));
      else loaded.set(plugin.path, plugin);
    }
    return problems.length > 0 ? { problems } : { loaded: [...loaded.values()] };
  }

  async #extended(
    config: ConfigDocument,
    { extends: names = [] }: ConfigData,
    path: string,
    chain: readonly string[],
  ): Promise<readonly ConfigRead[]> {
    if (typeof names === 'string') return [await this.#extend(config, names, '/extends', path, chain)];
    const read: ConfigRead[] = [];
    for (const [i, name] of names.entries()) read.push(await this.#extend(config, name, `/extends/${i}`, path, chain));
    return read;
  }

  async #extend(
    config: ConfigDocument,
    name: string,
    at: string,
    path: string,
    chain: readonly string[],
  ): Promise<ConfigRead> {
    const preset = PRESET_NAMES.find((known) => known === name);
    if (preset !== undefined) {
      const layer = { ...EMPTY_LAYER, single: { preset: sourced(config, at, preset) } };
      return { layers: [layer], problems: [], plugins: [] };
    }
    const target = resolve(dirname(path), name);
    const fail = (message: string): ConfigRead => failed([failureAt(config.document, spotOf(config, at), message)]);
    if (chain.includes(target)) {
      return fail(`extends itself: ${[...chain, target].map((each) => this.#shown(each)).join(' → ')}`);
    }
    if (!existsSync(target)) return fail(`no preset or file "${name}"${didYouMean(name, PRESET_NAMES)}`);
    return this.read(target, chain);
  }

  #shown(path: string): string {
    return relative(this.#cwd, path).split(sep).join('/');
  }
}

function failed(problems: readonly Failure[]): ConfigRead {
  return { layers: [], problems, plugins: [] };
}

/** What is wrong with what a config file says of rules, of which some may come from plugins. */
async function ruleProblems(
  config: ConfigDocument,
  plugins: readonly LoadedPlugin[],
  mayBeOfPlugins: boolean,
): Promise<readonly Failure[]> {
  if (mayBeOfPlugins) return [];
  const ids = new Set(plugins.flatMap(({ rules }) => rules.flatMap(({ id, formerIds }) => [id, ...(formerIds ?? [])])));
  const unknown = checkConfig(config, (id) => ids.has(id));
  const { rules, overrides = [] } = config.settings as ConfigData;
  const isSet = [rules, ...overrides.map((override) => override.rules)].some((settings) =>
    Object.keys(settings ?? {}).some((id) => ids.has(id)),
  );
  if (unknown.length > 0 || !isSet) return unknown;
  const { pluginSettingProblems } = await import('./plugin-settings.js');
  return pluginSettingProblems(config, plugins);
}

function byPosition(a: Failure, b: Failure): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}

function sourced<T>(config: ConfigDocument, pointer: string, value: T): Sourced<T> {
  const { line } = positionOf(config.document, spotOf(config, pointer));
  return { value, from: `${config.document.file.path}:${line}` };
}

/** The invariants of a file, or what is wrong with them; what that takes is loaded only where there are some. */
async function readInvariants(
  config: ConfigDocument,
  { invariants = [] }: ConfigData,
  folder: string,
): Promise<{ readonly read: readonly PlacedInvariant[] } | { readonly problems: readonly Failure[] }> {
  if (invariants.length === 0) return { read: [] };
  const { invariantProblems, placed } = await import('./invariants.js');
  const problems = invariantProblems(config, invariants);
  if (problems.length > 0) return { problems };
  return { read: invariants.map((data) => placed(data, folder.split(sep).join('/'))) };
}

function layerOf(
  config: ConfigDocument,
  data: ConfigData,
  folder: string,
  invariants: readonly PlacedInvariant[],
): ConfigLayer {
  const base = folder.split(sep).join('/');
  return {
    single: singleSettings(config, data, folder),
    rules: rulesOf(config, data.rules, '/rules'),
    overrides: (data.overrides ?? []).map((override, i) => {
      const policyType = override.policyType === undefined ? undefined : parsePolicyType(override.policyType);
      return sourced(config, `/overrides/${i}`, {
        files: override.files,
        base,
        rules: mergeRules(rulesOf(config, override.rules, `/overrides/${i}/rules`)),
        ...(policyType === undefined ? {} : { policyType }),
      });
    }),
    plugins: (data.plugins ?? []).map((name, i) => sourced(config, `/plugins/${i}`, name)),
    invariants: invariants.map((invariant, i) => sourced(config, `/invariants/${i}`, invariant)),
    suppressions: (data.suppressions ?? []).map((suppression, i) =>
      sourced(config, `/suppressions/${i}`, placedSuppression(config, suppression, i, base)),
    ),
    ...worldLayerOf(data, (at, value) => sourced(config, at, value)),
    ignore: (data.ignore ?? []).map((pattern, i) => sourced(config, `/ignore/${i}`, { pattern, base })),
  };
}

function singleSettings(config: ConfigDocument, data: ConfigData, folder: string): ConfigLayer['single'] {
  const { preset, failOn, minSeverity, minConfidence, failOnUnresolved, suppressionsOf, baseline } = data;
  const policyType = data.policyType === undefined ? undefined : parsePolicyType(data.policyType);
  return {
    ...(preset === undefined ? {} : { preset: sourced(config, '/preset', preset) }),
    ...(policyType === undefined ? {} : { policyType: sourced(config, '/policyType', policyType) }),
    ...(failOn === undefined ? {} : { failOn: sourced(config, '/failOn', failOn) }),
    ...(minSeverity === undefined ? {} : { minSeverity: sourced(config, '/minSeverity', minSeverity) }),
    ...(minConfidence === undefined ? {} : { minConfidence: sourced(config, '/minConfidence', minConfidence) }),
    ...(baseline === undefined ? {} : { baseline: sourced(config, '/baseline', resolve(folder, baseline)) }),
    ...(suppressionsOf === undefined ? {} : { suppressionsOf: sourced(config, '/suppressionsOf', suppressionsOf) }),
    ...(failOnUnresolved === undefined
      ? {}
      : { failOnUnresolved: sourced(config, '/failOnUnresolved', failOnUnresolved) }),
  };
}

function rulesOf(config: ConfigDocument, rules: ConfigData['rules'], at: string): readonly RuleLayer[] {
  return Object.entries(rules ?? {}).map(([id, value]) => ({
    id,
    ...sourced(config, `${at}/${id.replaceAll('~', '~0').replaceAll('/', '~1')}`, settingOf(value)),
  }));
}

/** A severity turns a rule on; options alone leave it as the preset has it. */
function settingOf(value: RuleValue): RuleSetting {
  if (typeof value !== 'object') return levelSetting(value);
  if (isPair(value)) return withOptions(levelSetting(value[0]), value[1]);
  const { enabled, severity, ...options } = value;
  const level = severity === undefined ? {} : levelSetting(severity);
  return withOptions(enabled === undefined ? level : { ...level, enabled }, options);
}

function isPair(value: object): value is readonly [Level, Readonly<Record<string, unknown>>] {
  return Array.isArray(value);
}

function levelSetting(level: Level): RuleSetting {
  if (typeof level === 'boolean') return { enabled: level };
  return level === 'off' ? { enabled: false } : { enabled: true, severity: level };
}

function withOptions(setting: RuleSetting, options: Readonly<Record<string, unknown>>): RuleSetting {
  return Object.keys(options).length === 0 ? setting : { ...setting, options };
}
