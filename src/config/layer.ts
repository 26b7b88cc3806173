import type { ExpectedAdministrator } from '../inventory/expected-administrators.js';
import type { NamedAccount } from '../inventory/world.js';
import {
  DEFAULT_SETTINGS,
  type Override,
  type PlacedInvariant,
  type PresetName,
  type RuleSetting,
} from '../lint/settings.js';
import type { ConfigSuppression } from '../lint/suppressions/of-config.js';
import type { OtherTool } from '../lint/suppressions/other-tools.js';
import type { Severity } from '../rule.js';
import type { PolicyType } from '../sources/source.js';

/** A value of the configuration, and where it was set: `leastwise.yaml:3`, `--preset`, `default`. */
export interface Sourced<T> {
  readonly value: T;
  readonly from: string;
}

/** The least severity that fails a run. */
export type FailOn = Severity | 'none';

/** Settings that have one value: the last layer that sets one wins. */
export interface SingleSettings {
  readonly preset: PresetName;
  readonly policyType: PolicyType;
  readonly failOn: FailOn;
  readonly minSeverity: Severity;
  readonly minConfidence: 'proven' | 'possible';
  readonly failOnUnresolved: boolean;
  readonly suppressionsOf: readonly OtherTool[];
  /** Absolute. */
  readonly baseline: string;
}

/** A pattern as a `.gitignore` has it, relative to a folder. */
export interface IgnorePattern {
  readonly pattern: string;
  /** Absolute. */
  readonly base: string;
}

/** What one source of settings says: a config file, or the command line. */
export interface ConfigLayer {
  readonly single: { readonly [Name in keyof SingleSettings]?: Sourced<SingleSettings[Name]> };
  readonly rules: readonly RuleLayer[];
  readonly overrides: readonly Sourced<Override>[];
  readonly ignore: readonly Sourced<IgnorePattern>[];
  readonly invariants: readonly Sourced<PlacedInvariant>[];
  readonly suppressions: readonly Sourced<ConfigSuppression>[];
  /** The names of the plugins, as config files have them. */
  readonly plugins: readonly Sourced<string>[];
  /** Of one's own. */
  readonly accounts: readonly Sourced<NamedAccount>[];
  readonly expectedAdministrators: readonly Sourced<ExpectedAdministrator>[];
  readonly trustedAccounts: readonly Sourced<NamedAccount>[];
  readonly organization: readonly Sourced<string>[];
  readonly trustedIssuers: readonly Sourced<string>[];
}

/** What a layer says of one rule; `rules` of a layer may name a rule twice, the later adds to the earlier. */
export interface RuleLayer extends Sourced<RuleSetting> {
  readonly id: string;
}

export const EMPTY_LAYER: ConfigLayer = {
  single: {},
  rules: [],
  overrides: [],
  ignore: [],
  invariants: [],
  suppressions: [],
  plugins: [],
  accounts: [],
  expectedAdministrators: [],
  trustedAccounts: [],
  organization: [],
  trustedIssuers: [],
};

const DEFAULT_LAYER: ConfigLayer = {
  ...EMPTY_LAYER,
  single: {
    preset: { value: DEFAULT_SETTINGS.preset, from: 'default' },
    failOn: { value: 'medium', from: 'default' },
    minSeverity: { value: DEFAULT_SETTINGS.minSeverity, from: 'default' },
    failOnUnresolved: { value: false, from: 'default' },
  },
};

/** Lays layers over each other, the later over the earlier, all over the defaults. */
export function mergeLayers(layers: readonly ConfigLayer[]): ConfigLayer {
  return layers.reduce(
    (below, above) => ({
      single: { ...below.single, ...above.single },
      rules: [...below.rules, ...above.rules],
      overrides: [...below.overrides, ...above.overrides],
      ignore: [...below.ignore, ...above.ignore],
      invariants: mergeInvariants(below.invariants, above.invariants),
      suppressions: [...below.suppressions, ...above.suppressions],
      plugins: [...below.plugins, ...above.plugins],
      accounts: [...below.accounts, ...above.accounts],
      expectedAdministrators: [...below.expectedAdministrators, ...above.expectedAdministrators],
      trustedAccounts: [...below.trustedAccounts, ...above.trustedAccounts],
      organization: [...below.organization, ...above.organization],
      trustedIssuers: [...below.trustedIssuers, ...above.trustedIssuers],
    }),
    DEFAULT_LAYER,
  );
}

/** Of two invariants with one id the later one counts. */
function mergeInvariants(
  below: ConfigLayer['invariants'],
  above: ConfigLayer['invariants'],
): ConfigLayer['invariants'] {
  const ids = new Set(above.map(({ value }) => value.id));
  return [...below.filter(({ value }) => !ids.has(value.id)), ...above];
}

/** The settings of each rule that a list of layers names, put together field by field. */
export function mergeRules(layers: readonly RuleLayer[]): Readonly<Record<string, RuleSetting>> {
  const merged: Record<string, RuleSetting> = {};
  for (const { id, value } of layers) merged[id] = mergeSetting(merged[id], value);
  return merged;
}

/** A rule's setting with a later one on top: options one by one, the rest whole. */
export function mergeSetting(below: RuleSetting | undefined, above: RuleSetting): RuleSetting {
  const options = { ...below?.options, ...above.options };
  const setting = { ...below, ...above };
  return Object.keys(options).length === 0 ? setting : { ...setting, options };
}
