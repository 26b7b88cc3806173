import type { Invariant } from '../inventory/invariant.js';
import type { World } from '../inventory/world.js';
import type { Options, Severity } from '../rule.js';
import type { PolicyType } from '../sources/source.js';
import type { ConfigSuppression } from './suppressions/of-config.js';
import type { OtherTool } from './suppressions/other-tools.js';

/** Which rules run by default; `all` is every rule there is. */
export type PresetName = 'recommended' | 'strict' | 'validity' | 'all';

export const PRESET_NAMES: readonly PresetName[] = ['recommended', 'strict', 'validity', 'all'];

/** What a rule is set to: off, or on with a severity and options of the user's. */
export interface RuleSetting {
  readonly enabled?: boolean;
  readonly severity?: Severity;
  readonly options?: Options;
}

/** Everything that decides what a run reports, after config file and command line are put together. */
export interface Settings {
  readonly preset: PresetName;
  /** By rule id; a rule that is not here is as the preset has it. */
  readonly rules: Readonly<Record<string, RuleSetting>>;
  /** Later ones win; each applies to the files that one of its patterns matches. */
  readonly overrides: readonly Override[];
  /** What bare policy documents are, whatever they look like. */
  readonly policyType?: PolicyType;
  /** Findings below this are left out of the report. */
  readonly minSeverity: Severity;
  /** With `proven`, findings that rest on something unknown are left out. */
  readonly minConfidence: 'proven' | 'possible';
  /** What must hold of all access; those of each file are the options of the rule `invariant`. */
  readonly invariants?: readonly PlacedInvariant[];
  /** Which accounts, organizations and identity providers are one's own; nothing is told where absent. */
  readonly world?: World;
  /** Of Terraform plans, only what they add or change is reported; other input as ever. */
  readonly changesOnly?: boolean;
  /** Findings that are accepted. */
  readonly suppressions?: readonly ConfigSuppression[];
  /** Other tools whose suppressions beside the code count too. */
  readonly suppressionsOf?: readonly OtherTool[];
  /** `YYYY-MM-DD`, for suppressions that expire; where it is not known, none does. */
  readonly today?: string;
  /** Absolute folders that are searched: only of what stands in them is it known that a suppression is of no use. */
  readonly searched?: readonly string[];
}

/** An invariant, and the files that it is about. */
export interface PlacedInvariant extends Invariant {
  /** Glob patterns of files that it is not about. */
  readonly exceptFiles?: readonly string[];
  /** Absolute folder that these patterns and `files` are relative to, with forward slashes. */
  readonly base: string;
}

export interface Override {
  /** Glob patterns, relative to the folder of the config file that has them. */
  readonly files: readonly string[];
  /** Absolute folder that the patterns are relative to, with forward slashes. */
  readonly base: string;
  readonly rules: Readonly<Record<string, RuleSetting>>;
  readonly policyType?: PolicyType;
}

export const DEFAULT_SETTINGS: Settings = {
  preset: 'recommended',
  rules: {},
  overrides: [],
  minSeverity: 'info',
  minConfidence: 'possible',
};
