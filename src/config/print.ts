import type { PlacedInvariant, RuleSetting } from '../lint/settings.js';
import type { ConfigSuppression } from '../lint/suppressions/of-config.js';
import { type ConfigLayer, mergeSetting, type RuleLayer, type Sourced } from './layer.js';
import { policyTypeName } from './policy-type.js';

/**
 * The configuration as it stands, after all layers, as a config file with comments: each value behind where it was
 * set. What it prints can be given to `--config` again, but for patterns, whose folders are in the comments.
 */
export function printConfig(layer: ConfigLayer): string {
  const { single, rules, overrides, ignore, invariants, plugins, suppressions } = layer;
  const { policyType, ...plain } = single;
  const entries = Object.entries(plain).map(([key, { value, from }]) => entry(key, value, from, 1));
  if (policyType !== undefined) entries.push(entry('policyType', policyTypeName(policyType.value), policyType.from, 1));
  for (const key of [
    'accounts',
    'trustedAccounts',
    'organization',
    'trustedIssuers',
    'expectedAdministrators',
  ] as const) {
    const printed = layer[key].map(({ value, from }) => line(json(value), from, 2));
    if (printed.length > 0) entries.push(block(key, '[', printed, ']'));
  }
  if (plugins.length > 0) {
    const printed = plugins.map(({ value, from }) => line(json(value), from, 2));
    entries.push(block('plugins', '[', printed, ']'));
  }
  if (rules.length > 0) entries.push(block('rules', '{', mergeById(rules).map(printRule), '}'));
  if (ignore.length > 0) {
    entries.push(
      block(
        'ignore',
        '[',
        ignore.map(({ value, from }) => line(json(value.pattern), from, 2)),
        ']',
      ),
    );
  }
  if (invariants.length > 0) {
    const printed = invariants.map(({ value, from }) => line(json(invariantData(value)), from, 2));
    entries.push(block('invariants', '[', printed, ']'));
  }
  if (suppressions.length > 0) {
    const printed = suppressions.map(({ value, from }) => line(json(suppressionData(value)), from, 2));
    entries.push(block('suppressions', '[', printed, ']'));
  }
  if (overrides.length > 0) {
    const printed = overrides.map(({ value, from }) => {
      const { files, rules: settings, policyType: type } = value;
      const byId = Object.fromEntries(Object.entries(settings).map(([id, setting]) => [id, plainSetting(setting)]));
      return line(
        json({ files, rules: byId, ...(type === undefined ? {} : { policyType: policyTypeName(type) }) }),
        from,
        2,
      );
    });
    entries.push(block('overrides', '[', printed, ']'));
  }
  return `{\n${entries.join(',\n')}\n}\n`;
}

/** An invariant in the form in which a config file has it. */
function invariantData({ files, exceptFiles, base: _, in: within, except, ...invariant }: PlacedInvariant): unknown {
  const scope = { ...within, ...(files === undefined ? {} : { paths: files }) };
  const left = { ...except, ...(exceptFiles === undefined ? {} : { paths: exceptFiles }) };
  return {
    ...invariant,
    ...(Object.keys(scope).length === 0 ? {} : { in: scope }),
    ...(Object.keys(left).length === 0 ? {} : { except: left }),
  };
}

/** A suppression in the form in which a config file has it. */
function suppressionData({ rules, files, resources, sids, reason, expires }: ConfigSuppression): unknown {
  return {
    rule: rules.map(({ name }) => name),
    ...(files === undefined ? {} : { files }),
    ...(resources === undefined ? {} : { resource: resources }),
    ...(sids === undefined ? {} : { sid: sids }),
    ...(reason === undefined ? {} : { reason }),
    ...(expires === undefined ? {} : { expires }),
  };
}

function mergeById(layers: readonly RuleLayer[]): readonly RuleLayer[] {
  const merged = new Map<string, RuleLayer>();
  for (const { id, value, from } of layers) {
    const below = merged.get(id);
    const origin = below === undefined ? from : `${below.from}, ${from}`;
    merged.set(id, { id, value: mergeSetting(below?.value, value), from: origin });
  }
  return [...merged.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function printRule({ id, value, from }: RuleLayer): string {
  return entry(id, plainSetting(value), from, 2);
}

/** A setting in the form in which a config file has it. */
function plainSetting({ enabled, severity, options }: RuleSetting): unknown {
  return {
    ...(enabled === undefined ? {} : { enabled }),
    ...(severity === undefined ? {} : { severity }),
    ...options,
  };
}

function entry(key: string, value: unknown, from: Sourced<unknown>['from'], depth: number): string {
  return line(`${json(key)}: ${json(value)}`, from, depth);
}

function line(text: string, from: string, depth: number): string {
  const indent = '  '.repeat(depth);
  return `${indent}// ${from}\n${indent}${text}`;
}

function block(key: string, open: string, lines: readonly string[], close: string): string {
  return `  ${json(key)}: ${open}\n${lines.join(',\n')}\n  ${close}`;
}

function json(value: unknown): string {
  return JSON.stringify(value);
}
