import type { Options, Preset, Rule, Severity } from '../rule.js';
import { SEVERITIES } from '../rule.js';
import type { PresetName, RuleSetting } from './settings.js';

/** A rule that runs, as the settings have it. */
export interface ActiveRule {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly options: Options;
}

const PRESETS: Readonly<Record<PresetName, readonly Preset[]>> = {
  recommended: ['recommended'],
  strict: ['recommended', 'strict'],
  validity: ['validity'],
  all: ['recommended', 'strict', 'validity'],
};

/** Rules that every preset runs: a policy that cannot be read must not count as clean. */
const ALWAYS = ['malformed-policy'];

/** What rules are named by that say what AWS's validator says. */
const VALIDATOR = 'access-analyzer:';

/**
 * The rules that run, of those there are: what the preset has, and what the settings turn on or off. Of several
 * settings of one rule the later wins, field by field.
 */
export function activeRules(
  rules: readonly Rule[],
  preset: PresetName,
  settings: readonly Readonly<Record<string, RuleSetting>>[],
): readonly ActiveRule[] {
  const active: ActiveRule[] = [];
  for (const rule of rules) {
    const setting = settingOf(rule, settings);
    const byPreset = isInPreset(rule, preset) || ALWAYS.includes(rule.id);
    if (!(setting.enabled ?? byPreset)) continue;
    active.push({ rule, severity: setting.severity ?? rule.severity, options: withDefaults(rule, setting.options) });
  }
  return active;
}

/**
 * `validity` is all that AWS's validator says, also what is worth saying by default: of the rules of other presets those
 * about validity that speak for a code of the validator. The others of these presets, which may carry its codes as well,
 * judge by what a policy grants, and not statement by statement.
 */
function isInPreset(rule: Rule, preset: PresetName): boolean {
  if (PRESETS[preset].includes(rule.preset)) return true;
  return (
    preset === 'validity' &&
    rule.category === 'validity' &&
    rule.aliases?.some((alias) => alias.startsWith(VALIDATOR)) === true
  );
}

function settingOf(rule: Rule, settings: readonly Readonly<Record<string, RuleSetting>>[]): RuleSetting {
  let merged: RuleSetting = {};
  for (const byId of settings) {
    for (const id of [...(rule.formerIds ?? []), rule.id]) merged = { ...merged, ...byId[id] };
  }
  return merged;
}

function withDefaults(rule: Rule, options: Options | undefined): Options {
  const defaults = Object.entries(rule.options?.properties ?? {}).map(([name, schema]) => [name, schema.default]);
  return { ...Object.fromEntries(defaults), ...options };
}

/** Whether a severity is at or above another. */
export function isAtLeast(severity: Severity, least: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(least);
}
