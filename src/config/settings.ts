import type { Settings } from '../lint/settings.js';
import { DEFAULT_SETTINGS } from '../lint/settings.js';
import { type ConfigLayer, type FailOn, type IgnorePattern, mergeRules } from './layer.js';
import { worldOf } from './world.js';

/** What decides the exit code. */
export interface FailureSettings {
  readonly failOn: FailOn;
  /** Whether findings that rest on something unknown count; only where `minConfidence: possible` was asked for. */
  readonly countPossible: boolean;
  readonly failOnUnresolved: boolean;
}

/** The configuration of a run, in the form in which each part of the program takes its share. */
export interface RunSettings {
  readonly lint: Settings;
  readonly failure: FailureSettings;
  readonly ignore: readonly IgnorePattern[];
}

/** The settings that merged layers amount to. */
export function settingsOf(layer: ConfigLayer): RunSettings {
  const { single, rules, overrides, ignore, invariants, suppressions } = layer;
  const world = worldOf(layer);
  const minConfidence = single.minConfidence?.value;
  return {
    lint: {
      preset: single.preset?.value ?? DEFAULT_SETTINGS.preset,
      rules: mergeRules(rules),
      overrides: overrides.map(({ value }) => value),
      ...(world === undefined ? {} : { world }),
      ...(invariants.length === 0 ? {} : { invariants: invariants.map(({ value }) => value) }),
      ...(suppressions.length === 0 ? {} : { suppressions: suppressions.map(({ value }) => value) }),
      ...(single.suppressionsOf === undefined ? {} : { suppressionsOf: single.suppressionsOf.value }),
      ...(single.policyType === undefined ? {} : { policyType: single.policyType.value }),
      minSeverity: single.minSeverity?.value ?? DEFAULT_SETTINGS.minSeverity,
      minConfidence: minConfidence ?? DEFAULT_SETTINGS.minConfidence,
    },
    failure: {
      failOn: single.failOn?.value ?? 'medium',
      countPossible: minConfidence === 'possible',
      failOnUnresolved: single.failOnUnresolved?.value ?? false,
    },
    ignore: ignore.map(({ value }) => value),
  };
}
