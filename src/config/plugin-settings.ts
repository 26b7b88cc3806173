import type { Failure } from '../report/report.js';
import { describeErrors } from './check.js';
import { type ConfigDocument, failureAt, spotOf } from './config-file.js';
import type { SchemaError } from './generated/validate.js';
import { type LoadedPlugin, reasonOf } from './plugins.js';
import { rulesOnlySchema } from './schema.js';

/**
 * What is wrong with the settings that a config file has for the rules of plugins, by the schemas of their options. These
 * are known only now, so here schemas are compiled at run time.
 */
export async function pluginSettingProblems(
  config: ConfigDocument,
  plugins: readonly LoadedPlugin[],
): Promise<readonly Failure[]> {
  const { Ajv } = await import('./schema-compiler.js');
  return plugins.flatMap(({ name, rules }) => {
    const ajv = new Ajv({ allErrors: true, verbose: true, strict: false, logger: false });
    try {
      const validate = ajv.compile(rulesOnlySchema(rules));
      if (validate(config.settings)) return [];
      // The options above make ajv's errors what this type says.
      return describeErrors(config, (validate.errors ?? []) as readonly SchemaError[]);
    } catch (error) {
      const message = `plugin "${name}": the options of its rules are no JSON Schema: ${reasonOf(error)}`;
      return [failureAt(config.document, spotOf(config, '/plugins'), message)];
    }
  });
}
