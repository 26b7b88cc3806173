import { didYouMean } from '../document/similar.js';
import type { Failure } from '../report/report.js';
import { type ConfigDocument, failureAt, spotOf } from './config-file.js';
import validate, { type SchemaError } from './generated/validate.js';
import { POLICY_TYPE_NAMES } from './policy-type.js';
import { worldProblem } from './world.js';

/**
 * What is wrong with a config file by its schema: one message a place.
 *
 * @param isPluginRule whether a rule that the schema does not know comes from a plugin
 */
export function checkConfig(
  config: ConfigDocument,
  isPluginRule: (id: string) => boolean = () => false,
): readonly Failure[] {
  if (validate(config.settings)) return [];
  const errors = (validate.errors ?? []).filter(
    ({ keyword, instancePath, params }) =>
      keyword !== 'additionalProperties' || !RULES.test(instancePath) || !isPluginRule(params.additionalProperty ?? ''),
  );
  return describeErrors(config, errors);
}

/** Where settings of rules stand. */
const RULES = /^(?:\/overrides\/\d+)?\/rules$/;

/** What ajv says of a config file, in words. */
export function describeErrors(config: ConfigDocument, errors: readonly SchemaError[]): readonly Failure[] {
  return telling(errors).map((error) => {
    const spot = spotOf(config, error.instancePath, error.params.additionalProperty);
    return failureAt(config.document, spot, messageOf(error));
  });
}

/**
 * Of the errors that ajv gives for a value with alternatives, those about the alternative that was meant: errors within
 * the value over errors about the whole of it, and of these the most telling kind.
 */
function telling(errors: readonly SchemaError[]): readonly SchemaError[] {
  const undecided = new Set(
    errors.filter(({ keyword }) => keyword === 'anyOf').map(({ instancePath }) => instancePath),
  );
  const kept = errors.filter(({ keyword, instancePath }) => {
    if (!undecided.has(instancePath) || keyword === 'additionalProperties') return true;
    const hasInner = errors.some((other) => other.instancePath.startsWith(`${instancePath}/`));
    const ranks = errors.filter((other) => other.instancePath === instancePath).map((other) => rank(other.keyword));
    return !hasInner && rank(keyword) === Math.min(...ranks);
  });
  // Each alternative that a value may have says the same of it; once is enough.
  const seen = new Set<string>();
  return kept.filter(({ keyword, instancePath, params }) => {
    const key = [instancePath, keyword, keyword === 'additionalProperties' ? params.additionalProperty : ''].join('\n');
    return !seen.has(key) && seen.add(key) !== undefined;
  });
}

const RANKS: readonly string[] = ['additionalProperties', 'minItems', 'maxItems', 'enum', 'type', 'anyOf'];

function rank(keyword: string): number {
  const index = RANKS.indexOf(keyword);
  return Math.max(index, 0);
}

function messageOf(error: SchemaError): string {
  const { keyword, instancePath, params, data } = error;
  const ofWorld = worldProblem(instancePath, keyword, data);
  if (ofWorld !== undefined) return ofWorld;
  switch (keyword) {
    case 'additionalProperties':
      return unknownKey(
        instancePath,
        params.additionalProperty ?? '',
        Object.keys(error.parentSchema.properties ?? {}),
      );
    case 'enum': {
      const allowed = (params.allowedValues ?? []).map(String);
      return `expected one of ${allowed.join(', ')}${typeof data === 'string' ? didYouMean(data, allowed) : ''}`;
    }
    case 'type':
      return `expected ${TYPE_NAMES[params.type ?? ''] ?? params.type}`;
    case 'required':
      return `expected the key "${params.missingProperty}"`;
    case 'minItems':
      return `expected at least ${counted(params.limit)}`;
    case 'maxItems':
      return `expected at most ${counted(params.limit)}`;
    case 'minLength':
      return 'expected text that is not empty';
    case 'pattern':
      return instancePath.endsWith('/policyType')
        ? unknownPolicyType(String(data))
        : (error.message ?? 'has another form');
    default:
      return error.message ?? 'is not as the schema has it';
  }
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
  object: 'a map of keys and values',
  string: 'text',
};

function counted(limit = 0): string {
  return `${limit} ${limit === 1 ? 'entry' : 'entries'}`;
}

function unknownPolicyType(text: string): string {
  return `unknown policy type "${text}"${didYouMean(text, POLICY_TYPE_NAMES)}; \`resource\` may say which: resource:AWS::S3::Bucket`;
}

function unknownKey(instancePath: string, key: string, known: readonly string[]): string {
  const what = RULES.test(instancePath) ? 'rule' : 'key';
  return `unknown ${what} "${key}"${didYouMean(key, known)}`;
}
