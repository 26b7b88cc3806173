import { rules } from '../../rules/index.js';
import { newAccessRule } from '../diff/new-access-rule.js';
import type { Rule } from '../rule.js';
import { type ConfigurationOptions, loadConfiguration } from './configuration.js';
import { failureText, trouble } from './output.js';
import type { Surroundings } from './surroundings.js';

type PluginOptions = Pick<ConfigurationOptions, 'noPlugins'>;

/** All rules that a run of `check` would know, those of plugins among them. Says what is wrong with the config file. */
export async function rulesToList(options: PluginOptions, surroundings: Surroundings): Promise<readonly Rule[]> {
  const loaded = await loadConfiguration(options, rules, surroundings);
  if (!('problems' in loaded)) return [...rules, ...loaded.plugins.flatMap((plugin) => plugin.rules)];
  trouble(loaded.problems.map(failureText), surroundings);
  return rules;
}

/** The rules among which one is looked for: plugins are asked only for what nobody else knows. */
export async function rulesToExplain(
  id: string,
  options: PluginOptions,
  surroundings: Surroundings,
): Promise<readonly Rule[]> {
  const own = [...rules, newAccessRule];
  const isOwn = own.some((rule) => [rule.id, ...(rule.formerIds ?? [])].includes(id.toLowerCase()));
  return isOwn ? own : [...(await rulesToList(options, surroundings)), newAccessRule];
}
