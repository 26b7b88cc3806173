import { type Place, placeOf } from '../document/place.js';
import type { ConfigSuppression } from '../lint/suppressions/of-config.js';
import { RuleNames } from '../lint/suppressions/rule-names.js';
import { isDay } from '../lint/suppressions/suppression.js';
import type { Failure } from '../report/report.js';
import type { Rule } from '../rule.js';
import { type ConfigDocument, failureAt, spotOf } from './config-file.js';
import type { ConfigLayer } from './layer.js';

type OneOrMany = string | readonly string[];

/** A suppression as a config file has it, once the schema has accepted it. */
export interface SuppressionData {
  readonly rule: OneOrMany;
  readonly files?: OneOrMany;
  readonly resource?: OneOrMany;
  readonly sid?: OneOrMany;
  readonly reason?: string;
  readonly expires?: string;
}

/** What of the suppressions of a file is wrong beyond what its schema says. */
export function suppressionProblems(config: ConfigDocument, all: readonly SuppressionData[]): readonly Failure[] {
  return all.flatMap(({ expires }, i) => {
    if (expires === undefined || isDay(expires)) return [];
    const spot = spotOf(config, `/suppressions/${i}/expires`);
    return [failureAt(config.document, spot, `expected a date, as in 2027-03-31, and not "${expires}"`)];
  });
}

/**
 * A suppression with where it stands.
 *
 * @param base absolute folder of the config file, with forward slashes
 */
export function placedSuppression(
  config: ConfigDocument,
  { rule, files, resource, sid, reason, expires }: SuppressionData,
  index: number,
  base: string,
): ConfigSuppression {
  const at = `/suppressions/${index}`;
  const isOne = typeof rule === 'string';
  const text = reason?.replace(/\s+/g, ' ').trim() ?? '';
  return {
    rules: manyOf(rule).map((name, i) => ({ name, place: placeAt(config, isOne ? `${at}/rule` : `${at}/rule/${i}`) })),
    base,
    place: { ...placeAt(config, `${at}/rule`), key: true },
    ...(files === undefined ? {} : { files: manyOf(files) }),
    ...(resource === undefined ? {} : { resources: manyOf(resource) }),
    ...(sid === undefined ? {} : { sids: manyOf(sid) }),
    ...(text === '' ? {} : { reason: text }),
    ...(expires === undefined ? {} : { expires }),
  };
}

/** The rules that suppressions name and that do not exist. */
export function unknownSuppressedRules({ suppressions }: ConfigLayer, rules: readonly Rule[]): readonly Failure[] {
  const names = new RuleNames(rules);
  return suppressions.flatMap(({ value }) =>
    value.rules.flatMap(({ name, place }) => {
      if (names.idsOf(name).length > 0) return [];
      return [failureAt(place.document, { node: place.node, onKey: false }, names.problemOf(name))];
    }),
  );
}

function manyOf(value: OneOrMany): readonly string[] {
  return typeof value === 'string' ? [value] : value;
}

function placeAt(config: ConfigDocument, pointer: string): Place {
  return placeOf(config.document, spotOf(config, pointer).node);
}
