import type { Checks, Rule } from '../rule.js';
import type { PolicyType } from '../sources/source.js';
import { type ActiveRule, activeRules } from './active-rules.js';
import type { PlacedInvariant, Settings } from './settings.js';

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
  /** The same with the checks that are loaded. */
  #ready: Promise<FileSettings> | undefined;
  readonly #ran = new Map<string, ActiveRule>();

  /** @param cwd absolute folder that the paths of files are relative to */
  constructor(rules: readonly Rule[], settings: Settings, cwd: string) {
    this.#all = rules;
    this.#settings = settings;
    this.#cwd = cwd;
    const { preset, policyType, invariants = [] } = settings;
    const everywhere = invariants.filter(({ files, exceptFiles }) => files === undefined && exceptFiles === undefined);
    this.#usual = { rules: activeRules(rules, preset, [ruleOf(everywhere), settings.rules]), policyType };
    this.#note(this.#usual);
  }

  /** The settings for a file, by its path relative to the working directory. */
  async of(path: string): Promise<FileSettings> {
    const { overrides, invariants = [], preset, rules, policyType } = this.#settings;
    this.#ready ??= withLoadedChecks(this.#usual);
    const isPlaced = invariants.some(({ files, exceptFiles }) => files !== undefined || exceptFiles !== undefined);
    if (overrides.length === 0 && !isPlaced) return this.#ready;
    // The matcher of patterns is loaded only where there are any.
    const { matchingInvariants, matchingOverrides } = await import('./overrides.js');
    const matching = matchingOverrides(overrides, this.#cwd, path);
    if (matching.length === 0 && !isPlaced) return this.#ready;
    const held = matchingInvariants(invariants, this.#cwd, path);
    const settings = {
      rules: activeRules(this.#all, preset, [ruleOf(held), rules, ...matching.map((override) => override.rules)]),
      policyType: matching.findLast((override) => override.policyType !== undefined)?.policyType ?? policyType,
    };
    this.#note(settings);
    return withLoadedChecks(settings);
  }

  /** All rules that ran on some file, each as most files have it. */
  ran(): readonly ActiveRule[] {
    return [...this.#ran.values()];
  }

  #note({ rules }: FileSettings): void {
    for (const active of rules) if (!this.#ran.has(active.rule.id)) this.#ran.set(active.rule.id, active);
  }
}

/** Invariants as the setting of the rule that checks them: whoever states some wants it to run, whatever the preset. */
function ruleOf(invariants: readonly PlacedInvariant[]): Settings['rules'] {
  return invariants.length === 0 ? {} : { invariant: { enabled: true, options: { invariants } } };
}

/** Settings whose rules have all their checks. */
async function withLoadedChecks(settings: FileSettings): Promise<FileSettings> {
  if (settings.rules.every(({ rule }) => rule.load === undefined)) return settings;
  const rules: ActiveRule[] = [];
  for (const active of settings.rules) {
    const { rule, options } = active;
    if (rule.load === undefined) rules.push(active);
    else rules.push({ ...active, rule: withChecks(rule, await rule.load(options)) });
  }
  return { ...settings, rules };
}

/** Not by spreading: that would ask for texts, which are read only where they are shown. */
function withChecks(rule: Rule, checks: Checks): Rule {
  const properties = { ...Object.getOwnPropertyDescriptors(rule), ...Object.getOwnPropertyDescriptors(checks) };
  return Object.create(Object.prototype, properties);
}
