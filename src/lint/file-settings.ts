import type { Rule } from '../rule.js';
import type { PolicyType } from '../sources/source.js';
import { type ActiveRule, activeRules } from './active-rules.js';
import type { Settings } from './settings.js';

/** The settings as they apply to one file. */
export interface FileSettings {
  readonly rules: readonly ActiveRule[];
  readonly policyType: PolicyType | undefined;
}

/** Tells for each file which rules run on it, and keeps account of all that ran. */
export class SettingsByFile {
  readonly #all: readonly Rule[];
  readonly #settings: Settings;
  readonly #cwd: string;
  readonly #usual: FileSettings;
  readonly #ran = new Map<string, ActiveRule>();

  /** @param cwd absolute folder that the paths of files are relative to */
  constructor(rules: readonly Rule[], settings: Settings, cwd: string) {
    this.#all = rules;
    this.#settings = settings;
    this.#cwd = cwd;
    this.#usual = { rules: activeRules(rules, settings.preset, [settings.rules]), policyType: settings.policyType };
    this.#note(this.#usual);
  }

  /** The settings for a file, by its path relative to the working directory. */
  async of(path: string): Promise<FileSettings> {
    const { overrides, preset, rules, policyType } = this.#settings;
    if (overrides.length === 0) return this.#usual;
    // The matcher of patterns is loaded only where there are any.
    const { matchingOverrides } = await import('./overrides.js');
    const matching = matchingOverrides(overrides, this.#cwd, path);
    if (matching.length === 0) return this.#usual;
    const settings = {
      rules: activeRules(this.#all, preset, [rules, ...matching.map((override) => override.rules)]),
      policyType: matching.findLast((override) => override.policyType !== undefined)?.policyType ?? policyType,
    };
    this.#note(settings);
    return settings;
  }

  /** All rules that ran on some file, each as most files have it. */
  ran(): readonly ActiveRule[] {
    return [...this.#ran.values()];
  }

  #note({ rules }: FileSettings): void {
    for (const active of rules) if (!this.#ran.has(active.rule.id)) this.#ran.set(active.rule.id, active);
  }
}
