import { type Category, type Preset, type Rule, SEVERITIES } from '../rule.js';
import { SETTING_KEYS } from './schema.js';

const PRESETS = ['recommended', 'strict', 'validity'] satisfies readonly Preset[];

const CATEGORIES: Readonly<Record<Category, true>> = {
  privilege: true,
  identity: true,
  exposure: true,
  trust: true,
  condition: true,
  validity: true,
  organization: true,
  configuration: true,
};

/** The checks of a rule, by the names that it gives them. */
const CHECK_NAMES = ['statement', 'policy', 'identity', 'resource', 'inventory', 'estate', 'load'] as const;

/** What a module exported as its rules, or what is wrong with it. */
export type RulesRead = { readonly rules: readonly Rule[] } | { readonly problem: string };

/** Reads the rules of a plugin's module. What has passed has all that the rest of the program relies on. */
export function readRules(module: unknown): RulesRead {
  const plugin = isObject(module) ? module['default'] : undefined;
  const rules = isObject(plugin) ? plugin['rules'] : undefined;
  if (!Array.isArray(rules)) return { problem: 'has no default export of the form { rules: […] }' };
  for (const [index, rule] of rules.entries()) {
    const problem = ruleProblem(rule);
    if (problem === undefined) continue;
    const id = isObject(rule) && typeof rule['id'] === 'string' ? ` (${rule['id']})` : '';
    return { problem: `rules[${index}]${id}: ${problem}` };
  }
  // What `ruleProblem` has accepted is of this type.
  return { rules: rules as readonly Rule[] };
}

function ruleProblem(rule: unknown): string | undefined {
  if (!isObject(rule)) return 'is no object';
  const { id, severity, preset, category, options } = rule;
  if (typeof id !== 'string' || !/^[a-z0-9]+(?:-[a-z0-9]+)+$/.test(id)) {
    return 'the id must be in kebab-case, with the name of its owner in front: acme-open-door';
  }
  if (!SEVERITIES.some((known) => known === severity)) return `severity must be one of ${SEVERITIES.join(', ')}`;
  if (!PRESETS.some((known) => known === preset)) return `preset must be one of ${PRESETS.join(', ')}`;
  if (typeof category !== 'string' || !Object.hasOwn(CATEGORIES, category)) {
    return `category must be one of ${Object.keys(CATEGORIES).join(', ')}`;
  }
  for (const name of ['summary', 'why', 'fix']) {
    const text = rule[name];
    if (typeof text !== 'string' || text.trim() === '') return `${name} must be text`;
  }
  for (const name of ['references', 'aliases', 'formerIds', 'coveredBy', 'policyKinds']) {
    const list = rule[name];
    if (list === undefined && name !== 'references') continue;
    if (!Array.isArray(list) || list.some((item) => typeof item !== 'string')) return `${name} must be a list of texts`;
  }
  const checks = CHECK_NAMES.filter((name) => rule[name] !== undefined);
  const strange = checks.find((name) => typeof rule[name] !== 'function');
  if (strange !== undefined) return `${strange} must be a function`;
  if (checks.length === 0) return `has no check: expected one of ${CHECK_NAMES.join(', ')}`;
  return options === undefined ? undefined : optionsProblem(options);
}

function optionsProblem(options: unknown): string | undefined {
  const properties = isObject(options) ? options['properties'] : undefined;
  if (!isObject(properties) || !isObject(options) || options['type'] !== 'object') {
    return 'options must be the JSON Schema of an object with properties';
  }
  for (const [name, schema] of Object.entries(properties)) {
    if (SETTING_KEYS.includes(name)) return `the option "${name}" has the name of a setting`;
    if (!isObject(schema) || schema['default'] === undefined) return `the option "${name}" has no default`;
  }
  return undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
